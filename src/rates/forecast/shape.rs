//! How returns are spread over fieldwork, in several guesses: most of what a wave brings comes at
//! once, each reminder brings less than the invitation, and some of it comes steadily, from
//! posters, slips and what people say to one another.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Fieldwork, clock::Rhythm, real::number};

/// After how many working days most of what a wave brings is there.
const SPEEDS: [f64; 4] = [0.8, 1.6, 3.2, 6.4];
/// What the first reminder brings beside the invitation, among those who are left.
const REMINDERS: [f64; 3] = [0.35, 0.65, 1.0];
/// What each further reminder brings beside the one before.
const WEARING: f64 = 0.85;
/// Over how many working days a wave reaches people, and the share that comes steadily from opening
/// to closing. Messages arrive at once; slips are handed over, and posters seen, in the course of
/// days.
const WORK: [(f64, f64); 3] = [(0.0, 0.02), (0.0, 0.15), (0.0, 0.45)];
const HOME: [(f64, f64); 5] = [(3.0, 0.05), (8.0, 0.05), (14.0, 0.05), (20.0, 0.05), (10.0, 0.5)];
/// A wave that reaches people in the course of days is reckoned as so many small ones.
const PARTS: usize = 4;

/// One guess.
#[derive(Clone, Copy, Debug)]
struct Shape {
    /// The place of its speed and reach in what [`Shapes::brought`] reckons once.
    kind: usize,
    reminders: f64,
    steady: f64,
}

/// The guesses for one fieldwork. Each says which share of the growth of the odds of having
/// answered is over by a time: nothing at opening, all of it at closing.
#[derive(Clone, Debug)]
pub struct Shapes {
    rhythm: Rhythm,
    opens: f64,
    closes: f64,
    /// The waves in working days, the invitation first.
    waves: Vec<f64>,
    /// The speeds, each with the days over which a wave reaches people.
    kinds: Vec<(f64, f64)>,
    guesses: Vec<Shape>,
    /// What all waves bring by closing, by guess, as far as it is not steady.
    totals: Vec<f64>,
}

impl Shapes {
    pub fn of(fieldwork: &Fieldwork) -> Self {
        let rhythm = if fieldwork.by_email { Rhythm::Work } else { Rhythm::Home };
        let (opens, closes) = (rhythm.at(fieldwork.opens_at), rhythm.at(fieldwork.closes_at));
        let within = |at: &DateTime<Utc>| *at < fieldwork.closes_at;
        let mut waves: Vec<f64> = fieldwork
            .waves
            .iter()
            .filter(|at| within(at))
            .map(|at| rhythm.at(*at).max(opens))
            .collect();
        waves.sort_by(f64::total_cmp);
        if waves.is_empty() {
            waves.push(opens);
        }
        let reaches = if fieldwork.by_email { WORK.as_slice() } else { &HOME };
        let reminders = if waves.len() > 1 { REMINDERS.as_slice() } else { &[1.0] };
        let mut shapes = Vec::new();
        let mut kinds: Vec<(f64, f64)> = Vec::new();
        for speed in SPEEDS {
            for (over, steady) in reaches {
                let kind =
                    kinds.iter().position(|kind| *kind == (speed, *over)).unwrap_or(kinds.len());
                if kind == kinds.len() {
                    kinds.push((speed, *over));
                }
                shapes.extend(reminders.iter().map(|reminders| Shape {
                    kind,
                    reminders: *reminders,
                    steady: *steady,
                }));
            }
        }
        let mut made =
            Self { rhythm, opens, closes, waves, kinds, guesses: shapes, totals: Vec::new() };
        made.totals = made.brought(made.closes);
        made
    }

    pub fn len(&self) -> usize {
        self.guesses.len()
    }

    /// The share that is over at the first instant of a day, by guess.
    pub fn by_midnight(&self, day: NaiveDate) -> Vec<f64> {
        self.by(self.rhythm.midnight(day))
    }

    /// The share that is over at an instant, by guess.
    pub fn by_instant(&self, at: DateTime<Utc>) -> Vec<f64> {
        self.by(self.rhythm.at(at))
    }

    /// How many working days have passed since opening.
    pub fn worked(&self, at: DateTime<Utc>) -> f64 {
        self.rhythm.at(at) - self.opens
    }

    fn by(&self, at: f64) -> Vec<f64> {
        if at >= self.closes {
            return vec![1.0; self.guesses.len()];
        }
        if at <= self.opens {
            return vec![0.0; self.guesses.len()];
        }
        let steadily = (at - self.opens) / (self.closes - self.opens);
        let brought = self.brought(at);
        let share = |((shape, brought), total): ((&Shape, f64), &f64)| {
            let waves = if *total > 0.0 { brought / total } else { steadily };
            shape.steady.mul_add(steadily - waves, waves).clamp(0.0, 1.0)
        };
        self.guesses.iter().zip(brought).zip(&self.totals).map(share).collect()
    }

    /// What the waves have brought by a time, by guess; the whole of an invitation is 1.
    fn brought(&self, at: f64) -> Vec<f64> {
        let by_kind: Vec<Vec<f64>> = self
            .kinds
            .iter()
            .map(|(speed, over)| {
                self.waves.iter().map(|wave| reached(at - wave, *speed, *over)).collect()
            })
            .collect();
        let weighed = |shape: &Shape| {
            let mut weight = 1.0;
            let mut sum = 0.0;
            for (number, flow) in by_kind.get(shape.kind).into_iter().flatten().enumerate() {
                match number {
                    0 => {}
                    1 => weight = shape.reminders,
                    _ => weight *= WEARING,
                }
                sum += weight * flow;
            }
            sum
        };
        self.guesses.iter().map(weighed).collect()
    }
}

/// The share of what a wave brings that has come after `age` working days, if it reaches people in
/// the course of some days.
fn reached(age: f64, speed: f64, over: f64) -> f64 {
    if over == 0.0 {
        return flow(age, speed);
    }
    let part = |part: usize| flow(age - over * (number(part) + 0.5) / number(PARTS), speed);
    (0..PARTS).map(part).sum::<f64>() / number(PARTS)
}

/// The share of those reached `age` working days ago who have answered, of those who will:
/// Weibull's distribution with an exponent of 3/4, by which the first hours bring most and the tail
/// is long.
fn flow(age: f64, speed: f64) -> f64 {
    if age <= 0.0 {
        return 0.0;
    }
    let root = (age / speed).sqrt();
    1.0 - (-root * root.sqrt()).exp()
}
