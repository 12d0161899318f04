use maud::{Markup, html};

use super::model::Point;

/// The width of one time, and the height of the line, in its own units.
const STEP: usize = 100;
const HEIGHT: usize = 50;

/// Points that are shown as numbers, joined where they follow each other. The numbers stand below
/// it, so it is hidden from screen readers.
pub fn line(points: &[Point]) -> Markup {
    let at: Vec<Option<(usize, usize)>> = points
        .iter()
        .enumerate()
        .map(|(time, point)| Some((time * STEP + STEP / 2, height(point.percent()?))))
        .collect();
    let width = points.len() * STEP;
    html! {
        svg.course viewBox={ "0 0 " (width) " " (HEIGHT) } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for two in at.windows(2) {
                @if let [Some((x, y)), Some((to, end))] = two {
                    line x1=(x) y1=(y) x2=(to) y2=(end) vector-effect="non-scaling-stroke" {}
                }
            }
            @for (x, y) in at.iter().flatten() {
                // A line of no length with round ends: a dot that is round in every width.
                path.point d={ "M" (x) " " (y) "h0" } vector-effect="non-scaling-stroke" {}
            }
        }
    }
}

/// From the bottom, 0%, to the top, 100%, with room for the points.
fn height(percent: u8) -> usize {
    let room = HEIGHT - 10;
    HEIGHT - 5 - usize::from(percent.min(100)) * room / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_that_follow_each_other_are_joined() {
        let points = [Point::Printed(0), Point::Printed(100), Point::NotAsked, Point::Printed(50)];
        let drawn = line(&points).into_string();
        assert_eq!((drawn.matches("<line").count(), drawn.matches("<path").count()), (1, 3));
        assert!(drawn.contains(r#"<line x1="50" y1="45" x2="150" y2="5""#), "{drawn}");
    }
}
