//! The results of one survey over several areas: totals, averages, ranges, and each area.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::{
    console::{
        pages::results::{
            By, Group,
            answers::{cells, head},
            glance,
            question::{has_favourable, question},
            union,
            whom::Whom,
        },
        views::asking::Asking,
    },
    inspection::Area,
    language::numbers::{counted, grouped},
    results::{
        AcrossAreas, CollectionResults, Shown,
        model::AcrossQuestion,
        over_areas::{self, Names},
        small_numbers::numbers_from,
        withheld,
        wording::Term,
    },
    survey::Item,
    web::paths,
};

/// How the reader looks at a page.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub by: By,
    pub weigh: Weigh,
    /// The page's own address; it ends with a question mark or an ampersand.
    pub address: &'a str,
}

/// The results of a survey in the chosen groups; `waiting` areas have no results yet.
pub fn contents(across: &AcrossAreas, view: View<'_>, waiting: usize, names: &Names) -> Markup {
    let View { by, weigh, address } = view;
    let weighed = format!("{address}weigh={}&", weigh.key());
    let places: Vec<usize> = across.questions.iter().map(|question| question.item).collect();
    let groups = by.groups(&across.survey, &places);
    let too_few = Shown::FewerThan(numbers_from(across.threshold));
    let total = |found: &'_ AcrossQuestion| found.only_area().is_none();
    let glanced = |place| find(across, place).map(|f| if total(f) { &f.whole } else { &too_few });
    html! {
        h2 { (across.name()) }
        (Asking::from(across.survey.audience()).notice())
        (who(across, waiting))
        (weigh_switch(across, view))
        (glance::switch(by, &weighed))
        (glance::glance(&across.survey, &groups, glanced))
        @for group in &groups { (in_group(across, group, names, weigh)) }
    }
}

fn who(across: &AcrossAreas, waiting: usize) -> Markup {
    let asking = Asking::from(across.survey.audience());
    let has_few = across.counts_few();
    let counted_in = |area: &&CollectionResults| has_few || area.reaches_threshold();
    let shown: Vec<&CollectionResults> = across.areas.iter().filter(counted_in).collect();
    let returned: u64 = shown.iter().map(|area| area.returned).sum();
    // Two inspections of a programme may be of the same area.
    let areas: BTreeSet<Area> = shown.iter().map(|one| one.collection.area).collect();
    let from = numbers_from(across.threshold);
    html! {
        p.lead {
            (grouped(returned)) " " (asking.entries()) " in "
            (counted(areas.len(), "area", "areas"))
            @if !has_few { " where " (across.threshold) " or more " (asking.came()) }
            "."
            @if waiting > 0 { " The results of " (counted(waiting, "area", "areas")) " are still \
                to come." }
        }
        p.quiet {
            @if has_few {
                "An area with fewer than " (from) " answers to a question is not shown alone. The sentence says which areas a total is of. "
            } @else if areas.len() > 1 {
                "The total of a question is of the areas with " (from) " or more answers to it, and it \
                    says so where that is not all of them. An area with fewer is shown by a word, and \
                    is not part of the total. "
            }
            (asking.of_whom())
            "Filled bars count as favourable; hollow bars \
                do not."
        }
    }
}

/// The links that change how areas count.
fn weigh_switch(across: &AcrossAreas, View { by, weigh, address }: View<'_>) -> Markup {
    let link = |other: Weigh, name: &str| {
        html! { li { a href={ (address) "by=" (by.key()) "&weigh=" (other.key()) } aria-current=[(other == weigh).then_some("true")] { (name) } } }
    };
    html! {
        @if across.areas.len() > 1 {
            nav.switch aria-label="Headlines" {
                ul {
                    (link(Weigh::People, "Each person counts the same"))
                    (link(Weigh::Areas, "Each area counts the same"))
                }
            }
        }
    }
}

fn find(across: &AcrossAreas, place: usize) -> Option<&AcrossQuestion> {
    across.questions.iter().find(|question| question.item == place)
}

fn in_group(across: &AcrossAreas, group: &Group, names: &Names, weigh: Weigh) -> Markup {
    let name = |area: &CollectionResults| names.of(area);
    html! {
        (glance::heading(&across.survey, group))
        @for place in &group.places {
            @if let (Some(found), Some(item)) = (find(across, *place), across.survey.items.get(*place)) {
                @let within = over_areas::within(across, found, &name);
                @let whom = Whom { people: across.people(), within: &within, asking: Asking::from(across.survey.audience()), asked: across.asked(found) };
                @let beside = (has_favourable(item) && found.areas.iter().any(Option::is_some)).then(|| by_area(across, found, item, names));
                @let (headline, sentence) = headline(across, found, item, names, weigh);
                (question(item, &found.whole, whom, (headline.as_ref(), sentence.as_deref()), beside.as_ref()))
            }
        }
        @for found in &across.unions {
            @if let Some(union) = across.survey.unions.get(found.union).filter(|one| one.any.first().is_some_and(|(item, _)| group.places.contains(item))) {
                (union::union(&across.survey, union, &found.whole, (across.people(), &over_areas::within_union(across, found, &name))))
            }
        }
    }
}

/// How areas count in a headline: large areas for more, or each the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weigh {
    #[default]
    People,
    Areas,
}

impl Weigh {
    /// As an address has it.
    pub fn of(text: &str) -> Self {
        if text == "areas" { Self::Areas } else { Self::People }
    }

    /// The same for an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Areas => "areas",
        }
    }
}

/// The headline, if it is not that of all people, and the sentence, with the range if at least two
/// areas are shown.
fn headline(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    item: &Item,
    names: &Names,
    weigh: Weigh,
) -> (Option<Markup>, Option<String>) {
    let shown = found.shown().count();
    let average = found.average_percent().map(whole_percent);
    let average = average.filter(|_| shown > 1 && weigh == Weigh::Areas);
    let headline = average.map(|average| {
        html! {
            p.headline {
                span.figure { (average) "%" } " "
                strong.term { (Term::of_percent(average)) } " "
                span.of { "average over " (shown) " areas, each counted the same" }
            }
        }
    });
    if found.of.is_empty() && across.areas.len() > 1 && !across.counts_few() {
        let why = withheld::reason(&found.whole, over_areas::of(across, found));
        return (headline, why.map(|why| format!("No total is shown: {why}.")));
    }
    let name = |area: &CollectionResults| names.of(area);
    (headline, over_areas::sentence(across, found, item, &name, average))
}

/// The page of one area.
fn address_of(area: &CollectionResults) -> String {
    let page =
        if area.group.is_some() { paths::collection::TOGETHER } else { paths::collection::RESULTS };
    page.of(area.collection.id)
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
                            a href={ (address_of(area)) "#q-" (item.id) } { (names.of(area)) }
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
        (totals(found, numbers_from(across.threshold)))
    }
}

/// What the total and the average of a question are of.
fn totals(found: &AcrossQuestion, from: u64) -> Markup {
    let average = found.average_percent().map(whole_percent);
    let shown = found.shown().count();
    html! {
        p.quiet {
            @if let Some(average) = average.filter(|_| shown > 1) {
                "Average over " (shown) " areas, each counted the same: " (average) "%. "
            }
            @if found.only_area().is_some() {
                "Only one area has " (from) " or more answers, so there is no total. "
            }
            @if found.few > 0 {
                "The total includes " (counted(found.few, "area", "areas"))
                " with too few answers to be shown alone."
            }
        }
    }
}
