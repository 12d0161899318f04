//! Dates and times in words, on the clocks of Scotland.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

/// "Friday 12 December 2025".
pub fn day(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// "3 February to 13 March 2020", with the first year only where it differs.
pub fn span(from: NaiveDate, until: NaiveDate) -> String {
    use chrono::Datelike;
    let format = if from.year() == until.year() { "%-d %B" } else { "%-d %B %Y" };
    format!("{} to {}", from.format(format), until.format("%-d %B %Y"))
}

/// "Friday 12 December 2025 at 17:00".
pub fn moment(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&London).format("%A %-d %B %Y at %H:%M").to_string()
}

/// "09:14 on Friday 12 December".
pub fn as_of(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&London).format("%H:%M on %A %-d %B").to_string()
}

/// "09:14:05 on Friday 12 December", for figures that move by themselves.
pub fn as_of_second(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&London).format("%H:%M:%S on %A %-d %B").to_string()
}

/// "Friday 12 December at 17:00", where the year goes without saying.
pub fn soon(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&London).format("%A %-d %B at %H:%M").to_string()
}

/// "Fri 12 Dec", for a narrow column.
pub fn short(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&London).format("%a %-d %b").to_string()
}

/// "today at 09:02", "on Tuesday at 09:02", "on 3 November at 09:02".
pub fn lately(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&London);
    match (today(now) - today(instant)).num_days() {
        0 => local.format("today at %H:%M").to_string(),
        1 => local.format("yesterday at %H:%M").to_string(),
        2..=6 => local.format("on %A at %H:%M").to_string(),
        _ => local.format("on %-d %B at %H:%M").to_string(),
    }
}

/// The day that it is in Scotland.
pub fn today(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&London).date_naive()
}

/// "40 seconds", "2 minutes", never less than it is.
pub fn wait(wait: Duration) -> String {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

/// "1 response", "12 responses": a count with its noun.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_on_the_clocks_of_scotland() {
        let summer = DateTime::from_timestamp(1_782_921_600, 0).expect("a time");
        assert_eq!(moment(summer), "Wednesday 1 July 2026 at 17:00");
        assert_eq!(as_of(summer), "17:00 on Wednesday 1 July");
    }

    #[test]
    fn a_span_names_the_first_year_only_where_it_differs() {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        assert_eq!(span(date("2020-02-03"), date("2020-03-13")), "3 February to 13 March 2020");
        assert_eq!(
            span(date("2019-12-03"), date("2020-01-13")),
            "3 December 2019 to 13 January 2020"
        );
    }

    #[test]
    fn a_moment_of_the_last_days_is_told_as_people_do() {
        let time = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let now = time("2026-11-26T09:00:00Z");
        for (then, words) in [
            ("2026-11-26T00:30:00Z", "today at 00:30"),
            ("2026-11-25T23:59:00Z", "yesterday at 23:59"),
            ("2026-11-24T09:02:00Z", "on Tuesday at 09:02"),
            ("2026-11-19T09:02:00Z", "on 19 November at 09:02"),
        ] {
            assert_eq!(lately(time(then), now), words);
        }
        assert_eq!(as_of_second(now), "09:00:00 on Thursday 26 November");
        assert_eq!(soon(now), "Thursday 26 November at 09:00");
    }

    #[test]
    fn a_wait_is_never_told_shorter_than_it_is() {
        assert_eq!(wait(Duration::from_millis(39_100)), "40 seconds");
        assert_eq!(wait(Duration::from_secs(121)), "3 minutes");
    }
}
