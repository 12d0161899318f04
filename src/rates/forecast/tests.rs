#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "counts of days and of a few thousand people"
)]

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;

/// Monday 2 November 2026, 21 days, with reminders after 7 and 14 days and two days before the end.
fn three_weeks(issued: u64, by_email: bool) -> Fieldwork {
    let opens_at: DateTime<Utc> = "2026-11-02T00:00:00Z".parse().expect("a time");
    let at = |days, hours| opens_at + TimeDelta::days(days) + TimeDelta::hours(hours);
    let waves =
        if by_email { vec![opens_at, at(7, 10), at(14, 10), at(18, 10)] } else { vec![opens_at] };
    Fieldwork { opens_at, closes_at: at(21, 0) - TimeDelta::seconds(1), issued, waves, by_email }
}

fn days(fieldwork: &Fieldwork, counts: &[u64]) -> Vec<Daily> {
    let first = fieldwork.opens_at.date_naive();
    (0..).zip(counts).map(|(day, count)| (first + Days::new(day), *count)).collect()
}

#[test]
fn a_usual_course_is_carried_on_to_its_usual_end() {
    let staff = three_weeks(1_306, true);
    let daily = days(&staff, &[190, 95, 60, 45, 30, 5, 4, 120, 63]);
    let now = staff.opens_at + TimeDelta::days(8) + TimeDelta::hours(17);
    let Forecast { low, middle, high } = forecast(&staff, &daily, now).expect("a forecast");
    assert!(0.55 < low && low < middle && middle < high && high < 0.85, "{low} {middle} {high}");
    let line = 612.0 / 1_306.0 * 21.0 / 8.7;
    assert!(middle < line, "a straight line would go to {line}");
}

#[test]
fn nothing_is_said_without_something_to_go_by() {
    let staff = three_weeks(100, true);
    let at = |hours| staff.opens_at + TimeDelta::hours(hours);
    let five = days(&staff, &[5]);
    assert_eq!(forecast(&staff, &five, at(-1)), None);
    assert_eq!(forecast(&staff, &five, at(9)), None);
    assert!(forecast(&staff, &five, at(13)).is_some());
    assert_eq!(forecast(&three_weeks(4, true), &days(&staff, &[2]), at(48)), None);
    assert_eq!(forecast(&staff, &days(&staff, &[101]), at(48)), None);
    assert_eq!(forecast(&staff, &days(&staff, &[u64::MAX, u64::MAX]), at(48)), None);
}

#[test]
fn after_closing_what_came_is_all_that_came() {
    let staff = three_weeks(100, true);
    let daily = days(&staff, &[30, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1]);
    for late in [staff.closes_at, staff.closes_at + TimeDelta::days(300)] {
        assert_eq!(
            forecast(&staff, &daily, late),
            Some(Forecast { low: 0.55, middle: 0.55, high: 0.55 })
        );
    }
}

#[test]
fn a_reminder_that_is_planned_lifts_the_forecast() {
    let with = three_weeks(400, true);
    let without = Fieldwork { waves: with.waves[..2].to_vec(), ..with.clone() };
    let daily = days(&with, &[60, 30, 20, 12, 10, 1, 1, 35, 20]);
    let now = with.opens_at + TimeDelta::days(9);
    let middle = |fieldwork| forecast(fieldwork, &daily, now).expect("a forecast").middle;
    assert!(middle(&with) > middle(&without) + 0.03, "{} {}", middle(&with), middle(&without));
}

#[test]
fn the_pace_runs_ahead_of_a_straight_line_after_the_invitation() {
    let staff = three_weeks(400, true);
    let at = |days| pace(&staff, 80.0, staff.opens_at + TimeDelta::days(days));
    assert!((at(0), at(21)) == (0.0, 80.0));
    assert!(at(4) > 80.0 * 4.0 / 21.0 + 10.0, "{}", at(4));
    assert!(at(7) - at(5) < 2.0, "a weekend brings little");
}

#[test]
fn the_days_to_come_end_where_the_forecast_does() {
    let staff = three_weeks(400, true);
    let daily = days(&staff, &[60, 30, 20]);
    let now = staff.opens_at + TimeDelta::hours(65);
    let fan = expected_by_day(&staff, &daily, now);
    assert_eq!(fan.len(), 19);
    assert_eq!(fan.last().map(|(_, forecast)| *forecast), forecast(&staff, &daily, now));
    assert!(
        fan.windows(2)
            .all(|pair| pair[0].1.middle <= pair[1].1.middle && pair[0].1.high <= pair[1].1.high)
    );
}

