//! What stands above the questions: how they are grouped, and all of them at a glance, each with a link to its place.

use maud::{Markup, html};

use super::{
    By, Group,
    answers::{cells, head},
    question::{anchor, has_favourable},
};
use crate::{
    results::{Figure, Shown},
    survey::Survey,
};

/// The links that group the page anew. `address` is the page's own, with a question mark or an ampersand at its end.
pub fn switch(by: By, address: &str) -> Markup {
    html! {
        nav.switch aria-label="Grouped by" {
            ul {
                @for other in By::ALL {
                    li { a href={ (address) "by=" (other.key()) } aria-current=[(other == by).then_some("true")] { "By " (other.name()) } }
                }
            }
        }
    }
}

/// A table for each group: its questions with their favourable share.
pub fn glance<'a>(survey: &Survey, groups: &[Group], whole: impl Fn(usize) -> Option<&'a Shown<Figure>>) -> Markup {
    html! {
        section.glance aria-labelledby="glance" {
            h2 #glance { "At a glance" }
            div.grid {
                @for group in groups.iter().filter(|group| !group.places.is_empty()) {
                    table.compact role="table" {
                        caption { a href={ "#" (group.anchor) } { (group.title) } }
                        (head(["Question", "Favourable", "People"]))
                        tbody role="rowgroup" {
                            @for place in &group.places {
                                @if let (Some(item), Some(whole)) = (survey.items.get(*place), whole(*place)) {
                                    tr role="row" {
                                        th role="rowheader" scope="row" { a href={ "#" (anchor(item)) } { (item.text) } }
                                        @if has_favourable(item) {
                                            (cells(&share(whole)))
                                        } @else {
                                            td.hidden role="cell" { "no favourable answer" }
                                            td.count role="cell" { "–" }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The favourable share of a question that has favourable answers.
pub fn share(whole: &Shown<Figure>) -> Shown<crate::results::Share> {
    whole.clone().map(|figure| figure.share().unwrap_or_default())
}

/// The heading of a group, with the questions that inform it and stand elsewhere.
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
        p.up { a href="#glance" { "Back to all questions" span.unseen { ", from " (group.title) } } }
    }
}
