//! The sentence about a collection's standing, and what comes next.

use super::model::CollectionPage;
use crate::{
    fieldwork::{Course, Ending},
    inspection::{GRACE, State},
    language::{
        calendar,
        numbers::{counted, grouped},
    },
    rates::HELD,
};

/// "South Lanarkshire staff", "Midlothian, ages 8 to 15".
pub fn who(page: &CollectionPage) -> String {
    page.collection.survey.in_area(page.collection.area.name())
}

/// "South Lanarkshire staff: 612 of 1,306 (47%) on day 9 of 21; on this course it ends near 78%
/// (72% to 83%), target 80%."
pub fn first(page: &CollectionPage) -> String {
    let (who, target) = (who(page), page.collection.target_percent);
    match page.standing.state {
        State::Planned => planned(page, &who),
        State::Open if page.nothing_handed_out() && page.standing.rate.returned.is_nobody() => {
            format!(
                "{who}: nothing has been handed out, so nobody can answer. It is day {}.",
                day(page)
            )
        }
        State::Open => open(page, &who),
        State::Closing | State::Closed | State::Released => {
            let told = match (page.standing.course, page.standing.rate.percent()) {
                (Course::Check, _) => "more than the population".to_owned(),
                (Course::Reached, _) => format!("the target of {target}% was reached"),
                (_, Some(_)) => format!("below the target of {target}%"),
                (_, None) => format!("the target was {target}%"),
            };
            let after = match page.standing.state {
                State::Closing => format!(
                    "It has just closed. A form that was already open can be sent until {}.",
                    calendar::time_on(page.collection.closes_at + GRACE)
                ),
                State::Released => "It has closed, and its answers are released.".to_owned(),
                _ => "It has closed. Its answers are not released yet.".to_owned(),
            };
            format!("{who}: {}, {told}. {after}", figure(page))
        }
    }
}

fn planned(page: &CollectionPage, who: &str) -> String {
    let target = page.collection.target_percent;
    let opens = calendar::named_date_and_time(page.collection.opens_at);
    let (_, days) = page.day();
    let length = counted(usize::try_from(days).unwrap_or(0), "day", "days");
    match page.standing.rate.issued.filter(|issued| *issued > 0) {
        Some(issued) => {
            format!(
                "{who}: it opens on {opens}, for {length}. {} can answer, target {target}%.",
                people(issued)
            )
        }
        None => format!("{who}: it opens on {opens}, for {length}. The target is {target}%."),
    }
}

fn open(page: &CollectionPage, who: &str) -> String {
    let target = page.collection.target_percent;
    if page.standing.rate.returned.is_held() {
        let unknown = match page.standing.rate.issued {
            None => " Enter the population: of 10 people or more, counts are shown earlier.",
            Some(_) => "",
        };
        return format!("{who}, day {}: {}; target {target}%.{unknown}", day(page), figure(page));
    }
    let stands = format!("{who}: {} on day {}", figure(page), day(page));
    match (page.standing.course, page.standing.rate.percent()) {
        (Course::Check, _) => format!(
            "{stands}: there are more responses than people who could \
            answer."
        ),
        (Course::Reached, _) => format!("{stands}; the target of {target}% is reached."),
        (_, None) if page.standing.rate.issued.is_none() => {
            format!(
                "{stands}. There is no response rate until you enter the population; target \
                    {target}%."
            )
        }
        (_, None) => format!("{stands}. There is no rate for fewer than five people."),
        (course, Some(_)) => match page.standing.ending {
            Some(ending) => {
                format!("{stands}; it is likely to end {}, target {target}%.", ends(ending))
            }
            None if course == Course::JustOpened => {
                format!(
                    "{stands}, target {target}%. It has only just opened, so it is too early for \
                        a forecast."
                )
            }
            None => {
                format!("{stands}, target {target}%. There are too few responses for a forecast.")
            }
        },
    }
}

/// "near 78% (72% to 83%)".
pub fn ends(Ending { low, middle, high }: Ending) -> String {
    if low == high {
        format!("at {middle}%")
    } else {
        format!("near {middle}% ({low}% to {high}%)")
    }
}

/// "The next reminder goes out on Tuesday."
pub fn next(page: &CollectionPage) -> Option<String> {
    if page.standing.state == State::Planned {
        return (page.invited.mailboxes > 0).then(|| {
            format!("The invitations go to {} when it opens.", mailboxes(page.invited.mailboxes))
        });
    }
    if !page.is_open() {
        return None;
    }
    let closes = closing(page);
    if page.invited.mailboxes == 0 {
        return closes;
    }
    if page.mailing.paused_by_refusals {
        return Some(
            "Mail servers refused too many of its messages, so Speir paused them.".to_owned(),
        );
    }
    if page.mailing.paused {
        return Some("Its messages are paused: no invitations or reminders are sent.".to_owned());
    }
    let reminder = match page.next_reminder() {
        Some(wave) => {
            format!("The next reminder goes out {}.", calendar::ahead(wave.due_at, page.now))
        }
        None => "No more reminders are planned.".to_owned(),
    };
    Some(match closes {
        Some(closes) => format!("{reminder} {closes}"),
        None => reminder,
    })
}

/// "It closes tomorrow at 17:00.", only in the last days.
fn closing(page: &CollectionPage) -> Option<String> {
    is_ending(page)
        .then(|| format!("It closes {}.", calendar::ahead_at(page.collection.closes_at, page.now)))
}

/// Whether these are its last days.
pub fn is_ending(page: &CollectionPage) -> bool {
    let (today, last) = page.day();
    page.is_open() && last - today <= 2
}

/// "612 of 1,306 (47%)", or that the number is shown after closing.
pub fn figure(page: &CollectionPage) -> String {
    let Some(returned) = page.standing.rate.returned.count().map(grouped) else {
        return format!("the number of responses is {HELD}");
    };
    match (page.standing.rate.issued, page.standing.rate.percent()) {
        (Some(issued), Some(percent)) => format!("{returned} of {} ({percent}%)", grouped(issued)),
        (Some(issued), None) => format!("{returned} of {}", grouped(issued)),
        (None, _) => format!("{returned} returned"),
    }
}

fn day(page: &CollectionPage) -> String {
    let (today, last) = page.day();
    format!("{today} of {last}")
}

fn people(count: u64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{} people", grouped(count)) }
}

fn mailboxes(count: u64) -> String {
    if count == 1 { "1 mailbox".to_owned() } else { format!("{} mailboxes", grouped(count)) }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a fraction from 0 to 1"
)]
pub fn percent(fraction: f64) -> u64 {
    (100.0 * fraction).round() as u64
}
