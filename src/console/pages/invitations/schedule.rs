use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::model::InvitationsPage;
use crate::{
    console::shell::form::{Errors, Typed},
    invitation::wave::{self, CLOSES, MOST_REMINDERS, OPENS},
    language::calendar::{self, instant},
};

/// The names of the fields, one for each reminder that a collection may have.
pub const FIELDS: [&str; MOST_REMINDERS] =
    ["reminder1", "reminder2", "reminder3", "reminder4", "reminder5"];

/// The proposals of the form: the planned reminders.
pub fn proposed(page: &InvitationsPage) -> Typed {
    let times = page.reminders_ahead().map(|wave| calendar::field(wave.due_at));
    let mut times = times.chain(std::iter::repeat(String::new()));
    Typed::of(FIELDS.map(|field| (field, times.next().unwrap_or_default())))
}

/// The typed reminders, the earliest first.
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

fn moment(text: &str, page: &InvitationsPage) -> Result<DateTime<Utc>, String> {
    let time = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or("Choose a day and a time, or leave it empty.")?;
    let moment = instant(time);
    if moment <= page.now {
        return Err("This time is in the past. Choose a later time, or leave it empty.".to_owned());
    }
    if moment <= page.collection.opens_at || moment >= page.collection.closes_at {
        return Err("Choose a time after the survey opens and before it closes.".to_owned());
    }
    in_office_hours(time)?;
    Ok(moment)
}

/// Reminders are sent only on working days. Ones planned before this rule wait for the next working
/// day.
fn in_office_hours(time: NaiveDateTime) -> Result<(), String> {
    if !calendar::is_working_day(time.date()) {
        let next = calendar::named_date(calendar::working_day_from(time.date()));
        return Err(format!(
            "This is a weekend or a bank holiday in Scotland. The next working day is {next}."
        ));
    }
    if !wave::is_office_hour(time.time()) {
        return Err(format!(
            "Choose a time in office hours: from {OPENS}:00 until before {CLOSES}:00."
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_on_a_holiday_is_refused_with_the_next_working_day() {
        let check = |text: &str| in_office_hours(text.parse().expect("a time"));
        assert_eq!(check("2026-12-24T16:59:00"), Ok(()));
        let why = check("2026-12-25T10:00:00").expect_err("a holiday");
        assert!(why.contains("The next working day is Tuesday 29 December 2026."), "{why}");
        assert!(
            check("2026-11-28T10:00:00").is_err_and(|why| why.contains("Tuesday 1 December 2026"))
        );
        for text in ["2026-12-24T08:59:00", "2026-12-24T17:00:00"] {
            assert!(
                check(text).is_err_and(|why| why.contains("from 9:00 until before 17:00")),
                "{text}"
            );
        }
    }
}
