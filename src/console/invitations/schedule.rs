use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Europe::London;

use super::model::InvitationsPage;
use crate::{
    console::form::{Errors, Typed},
    inspection::create::at,
    invitation::wave::MOST_REMINDERS,
};

/// The names of the fields, one for each reminder that a collection may have.
pub const FIELDS: [&str; MOST_REMINDERS] = ["reminder1", "reminder2", "reminder3", "reminder4", "reminder5"];
/// The hours between which people are written to.
const HOURS: std::ops::Range<u32> = 7..20;

/// What the form proposes: the reminders that are planned.
pub fn proposed(page: &InvitationsPage) -> Typed {
    let times =
        page.reminders_ahead().map(|wave| wave.due_at.with_timezone(&London).format("%Y-%m-%dT%H:%M").to_string());
    let mut times = times.chain(std::iter::repeat(String::new()));
    Typed::of(FIELDS.map(|field| (field, times.next().unwrap_or_default())))
}

/// The reminders that were typed, the earliest first.
pub fn read(typed: &Typed, page: &InvitationsPage) -> Result<Vec<DateTime<Utc>>, Errors> {
    let mut errors = Errors::default();
    let mut reminders: Vec<DateTime<Utc>> = Vec::new();
    for field in FIELDS.into_iter().filter(|field| !typed.one(field).is_empty()) {
        match moment(typed.one(field), page) {
            Ok(reminder) => reminders.push(reminder),
            Err(sentence) => errors.add(field, sentence),
        }
    }
    reminders.sort_unstable();
    if reminders.windows(2).any(|pair| matches!(pair, [a, b] if *b - *a < TimeDelta::days(1))) {
        errors.add(FIELDS[0], "Leave at least a day between two reminders.");
    }
    if errors.is_empty() { Ok(reminders) } else { Err(errors) }
}

fn moment(text: &str, page: &InvitationsPage) -> Result<DateTime<Utc>, &'static str> {
    let time = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or("Choose a day and a time, or leave it empty.")?;
    let moment = at(time);
    if moment <= page.now {
        return Err("This time is past. Choose one that is still to come, or leave it empty.");
    }
    if moment <= page.collection.opens_at || moment >= page.collection.closes_at {
        return Err("Choose a time after the survey opens and before it closes.");
    }
    if !HOURS.contains(&time.hour()) {
        return Err("Choose an hour when people are up: from 7:00 until before 20:00.");
    }
    Ok(moment)
}
