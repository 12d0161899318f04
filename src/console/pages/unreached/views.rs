use maud::{Markup, html};

use super::model::{Row, UnreachedPage};
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            fields,
            frame::{self, Head, Section},
            trail,
        },
    },
    invitation::unreached::{Unreached, Why},
    language::numbers::{counted, grouped},
    users::User,
};

/// The result of a posted form.
#[derive(Default)]
pub struct Shown<'a> {
    pub typed: Option<&'a Typed>,
    pub errors: Errors,
    /// Whether somebody else has handled the address meanwhile.
    pub stale: bool,
    pub done: Option<Done>,
}

/// An action on an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Corrected,
    TriedAgain,
    Removed,
}

impl Done {
    const ALL: [Self; 3] = [Self::Corrected, Self::TriedAgain, Self::Removed];

    /// The query that reports it. It names no address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::TriedAgain => "again",
            Self::Removed => "removed",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.key() == key)
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Corrected => {
                "The address is corrected, and the invitation is in the queue. The old link no \
                    longer works."
            }
            Self::TriedAgain => "The invitation is in the queue again.",
            Self::Removed => {
                "The address is removed, and its link no longer works. It still counts as a \
                    mailbox, of somebody who has left. To undo this, import a list with the \
                    address: the person then gets a new invitation."
            }
        }
    }
}

/// The name of the field for a corrected address.
pub fn field(key: &str) -> String {
    format!("email-{key}")
}

/// The page with the first addresses and their actions.
pub fn page(viewer: &User, page: &UnreachedPage, rows: &[Row<'_>], shown: &Shown<'_>) -> Markup {
    let name = page.collection.name();
    let trail = [
        trail::inspections(),
        trail::inspection(&page.inspection),
        trail::collection(&page.collection),
        trail::invitations(&page.collection),
    ];
    let title = format!("Addresses not reached: {name}");
    let failed = !shown.errors.is_empty() || shown.stale;
    let head = Head { failed, trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(&shown.errors))
                @if shown.stale { (told_stale()) }
                @if let Some(done) = shown.done { div.done role="status" { p { (done.sentence()) } } }
                h1 { (title) }
                @if rows.is_empty() {
                    p { "No invitation has been refused or returned. Those in the queue still \
                        could be." }
                } @else {
                    (about(page, rows.len()))
                    ul.unreached { @for row in rows { li { (address(page, row, shown)) } } }
                }
            }
        },
    )
}

fn told_stale() -> Markup {
    html! {
        div.say.acute role="alert" {
            p.first { strong { "Nothing was changed. " } "Somebody else has corrected, removed or \
                retried this address in the meantime. The current list is below." }
        }
    }
}

fn about(page: &UnreachedPage, rows: usize) -> Markup {
    let all = page.all.len();
    html! {
        p.lead { (counted(all, "address", "addresses")) " did not get the invitation. " @if all == 1 { "Correct it or remove it, or try it again." } @else { "Correct or remove each of them, or try it again." } }
        p.quiet { "This list does not depend on who has answered. An address stays here until you \
            act on it, or until its mail server accepts the invitation. If you remove an address, \
            it is deleted at once and its link stops working." }
        @if !page.takes_mailboxes() {
            p { strong { "This collection has closed. " } "No more messages are sent, so you \
                cannot change anything here." }
        } @else if all > 1 {
            form method="post" action=(page.path()) novalidate {
                button.second type="submit" name="do" value="all" { "Try all " (grouped(all as u64)) " again" }
            }
        }
        @if all > rows { p { "These are the first " (rows) ". The others appear as you deal with \
            these." } }
    }
}

fn address(page: &UnreachedPage, row: &Row<'_>, shown: &Shown<'_>) -> Markup {
    let (key, address) = (row.key(), row.address.as_str());
    let name = field(&key);
    let typed = shown
        .typed
        .filter(|typed| typed.one("unreached") == key)
        .map(|typed| typed.exactly("email"));
    let error = shown.errors.of(&name);
    let of = || html! { span.unseen { ": " (address) } };
    html! {
        h2.address { (address) }
        p { (why(row.unreached, address)) }
        @if page.takes_mailboxes() {
            form method="post" action=(page.path()) novalidate {
                input type="hidden" name="unreached" value=(key);
                div.field.wrong[error.is_some()] {
                    label for=(name) { "Correct address" (of()) }
                    @if let Some(error) = error { p.error id={ (name) "-error" } { span.unseen { "Error: " } (error) } }
                    input.long type="email" id=(name) name="email" value=(typed.unwrap_or(address)) autocomplete="off" spellcheck="false"
                        aria-describedby=[error.map(|_| format!("{name}-error"))] aria-invalid=[error.map(|_| "true")];
                }
                div.buttons {
                    button type="submit" name="do" value="correct" { "Correct and send" (of()) }
                    button.second type="submit" name="do" value="again" { "Try again" (of()) }
                    button.second type="submit" name="do" value="remove" { "Remove" (of()) }
                }
            }
        }
    }
}

/// Why an address was not reached, and what to do.
fn why(one: &Unreached, address: &str) -> String {
    let domain = address.rsplit('@').next().unwrap_or_default();
    let tries = counted(usize::try_from(one.tries).unwrap_or(0), "try", "tries");
    match one.why {
        Why::NoMailbox => "The mailbox does not exist or is closed.".to_owned(),
        Why::GivenUp => {
            format!(
                "Given up after {tries}: the mailbox is full, or its server is not accepting \
                    messages."
            )
        }
        Why::Refused => {
            format!(
                "The mail server of {domain} refuses our messages. Ask its IT to let them \
                    through, then try again."
            )
        }
    }
}

/// How many addresses were not reached and why, for the invitations page, with a link to them for
/// those who may change them.
pub fn summary(counts: &[(Why, u64)], place: &str, reaches: bool) -> Markup {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    html! {
        @if total > 0 {
            section aria-labelledby="unreached" {
                h2 #unreached { "Addresses not reached" }
                ul { @for (why, count) in counts { li { (grouped(*count)) " " (words(*why)) } } }
                @if reaches { p { a.button.second href=(place) { "Correct, remove or try them \
                    again" } } }
            }
        }
    }
}

const fn words(why: Why) -> &'static str {
    match why {
        Why::NoMailbox => "with no such mailbox",
        Why::GivenUp => "given up after several tries",
        Why::Refused => "refused by the receiving server",
    }
}
