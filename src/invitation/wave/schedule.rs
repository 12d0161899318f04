//! The default schedule of reminders.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use crate::language::calendar::{self, day, working_day_from, working_day_until};

/// The hour in Scotland at which reminders are sent.
const HOUR: u32 = 10;
/// The days after opening when reminders are sent.
const AFTER: [u64; 2] = [7, 14];
/// The days before closing when the last reminder is sent.
const BEFORE: u64 = 2;
/// The minimum time between two messages.
const REST: TimeDelta = TimeDelta::days(2);

/// The reminders of a collection: after 7 and 14 days, and two days before it closes, at ten on a
/// working day. Those that would come less than two days after opening, before the last one, or
/// after `closes_at` are left out.
pub fn reminders(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let last = morning(working_day_until(day(closes_at) - Days::new(BEFORE)));
    let early = AFTER
        .into_iter()
        .map(|days| morning(working_day_from(day(opens_at) + Days::new(days))))
        .filter(|reminder| *reminder + REST <= last);
    early
        .chain([last])
        .filter(|reminder| opens_at + REST <= *reminder && *reminder < closes_at)
        .collect()
}

fn morning(day: NaiveDate) -> DateTime<Utc> {
    calendar::instant(day.and_hms_opt(HOUR, 0, 0).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::calendar::{end_of, local, start_of};
    use crate::settings::Hours;

    fn of(opens: &str, closes: &str) -> Vec<String> {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let written = |at: &DateTime<Utc>| local(*at).format("%a %Y-%m-%d %H:%M").to_string();
        reminders(start_of(day(opens)), end_of(day(closes))).iter().map(written).collect()
    }

    #[test]
    fn three_weeks_have_three_reminders_on_working_days_across_the_change_of_clocks() {
        assert_eq!(
            of("2026-10-19", "2026-11-08"),
            ["Mon 2026-10-26 10:00", "Mon 2026-11-02 10:00", "Fri 2026-11-06 10:00"]
        );
    }

    #[test]
    fn a_short_collection_has_fewer() {
        assert_eq!(of("2026-11-02", "2026-11-11"), ["Mon 2026-11-09 10:00"]);
        assert!(of("2026-11-02", "2026-11-04").is_empty());
    }

    #[test]
    fn reminders_pass_over_bank_holidays() {
        assert_eq!(
            of("2026-11-23", "2026-12-09"),
            ["Tue 2026-12-01 10:00", "Mon 2026-12-07 10:00"]
        );
        assert_eq!(of("2026-12-18", "2026-12-30"), ["Thu 2026-12-24 10:00"]);
    }

    proptest! {
        #[test]
        fn reminders_come_in_order_at_ten_on_working_days_well_apart_and_before_the_end(start in 0..2_000_u64, length in 0..90_u64) {
            let opens = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + Days::new(start);
            let (opens_at, closes_at) = (start_of(opens), end_of(opens + Days::new(length)));
            let found = reminders(opens_at, closes_at);
            prop_assert!(found.iter().all(|at| opens_at < *at && *at < closes_at));
            prop_assert!(found.windows(2).all(|pair| pair[0] + REST <= pair[1]));
            for at in found {
                prop_assert!(Hours::Office.are_open(at) && local(at).format("%H:%M").to_string() == "10:00");
            }
        }
    }
}
