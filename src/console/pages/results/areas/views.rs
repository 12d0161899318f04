use std::collections::BTreeSet;

use maud::{Markup, html};

use super::across::{self, View, Weigh};
use crate::{
    console::{
        pages::results::{By, waiting},
        views::{
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::{Collection, Inspection},
    language::calendar,
    results::{
        AcrossAreas,
        over_areas::Names,
        together::{Companions, companions},
    },
    survey::{Instrument, audience::Group},
    users::User,
    web::paths,
};

/// The surveys with any results, in their usual order.
pub fn released(collections: &[Collection]) -> Vec<Instrument> {
    let figures = collections.iter().filter(|one| !one.is_area());
    let released = figures.filter(|one| one.released_at.is_some());
    released.map(|one| one.survey).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The surveys that areas answer once, which have no figures.
pub fn answered_by_areas(collections: &[Collection]) -> BTreeSet<Instrument> {
    collections.iter().filter(|one| one.is_area()).map(|one| one.survey).collect()
}

/// The results of one survey.
pub fn results(
    viewer: &User,
    inspection: &Inspection,
    (collections, kept): (&[Collection], &[String]),
    across: &AcrossAreas,
    (by, weigh): (By, Weigh),
) -> Markup {
    let survey = across.survey.instrument;
    let chosen = match across.group {
        Some(group) => group_query(group),
        None => format!("survey={survey}"),
    };
    let address = format!("{}?{chosen}&", paths::inspection::RESULTS.of(inspection.id));
    let to_come = match across.group {
        Some(_) => 0,
        None => {
            collections.iter().filter(|c| c.survey == survey && c.released_at.is_none()).count()
        }
    };
    let view = View { by, weigh, address: &address };
    let contents = html! {
        (waiting::kept(kept))
        (across::contents(across, view, to_come, &Names::default()))
    };
    page(viewer, inspection, collections, &chosen, &contents)
}

/// The chosen surveys have no results yet.
pub fn not_yet(
    viewer: &User,
    inspection: &Inspection,
    collections: &[Collection],
    kept: &[String],
) -> Markup {
    let last = collections.iter().filter(|c| c.released_at.is_none()).map(|c| c.closes_at).max();
    page(
        viewer,
        inspection,
        collections,
        "",
        &html! {
            (waiting::kept(kept))
            @if kept.is_empty() || last.is_some() { div.notice {
                h2 { "There are no results yet" }
                p { "The answers of each collection are sealed until it closes. Its results \
                    appear here soon after that." }
                @match last {
                    Some(last) => p { "The last one closes \
                        on " (calendar::named_date_and_time(last)) "." },
                    None => p { "Nobody is asked yet." },
                }
            } }
        },
    )
}

/// The groups whose audiences are reported together somewhere.
pub fn groups(collections: &[Collection]) -> Vec<&'static Group> {
    let mut found: Vec<&'static Group> = Vec::new();
    for set in companions(collections).into_iter().filter(Companions::are_released) {
        if found.iter().all(|group| group.key != set.group.key) {
            found.push(set.group);
        }
    }
    found
}

/// The part of an address that chooses a group.
pub fn group_query(group: &Group) -> String {
    format!("group={}", group.key)
}

/// The value of `survey` in an address for all surveys side by side.
pub const ALL: &str = "all";

/// The frame of the page, with its choice of surveys; `shown` is the present choice
/// in the address.
pub fn page(
    viewer: &User,
    inspection: &Inspection,
    collections: &[Collection],
    shown: &str,
    rest: &Markup,
) -> Markup {
    let trail = [trail::inspections(), trail::inspection(inspection)];
    let title = format!("Results: {}", inspection.title);
    let head = Head { trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    let surveys = released(collections);
    let link = |chosen: &str, name: &str| {
        html! { li { a href={ (paths::inspection::RESULTS.of(inspection.id)) "?" (chosen) } aria-current=[(chosen == shown).then_some("page")] { (name) } } }
    };
    frame::page(
        &head,
        &html! {
            div.wide.results {
                h1 { (title) }
                @for survey in answered_by_areas(collections) {
                    p { a href=(paths::officers::ACROSS.of(inspection.id, survey.key())) { (survey.name()) } ": what each area answered." }
                }
                @if surveys.len() > 1 {
                    nav.switch aria-label="Survey" {
                        ul {
                            @for survey in &surveys { (link(&format!("survey={survey}"), survey.name())) }
                            @for group in groups(collections) { (link(&group_query(group), &format!("{} together", group.name()))) }
                            (link(&format!("survey={ALL}"), "Side by side"))
                        }
                    }
                }
                (rest)
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{
        console::pages::results::collection::tests::results as of_one,
        inspection::Area,
        results::CollectionResults,
        store::Id,
        text::snapshot::{assert_text, words_of},
        users::{Role, sample::user as viewer},
    };

    fn across(areas: &[(&str, u64, u64)]) -> (Inspection, AcrossAreas) {
        let (inspection, first) = of_one(&[("", &[])], 60);
        let area = |(name, agree, base): &(&str, u64, u64)| -> CollectionResults {
            let (_, mut results) =
                of_one(&[("", &[("knows-how-to-report", *agree, *base)])], *base + 1);
            results.collection.id = Id::random();
            results.collection.area = name.parse::<Area>().expect("an area");
            results
        };
        (
            inspection,
            AcrossAreas::new(
                first.survey,
                10,
                areas.iter().map(area).collect(),
                &HashSet::new(),
                |_, _| true,
            ),
        )
    }

    fn page(areas: &[(&str, u64, u64)]) -> String {
        page_without(areas, &[])
    }

    fn page_without(areas: &[(&str, u64, u64)], kept: &[String]) -> String {
        let (inspection, across) = across(areas);
        let collections: Vec<_> = across.areas.iter().map(|area| area.collection.clone()).collect();
        results(
            &viewer(Role::Analyst),
            &inspection,
            (&collections, kept),
            &across,
            (By::Question, Weigh::People),
        )
        .into_string()
    }

    #[test]
    fn areas_are_told_by_sum_average_and_range_and_small_ones_are_hidden() {
        let page = page(&[("Fife", 43, 100), ("Moray", 82, 100), ("Orkney Islands", 4, 5)]);
        assert_text!("areas", words_of(&page));
        assert!(!page.contains("4 of 5"), "it is hidden");
        assert!(page.contains("202 responses in 2 areas"), "the small one is not in the sum");
    }

    #[test]
    fn areas_that_are_kept_from_the_reader_are_named() {
        let page = page_without(&[("Fife", 43, 100)], &["Moray".to_owned()]);
        assert!(page.contains("Not shown to you: Moray") && page.contains("30 or more people"));
    }

    #[test]
    fn a_single_area_gets_the_usual_sentence() {
        let page = page(&[("Fife", 43, 100)]);
        assert!(page.contains("Less than half of staff (43%, 43 of 100) agreed with"));
        assert!(!page.contains("On average") && !page.contains("Side by side"));
    }
}
