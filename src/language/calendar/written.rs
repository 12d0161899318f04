//! Dates and times as the console, its mails and its files write them.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::local;

/// "12 December 2025".
pub fn date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// "Friday 12 December 2025".
pub fn named_date(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// "December 2025".
pub fn month(day: NaiveDate) -> String {
    day.format("%B %Y").to_string()
}

/// "12 Dec", below an axis.
pub fn tick(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}

/// "Fri 12 Dec", for a narrow column.
pub fn short_date(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// "3 February to 13 March 2020", with the first year only if it differs.
pub fn span(from: NaiveDate, until: NaiveDate) -> String {
    let format = if from.year() == until.year() { "%-d %B" } else { "%-d %B %Y" };
    format!("{} to {}", from.format(format), date(until))
}

/// "17:00".
pub fn time(instant: DateTime<Utc>) -> String {
    local(instant).format("%H:%M").to_string()
}

/// "12 December 2025 at 17:00".
pub fn date_and_time(instant: DateTime<Utc>) -> String {
    local(instant).format("%-d %B %Y at %H:%M").to_string()
}

/// "Friday 12 December 2025 at 17:00".
pub fn named_date_and_time(instant: DateTime<Utc>) -> String {
    local(instant).format("%A %-d %B %Y at %H:%M").to_string()
}

/// "Fri 12 Dec at 17:00", for a narrow column.
pub fn short_date_and_time(instant: DateTime<Utc>) -> String {
    local(instant).format("%a %-d %b at %H:%M").to_string()
}

/// "Friday 12 December at 17:00", for what is weeks away at most.
pub fn this_year(instant: DateTime<Utc>) -> String {
    local(instant).format("%A %-d %B at %H:%M").to_string()
}

/// "09:14 on Friday 12 December", for figures as they stand.
pub fn time_on(instant: DateTime<Utc>) -> String {
    local(instant).format("%H:%M on %A %-d %B").to_string()
}

/// "09:14 on Friday 12 December 2025".
pub fn time_on_date(instant: DateTime<Utc>) -> String {
    local(instant).format("%H:%M on %A %-d %B %Y").to_string()
}

/// "09:14:05 on Friday 12 December", for figures that a live page updates.
pub fn time_on_second(instant: DateTime<Utc>) -> String {
    local(instant).format("%H:%M:%S on %A %-d %B").to_string()
}

/// "2025-12-12T17:00", the value of a field for a date and time.
pub fn field(instant: DateTime<Utc>) -> String {
    local(instant).format("%Y-%m-%dT%H:%M").to_string()
}

/// "2025-12-12 17:00", in the cells of a file.
pub fn sortable(instant: DateTime<Utc>) -> String {
    local(instant).format("%Y-%m-%d %H:%M").to_string()
}

/// "On 12 December 2025 at 17:00 (Europe/London).", in the notes of a file.
pub fn made_on(instant: DateTime<Utc>) -> String {
    format!("On {} (Europe/London).", date_and_time(instant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_follow_the_clocks_of_scotland() {
        let summer = DateTime::from_timestamp(1_782_921_600, 0).expect("a time");
        assert_eq!(named_date_and_time(summer), "Wednesday 1 July 2026 at 17:00");
        assert_eq!(time_on(summer), "17:00 on Wednesday 1 July");
        assert_eq!(time_on_second(summer), "17:00:00 on Wednesday 1 July");
        assert_eq!(this_year(summer), "Wednesday 1 July at 17:00");
        assert_eq!(short_date_and_time(summer), "Wed 1 Jul at 17:00");
        assert_eq!(field(summer), "2026-07-01T17:00");
        assert_eq!(made_on(summer), "On 1 July 2026 at 17:00 (Europe/London).");
    }

    #[test]
    fn a_span_names_the_first_year_only_if_it_differs() {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        assert_eq!(span(date("2020-02-03"), date("2020-03-13")), "3 February to 13 March 2020");
        assert_eq!(
            span(date("2019-12-03"), date("2020-01-13")),
            "3 December 2019 to 13 January 2020"
        );
    }
}
