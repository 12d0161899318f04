//! Recent responses: yesterday, today, and since the viewer's previous sign-in.

use std::collections::HashMap;

use chrono::TimeDelta;
use maud::{Markup, html};

use super::{cell::Cell, model::Overview, rest::and};
use crate::{
    inspection::Area,
    language::{
        calendar,
        numbers::{counted, grouped},
    },
    rates::{FEW, Moves, SOME},
    store::Id,
    survey::Instrument,
};

/// How many areas a sentence names.
const NAMED: usize = 3;

/// Yesterday beside today, by survey. It is live.
pub fn days(overview: &Overview) -> Markup {
    // Records and meetings are no responses.
    let recorded = |survey: &Instrument| !survey.audience().is_anonymous();
    let surveys: Vec<Instrument> =
        overview.all_surveys().into_iter().filter(|one| !recorded(one)).collect();
    let days = &overview.days;
    let of = |counts: &HashMap<Id, u64>, survey: Option<Instrument>| {
        let cells = overview.cells.iter().filter(|cell| match survey {
            Some(survey) => cell.survey == survey,
            None => !cell.is_recorded(),
        });
        cells.map(|cell| counts.get(&cell.collection).copied().unwrap_or(0)).sum::<u64>()
    };
    let row = |name: &str, survey: Option<Instrument>| {
        html! {
            tr role="row" {
                th role="rowheader" scope="row" { (name) }
                td role="cell" { (grouped(of(&days.yesterday, survey))) }
                td role="cell" { @if stands_still(overview, survey) { "–" } @else { (grouped(of(&days.today, survey))) } }
            }
        }
    };
    let was_open =
        |cell: &Cell| cell.opens_at <= overview.now - TimeDelta::days(1) && cell.is_open();
    if !overview.cells.iter().any(|cell| counts(cell, None) && cell.is_open())
        && of(&days.yesterday, None) + of(&days.today, None) == 0
    {
        return html! {};
    }
    html! {
        table.came role="table" {
            caption { "Responses" }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { "From" }
                th role="columnheader" scope="col" { "Yesterday" }
                th role="columnheader" scope="col" { "Today so far" }
            } }
            tbody role="rowgroup" {
                @if surveys.len() > 1 { @for survey in surveys { (row(survey.name(), Some(survey))) } }
            }
            tfoot role="rowgroup" { (row("All together", None)) }
        }
        @if let Some(sentence) = slow(overview) { p.quiet { (sentence) } }
        @if let Some(sentence) = most_and_none(overview, &days.yesterday, &was_open) { p { "Yesterday " (sentence) "." } }
        @if let Some(sentence) = most_and_none(overview, &days.today, &|cell| cell.is_open() && !is_slow(overview, cell)) { p { "Today " (sentence) "." } }
    }
}

/// Whether a cell counts responses, of one survey or of any.
fn counts(cell: &Cell, survey: Option<Instrument>) -> bool {
    !cell.is_recorded() && survey.is_none_or(|survey| cell.survey == survey)
}

/// Whether the count of a collection does not move with each response.
fn is_slow(overview: &Overview, cell: &Cell) -> bool {
    overview.days.slow.contains_key(&cell.collection)
}

/// Whether something is open, and no count moves during the day.
pub fn stand_still(overview: &Overview) -> bool {
    stands_still(overview, None) && !overview.cells.iter().any(Cell::is_recorded)
}

/// Whether no count of the open collections moves during the day.
fn stands_still(overview: &Overview, survey: Option<Instrument>) -> bool {
    let mut open = overview.cells.iter().filter(|cell| counts(cell, survey) && cell.is_open());
    let mut any = false;
    open.all(|cell| {
        any = true;
        is_slow(overview, cell)
    }) && any
}

