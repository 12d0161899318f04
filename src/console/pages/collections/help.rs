//! What would help a collection, each with the page on which it is done.

use chrono::TimeDelta;
use maud::{Markup, html};

use super::{model::CollectionPage, sentence::is_ending};
use crate::{
    fieldwork::{Course, Need},
    inspection::State,
    language::calendar,
    survey::Audience,
    users::Role,
};

/// A reminder that is further off than this could go out earlier.
const FAR: TimeDelta = TimeDelta::days(2);
/// How long people are left alone between two messages.
const REST: TimeDelta = TimeDelta::days(3);

/// One thing to do. `None` where it is done away from the screen, or by somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    pub words: String,
    pub place: Option<&'static str>,
}

/// What would help, the most useful first. Nothing where nothing needs anybody.
pub fn of(page: &CollectionPage, role: Role) -> Vec<Help> {
    let mut helps = Vec::new();
    let mut add = |may: bool, words: &str, place: &'static str| {
        helps.push(Help { words: words.to_owned(), place: may.then_some(place) });
    };
    let (changes, reaches) = (role.may_change(), role.may_reach());
    let before_closing = matches!(page.standing.state, State::Planned | State::Open);
    if page.standing.course == Course::Check {
        add(
            changes,
            "Ask the area how many people could answer, and correct the population.",
            "#correct",
        );
        return helps;
    }
    if before_closing && page.nothing_handed_out() && page.invited.mailboxes == 0 {
        add(reaches, "Upload the list of mailboxes.", "/invitations");
        add(reaches, "Print slips, each with a code for one person.", "/slips");
        return helps;
    }
    let needs = page.standing.needs;
    if needs.contains(Need::Refused) {
        add(
            reaches,
            "Read why mail servers refuse its messages, and what to ask their IT.",
            "/invitations",
        );
    } else if needs.contains(Need::Paused) {
        add(changes, "Let its messages go out.", "/invitations");
    } else if needs.contains(Need::Stuck) {
        add(false, "Ask whoever runs Speir to look at the mail server.", "");
    } else if needs.contains(Need::CameBack) {
        add(
            reaches,
            "Correct the addresses that could not be reached, or try them again.",
            "/invitations/unreached",
        );
    }
    if before_closing && page.standing.rate.issued.is_none() {
        add(changes, "State how many people could answer.", "#correct");
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
                    "/invitations",
                );
            }
            None if page.collection.closes_at - page.now > TimeDelta::days(1) => {
                add(changes, "Plan one more reminder.", "/invitations");
            }
            Some(_) | None => {}
        }
    }
    if page.collection.audience == Audience::Staff {
        add(false, "Ask the co-ordinator to mention it at team meetings.", "");
    } else if page.slips.made == 0 {
        add(
            reaches,
            "Print slips, and have them handed over by somebody whom people know.",
            "/slips",
        );
    } else if page.slips.used * 2 < page.slips.handed_out {
        add(reaches, "Ask where the slips went: fewer than half were used.", "/slips");
    }
    if page.collection.open_link && page.collection.audience != Audience::Staff {
        add(true, "Print a poster for where people meet.", "/poster");
    }
    if is_ending(page) {
        add(
            changes,
            &format!(
                "Extend the closing date, {}.",
                calendar::named_date(calendar::day(page.collection.closes_at))
            ),
            "/change",
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
                            Some(place) if place.starts_with('#') => a href=(place) { (words) },
                            Some(place) => a href={ "/console/collections/" (page.collection.id) (place) } { (words) },
                            None => (words),
                        }
                    }
                }
            }
        }
    }
}
