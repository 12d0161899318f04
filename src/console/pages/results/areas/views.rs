use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::{
    console::{
        pages::{
            records::not_anonymous,
            results::{
                By, Group,
                answers::{cells, head},
                glance,
                question::question,
            },
        },
        views::{
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::{Collection, Inspection},
    language::{
        calendar,
        numbers::{counted, grouped},
    },
    results::{
        AcrossAreas,
        model::AcrossQuestion,
        wording::{self, Proportion},
    },
    survey::{Instrument, Item},
    users::User,
    web::paths,
};

/// The surveys with any results, in their usual order.
pub fn released(collections: &[Collection]) -> Vec<Instrument> {
    let released = collections.iter().filter(|one| one.released_at.is_some());
    released.map(|one| one.survey).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The results of one survey.
pub fn results(
    viewer: &User,
    inspection: &Inspection,
    collections: &[Collection],
    across: &AcrossAreas,
    by: By,
) -> Markup {
    let survey = across.survey.instrument;
    let places: Vec<usize> = across.questions.iter().map(|question| question.item).collect();
    let groups = by.groups(&across.survey, &places);
    let address = format!("{}?survey={survey}&", paths::inspection::RESULTS.of(inspection.id));
    page(
        viewer,
        inspection,
        collections,
        survey.key(),
        &html! {
            h2 { (survey.name()) }
            @if survey.audience().is_signed_in() { (not_anonymous()) }
            (who(collections, across))
            (glance::switch(by, &address))
            (glance::glance(&across.survey, &groups, |place| find(across, place).map(|found| &found.whole)))
            @for group in &groups { (in_group(across, group)) }
        },
    )
}

/// The chosen surveys have no results yet.
pub fn not_yet(viewer: &User, inspection: &Inspection, collections: &[Collection]) -> Markup {
    let last = collections.iter().filter(|c| c.released_at.is_none()).map(|c| c.closes_at).max();
    page(
        viewer,
        inspection,
        collections,
        "",
        &html! {
            div.notice {
                h2 { "There are no results yet" }
                p { "The answers of each collection are sealed until it closes. Its results \
                    appear here soon after that." }
                @match last {
                    Some(last) => p { "The last one closes \
                        on " (calendar::named_date_and_time(last)) "." },
                    None => p { "Nobody is asked yet." },
                }
            }
        },
    )
}

/// The value of `survey` in an address for all surveys side by side.
pub const ALL: &str = "all";

/// The frame of the page, with its choice of surveys; `shown` is the present value of `survey`.
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
    let link = |key: &str, name: &str| {
        html! { li { a href={ (paths::inspection::RESULTS.of(inspection.id)) "?survey=" (key) } aria-current=[(key == shown).then_some("page")] { (name) } } }
    };
    frame::page(
        &head,
        &html! {
            div.wide.results {
                h1 { (title) }
                @if surveys.len() > 1 {
                    nav.switch aria-label="Survey" {
                        ul {
                            @for survey in &surveys { (link(survey.key(), survey.name())) }
                            (link(ALL, "Side by side"))
                        }
                    }
                }
                (rest)
            }
        },
    )
}

fn who(collections: &[Collection], across: &AcrossAreas) -> Markup {
    let survey = across.survey.instrument;
    let waiting =
        collections.iter().filter(|c| c.survey == survey && c.released_at.is_none()).count();
    let returned: u64 =
        across.areas.iter().filter(|a| a.reaches_threshold()).map(|area| area.returned).sum();
    html! {
        p.lead {
            (grouped(returned)) " responses in "
            (counted(across.areas.iter().filter(|area| area.reaches_threshold()).count(), "area", "areas"))
            " where " (across.threshold) " or more answered."
            @if waiting > 0 { " The results of " (counted(waiting, "area", "areas")) " are still \
                to come." }
        }
        p.quiet {
            "Totals cover the areas that can be shown. The average gives each area the same \
                weight. Percentages are of those who "
            "gave an answer on the question’s scale. Filled bars count as favourable; hollow bars \
                do not."
        }
    }
}

fn find(across: &AcrossAreas, place: usize) -> Option<&AcrossQuestion> {
    across.questions.iter().find(|question| question.item == place)
}

fn in_group(across: &AcrossAreas, group: &Group) -> Markup {
    html! {
        (glance::heading(&across.survey, group))
        @for place in &group.places {
            @if let (Some(found), Some(item)) = (find(across, *place), across.survey.items.get(*place)) {
                @let sentence = over_areas(across, found, item);
                @let beside = found.areas.iter().any(Option::is_some).then(|| by_area(across, found, item));
                (question(item, &found.whole, across.survey.audience(), sentence.as_deref(), beside.as_ref()))
            }
        }
    }
}

/// The sentence with the average and the range, if at least two areas are shown.
fn over_areas(across: &AcrossAreas, found: &AcrossQuestion, item: &Item) -> Option<String> {
    let average = found.average_percent().map(whole_percent)?;
    let named = |(place, share): (usize, crate::results::Share)| {
        Some((across.areas.get(place)?.collection.area.name(), Proportion::of(share)?))
    };
    let [lowest, highest] = found.range()?;
    let audience = across.survey.audience();
    let (people, did) = if audience.is_signed_in() {
        (wording::ASSESSMENTS, wording::were(item)?)
    } else {
        (audience.people(), wording::agreed(&item.text, &item.options)?)
    };
    Some(wording::across_areas(average, people, &did, named(lowest)?, named(highest)?))
}

/// A mean percentage as a whole number, halves rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a mean of percentages is between 0 and 100"
)]
fn whole_percent(average: f64) -> u8 {
    (average + 0.5).floor().clamp(0.0, 100.0) as u8
}

fn by_area(across: &AcrossAreas, found: &AcrossQuestion, item: &Item) -> Markup {
    html! {
        table.compact role="table" {
            caption { "Favourable, by area" span.unseen { ": " (item.text) } }
            (head(["Area", "Favourable", "People"]))
            tbody role="rowgroup" {
                @for (area, share) in across.areas.iter().zip(&found.areas) {
                    tr role="row" {
                        th role="rowheader" scope="row" {
                            a href={ (paths::collection::RESULTS.of(area.collection.id)) "#q-" (item.id) } { (area.collection.area) }
                        }
                        @match share {
                            Some(share) => (cells(share)),
                            None => {
                                td.hidden role="cell" { "not asked alike" }
                                td.count role="cell" { "–" }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
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
            AcrossAreas::new(first.survey, 10, areas.iter().map(area).collect(), |_, _| true),
        )
    }

    fn page(areas: &[(&str, u64, u64)]) -> String {
        let (inspection, across) = across(areas);
        let collections: Vec<_> = across.areas.iter().map(|area| area.collection.clone()).collect();
        results(&viewer(Role::Analyst), &inspection, &collections, &across, By::Question)
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
    fn a_single_area_gets_the_usual_sentence() {
        let page = page(&[("Fife", 43, 100)]);
        assert!(page.contains("Less than half of staff (43%, 43 of 100) agreed with"));
        assert!(!page.contains("On average") && !page.contains("Side by side"));
    }
}
