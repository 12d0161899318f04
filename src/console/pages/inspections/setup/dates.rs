//! When fieldwork opens and closes: on working days, at hours when somebody can be asked about it.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};

use crate::language::calendar::instant;

/// The minimum time until a proposed opening: lists and slips come first.
const AHEAD: Days = Days::new(21);
/// From a Monday to the Friday of the third week.
const LASTS: Days = Days::new(18);
const WEEK: Days = Days::new(7);

/// When surveys open on their first day.
pub fn opening(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_hms_opt(9, 0, 0).unwrap_or_default())
}

/// When surveys close on their last day.
pub fn closing(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_hms_opt(17, 0, 0).unwrap_or_default())
}

/// Three weeks from a Monday to a Friday, some weeks after `today`, and clear of Christmas and New
/// Year.
pub fn proposed(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let mut opens_on = monday_from(today + AHEAD);
    while (0..=18).any(|day| is_festive(opens_on + Days::new(day))) {
        opens_on = opens_on + WEEK;
    }
    (opens_on, opens_on + LASTS)
}

/// The same days of the week in the first later year in which they are after `today`.
pub fn years_later(
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    today: NaiveDate,
) -> (NaiveDate, NaiveDate) {
    const YEAR_DAYS: u64 = 52 * 7;
    let past = u64::try_from((today - opens_on).num_days()).unwrap_or(0);
    let later = Days::new((past / YEAR_DAYS + 1) * YEAR_DAYS);
    (opens_on + later, closes_on + later)
}

/// Whether a day is on a weekend.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn monday_from(day: NaiveDate) -> NaiveDate {
    day + Days::new(u64::from((7 - day.weekday().num_days_from_monday()) % 7))
}

/// From Christmas Eve until offices and schools reopen, which a holiday on Monday 4 January can
/// delay.
fn is_festive(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (12, 24..) | (1, ..=5))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn three_weeks_are_proposed_that_leave_christmas_out() {
        assert_eq!(proposed(day("2026-08-20")), (day("2026-09-14"), day("2026-10-02")));
        assert_eq!(proposed(day("2026-08-24")), (day("2026-09-14"), day("2026-10-02")));
        assert_eq!(proposed(day("2026-11-26")), (day("2027-01-11"), day("2027-01-29")));
    }

    #[test]
    fn a_copy_falls_on_the_same_days_of_the_week_and_is_still_to_come() {
        let (opens, closes) = (day("2025-11-03"), day("2025-11-21"));
        assert_eq!(
            years_later(opens, closes, day("2026-05-01")),
            (day("2026-11-02"), day("2026-11-20"))
        );
        assert_eq!(
            years_later(opens, closes, day("2026-11-02")),
            (day("2027-11-01"), day("2027-11-19"))
        );
        assert_eq!(
            years_later(opens, closes, day("2025-10-01")),
            (day("2026-11-02"), day("2026-11-20"))
        );
    }

    proptest! {
        #[test]
        fn whatever_the_day_an_opening_is_a_monday_ahead_and_a_closing_a_friday(days in 0_u64..40_000) {
            let today = NaiveDate::default() + Days::new(days);
            let (opens, closes) = proposed(today);
            prop_assert_eq!((opens.weekday(), closes.weekday()), (Weekday::Mon, Weekday::Fri));
            prop_assert!((21..=70).contains(&(opens - today).num_days()), "{}", opens);
            prop_assert!(!is_weekend(opens) && opens < closes);
            let (again, _) = years_later(opens, closes, today);
            prop_assert!(again > today && again.weekday() == Weekday::Mon);
        }
    }
}
