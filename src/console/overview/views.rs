use maud::{Markup, html};

use super::{model::Overview, standing::standing, table};
use crate::console::{
    pace::Course,
    users::User,
    views::{
        bar,
        email::email,
        frame::{self, Head, Section},
        times,
    },
};

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
                    @if overview.released > 0 && viewer.role.may_read_results() {
                        a.button href={ "/console/inspections/" (inspection.id) "/results" } { "See the results" }
                    }
                    @if viewer.role.may_read_comments() { a.button.second href={ "/console/inspections/" (inspection.id) "/comments" } { "Read comments" } }
                    @if viewer.role.may_change() { a.button.second href=(add) { "Add a collection" } }
                }
                p.quiet {
                    (inspection.kind.name()) ", " (times::span(inspection.opens_on, inspection.closes_on)) ". Led by " (email(&inspection.lead)) ". "
                    "Responses are kept for " (times::counted(usize::try_from(inspection.keep_days).unwrap_or(0), "day", "days")) " from their release."
                }
                @if none {
                    div.empty {
                        h2 { "Nobody is asked yet" }
                        p { "Add a collection for each area and audience. Each gets its own link." }
                    }
                } @else {
                    (standing(overview))
                    (table::table(overview))
                    @if viewer.role.may_read_results() {
                        p { a href={ "/console/inspections/" (inspection.id) "/export" } { "Take results away" } ", as files." }
                    }
                    p.quiet.asof { "Figures as of " (times::as_of(overview.now)) ". Load the page again for newer ones." }
                    (legend())
                }
            }
        },
    )
}

fn legend() -> Markup {
    let mean = |course, text: &str| html! { div { dt { (bar::word(course)) } dd { (text) } } };
    html! {
        section.legend aria-labelledby="legend" {
            h2 #legend { "How to read this" }
            p {
                "A rate is how many came back: by an open link, of how many people the area says could answer; by email, of the invitations that were delivered; by slips, of those that were handed out. "
                "For invitations, RR1 and RR5 are the bounds that AAPOR defines: RR1 counts everyone whose invitation did not arrive as somebody who could have answered, RR5 none of them. The bar shows the rate, the upright line on it the target, and the small mark below it the pace. "
                "The pace is the target times the share of the fieldwork that is over: half way to a target of 80% it is 40%. The word compares the rate with it."
            }
            dl {
                (mean(Course::OnPace, "at the pace, or above it"))
                (mean(Course::Close, "below the pace, but at least four fifths of it"))
                (mean(Course::Behind, "less than four fifths of the pace, or nobody has answered after a day"))
                (mean(Course::JustOpened, "below the pace, but open for less than a day"))
                (mean(Course::Reached, "the target, or more, came back"))
                (mean(Course::Check, "more came back than people could answer: the stated population is too small, or the link went too far"))
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
        let viewer = User { id: Id::random(), email: "who@example.org".to_owned(), role, areas: Vec::new() };
        overview(&viewer, &two_areas()).into_string()
    }

    #[test]
    fn how_things_stand_is_said_before_the_table() {
        let page = page(Role::Lead);
        assert!(
            page.contains("<strong>Day 6 of 11. </strong>Of the 2 open collections with a rate, 1 is behind:"),
            "{page}"
        );
        assert!(page.contains("Fife, Staff</a>"), "{page}");
        assert!(page.contains("10 of 100, 10%, target 80%"), "{page}");
        assert!(page.contains("Midlothian, 8 to 15</a> has no stated population"), "{page}");
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
