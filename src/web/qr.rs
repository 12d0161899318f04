//! QR codes as pictures, drawn as the strokes of their dark modules.

use std::fmt::Write;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The white border that readers need, in modules.
const QUIET: usize = 4;

/// A QR code as the size of its picture and the path of its dark modules: one stroke along each
/// row, with gaps for light modules. There can be thousands of slips, so the path is as short as
/// possible. `None` if the text is too long.
fn code(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{QUIET} {}.5", row + QUIET);
        for run in modules.chunk_by(|a, b| a == b) {
            let _ = match run.first() {
                Some(Color::Dark) => write!(path, "h{}", run.len()),
                _ => write!(path, "m{} 0", run.len()),
            };
        }
    }
    Some((width + 2 * QUIET, path))
}

/// The QR code of `text`, black on white in every colour scheme, because readers expect that.
pub fn inline(text: &str, alternative: &str) -> Markup {
    html! {
        @if let Some((size, path)) = code(text) {
            svg.qr role="img" aria-label=(alternative) viewBox={ "0 0 " (size) " " (size) } shape-rendering="crispEdges" { (drawn(size, &path)) }
        }
    }
}

/// The same as a separate file, large enough to print.
pub fn file(text: &str, alternative: &str) -> Option<String> {
    let (size, path) = code(text)?;
    let picture = html! {
        svg xmlns="http://www.w3.org/2000/svg" width="80mm" height="80mm" viewBox={ "0 0 " (size) " " (size) } shape-rendering="crispEdges" {
            title { (alternative) }
            (drawn(size, &path))
        }
    };
    Some(picture.into_string())
}

fn drawn(size: usize, path: &str) -> Markup {
    html! {
        rect width=(size) height=(size) fill="#fff" {}
        path d=(path) stroke="#000" fill="none" {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_every_dark_module() {
        let text = "https://speir.example/s/bcdfghjkmn";
        let (size, path) = code(text).expect("a code");
        let plain = QrCode::with_error_correction_level(text, EcLevel::M).expect("a code");
        assert_eq!(size, plain.width() + 8);
        let drawn: usize = path
            .split('h')
            .skip(1)
            .filter_map(|part| {
                part.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok()
            })
            .sum();
        assert_eq!(drawn, plain.to_colors().iter().filter(|c| **c == Color::Dark).count());
        assert_eq!(path.matches('M').count(), plain.width(), "one stroke for each row");
    }
}
