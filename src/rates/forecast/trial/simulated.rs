//! Fieldworks made person by person, by another process than the model's: nobody here has a hazard,
//! a shape or a level.
//!
//! Each person is inclined to answer or not, sees a message after a delay of their own
//! (log-normal), at a time that may be the night or a weekend and is then mostly put off, or
//! forgotten. Areas start late; teams and classes answer in their meetings; links are dead for a
//! day; some reminders are never sent.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc, Weekday};

use super::chance::Chance;
use crate::{
    language::calendar,
    rates::forecast::{Daily, Fieldwork},
};

pub const DAYS: u64 = 21;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldworkKind {
    StaffByEmail,
    ChildrenBySlip,
    ParentsByLink,
}

/// A fieldwork with everything that happened in it.
pub struct Simulated {
    pub kind: FieldworkKind,
    pub fieldwork: Fieldwork,
    pub first: NaiveDate,
    /// When each of those who answered did.
    answered: Vec<DateTime<Utc>>,
}

impl Simulated {
    /// What is known at `now`.
    pub fn daily(&self, now: DateTime<Utc>) -> Vec<Daily> {
        let mut daily: Vec<Daily> = Vec::new();
        for at in self.answered.iter().take_while(|at| **at <= now) {
            let day = calendar::day(*at);
            match daily.last_mut() {
                Some((last, count)) if *last == day => *count += 1,
                _ => daily.push((day, 1)),
            }
        }
        daily
    }

    pub fn returned(&self, now: DateTime<Utc>) -> u64 {
        self.answered.iter().take_while(|at| **at <= now).count() as u64
    }

    pub fn ends(&self) -> f64 {
        self.answered.len() as f64 / self.fieldwork.issued as f64
    }

    /// Five o'clock on a day of fieldwork, from 1.
    pub fn evening(&self, number: u64) -> DateTime<Utc> {
        local(self.first + Days::new(number - 1), 17.0)
    }
}