/// When the counts of small collections move, if there are any.
fn slow(overview: &Overview) -> Option<String> {
    let open = || overview.cells.iter().filter(|cell| counts(cell, None) && cell.is_open());
    let moving = |moves| {
        open().filter(|cell| overview.days.slow.get(&cell.collection) == Some(&moves)).count()
    };
    let said = |count: usize, fewer: u64, when: &str| {
        let which = match count {
            0 => return None,
            all if all == open().count() => "The counts here".to_owned(),
            some => format!("The counts of {}", counted(some, "collection", "collections")),
        };
        Some(format!(
            "{which} {when}, because fewer than {fewer} people could answer, in all or in one part."
        ))
    };
    let daily = said(moving(Moves::Daily), SOME, "move once a day, at midnight");
    let held = said(moving(Moves::AtRelease), FEW, "are shown after closing");
    let all: Vec<String> = daily.into_iter().chain(held).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// "Since you signed in on Tuesday at 09:02: 45 more returned, most in Fife (12); nobody in Moray."
pub fn since(overview: &Overview) -> Option<String> {
    let since = overview.since.as_ref()?;
    let more: HashMap<Id, u64> = since.more.iter().copied().collect();
    let total: u64 = more.values().sum();
    let when = calendar::ago(since.at, overview.now);
    let begin = format!("Since you signed in {when}:");
    if total == 0 {
        let is_open = overview.cells.iter().any(|cell| counts(cell, None) && cell.is_open());
        return is_open.then(|| {
            let none = if stands_still(overview, None) {
                "no count has moved"
            } else {
                "no new responses"
            };
            format!("{begin} {none}.")
        });
    }
    let areas =
        by_area(overview, &more, &|cell| cell.is_open() && more.contains_key(&cell.collection));
    let mut sentence = format!("{begin} {} more returned", grouped(total));
    if let Some((area, most)) = most(&areas).filter(|_| areas.len() > 1) {
        sentence.extend([", most in ", area.name(), " (", &grouped(most), ")"]);
    }
    let none = none(&areas);
    if !none.is_empty() {
        sentence.extend(["; nobody in ", &listed(&none)]);
    }
    Some(sentence + ".")
}

/// "most in Fife (12); none in Moray": if there are several areas, and any response.
fn most_and_none(
    overview: &Overview,
    counts: &HashMap<Id, u64>,
    open: &dyn Fn(&Cell) -> bool,
) -> Option<String> {
    let areas = by_area(overview, counts, open);
    let (area, count) = most(&areas).filter(|_| areas.len() > 1)?;
    let none = none(&areas);
    let rest = if none.is_empty() { String::new() } else { format!("; none in {}", listed(&none)) };
    Some(format!("most in {area} ({}){rest}", grouped(count)))
}

/// Responses by area: every area with responses, and those that are `open` without any.
fn by_area(
    overview: &Overview,
    counts: &HashMap<Id, u64>,
    open: &dyn Fn(&Cell) -> bool,
) -> Vec<(Area, u64)> {
    let of = |area| {
        let cells =
            || overview.cells.iter().filter(move |cell| cell.area == area && !cell.is_recorded());
        let count = cells().filter_map(|cell| counts.get(&cell.collection)).sum();
        (count > 0 || cells().any(open)).then_some((area, count))
    };
    Area::all().filter_map(of).collect()
}

/// The area with the most, the first by name if several are equal; `None` without responses.
fn most(areas: &[(Area, u64)]) -> Option<(Area, u64)> {
    areas.iter().rev().copied().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0)
}

fn none(areas: &[(Area, u64)]) -> Vec<Area> {
    areas.iter().filter(|(_, count)| *count == 0).map(|(area, _)| *area).collect()
}

fn listed(areas: &[Area]) -> String {
    let mut names: Vec<String> = areas.iter().take(NAMED).map(ToString::to_string).collect();
    let more = areas.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    and(&names)
}

#[cfg(test)]
mod tests {
    use super::{super::model_tests::two_areas, *};
    use crate::{
        console::pages::visits::Since,
        text::snapshot::{assert_text, words_of},
    };

    fn counts_of(overview: &Overview, of: [u64; 3]) -> HashMap<Id, u64> {
        overview.cells.iter().map(|cell| cell.collection).zip(of).collect()
    }

    #[test]
    fn yesterday_and_today_are_told_by_audience_with_the_areas_of_most_and_none() {
        let mut overview = two_areas();
        // Staff in Midlothian, staff in Fife, 8 to 15 in Midlothian.
        overview.days.yesterday = counts_of(&overview, [1_200, 0, 3]);
        overview.days.today = counts_of(&overview, [0, 4, 2]);
        assert_text!("days", words_of(&days(&overview).into_string()));
    }

    #[test]
    fn counts_that_stand_still_are_not_told_as_nobody() {
        let mut overview = two_areas();
        let ids: Vec<Id> = overview.cells.iter().map(|cell| cell.collection).collect();
        overview.days.yesterday = counts_of(&overview, [12, 3, 4]);
        overview.days.slow = ids.iter().map(|id| (*id, Moves::Daily)).collect();
        let said = words_of(&days(&overview).into_string());
        assert!(said.contains("All together\n19\n–"), "{said}");
        assert!(said.contains("The counts here move once a day, at midnight"), "{said}");
        overview.days.slow = ids.iter().take(1).map(|id| (*id, Moves::Daily)).collect();
        let said = words_of(&days(&overview).into_string());
        assert!(said.contains("The counts of 1 collection move once a day"), "{said}");
    }

    #[test]
    fn a_closed_inspection_has_no_days() {
        let mut overview = two_areas();
        let since_then = Since { at: overview.now - TimeDelta::days(2), more: Vec::new() };
        overview.since = Some(since_then);
        for cell in &mut overview.cells {
            cell.standing.state = crate::inspection::State::Released;
        }
        assert_eq!(days(&overview).into_string(), "");
        assert_eq!(since(&overview), None);
    }

    #[test]
    fn what_came_since_the_last_visit_is_one_sentence() {
        let mut overview = two_areas();
        assert_eq!(since(&overview), None);
        let at = overview.now - TimeDelta::days(2);
        let with = |overview: &Overview, of: [u64; 3]| Since {
            at,
            more: overview.cells.iter().map(|cell| cell.collection).zip(of).collect(),
        };
        overview.since = Some(with(&overview, [45, 0, 1]));
        let said = since(&overview).expect("a sentence");
        assert!(said.starts_with("Since you signed in on "), "{said}");
        assert!(
            said.ends_with(": 46 more returned, most in Midlothian (46); nobody in Fife."),
            "{said}"
        );
        overview.since = Some(with(&overview, [0, 0, 0]));
        assert!(since(&overview).expect("a sentence").ends_with(": no new responses."));
    }

    #[test]
    fn more_than_three_areas_are_counted() {
        let areas: Vec<_> = Area::all().take(5).collect();
        assert_eq!(listed(&areas), "Aberdeen City, Aberdeenshire, Angus and 2 more");
        assert_eq!(listed(&areas[..2]), "Aberdeen City and Aberdeenshire");
    }
}
