//! The results of one survey over several areas: totals, averages, ranges, and each area.

use std::collections::{BTreeSet, HashMap};

use maud::{Markup, html};

use crate::{
    console::{
        pages::results::{
            By, Group,
            answers::{cells, head},
            glance,
            question::question,
        },
        views::asking::Asking,
    },
    inspection::Area,
    language::numbers::{counted, grouped},
    results::{
        AcrossAreas, CollectionResults,
        model::AcrossQuestion,
        wording::{self, Proportion},
    },
    store::Id,
    survey::Item,
    web::paths,
};

/// What areas are called that several inspections asked: by the ids of their collections.
#[derive(Clone, Debug, Default)]
pub struct Names(HashMap<Id, String>);

impl Names {
    /// Adds the title of its inspection to each area that is there more than once. `titles` are by
    /// the ids of inspections.
    pub fn new(across: &AcrossAreas, titles: &HashMap<Id, String>) -> Self {
        let times = |area| across.areas.iter().filter(|one| one.collection.area == area).count();
        let name = |one: &CollectionResults| {
            let collection = &one.collection;
            let title = titles.get(&collection.inspection)?;
            (times(collection.area) > 1)
                .then(|| (collection.id, format!("{} ({title})", collection.area)))
        };
        Self(across.areas.iter().filter_map(name).collect())
    }

    fn of(&self, one: &CollectionResults) -> String {
        let named = self.0.get(&one.collection.id).cloned();
        named.unwrap_or_else(|| one.collection.area.name().to_owned())
    }
}

/// The results of a survey in the chosen groups. `address` is the page's own and ends with a
/// question mark or an ampersand; `waiting` areas have no results yet.
pub fn contents(
    across: &AcrossAreas,
    by: By,
    address: &str,
    waiting: usize,
    names: &Names,
) -> Markup {
    let places: Vec<usize> = across.questions.iter().map(|question| question.item).collect();
    let groups = by.groups(&across.survey, &places);
    html! {
        h2 { (across.survey.instrument.name()) }
        (Asking::from(across.survey.audience()).notice())
        (who(across, waiting))
        (glance::switch(by, address))
        (glance::glance(&across.survey, &groups, |place| find(across, place).map(|found| &found.whole)))
        @for group in &groups { (in_group(across, group, names)) }
    }
}

fn who(across: &AcrossAreas, waiting: usize) -> Markup {
    let asking = Asking::from(across.survey.audience());
    let returned: u64 =
        across.areas.iter().filter(|a| a.reaches_threshold()).map(|area| area.returned).sum();
    let shown = across.areas.iter().filter(|area| area.reaches_threshold());
    // Two inspections of a programme may be of the same area.
    let areas: BTreeSet<Area> = shown.map(|one| one.collection.area).collect();
    html! {
        p.lead {
            (grouped(returned)) " " (asking.entries()) " in "
            (counted(areas.len(), "area", "areas"))
            " where " (across.threshold) " or more " (asking.came()) "."
            @if waiting > 0 { " The results of " (counted(waiting, "area", "areas")) " are still \
                to come." }
        }
        p.quiet {
            "Totals cover the areas that can be shown. The average gives each area the same \
                weight. "
            (asking.of_whom())
            "Filled bars count as favourable; hollow bars \
                do not."
        }
    }
}

fn find(across: &AcrossAreas, place: usize) -> Option<&AcrossQuestion> {
    across.questions.iter().find(|question| question.item == place)
}

fn in_group(across: &AcrossAreas, group: &Group, names: &Names) -> Markup {
    html! {
        (glance::heading(&across.survey, group))
        @for place in &group.places {
            @if let (Some(found), Some(item)) = (find(across, *place), across.survey.items.get(*place)) {
                @let sentence = over_areas(across, found, item, names);
                @let beside = found.areas.iter().any(Option::is_some).then(|| by_area(across, found, item, names));
                (question(item, &found.whole, across.survey.audience(), sentence.as_deref(), beside.as_ref()))
            }
        }
    }
}

/// The sentence with the average and the range, if at least two areas are shown.
fn over_areas(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    item: &Item,
    names: &Names,
) -> Option<String> {
    let average = found.average_percent().map(whole_percent)?;
    let told = |(place, share): (usize, crate::results::Share)| {
        Some((names.of(across.areas.get(place)?), Proportion::of(share)?))
    };
    let [lowest, highest] = found.range()?.map(told);
    let ((lowest, low), (highest, high)) = (lowest?, highest?);
    let audience = across.survey.audience();
    let (people, did) = if audience.is_signed_in() {
        (wording::ASSESSMENTS, wording::were(item)?)
    } else {
        (audience.people(), wording::agreed(&item.text, &item.options)?)
    };
    Some(wording::across_areas(average, people, &did, (&lowest, low), (&highest, high)))
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

fn by_area(across: &AcrossAreas, found: &AcrossQuestion, item: &Item, names: &Names) -> Markup {
    html! {
        table.compact role="table" {
            caption { "Favourable, by area" span.unseen { ": " (item.text) } }
            (head(["Area", "Favourable", Asking::from(across.survey.audience()).column()]))
            tbody role="rowgroup" {
                @for (area, share) in across.areas.iter().zip(&found.areas) {
                    tr role="row" {
                        th role="rowheader" scope="row" {
                            a href={ (paths::collection::RESULTS.of(area.collection.id)) "#q-" (item.id) } { (names.of(area)) }
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
