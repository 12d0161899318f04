//! What the pages of this room share.

use maud::{Markup, html};

use super::model::Told;
use crate::{
    fieldwork::change::{Difference, Keeps},
    language::{calendar, numbers::grouped},
};

/// The hidden field that says what a form was filled from.
pub fn hidden(from: &str) -> Markup {
    html! { input type="hidden" name="from" value=(from); }
}

/// What happened to what was sent, above the form.
pub fn told(told: Told<'_>, kept: &str) -> Markup {
    let Told::Stale(differences) = told else { return Markup::default() };
    html! {
        div.summary role="alert" tabindex="-1" autofocus {
            h2 { "Nothing was changed yet" }
            @if differences.is_empty() {
                p { "This page was open while something changed, or was not sent whole. It shows \
                    now how things are." }
            } @else {
                p { "While you had this page open, somebody changed:" }
                ul.changed { @for one in differences { (difference(one)) } }
            }
            p { (kept) }
        }
    }
}

fn difference(one: &Difference) -> Markup {
    html! { li { (one.what) ", from " (one.from) " to " strong { (one.to) } } }
}

/// One thing that cannot be changed here, with why.
pub struct Frozen<'a> {
    /// The field that it would have.
    pub name: &'a str,
    pub label: &'a str,
    pub value: String,
    pub reason: &'a str,
}

/// The list of what stays as it is. Each can be led to, as a field can.
pub fn frozen(list: &[Frozen<'_>]) -> Markup {
    html! {
        section.frozen aria-labelledby="frozen" {
            h2 #frozen { "What stays as it is" }
            dl.facts {
                @for one in list {
                    div id=(one.name) tabindex="-1" {
                        dt { (one.label) }
                        dd { strong { (one.value) } span.quiet { (one.reason) } }
                    }
                }
            }
        }
    }
}

/// Why a collection cannot be deleted, and what to do instead.
pub fn why_not(why: Keeps) -> Markup {
    let people = |count: u64, one: &str, many: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count)) }
    };
    html! {
        @match why {
            Keeps::Answers(count) => { (people(count, "person has", "people have")) " answered. \
                What they said is theirs, and is not thrown away." }
            Keeps::Invitations(count) => { (people(count, "message has", "messages \
                have")) " gone out. The links in them would lead nowhere." }
            Keeps::Slips(count) => { (people(count, "slip was", "slips were")) " made. Whoever \
                has one could not use it; if none was handed out, take them back first." }
            Keeps::Forms(None) => { "Anybody who has its link may be answering at this moment, \
                and could not send their answers." }
            Keeps::Forms(Some(until)) => { "A form that was open when it closed may still be \
                sent. If nobody has answered \
                by " (calendar::time_on(until)) ", it can be deleted then." }
        }
    }
}

/// What to do where a collection cannot be deleted.
pub fn instead(why: Keeps, place: &str, is_open: bool) -> Markup {
    html! {
        @match why {
            Keeps::Slips(_) => p { a href={ (place) "/slips" } { "Take slips back" } },
            Keeps::Answers(_) | Keeps::Invitations(_) | Keeps::Forms(_) => {}
        }
        @if is_open {
            p { a href={ (place) "/close" } { "Close it early instead" } ": no form opens any \
                more, and nothing is lost." }
        }
    }
}
