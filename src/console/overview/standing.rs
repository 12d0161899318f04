//! How things stand, in plain sentences that are true in every mix of collections that are planned, open and closed.

use maud::{Markup, html};

use super::model::{Cell, Overview};
use crate::console::{
    inspections::Stage,
    pace::Course,
    views::times::{self, counted},
};

/// How many collections a sentence names.
const NAMED: usize = 6;

/// The day, what is behind, what else needs somebody.
pub fn standing(overview: &Overview) -> Markup {
    let (behind, check) = (overview.standing(Course::Behind), overview.standing(Course::Check));
    let close = overview.standing(Course::Close);
    let acute = !behind.is_empty() || !check.is_empty();
    html! {
        section.say.acute[acute].calm[!acute] aria-label="How things stand" {
            p.first { strong { (stage(overview)) ". " } (of_those_open(overview, behind.len())) }
            (named(&behind))
            @if !check.is_empty() {
                p { (excess(check.len())) }
                (named(&check))
            }
            @if !close.is_empty() {
                p { (close.len()) @if close.len() == 1 { " is just under its pace:" } @else { " are just under their pace:" } }
                (named(&close))
            }
            @if let Some(sentence) = unstated(overview) { p { (sentence) } }
            @for sentence in others(overview) { p { (sentence) } }
        }
    }
}

/// The day by the inspection's own dates, unless its collections keep others.
fn stage(overview: &Overview) -> String {
    let any_open = overview.cells().any(|cell| cell.open);
    match overview.stage {
        Stage::Over if any_open => "After the last day".to_owned(),
        Stage::Ahead(_) if any_open => "Before the first day".to_owned(),
        stage => stage.words(),
    }
}

/// What can be said of the collections that are open and have a rate.
fn of_those_open(overview: &Overview, behind: usize) -> String {
    let (all, open) = (overview.cells().count(), overview.cells().filter(|cell| cell.open).count());
    let measured = overview.cells().filter(|cell| cell.open && cell.is_measured()).count();
    let verb = if behind == 1 { "is" } else { "are" };
    match (measured, behind) {
        (0, _) if open == 0 && overview.cells().all(|cell| cell.course == Course::NotOpen) => {
            let first = overview.cells().map(|cell| cell.opens_at).min().unwrap_or(overview.now);
            format!("No collection is open yet. The first opens on {}.", times::moment(first))
        }
        (0, _) if open == 0 => "No collection is open.".to_owned(),
        (0, _) if open == 1 => "The one open collection has no rate to go by.".to_owned(),
        (0, _) => format!("None of the {open} open collections has a rate to go by."),
        (1, 0) if all > 1 => "The one open collection with a rate is not behind.".to_owned(),
        (_, 0) if measured == all => "No collection is behind.".to_owned(),
        (_, 0) => format!("Of the {measured} open collections with a rate, none is behind."),
        (1, _) => "The one open collection with a rate is behind:".to_owned(),
        _ => format!("Of the {measured} open collections with a rate, {behind} {verb} behind:"),
    }
}

fn excess(count: usize) -> String {
    let place = counted(count, "collection", "collections");
    format!("In {place} more came back than people could answer. Check the population:")
}

/// The first of `cells`, each with its figures and a link, and how many more there are.
fn named(cells: &[&Cell]) -> Markup {
    let more = cells.len().saturating_sub(NAMED);
    html! {
        @if !cells.is_empty() {
            ul.named {
                @for cell in cells.iter().take(NAMED) {
                    li { (link(cell)) span.unseen { ": " } span { (cell.rate) ", target " (cell.target) "%" } }
                }
            }
            @if more > 0 { p { "And " (more) " more, marked in the table." } }
        }
    }
}

fn link(cell: &Cell) -> Markup {
    html! { a href={ "/console/collections/" (cell.collection) } { (cell.area) ", " (cell.audience.name()) } }
}

