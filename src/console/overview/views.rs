use maud::{Markup, html};

use super::{
    model::{Cell, Overview},
    table,
};
use crate::console::{
    inspections::Stage,
    pace::Course,
    users::User,
    views::{
        bar,
        frame::{self, Head, Section},
        times::{self, counted},
    },
};

/// How many collections that are behind the sentence on top names.
const NAMED: usize = 4;

/// The overview of an inspection.
pub fn overview(viewer: &User, overview: &Overview) -> Markup {
    let inspection = &overview.inspection;
    let trail = [("/console".to_owned(), "Inspections".to_owned())];
    let head = Head { trail: &trail, ..Head::of(&inspection.title, viewer, Section::Inspections) };
    let none = overview.areas.is_empty();
    let add = format!("/console/inspections/{}/collections/new", inspection.id);
    frame::page(
        &head,
        &html! {
            div.wide {
                div.top {
                    h1 { (inspection.title) }
                    @if viewer.role.may_change() { a.button.second href=(add) { "Add a collection" } }
                }
                p.quiet {
                    (inspection.kind.name()) ", " (times::span(inspection.opens_on, inspection.closes_on)) ". Led by " (inspection.lead) "."
                }
                @if none {
                    div.empty {
                        h2 { "Nobody is asked yet" }
                        p { "Add a collection for each area and audience. Each gets its own link." }
                    }
                } @else {
                    (standing(overview))
                    (table::table(overview))
                    p.quiet.asof { "Figures as of " (times::as_of(overview.now)) ". Load the page again for newer ones." }
                    (legend())
                }
            }
        },
    )
}

/// How things stand, in plain sentences: the day, what is behind, what else needs somebody.
fn standing(overview: &Overview) -> Markup {
    let behind = overview.standing(Course::Behind);
    let tone = if behind.is_empty() { "calm" } else { "acute" };
    html! {
        section class={ "say " (tone) } aria-label="How things stand" {
            p.first { strong { (overview.stage.words()) ". " } (in_short(overview, behind.len())) }
            @if !behind.is_empty() {
                ul.behind {
                    @for cell in behind.iter().take(NAMED) { li { (name(cell)) } }
                }
                @if let Some(more) = behind.len().checked_sub(NAMED).filter(|more| *more > 0) {
                    p { "And " (more) " more, marked in the table." }
                }
            }
            @if let Some(sentence) = unstated(overview) { p { (sentence) } }
        }
    }
}

fn in_short(overview: &Overview, behind: usize) -> String {
    let all = overview.cells().count();
    let count = |course| overview.cells().filter(|cell| cell.course == course).count();
    let (close, reached) = (count(Course::Close), count(Course::Reached));
    let collections = counted(all, "collection", "collections");
    match overview.stage {
        Stage::Ahead(_) => format!("{collections} will open on {}.", times::day(overview.inspection.opens_on)),
        Stage::Over => format!("{reached} of {collections} reached the target."),
        Stage::Day(..) if behind == 1 => format!("1 of {collections} is behind:"),
        Stage::Day(..) if behind > 1 => format!("{behind} of {collections} are behind:"),
        Stage::Day(..) if close == 1 => format!("No collection is behind; 1 of {all} is close to it."),
        Stage::Day(..) if close > 1 => format!("No collection is behind; {close} of {all} are close to it."),
        Stage::Day(..) if count(Course::Unmeasured) == all => format!("{collections} open."),
        Stage::Day(..) => "No collection is behind.".to_owned(),
    }
}

fn name(cell: &Cell) -> Markup {
    html! {
        (link(cell)) span.unseen { ": " } span { (cell.rate) ", target " (cell.target) "%" }
    }
}

fn link(cell: &Cell) -> Markup {
    html! { a href={ "/console/collections/" (cell.collection) } { (cell.area) ", " (cell.audience.name()) } }
}

/// What to do where no population was stated, so that no rate can be told.
fn unstated(overview: &Overview) -> Option<Markup> {
    let missing: Vec<_> = overview.cells().filter(|cell| cell.rate.issued.is_none()).collect();
    match missing.as_slice() {
        [] => None,
        [cell] => {
            Some(html! { "There is no rate yet for " (link(cell)) ": state how many people could answer there." })
        }
        several => Some(html! {
            "There is no rate yet for " (several.len()) " collections: open each and state how many people could answer there."
        }),
    }
}

fn legend() -> Markup {
    let mean = |course, text: &str| html! { div { dt { (bar::word(course)) } dd { (text) } } };
    html! {
        section.legend aria-labelledby="legend" {
            h2 #legend { "How to read this" }
            p {
                "A rate is how many came back of how many people the area says could answer. The bar shows the rate, the upright line on it the target, and the small mark below it the pace. "
                "The pace is the target times the share of the fieldwork that is over: half way to a target of 80% it is 40%. The word compares the rate with it."
            }
            dl {
                (mean(Course::OnPace, "at the pace, or above it"))
                (mean(Course::Close, "below the pace, but at least four fifths of it"))
                (mean(Course::Behind, "less than four fifths of the pace, or nobody has answered after a day"))
                (mean(Course::JustOpened, "below the pace, but open for less than a day"))
                (mean(Course::Reached, "the target, or more, came back"))
                (mean(Course::Unmeasured, "open; no rate without a population of five or more"))
                (mean(Course::NotOpen, "nobody can answer yet"))
                (mean(Course::Closed, "closed below the target"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::model::tests::two_areas, *};
    use crate::{console::users::Role, store::Id};

    fn page(role: Role) -> String {
        let viewer = User { id: Id::random(), email: "who@example.org".to_owned(), role };
        overview(&viewer, &two_areas()).into_string()
    }

    #[test]
    fn how_things_stand_is_said_before_the_table() {
        let page = page(Role::Lead);
        assert!(page.contains("<strong>Day 6 of 11. </strong>1 of 3 collections is behind:"), "{page}");
        assert!(page.contains("Fife, Staff</a>"), "{page}");
        assert!(page.contains("10 of 100, 10%, target 80%"), "{page}");
        assert!(page.contains("Midlothian, 8 to 15</a>: state how many"), "{page}");
        assert!(page.find("is behind").expect("the sentence") < page.find("<table").expect("the table"));
    }

    #[test]
    fn every_cell_says_in_words_what_its_colour_shows() {
        let page = page(Role::Viewer);
        for words in ["Behind</span>", "On course</span>", "Open</span>", "Not asked here", "population not stated"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("style="), "the content policy forbids style attributes");
        assert!(!page.contains("Add a collection"));
    }
}
