//! How returns are spread over fieldwork, in several guesses: most of what a wave brings comes at once, each reminder
//! brings less than the invitation, and some of it comes steadily, from posters, slips and what people say to one another.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Fieldwork, clock::Rhythm};

/// After how many working days most of what a wave brings is there.
const SPEEDS: [f64; 4] = [0.8, 1.6, 3.2, 7.0];
/// How the flow after a wave thins out: below one, the first hours bring most and the tail is long.
const THINNING: f64 = 0.75;
/// What the first reminder brings beside the invitation, among those who are left.
const REMINDERS: [f64; 3] = [0.35, 0.65, 1.0];
/// What each further reminder brings beside the one before.
const WEARING: f64 = 0.85;
/// The share that comes steadily.
const STEADY_WORK: [f64; 3] = [0.05, 0.25, 0.6];
const STEADY_HOME: [f64; 3] = [0.2, 0.55, 0.9];

/// One guess.
#[derive(Clone, Copy, Debug)]
struct Shape {
    speed: usize,
    reminders: f64,
    steady: f64,
}

/// The guesses for one fieldwork. Each says which share of everything that will be asked of people is over by a time:
/// nothing at opening, all of it at closing.
#[derive(Clone, Debug)]
pub struct Shapes {
    rhythm: Rhythm,
    opens: f64,
    closes: f64,
    /// The waves in working days, the invitation first.
    waves: Vec<f64>,
    shapes: Vec<Shape>,
    /// What all waves bring by closing, by guess, as far as it is not steady.
    totals: Vec<f64>,
}

impl Shapes {
    pub fn of(fieldwork: &Fieldwork) -> Self {
        let rhythm = if fieldwork.by_email { Rhythm::Work } else { Rhythm::Home };
        let (opens, closes) = (rhythm.at(fieldwork.opens_at), rhythm.at(fieldwork.closes_at));
        let within = |at: &DateTime<Utc>| *at < fieldwork.closes_at;
        let mut waves: Vec<f64> =
            fieldwork.waves.iter().filter(|at| within(at)).map(|at| rhythm.at(*at).max(opens)).collect();
        waves.sort_by(f64::total_cmp);
        if waves.is_empty() {
            waves.push(opens);
        }
        let steady = if fieldwork.by_email { STEADY_WORK } else { STEADY_HOME };
        let reminders = if waves.len() > 1 { REMINDERS.as_slice() } else { &[1.0] };
        let mut shapes = Vec::with_capacity(SPEEDS.len() * reminders.len() * steady.len());
        for speed in 0..SPEEDS.len() {
            for reminders in reminders {
                shapes.extend(steady.map(|steady| Shape { speed, reminders: *reminders, steady }));
            }
        }
        let mut made = Self { rhythm, opens, closes, waves, shapes, totals: Vec::new() };
        made.totals = made.brought(made.closes);
        made
    }

    pub fn len(&self) -> usize {
        self.shapes.len()
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
            return vec![1.0; self.shapes.len()];
        }
        if at <= self.opens {
            return vec![0.0; self.shapes.len()];
        }
        let steadily = (at - self.opens) / (self.closes - self.opens);
        let brought = self.brought(at);
        let share = |((shape, brought), total): ((&Shape, f64), &f64)| {
            let waves = if *total > 0.0 { brought / total } else { steadily };
            shape.steady.mul_add(steadily - waves, waves).clamp(0.0, 1.0)
        };
        self.shapes.iter().zip(brought).zip(&self.totals).map(share).collect()
    }

    /// What the waves have brought by a time, by guess; the whole of an invitation is 1.
    fn brought(&self, at: f64) -> Vec<f64> {
        let by_speed: Vec<Vec<f64>> =
            SPEEDS.iter().map(|speed| self.waves.iter().map(|wave| flow(at - wave, *speed)).collect()).collect();
        let weighed = |shape: &Shape| {
            let mut weight = 1.0;
            let mut sum = 0.0;
            for (number, flow) in by_speed.get(shape.speed).into_iter().flatten().enumerate() {
                match number {
                    0 => {}
                    1 => weight = shape.reminders,
                    _ => weight *= WEARING,
                }
                sum += weight * flow;
            }
            sum
        };
        self.shapes.iter().map(weighed).collect()
    }
}

/// The share of what a wave brings that has come after `age` working days.
fn flow(age: f64, speed: f64) -> f64 {
    if age <= 0.0 { 0.0 } else { 1.0 - (-(age / speed).powf(THINNING)).exp() }
}
