//! What the pages of this room share.

use maud::{Markup, html};

use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            asking::Asking,
            fields,
            frame::{self, Head},
            trail::Step,
        },
    },
    fieldwork::change::{Difference, Keeps},
    inspection::Collection,
    language::{calendar, numbers::grouped},
    users::User,
    web::paths,
};

/// The message above a page's form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told<'a> {
    #[default]
    Nothing,
    /// It was changed meanwhile, in these ways if known.
    Stale(&'a [Difference]),
}

/// What to do after a refused deletion.
pub const STILL: &str = "Delete it if that is still right.";

/// The state of a page's form.
pub struct Shown<'a> {
    pub typed: &'a Typed,
    pub errors: &'a Errors,
    pub told: Told<'a>,
    /// The values that it is filled from.
    pub from: &'a str,
}

impl Shown<'_> {
    /// Whether the posted form has an error.
    pub fn failed(&self) -> bool {
        !self.errors.is_empty() || self.told != Told::Nothing
    }
}

/// The page of a change. `again` says what to do if nothing was changed.
pub fn page(
    viewer: &User,
    (title, trail, asking): (&str, &[Step], Asking),
    shown: &Shown<'_>,
    again: Option<&str>,
    body: &Markup,
) -> Markup {
    let head = Head { failed: shown.failed(), trail, ..Head::about(title, viewer, asking) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                @if let Some(again) = again { (told(shown.told, again)) }
                (fields::summary(shown.errors))
                h1 { (title) }
                (body)
            }
        },
    )
}

/// The button that confirms a change, and a link back.
pub fn confirm(
    shown: &Shown<'_>,
    (action, button): (&str, &str),
    (back, not): (&str, &str),
) -> Markup {
    html! {
        form method="post" action=(action) {
            (hidden(shown.from))
            button.main type="submit" { (button) }
            " " a.beside href=(back) { (not) }
        }
    }
}

/// The hidden field with the values that a form was filled from.
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
                p { "Something changed while you had this page open, or the form did not arrive \
                    complete. The page now shows the current state." }
            } @else {
                p { "While you had this page open, somebody changed:" }
                (changed(differences))
            }
            p { (kept) }
        }
    }
}

/// What somebody else changed, as a list.
pub fn changed(differences: &[Difference]) -> Markup {
    html! { ul.changed { @for one in differences { (difference(one)) } } }
}

fn difference(one: &Difference) -> Markup {
    html! { li { (one.what) ", from " (one.from) " to " strong { (one.to) } } }
}

/// Something that cannot be changed here, and why.
pub struct Frozen<'a> {
    /// The name of its missing field.
    pub name: &'a str,
    pub label: &'a str,
    pub value: String,
    pub reason: &'a str,
}

/// The list of what cannot be changed. Links can lead to each, as to a field.
pub fn frozen(list: &[Frozen<'_>]) -> Markup {
    html! {
        section.frozen aria-labelledby="frozen" {
            h2 #frozen { "What cannot be changed" }
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

/// Why a collection cannot be deleted, and the alternative.
pub fn why_not(why: Keeps, asking: Asking) -> Markup {
    let people = |count: u64, one: &str, many: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count)) }
    };
    html! {
        @match why {
            Keeps::Few => { "It has opened, and fewer than fifty people could answer: a refusal \
                because of their answers would tell who has answered. You can delete it after \
                its results are released, if nobody answered." }
            Keeps::Answers(count) => { (asking.kept(count)) }
            Keeps::Invitations(count) => { (people(count, "message has", "messages \
                have")) " been sent. The links in them would stop working." }
            Keeps::Slips(count) => { (people(count, "slip was", "slips were")) " made. People who \
                have one could not use it. If none was handed out, cancel them first." }
            Keeps::Forms(None) => { "People who have the link may be answering now, and could not \
                send their answers." }
            Keeps::Forms(Some(until)) => { "A form that was open when it closed can still be \
                sent. If nobody has answered \
                by " (calendar::time_on(until)) ", it can be deleted then." }
        }
    }
}

/// What to do if a collection cannot be deleted.
pub fn instead(why: Keeps, collection: &Collection, is_open: bool) -> Markup {
    html! {
        @match why {
            Keeps::Slips(_) => p { a href=(paths::collection::SLIPS.of(collection.id)) { "Cancel slips" } },
            Keeps::Few | Keeps::Answers(_) | Keeps::Invitations(_) | Keeps::Forms(_) => {}
        }
        @if is_open {
            p { a href=(paths::collection::CLOSE.of(collection.id)) { "Close it early instead" } (Asking::from(collection).closing_instead()) }
        }
    }
}
