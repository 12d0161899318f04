//! Charts, drawn on the server as SVG. Each is drawn twice, wide and narrow (for phones), so that
//! its text is never smaller than 14 pixels; the style sheet shows one of them. A chart repeats a
//! table on the same page, so it is hidden from screen readers.

mod frame;
mod scale;

pub use frame::{Anchor, Frame, area, line, place, word};
pub use scale::ticks;

use maud::{Markup, html};

/// Draws a chart both ways.
pub fn twice(
    kind: &str,
    (broad, slim): (&Frame, &Frame),
    draw: impl Fn(&Frame) -> Markup,
) -> Markup {
    html! {
        div class={ "chart " (kind) } {
            @for (name, frame) in [("broad", broad), ("slim", slim)] {
                svg class=(name) viewBox={ "0 0 " (frame.width) " " (frame.height) } aria-hidden="true" focusable="false" { (draw(frame)) }
            }
        }
    }
}
