//! Working days in Scotland.

use std::{collections::BTreeSet, iter, sync::LazyLock};

use chrono::{Datelike, NaiveDate, Weekday};

/// The bank holidays of Scotland. The file names its source.
static HOLIDAYS: LazyLock<BTreeSet<NaiveDate>> = LazyLock::new(|| {
    let days = toml::from_str::<toml::Table>(include_str!("holidays.toml")).unwrap_or_default();
    days.keys().filter_map(|day| day.parse().ok()).collect()
});

/// Whether it is neither a weekend nor a bank holiday in Scotland.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&day)
}

/// The day itself, or the next working day after it.
pub fn working_day_from(day: NaiveDate) -> NaiveDate {
    day.iter_days().find(|day| is_working_day(*day)).unwrap_or(day)
}

/// The day itself, or the last working day before it.
pub fn working_day_until(day: NaiveDate) -> NaiveDate {
    iter::successors(Some(day), NaiveDate::pred_opt).find(|day| is_working_day(*day)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    /// Easter Sunday of the Gregorian calendar, by the full moon after the equinox (Gauss's
    /// algorithm).
    fn easter(year: i32) -> NaiveDate {
        let (moon, leap, week) = (year % 19, year % 4, year % 7);
        let century = year / 100;
        let offset = (15 - (13 + 8 * century) / 25 + century - century / 4).rem_euclid(30);
        let correction = (4 + century - century / 4).rem_euclid(7);
        let full_moon = (19 * moon + offset).rem_euclid(30);
        let sunday = (2 * leap + 4 * week + 6 * full_moon + correction).rem_euclid(7);
        // Two dates that the formula gives a week late.
        let late = (full_moon, sunday) == (29, 6)
            || (full_moon, sunday) == (28, 6) && (11 * offset + 11).rem_euclid(30) < 19;
        let days = full_moon + sunday + 21 - if late { 7 } else { 0 };
        day(year, 3, 1) + Days::new(u64::try_from(days).expect("after March began"))
    }

    fn monday(year: i32, month: u32, nth: u8) -> NaiveDate {
        NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth).expect("a Monday")
    }

    /// The days that are given in place of those at a weekend, in order, each the first weekday
    /// that is none yet.
    fn moved(days: [NaiveDate; 2]) -> Vec<NaiveDate> {
        let at_weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let mut found: Vec<NaiveDate> = days.into_iter().filter(|day| !at_weekend(day)).collect();
        for day in days.into_iter().filter(at_weekend) {
            let free = day
                .iter_days()
                .find(|day| !at_weekend(day) && !found.contains(day))
                .expect("a weekday");
            found.push(free);
        }
        found
    }

    fn by_rule(year: i32) -> BTreeSet<NaiveDate> {
        let last_monday_of_may = [5, 4]
            .into_iter()
            .find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, 5, Weekday::Mon, nth));
        let single = [
            easter(year) - Days::new(2),
            monday(year, 5, 1),
            last_monday_of_may.expect("a Monday"),
            monday(year, 8, 1),
        ];
        let andrew = day(year, 11, 30);
        let andrew = andrew
            + Days::new([0, 0, 0, 0, 0, 2, 1][andrew.weekday().num_days_from_monday() as usize]);
        let proclaimed = (year == 2026).then(|| day(2026, 6, 15));
        let pairs = moved([day(year, 1, 1), day(year, 1, 2)]).into_iter();
        let pairs = pairs.chain(moved([day(year, 12, 25), day(year, 12, 26)]));
        single.into_iter().chain(iter::once(andrew)).chain(proclaimed).chain(pairs).collect()
    }

    #[test]
    fn holidays_follow_the_act_for_ten_years_and_more() {
        assert_eq!((easter(2026), easter(2038)), (day(2026, 4, 5), day(2038, 4, 25)));
        for year in 2026..2038 {
            let listed: BTreeSet<NaiveDate> =
                HOLIDAYS.iter().filter(|day| day.year() == year).copied().collect();
            assert_eq!(listed, by_rule(year), "{year}");
        }
        let published = [
            (2027, 1, 4),
            (2027, 3, 26),
            (2027, 12, 27),
            (2027, 12, 28),
            (2028, 1, 3),
            (2028, 1, 4),
        ];
        assert!(
            published
                .into_iter()
                .all(|(year, month, date)| HOLIDAYS.contains(&day(year, month, date)))
        );
        assert_eq!(HOLIDAYS.last(), Some(&day(2037, 12, 28)));
    }

    #[test]
    fn the_nearest_working_day_is_found_over_a_weekend_and_holidays() {
        assert_eq!(working_day_from(day(2026, 12, 25)), day(2026, 12, 29));
        assert_eq!(working_day_from(day(2026, 12, 31)), day(2026, 12, 31));
        assert_eq!(working_day_until(day(2027, 1, 4)), day(2026, 12, 31));
    }
}
