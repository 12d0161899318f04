//! When made-up people answer: most of them soon after a message, few at night and at weekends,
//! each audience in its own way. This is no forecast's model: it is said once, in numbers of
//! judgement, and the forecast has to find out.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use rand::Rng;

use crate::{inspection::Collection, invitation::wave, language::calendar, survey::Audience};

/// What the first reminder brings beside the invitation, and each further one beside the one
/// before.
const REMINDER: f64 = 0.4;
/// Over how many working days what needs no message is spread.
const STEADILY: f64 = 15.0;

/// How likely it is that somebody answers in each hour of a fieldwork, summed up from its opening.
pub struct Course {
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    sums: Vec<f64>,
}

impl Course {
    pub fn of(collection: &Collection) -> Self {
        let (opens_at, closes_at) = (collection.opens_at, collection.closes_at);
        let habit = Habit::of(collection.audience());
        // Those who are not written to are told by posters and by people, who are reminded in their
        // turn.
        let waves: Vec<_> =
            std::iter::once(opens_at).chain(wave::reminders(opens_at, closes_at)).collect();
        let mut reached: Vec<(f64, f64)> = Vec::new();
        let (mut worked, mut sum, mut sums) = (0.0, 0.0, Vec::new());
        let mut hour = opens_at;
        while hour < closes_at {
            if let Some(wave) =
                waves.get(reached.len()).filter(|wave| **wave <= hour + TimeDelta::minutes(59))
            {
                let weight = if *wave == opens_at {
                    1.0
                } else {
                    reached.last().map_or(1.0, |(_, w)| w * REMINDER)
                };
                reached.push((worked, weight));
            }
            let weight = habit.weight(hour);
            let by_message = |(since, weight): &(f64, f64)| {
                weight * ((since - worked) / habit.fades).exp() / habit.fades
            };
            let moved = habit.steady / STEADILY
                + (1.0 - habit.steady) * reached.iter().map(by_message).sum::<f64>();
            worked += weight;
            sum += weight * moved;
            sums.push(sum);
            hour += TimeDelta::hours(1);
        }
        Self { opens_at, closes_at, sums }
    }

    /// When so many people answer, in order.
    pub fn times(&self, count: u32, rng: &mut impl Rng) -> Vec<DateTime<Utc>> {
        let all = self.sums.last().copied().unwrap_or(0.0);
        let mut one = || {
            let drawn = all * rng.random::<f64>();
            let hour = self.sums.partition_point(|sum| *sum <= drawn);
            let into = TimeDelta::hours(i64::try_from(hour).unwrap_or(0))
                + TimeDelta::seconds(rng.random_range(0..3_600));
            (self.opens_at + into).min(self.closes_at - TimeDelta::seconds(1))
        };
        let mut times: Vec<_> = (0..count).map(|_| one()).collect();
        times.sort_unstable();
        times
    }
}

/// When people mostly answer.
enum Time {
    AtWork,
    AtSchool,
    Late,
    Evenings,
}

/// When an audience has time and how soon a message is forgotten.
struct Habit {
    time: Time,
    /// What a day of the weekend counts beside a working day.
    weekend: f64,
    /// After how many working days a message moves a third of those it moved at first.
    fades: f64,
    /// The share of those who answer without a message.
    steady: f64,
}

impl Habit {
    fn of(audience: Audience) -> Self {
        let time = match audience.reader() {
            "child" => Time::AtSchool,
            "young" => Time::Late,
            _ if audience.is_asked_by_email() => Time::AtWork,
            _ => Time::Evenings,
        };
        let (weekend, fades, steady) = match time {
            Time::AtWork => (0.1, 1.5, 0.1),
            Time::AtSchool => (0.3, 3.0, 0.3),
            Time::Late => (0.8, 2.5, 0.25),
            Time::Evenings => (0.7, 2.0, 0.15),
        };
        Self { time, weekend, fades, steady }
    }

    /// What an hour counts; all of a working day together are about one.
    fn weight(&self, at: DateTime<Utc>) -> f64 {
        let there = calendar::local(at);
        let weight = match (&self.time, there.hour()) {
            (Time::AtWork, 0..=6 | 22..)
            | (Time::AtSchool, 0..=7 | 21..)
            | (Time::Late | Time::Evenings, 0..=6) => 0.02,
            (Time::AtWork, 7..=8) | (Time::Late, 9..=15) | (Time::Evenings, 7..=14) => 0.6,
            (Time::AtWork, 9..=11) => 3.0,
            (Time::AtWork, 12..=16) => 2.2,
            (Time::AtSchool, 9..=14) => 2.5,
            (Time::Late, 16..=22) => 2.3,
            (Time::Evenings, 19..=21) => 4.0,
            (Time::AtSchool | Time::Evenings, _) => 1.0,
            (Time::AtWork | Time::Late, _) => 0.3,
        };
        let day = if there.weekday().number_from_monday() > 5 { self.weekend } else { 1.0 };
        weight * day / 24.0
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rand::{SeedableRng, rngs::SmallRng};

    use super::*;
    use crate::{
        inspection::sample::half_way,
        language::calendar::{end_of, start_of},
    };

    fn times(audience: Audience) -> Vec<DateTime<Utc>> {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let collection = Collection {
            survey: crate::survey::Instrument::stored(audience.key(), audience),
            opens_at: start_of(day(2)),
            closes_at: end_of(day(22)),
            ..half_way().0
        };
        Course::of(&collection).times(4_000, &mut SmallRng::seed_from_u64(1))
    }

    #[test]
    fn nights_and_weekends_are_quiet_and_messages_move_people() {
        for audience in Audience::all() {
            let times = times(audience);
            let share = |fits: &dyn Fn(DateTime<chrono_tz::Tz>) -> bool| {
                let fitting = times.iter().filter(|at| fits(calendar::local(**at))).count();
                f64::from(u32::try_from(fitting).expect("few")) / 4_000.0
            };
            assert!(share(&|at| at.hour() < 6) < 0.02, "{audience:?}");
            let weekend = share(&|at| at.weekday().number_from_monday() > 5);
            assert!(
                weekend < if audience == Audience::staff() { 0.05 } else { 0.25 },
                "{audience:?}: {weekend}"
            );
            // A reminder goes out on Monday the ninth at ten, and on the Friday before people had
            // forgotten.
            let (friday, monday) = (share(&|at| at.day() == 6), share(&|at| at.day() == 9));
            assert!(monday > 1.3 * friday, "{audience:?}: {monday} {friday}");
            assert!(share(&|at| at.day() < 9) > 0.35, "{audience:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_times_within_the_fieldwork_and_audiences_differ() {
        let staff = times(Audience::staff());
        assert_eq!(staff, times(Audience::staff()));
        assert_ne!(staff, times(Audience::parents()));
        assert!(staff.is_sorted());
        assert!(staff.iter().all(|at| {
            (start_of(NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day"))..).contains(at)
        }));
        assert!(
            staff
                .iter()
                .all(|at| *at < end_of(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")))
        );
    }
}
