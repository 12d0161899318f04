//! The part above the questions: grouping, and a summary of all questions with links.

use maud::{Markup, html};

use super::{
    By, Group,
    answers::{cells, head},
    question::{anchor, has_favourable},
};
use crate::{
    console::views::{asking::Asking, bar},
    language::numbers::counted,
    results::{Figure, Share, Shown},
    survey::Survey,
};

/// The links that change the grouping. `address` is the page's own and ends with a question mark or
/// an ampersand.
pub fn switch(by: By, address: &str) -> Markup {
    html! {
        nav.switch.minor aria-label="Grouped by" {
            ul {
                @for other in By::ALL {
                    li { a href={ (address) "by=" (other.key()) } aria-current=[(other == by).then_some("true")] { "By " (other.name()) } }
                }
            }
        }
    }
}

/// The favourable answers to a question at a glance.
#[derive(Clone, Copy, Debug)]
pub enum Glanced {
    /// Of all people.
    Share(Shown<Share>),
    /// The mean percentage of so many areas.
    Average { percent: u8, areas: usize },
}

impl Glanced {
    pub fn of(whole: &Shown<Figure>) -> Self {
        Self::Share(share(whole))
    }
}

/// A table for each group: its questions with their favourable share. `note` says what these are of, if
/// they could be of something else.
pub fn glance(
    survey: &Survey,
    groups: &[Group],
    note: Option<&str>,
    whole: impl Fn(usize) -> Option<Glanced>,
) -> Markup {
    html! {
        section.glance aria-labelledby="glance" {
            h2 #glance { "At a glance" }
            @if let Some(note) = note { p.quiet { (note) } }
            div.grid {
                @for group in groups.iter().filter(|group| !group.places.is_empty()) { (one(survey, group, &whole)) }
            }
        }
    }
}

fn one(survey: &Survey, group: &Group, whole: &impl Fn(usize) -> Option<Glanced>) -> Markup {
    let asking = Asking::from(survey.audience());
    let items = || {
        group.places.iter().filter_map(|place| Some((survey.items.get(*place)?, whole(*place)?)))
    };
    let is_average = items().any(|(_, whole)| matches!(whole, Glanced::Average { .. }));
    let others: Vec<_> =
        items().filter(|(item, _)| !has_favourable(item)).map(|(item, _)| item).collect();
    html! {
        div.part {
            h3 { a href={ "#" (group.anchor) } { (group.title) } }
            @if others.len() < items().count() {
                table.compact role="table" {
                    caption { span.unseen { (group.title) ": favourable answers" } }
                    (head(["Question", "Favourable", if is_average { "Based on" } else { asking.column() }]))
                    tbody role="rowgroup" {
                        @for (item, whole) in items().filter(|(item, _)| has_favourable(item)) {
                            tr role="row" {
                                th role="rowheader" scope="row" { a href={ "#" (anchor(item)) } { (item.text) } }
                                @match whole {
                                    Glanced::Share(share) => (cells(&share)),
                                    Glanced::Average { percent, areas } => (average(percent, areas)),
                                }
                            }
                        }
                    }
                }
            }
            @if !others.is_empty() {
                ul.plain aria-label={ (group.title) ", without favourable answers" } {
                    @for item in others { li { a href={ "#" (anchor(item)) } { (item.text) } } }
                }
            }
        }
    }
}

fn average(percent: u8, areas: usize) -> Markup {
    html! {
        td.share role="cell" { span.percent { (percent) "%" } (bar::share(percent, false)) }
        td.count role="cell" { (counted(areas, "area", "areas")) }
    }
}

/// The favourable share of a question that has favourable answers.
pub fn share(whole: &Shown<Figure>) -> Shown<Share> {
    whole.as_ref().map(|figure| figure.share().unwrap_or_default())
}

/// The heading of a group, with questions of other groups that inform it.
pub fn heading(survey: &Survey, group: &Group) -> Markup {
    html! {
        h2 id=(group.anchor) tabindex="-1" { (group.title) }
        @if !group.elsewhere.is_empty() {
            details.elsewhere {
                summary { (group.elsewhere.len()) " more that inform it, under another heading" }
                ul.plain {
                    @for item in group.elsewhere.iter().filter_map(|place| survey.items.get(*place)) {
                        li { a href={ "#" (anchor(item)) } { (item.text) } }
                    }
                }
            }
        }
        p.up { a href="#glance" { "Back to all \
            questions" span.unseen { ", from " (group.title) } } }
    }
}
