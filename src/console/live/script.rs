//! The console's script, for live pages.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse};

use crate::web::Asset;

/// The script of this build.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("live", "js", "text/javascript; charset=utf-8", short(include_str!("live.js")))
});

/// The script without indents and comment lines.
fn short(script: &str) -> String {
    let lines = script
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// `GET /assets/live.{digest}.js`.
pub async fn show(request: HttpRequest) -> HttpResponse {
    SCRIPT.send(&request)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn the_script_stays_under_three_kilobytes() {
        let script = short(include_str!("live.js"));
        assert!(script.len() < 3_072, "{}", script.len());
        assert!(
            !script.contains('`') || script.lines().all(|line| line.matches('`').count() % 2 == 0),
            "no text spans lines"
        );
    }
}
