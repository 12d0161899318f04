//! What would help a collection, each with the page to do it.

use chrono::TimeDelta;
use maud::{Markup, html};

use super::{model::CollectionPage, sentence::is_ending};
use crate::{
    fieldwork::{Course, Need},
    inspection::State,
    language::calendar,
    users::Role,
    web::paths::{self, Pattern},
};

/// A reminder later than this could be sent earlier.
const FAR: TimeDelta = TimeDelta::days(2);
/// The minimum time between two messages.
const REST: TimeDelta = TimeDelta::days(3);

/// Where to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A part of the same page.
    Here(&'static str),
    /// A page of the collection.
    Page(Pattern<1>),
}

const CORRECT: Option<Place> = Some(Place::Here("#correct"));
const INVITATIONS: Option<Place> = Some(Place::Page(paths::invitations::PAGE));
const UNREACHED: Option<Place> = Some(Place::Page(paths::invitations::UNREACHED));
const SLIPS: Option<Place> = Some(Place::Page(paths::collection::SLIPS));
const POSTER: Option<Place> = Some(Place::Page(paths::collection::POSTER));
const CHANGE: Option<Place> = Some(Place::Page(paths::collection::CHANGE));

/// One thing to do. `None` if it is done elsewhere or by somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    pub words: String,
    pub place: Option<Place>,
}

/// What would help, the most useful first. Empty if nothing needs action.
pub fn of(page: &CollectionPage, role: Role) -> Vec<Help> {
    let mut helps = Vec::new();
    let mut add = |may: bool, words: &str, place: Option<Place>| {
        helps.push(Help { words: words.to_owned(), place: place.filter(|_| may) });
    };
    let (changes, reaches) = (role.may_change(), role.may_reach());
    let before_closing = matches!(page.standing.state, State::Planned | State::Open);
    if page.standing.course == Course::Check {
        add(
            changes,
            "Ask the area how many people could answer, and correct the population.",
            CORRECT,
        );
        return helps;
    }
    if before_closing && page.nothing_handed_out() && page.invited.mailboxes == 0 {
        add(reaches, "Upload the list of mailboxes.", INVITATIONS);
        add(reaches, "Print slips, each with a code for one person.", SLIPS);
        return helps;
    }
    let needs = page.standing.needs;
    if needs.contains(Need::Refused) {
        add(
            reaches,
            "Read why mail servers refuse its messages, and what to ask their IT.",
            INVITATIONS,
        );
    } else if needs.contains(Need::Paused) {
        add(changes, "Start sending its messages.", INVITATIONS);
    } else if needs.contains(Need::Stuck) {
        add(false, "Ask your Speir administrator to check the mail server.", None);
    } else if needs.contains(Need::CameBack) {
        add(
            reaches,
            "Correct the addresses that could not be reached, or try them again.",
            UNREACHED,
        );
    }
    if before_closing && page.standing.rate.issued.is_none() {
        add(changes, "Enter how many people could answer.", CORRECT);
    }
    if !page.is_open() || !matches!(page.standing.course, Course::Behind | Course::Close) {
        return helps;
    }
    if page.invited.mailboxes > 0 && !page.mailing.paused {
        let last = page.waves.iter().filter(|wave| wave.begun).map(|wave| wave.due_at).max();
        let rested = last.is_none_or(|last| page.now - last >= REST);
        match page.next_reminder() {
            Some(wave) if wave.due_at - page.now > FAR && rested => {
                let planned = calendar::ahead(wave.due_at, page.now);
                add(
                    changes,
                    &format!(
                        "Send the next reminder earlier than {}.",
                        planned.trim_start_matches("on ")
                    ),
                    INVITATIONS,
                );
            }
            None if page.collection.closes_at - page.now > TimeDelta::days(1) => {
                add(changes, "Plan one more reminder.", INVITATIONS);
            }
            Some(_) | None => {}
        }
    }
    if page.collection.audience().is_asked_by_email() {
        add(false, "Ask the co-ordinator to mention it at team meetings.", None);
    } else if page.slips.made == 0 {
        add(reaches, "Print slips, and ask somebody whom people know to hand them out.", SLIPS);
    } else if page.slips.used.count().is_some_and(|used| used * 2 < page.slips.handed_out) {
        add(reaches, "Ask what happened to the slips: fewer than half were used.", SLIPS);
    }
    if page.collection.open_link && !page.collection.audience().is_asked_by_email() {
        add(true, "Print a poster for places where people meet.", POSTER);
    }
    if is_ending(page) {
        add(
            changes,
            &format!(
                "Extend the closing date, {}.",
                calendar::named_date(calendar::day(page.collection.closes_at))
            ),
            CHANGE,
        );
    }
    helps
}

/// The list under the sentence.
pub fn list(page: &CollectionPage, role: Role) -> Markup {
    let helps = of(page, role);
    html! {
        @if !helps.is_empty() {
            p.helps-head { "What would help:" }
            ul.helps {
                @for Help { words, place } in &helps {
                    li {
                        @match place {
                            Some(Place::Here(place)) => a href=(place) { (words) },
                            Some(Place::Page(to)) => a href=(to.of(page.collection.id)) { (words) },
                            None => (words),
                        }
                    }
                }
            }
        }
    }
}