fn local(day: NaiveDate, hour: f64) -> DateTime<Utc> {
    calendar::start_of(day) + TimeDelta::minutes((hour * 60.0) as i64)
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn working(mut day: NaiveDate) -> NaiveDate {
    while is_weekend(day) {
        day = day + Days::new(1);
    }
    day
}

pub fn simulate(chance: &mut Chance) -> Simulated {
    let kind = match chance.below(4) {
        0 | 1 => FieldworkKind::StaffByEmail,
        2 => FieldworkKind::ChildrenBySlip,
        _ => FieldworkKind::ParentsByLink,
    };
    let issued = chance.between(12.0_f64.ln(), 5_000.0_f64.ln()).exp() as u64;
    let first =
        NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day") + Days::new(chance.below(300).into());
    let last = first + Days::new(DAYS - 1);
    let opens_at = local(first, if chance.happens(0.5) { 0.0 } else { 9.0 });
    let closes_at = local(last, 24.0);
    let mut waves = vec![opens_at];
    if kind == FieldworkKind::StaffByEmail {
        // One in five area leads leaves a reminder out; one in ten sends none.
        let none = chance.happens(0.1);
        for after in [7, 14, DAYS - 3] {
            let at = local(working(first + Days::new(after)), 10.0);
            if !none
                && !chance.happens(0.2)
                && at < closes_at
                && at - *waves.last().expect("one") > TimeDelta::days(1)
            {
                waves.push(at);
            }
        }
    }
    let mut world = World::of(kind, first, chance);
    let mut answered: Vec<DateTime<Utc>> = (0..issued)
        .filter_map(|_| world.person(&waves, chance))
        .filter(|at| *at >= opens_at && *at < closes_at)
        .collect();
    answered.sort_unstable();
    let fieldwork = Fieldwork {
        opens_at,
        closes_at,
        issued,
        waves,
        by_email: kind == FieldworkKind::StaffByEmail,
    };
    Simulated { kind, fieldwork, first, answered }
}

/// What is the same for everybody of one fieldwork.
struct World {
    kind: FieldworkKind,
    first: NaiveDate,
    /// The share of people who would never answer, whatever is sent.
    never: f64,
    /// How likely the others are to act on the first message; each has their own likelihood around
    /// it.
    inclined: f64,
    /// How much less a further message moves them.
    wears: f64,
    /// The median delay in hours, and the spread of its logarithm.
    delay: (f64, f64),
    /// How many days late an area starts, and which share of it.
    late: (f64, f64),
    /// Days on which teams or classes answer together, and the share of those left who do.
    meetings: Vec<(NaiveDate, f64)>,
    dead: Option<NaiveDate>,
    /// Over how many days slips are handed out, or posters are seen.
    trickle: f64,
}

impl World {
    fn of(kind: FieldworkKind, first: NaiveDate, chance: &mut Chance) -> Self {
        let email = kind == FieldworkKind::StaffByEmail;
        let late = if chance.happens(0.15) {
            (chance.between(1.0, 5.0), chance.between(0.3, 1.0))
        } else {
            (0.0, 0.0)
        };
        let often = match kind {
            FieldworkKind::StaffByEmail => chance.below(4).saturating_sub(1),
            FieldworkKind::ChildrenBySlip => chance.below(5),
            FieldworkKind::ParentsByLink => chance.below(2),
        };
        let meetings = (0..often)
            .map(|_| {
                (working(first + Days::new(chance.below(20).into())), chance.between(0.03, 0.2))
            })
            .collect();
        Self {
            kind,
            first,
            never: if email { chance.between(0.02, 0.45) } else { chance.between(0.2, 0.8) },
            inclined: if email { chance.between(0.25, 0.6) } else { chance.between(0.25, 0.8) },
            wears: chance.between(0.6, 1.0),
            delay: (chance.between(4.0, 40.0), chance.between(1.0, 1.9)),
            late,
            meetings,
            dead: chance.happens(0.08).then(|| first + Days::new(chance.below(20).into())),
            trickle: chance.between(3.0, 20.0),
        }
    }

    /// When one person answers, if ever.
    fn person(&mut self, waves: &[DateTime<Utc>], chance: &mut Chance) -> Option<DateTime<Utc>> {
        if chance.happens(self.never) {
            return None;
        }
        let own = (self.inclined * (0.6 * chance.normal()).exp()).min(0.97);
        let starts_late = chance.happens(self.late.1);
        let mut best: Option<DateTime<Utc>> = None;
        let mut likely = own;
        for wave in waves {
            let mut from = *wave;
            if self.kind != FieldworkKind::StaffByEmail {
                // A slip is handed over on some day; a poster is seen when somebody passes by.
                from += hours(24.0 * self.trickle * chance.fraction());
            }
            if starts_late && *wave == waves[0] {
                from += hours(24.0 * self.late.0);
            }
            if chance.happens(likely) {
                let (median, spread) = self.delay;
                let at = from + hours((median * (spread * chance.normal()).exp()).min(2_000.0));
                if let Some(at) = self.put_off(at, chance) {
                    best = Some(best.map_or(at, |other| other.min(at)));
                }
            }
            likely *= self.wears;
        }
        for (day, share) in &self.meetings {
            if chance.happens(*share) {
                let at = local(*day, chance.between(10.0, 16.0));
                best = Some(best.map_or(at, |other| other.min(at)));
            }
        }
        best
    }

    /// People do not answer in the night, mostly not at weekends if they are staff, and not by a
    /// dead link.
    fn put_off(&self, mut at: DateTime<Utc>, chance: &mut Chance) -> Option<DateTime<Utc>> {
        for _ in 0..4 {
            let there = calendar::local(at);
            let today = there.date_naive();
            let (from, to) =
                if self.kind == FieldworkKind::StaffByEmail { (8.0, 17.5) } else { (8.0, 22.0) };
            let off = self.kind == FieldworkKind::StaffByEmail
                && is_weekend(today)
                && !chance.happens(0.15);
            let hour = f64::from(there.num_seconds_from_midnight()) / 3_600.0;
            if off || hour > to {
                if chance.happens(0.1) {
                    return None;
                }
                at = local(today + Days::new(1), chance.between(from, to));
            } else if hour < from {
                at = local(today, chance.between(from, to));
            } else if self.dead == Some(today) {
                if chance.happens(0.6) {
                    return None;
                }
                at = local(today + Days::new(1), chance.between(from, to));
            } else {
                return (calendar::day(at) >= self.first).then_some(at);
            }
        }
        Some(at)
    }
}

fn hours(hours: f64) -> TimeDelta {
    TimeDelta::minutes((hours * 60.0) as i64)
}
