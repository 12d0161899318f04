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
        assert_eq!(span(date("2019-12-03"), date("2020-01-13")), "3 December 2019 to 13 January 2020");
    }

    #[test]
    fn a_wait_is_never_told_shorter_than_it_is() {
        assert_eq!(wait(Duration::from_millis(39_100)), "40 seconds");
        assert_eq!(wait(Duration::from_secs(121)), "3 minutes");
    }
}
