//! What needs no action, in one sentence.

use super::{cell::Cell, model::Overview};
use crate::{fieldwork::Course, inspection::State, language::numbers::counted};

/// Those that need no action, counted by standing.
pub fn rest(overview: &Overview) -> Option<String> {
    let count = |chosen: &dyn Fn(&Cell) -> bool| {
        overview.cells.iter().filter(|cell| cell.standing.needs.is_empty() && chosen(cell)).count()
    };
    let small = count(&|cell| {
        cell.is_open()
            && cell.standing.course == Course::Unmeasured
            && cell.standing.rate.issued.is_some()
            && !cell.standing.rate.returned.is_held()
    });
    let held = count(&|cell| cell.is_open() && cell.standing.rate.returned.is_held());
    let of = |course: Course| count(&|cell| cell.standing.course == course);
    let not_open = count(&|cell| cell.standing.state == State::Planned);
    let is_area = |cell: &Cell| cell.survey.audience().is_area();
    let recorded = count(&|cell| cell.is_open() && cell.is_recorded() && !is_area(cell));
    let areas = |sent: bool| {
        count(&|cell| {
            cell.is_open() && is_area(cell) && cell.standing.rate.returned.is_somebody() == sent
        })
    };
    let reached = count(&|cell| cell.is_open() && cell.standing.course == Course::Reached);
    let closed = count(&Cell::is_closed);
    let measured_closed = count(&|cell| cell.is_closed() && !cell.is_recorded());
    let reached_closed = count(&|cell| cell.is_closed() && cell.standing.course == Course::Reached);
    let said = [
        (reached, ["reached the target"; 2]),
        (of(Course::OnPace), ["is on course", "are on course"]),
        (
            of(Course::Close),
            ["is likely to end a little short", "are likely to end a little short"],
        ),
        (
            of(Course::JustOpened),
            ["has been open for less than a day", "have been open for less than a day"],
        ),
        (
            held,
            [
                "asks so few people that its count is shown after closing",
                "ask so few people that their counts are shown after closing",
            ],
        ),
        (small, ["is too small for a rate", "are too small for a rate"]),
        (recorded, ["is recorded by the team", "are recorded by the team"]),
        (areas(true), ["has the answers of its area", "have the answers of their areas"]),
        (areas(false), ["waits for its area to answer", "wait for their areas to answer"]),
        (not_open, ["is not open yet", "are not open yet"]),
        (closed, ["is closed", "are closed"]),
    ];
    let mut parts: Vec<(usize, String)> = said
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, [one, several])| (count, (if count == 1 { one } else { several }).to_owned()))
        .collect();
    if closed > 0
        && closed == measured_closed
        && let Some((_, words)) = parts.last_mut()
    {
        words.push_str(&how_many_reached(reached_closed, closed));
    }
    let all = overview.cells.len();
    match parts.as_slice() {
        [] => None,
        [(count, words)] if *count == all => Some(match all {
            1 => format!("The only collection {words}."),
            2 => format!("Both collections {words}."),
            _ => format!("All {all} collections {words}."),
        }),
        parts => {
            let parts: Vec<String> =
                parts.iter().map(|(count, words)| format!("{count} {words}")).collect();
            Some(format!("Of {}, {}.", counted(all, "collection", "collections"), and(&parts)))
        }
    }
}

/// Whether the closed collections reached their targets, as the end of a sentence about them.
fn how_many_reached(reached: usize, closed: usize) -> String {
    match (reached, closed) {
        (0, 1) => " and did not reach the target".to_owned(),
        (0, _) => ", and none reached the target".to_owned(),
        (reached, closed) if reached == closed => " and reached the target".to_owned(),
        (reached, _) => format!(", {reached} of which reached the target"),
    }
}

/// "one", "one and two", "one, two and three".
pub fn and(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
