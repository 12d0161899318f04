//! Snapshots of pages and messages, which tests compare with the files in `snapshots` beside them.

/// Settings under which ids, links and digests, which differ in every run, stand as their names.
pub fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.add_filter(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[id]");
    settings.add_filter(r"/s/[0-9b-z]{10}\b", "/s/[link]");
    settings.add_filter(r"(/assets/\w+)\.[0-9a-f]{12}\.", "$1.[digest].");
    settings
}

/// What a page says between its head and its foot, a tag on each line.
pub fn main_of(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    format!("<main{main}").replace("><", ">\n<")
}

/// The words of a page between its head and its foot, those of each element on a line.
pub fn words_of(page: &str) -> String {
    let words = main_of(page);
    let lines = words.split('<').filter_map(|tag| Some(tag.split_once('>')?.1.trim()));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Compares a text with the snapshot of this name.
macro_rules! assert_text {
    ($name:expr, $text:expr) => {
        $crate::text::snapshot::settings().bind(|| insta::assert_snapshot!($name, $text))
    };
}

pub(crate) use assert_text;