prop_compose! {
    fn any_fieldwork()(
        start in 0..2_000_000_000_i64, length in -10..20_000_i64, waves in prop::collection::vec(-20_000..30_000_i64, 0..7),
        issued in prop_oneof![0..30_u64, 0..6_000_u64], by_email: bool,
    ) -> Fieldwork {
        let opens_at = DateTime::from_timestamp(start, 0).expect("a time");
        let after = |minutes: i64| opens_at + TimeDelta::minutes(3 * minutes);
        Fieldwork { opens_at, closes_at: after(length), issued, waves: waves.into_iter().map(after).collect(), by_email }
    }
}

prop_compose! {
    fn any_days()(days in prop::collection::vec((0..60_u64, prop_oneof![0..4_u64, 0..400_u64]), 0..40)) -> Vec<(u64, u64)> {
        days
    }
}

fn dated(fieldwork: &Fieldwork, days: &[(u64, u64)]) -> Vec<Daily> {
    let first: NaiveDate = fieldwork.opens_at.date_naive();
    days.iter().map(|(day, count)| (first + Days::new(*day), *count)).collect()
}

proptest! {
    #[test]
    fn it_lies_between_what_has_come_and_all_and_in_order(
        fieldwork in any_fieldwork(), days in any_days(), minutes in -1_000..90_000_i64,
    ) {
        let now = fieldwork.opens_at + TimeDelta::minutes(minutes);
        let daily = dated(&fieldwork, &days);
        let returned: u64 = daily.iter().map(|(_, count)| count).sum();
        let said = forecast(&fieldwork, &daily, now);
        if returned > fieldwork.issued || fieldwork.issued < 5 || now < fieldwork.opens_at {
            prop_assert_eq!(said, None);
        }
        if let Some(Forecast { low, middle, high }) = said {
            let share = returned as f64 / fieldwork.issued as f64;
            prop_assert!(share <= low + 1e-12 && low <= middle && middle <= high && high <= 1.0, "{low} {middle} {high}");
        }
        for (_, Forecast { low, middle, high }) in expected_by_day(&fieldwork, &daily, now) {
            prop_assert!(low <= middle && middle <= high && (0.0..=1.0).contains(&low) && high <= 1.0);
        }
    }

    #[test]
    fn more_returns_today_never_lower_it(
        issued in 5..6_000_u64, by_email: bool, share in 0.0..1.0_f64, today in 0..20_u64, hour in 8..23_i64, more in 1..400_u64,
        weights in prop::collection::vec(0.0..1.0_f64, 21),
    ) {
        let fieldwork = three_weeks(issued, by_email);
        let all: f64 = weights.iter().sum::<f64>().max(0.1);
        let counts: Vec<u64> =
            weights.iter().take(today as usize + 1).map(|weight| (issued as f64 * share * weight / all) as u64).collect();
        let daily = days(&fieldwork, &counts);
        let mut better = daily.clone();
        better.last_mut().expect("today").1 += more;
        let now = fieldwork.opens_at + TimeDelta::days(today as i64) + TimeDelta::hours(hour);
        if let (Some(first), Some(then)) = (forecast(&fieldwork, &daily, now), forecast(&fieldwork, &better, now)) {
            let person = 1.0 / issued as f64;
            prop_assert!(first.low <= then.low + person && first.middle <= then.middle + person && first.high <= then.high + person, "{first:?} {then:?}");
        }
    }

    #[test]
    fn the_pace_rises_from_nothing_to_the_target(
        fieldwork in any_fieldwork(), target in 0.0..100.0_f64, minutes in -1_000..90_000_i64, later in 0..5_000_i64,
    ) {
        let at = |minutes| pace(&fieldwork, target, fieldwork.opens_at + TimeDelta::minutes(minutes));
        let (now, then) = (at(minutes), at(minutes + later));
        prop_assert!((0.0..=target).contains(&now));
        // But for the hour that the clocks are put back.
        prop_assert!(now <= then + 0.002 * target, "{now} {then}");
        prop_assert!(now == 0.0 || minutes > 0);
    }
}
