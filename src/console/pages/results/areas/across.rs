//! The results of one survey over several areas: totals, averages, ranges, and each area.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{chosen, groups::groups, rows};
use crate::{
    console::{
        pages::results::{
            By, Group,
            answers::{cells, head},
            glance::{self, Glanced},
            question::{has_favourable, question},
            union,
            whom::Whom,
        },
        views::{asking::Asking, folded},
    },
    inspection::Area,
    language::numbers::{counted, grouped},
    results::{
        AcrossAreas, CollectionResults, Shown,
        model::AcrossQuestion,
        over_areas::{self, Name, Names},
        small_numbers::numbers_from,
        withheld,
        wording::Term,
    },
    survey::Item,
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
    let glanced = |place| {
        let found = find(across, place)?;
        let whole = if found.only_area().is_none() { &found.whole } else { &too_few };
        let average = average(found, weigh);
        Some(average.map_or_else(
            || Glanced::of(whole),
            |(percent, areas)| Glanced::Average { percent, areas },
        ))
    };
    html! {
        h2 { (across.name()) }
        (Asking::from(across.survey.audience()).notice())
        (who(across, waiting))
        (weigh_switch(across, view))
        (glance::switch(by, &weighed))
        (glance::glance(&across.survey, &groups, weigh.said(across), glanced))
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
                "An area with fewer than " (from) " answers to a question is not shown alone. The sentence says how many of the areas a total is of. "
            } @else if areas.len() > 1 {
                "The total of a question is of the areas with " (from) " or more answers to it, and it \
                    says so where that is not all of them. An area with fewer is shown by a word, and \
                    is not part of the total. "
            }
            @if across.questions.iter().any(|found| !found.splits.is_empty()) {
                "A group is added up over the areas that show it, so groups need not add up to the total. "
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
            nav.switch.minor aria-label="Headlines" {
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
                @let beside = beside(across, found, item, names);
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

    /// What figures of several areas are, in a sentence.
    fn said(self, across: &AcrossAreas) -> Option<&'static str> {
        (across.areas.len() > 1).then_some(match self {
            Self::People => "Percentages are of all people in the areas of a total.",
            Self::Areas => {
                "Percentages are averages over the areas that can be shown, and each area counts the \
                    same. Where fewer than two can be shown, they are of all people."
            }
        })
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
    let average = average(found, weigh);
    let headline = average.map(|(average, shown)| {
        html! {
            p.headline {
                span.figure { (average) "%" } " "
                strong.term { (Term::of_percent(average)) } " "
                span.of { "average over " (shown) " " (over_areas::several(across)) ", each counted the same" }
            }
        }
    });
    if found.of.is_empty() && across.areas.len() > 1 && !across.counts_few() {
        let why = withheld::reason(&found.whole, over_areas::of(across, found));
        return (headline, why.map(|why| format!("No total is shown: {why}.")));
    }
    let name = |area: &CollectionResults| names.of(area);
    let average = average.map(|(percent, _)| percent);
    (headline, over_areas::sentence(across, found, item, &name, average))
}

/// The percentage over the areas that are shown, and how many they are, if each counts the same and
/// there are several.
fn average(found: &AcrossQuestion, weigh: Weigh) -> Option<(u8, usize)> {
    let shown = found.shown().count();
    let average = found.average_percent().filter(|_| shown > 1 && weigh == Weigh::Areas)?;
    Some((whole_percent(average), shown))
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

/// What stands beside the answers: the areas, and what the total is of.
fn beside(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    item: &Item,
    names: &Names,
) -> Option<Markup> {
    if rows::are_empty(across, found) {
        return rows::none_alone(across, found);
    }
    let name = |area: &CollectionResults| names.of(area);
    let table = if has_favourable(item) {
        by_area(across, found, item, &name)
    } else {
        chosen::by_area(across, found, item, &name)
    };
    table.map(|table| {
        html! {
            (table)
            (totals(found, numbers_from(across.threshold)))
            (groups(across, found, item, &name))
        }
    })
}

/// The favourable share in each area; `None` if no area was asked alike.
fn by_area(
    across: &AcrossAreas,
    found: &AcrossQuestion,
    item: &Item,
    name: Name<'_>,
) -> Option<Markup> {
    let table = html! {
        table.compact role="table" {
            caption { "Favourable, by area" span.unseen { ": " (item.text) } }
            (head(["Area", "Favourable", Asking::from(across.survey.audience()).column()]))
            tbody role="rowgroup" {
                @for (area, share) in across.areas.iter().zip(&found.areas) {
                    tr role="row" {
                        (rows::area(area, item, &name(area)))
                        @match share {
                            Some(share) => (cells(share)),
                            None => (rows::not_alike()),
                        }
                    }
                }
            }
        }
    };
    let summary = over_areas::in_short(across, found, name);
    let is_asked = found.areas.iter().any(Option::is_some);
    is_asked.then(|| folded(across.areas.len(), (&summary, &item.text), &table))
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