/// What to do where no population was stated, so that no rate can be told.
fn unstated(overview: &Overview) -> Option<Markup> {
    let missing: Vec<_> = overview.cells().filter(|cell| cell.open && cell.rate.issued.is_none()).collect();
    match missing.as_slice() {
        [] => None,
        [cell] => Some(html! {
            (link(cell)) " has no stated population, so nobody can tell: state how many people could answer there."
        }),
        several => Some(html! {
            (several.len()) " open collections have no stated population, so nobody can tell. Open each and state how many people could answer there."
        }),
    }
}

/// Those that are too small for a rate, not open yet, or closed.
fn others(overview: &Overview) -> Vec<String> {
    let count = |chosen: &dyn Fn(&Cell) -> bool| overview.cells().filter(|cell| chosen(cell)).count();
    let small = count(&|cell| cell.open && cell.course == Course::Unmeasured && cell.rate.issued.is_some());
    let planned = count(&|cell| cell.course == Course::NotOpen);
    let closed = count(&|cell| cell.closed());
    let reached = count(&|cell| cell.closed() && cell.course == Course::Reached);
    let verb = |count| if count == 1 { "is" } else { "are" };
    let mut sentences = Vec::new();
    if small > 0 {
        sentences.push(format!("{small} {} for fewer than five people, too few for a rate.", verb(small)));
    }
    if planned > 0 && planned < overview.cells().count() {
        sentences.push(format!("{planned} {} not open yet.", verb(planned)));
    }
    if closed > 0 {
        sentences.push(format!("{closed} {} closed; {reached} of them reached the target.", verb(closed)));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{super::model::tests::of, *};

    /// The words of collections, each with its returns, its population and how many days it was moved.
    fn words(collections: &[(u64, Option<u32>, i64)]) -> String {
        let overview =
            of(collections.iter().map(|(returned, population, days)| (*returned, *population, TimeDelta::days(*days))));
        let page = standing(&overview).into_string();
        page.split('<').filter_map(|tag| tag.split_once('>').map(|(_, text)| text)).collect()
    }

    #[test]
    fn collections_without_a_population_are_not_said_to_be_on_course() {
        let text = words(&[(45, Some(100), 0), (50, Some(100), 0), (3, None, 0), (4, None, 0), (1, Some(3), 0)]);
        assert!(text.contains("Of the 2 open collections with a rate, none is behind."), "{text}");
        assert!(text.contains("2 open collections have no stated population, so nobody can tell."), "{text}");
        assert!(text.contains("1 is for fewer than five people"), "{text}");
        assert!(words(&[(3, None, 0)]).contains("The one open collection has no rate to go by."));
        assert!(words(&[(45, Some(100), 0)]).contains("No collection is behind."));
    }

    #[test]
    fn planned_and_closed_collections_are_told_apart() {
        let text = words(&[(45, Some(100), 0), (0, Some(100), 8), (90, Some(100), -8), (10, None, -8)]);
        assert!(text.contains("The one open collection with a rate is not behind."), "{text}");
        assert!(text.contains("1 is not open yet.2 are closed; 1 of them reached the target."), "{text}");
        assert!(!text.contains("have no stated"), "{text}");
        assert!(words(&[(0, None, 8)]).contains("No collection is open yet. The first opens on"));
        assert!(words(&[(9, None, -8)]).contains("No collection is open.1 is closed; 0 of them"));
    }

    #[test]
    fn those_just_under_their_pace_and_those_above_the_whole_are_named() {
        let text = words(&[(35, Some(100), 0), (120, Some(100), 0), (10, Some(100), 0)]);
        assert!(text.contains("1 is just under its pace:Fife, Staff: 35 of 100, 35%, target 80%"), "{text}");
        assert!(text.contains("In 1 collection more came back than people could answer."), "{text}");
        assert!(text.contains("Of the 2 open collections with a rate, 1 is behind:"), "{text}");
        let text = words(&[(5, Some(100), 0); 8]);
        assert!(text.contains("8 are behind:") && text.contains("And 2 more, marked in the table."), "{text}");
    }
}
