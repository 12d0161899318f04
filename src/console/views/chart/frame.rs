use std::fmt::Write;

use maud::{Markup, html};

use super::ticks;

/// The size of a chart, in its own units: the whole, the margins of the plot, and the text size.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub text: f64,
    /// Whether there is room for text beside the plot.
    pub roomy: bool,
}

/// Which end of a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Frame {
    /// From left to right, as a share of the plot.
    pub fn x(&self, share: f64) -> f64 {
        self.left + share * (self.width - self.left - self.right)
    }

    /// From the bottom to the top, as a share of the plot.
    pub fn y(&self, share: f64) -> f64 {
        self.floor() - share * (self.floor() - self.top)
    }

    pub fn floor(&self) -> f64 {
        self.height - self.bottom
    }

    /// About how wide a word is.
    pub fn breadth(&self, text: &str) -> f64 {
        f64::from(u32::try_from(text.chars().count()).unwrap_or(0)) * self.text * 0.54
    }

    /// Lines across the plot at round numbers up to `most`, each with its number.
    pub fn grid(&self, most: f64, unit: &str) -> Markup {
        html! {
            @for tick in ticks(most, if self.height > 250.0 { 5.0 } else { 2.0 }).iter().filter(|tick| **tick <= most + 1e-9) {
                line.rule x1=(place(self.left)) x2=(place(self.x(1.0))) y1=(place(self.y(tick / most))) y2=(place(self.y(tick / most))) {}
                (word(self, (self.left - 8.0, self.y(tick / most) + self.text * 0.35), Anchor::End, "tick", &format!("{tick:.0}{unit}")))
            }
        }
    }
}

/// A text at a place.
pub fn word(frame: &Frame, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) -> Markup {
    let anchor = match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    html! { text class=(class) x=(place(x)) y=(place(y)) font-size=(frame.text) text-anchor=[anchor] { (text) } }
}

/// A number in drawing coordinates.
pub fn place(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// The path from point to point.
pub fn line(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 12);
    for (number, (x, y)) in points.iter().enumerate() {
        let _ = write!(path, "{}{} {}", if number == 0 { "M" } else { "L" }, place(*x), place(*y));
    }
    path
}

/// The path around the area between two lines in the same direction.
pub fn area(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> String {
    let around: Vec<_> = upper.iter().chain(lower.iter().rev()).copied().collect();
    line(&around) + "Z"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_short() {
        assert_eq!(line(&[(0.0, 1.25), (2.0, 3.04)]), "M0 1.2L2 3");
        assert_eq!(area(&[(0.0, 1.0), (5.0, 1.0)], &[(0.0, 2.0), (5.0, 3.0)]), "M0 1L5 1L5 3L0 2Z");
    }

    #[test]
    fn the_plot_stands_within_its_margins() {
        let frame = Frame {
            width: 100.0,
            height: 50.0,
            left: 10.0,
            right: 20.0,
            top: 5.0,
            bottom: 15.0,
            text: 10.0,
            roomy: true,
        };
        assert_eq!(
            (frame.x(0.0), frame.x(1.0), frame.y(0.0), frame.y(1.0)),
            (10.0, 80.0, 35.0, 5.0)
        );
        assert!(frame.grid(100.0, "%").into_string().contains(">50%<"));
    }
}
