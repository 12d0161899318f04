use super::calendar;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use fluent_bundle::FluentValue;

use super::{Words, args};

impl Words {
    /// "Friday 12 December 2025".
    pub fn date(&self, day: NaiveDate) -> String {
        let weekday = self.say(&format!("weekday-{}", day.weekday().number_from_monday()));
        let month = self.say(&format!("month-{}", day.month()));
        self.say_with(
            "date",
            &args([
                ("weekday", weekday.into()),
                ("day", FluentValue::from(day.day().to_string())),
                ("month", month.into()),
                ("year", FluentValue::from(day.year().to_string())),
            ]),
        )
    }

    /// "Friday 12 December 2025 at 17:00", on the clocks of Scotland.
    pub fn date_and_time(&self, instant: DateTime<Utc>) -> String {
        let there = calendar::local(instant);
        self.say_with(
            "date-and-time",
            &args([
                ("date", self.date(there.date_naive()).into()),
                ("time", format!("{:02}:{:02}", there.hour(), there.minute()).into()),
            ]),
        )
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use crate::language::{Language, Words};

    #[test]
    fn a_time_is_told_on_the_clocks_of_scotland_in_summer_and_winter() {
        let english = Words::of(Language::En);
        let summer = Utc.with_ymd_and_hms(2026, 7, 1, 16, 0, 0).single().expect("a time");
        let winter = Utc.with_ymd_and_hms(2026, 12, 11, 17, 0, 0).single().expect("a time");
        assert_eq!(english.date_and_time(summer), "Wednesday 1 July 2026 at 17:00");
        assert_eq!(english.date_and_time(winter), "Friday 11 December 2026 at 17:00");
        assert!(Words::of(Language::Gd).date_and_time(winter).contains("Dùbhlachd"));
    }
}
