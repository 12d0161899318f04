use chrono::{DateTime, NaiveDate, Utc};

use super::{Fieldwork, LONGEST, SOMETHING_TO_GO_BY, pace_by, real::number, shape::Shapes};
use crate::language::calendar;

/// What the shapes expect of a fieldwork by a moment. It is the same for all collections with the
/// same dates and messages, however many people they have, and is reckoned once for them.
#[derive(Clone, Debug)]
pub struct Expected {
    pub(super) shapes: Shapes,
    /// Each day that has begun; none where there is nothing to go by.
    pub(super) days: Vec<Stretch>,
    /// The share that is over by now, by shape: by the last of the days, and by the moment itself.
    pub(super) over: Vec<f64>,
    by_now: Vec<f64>,
    /// Whether there is enough to go by.
    pub(super) known: bool,
    pub(super) fieldwork: Fieldwork,
    now: DateTime<Utc>,
}

/// What is expected of a day, or of today so far.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub on: NaiveDate,
    /// The share that falls on it, in the mean over the shapes.
    pub usual: f64,
    /// By shape: the share that falls on it, which is never quite nothing, and its logarithm.
    pub falls: Vec<(f64, f64)>,
}

impl Expected {
    /// However many people could answer.
    pub fn of(fieldwork: &Fieldwork, now: DateTime<Utc>) -> Self {
        let shapes = Shapes::of(fieldwork);
        let enough = now >= fieldwork.closes_at || shapes.worked(now) >= SOMETHING_TO_GO_BY;
        let known = enough
            && now >= fieldwork.opens_at
            && fieldwork.closes_at - fieldwork.opens_at <= LONGEST;
        let (days, over) = if known {
            days(fieldwork, &shapes, now)
        } else {
            (Vec::new(), vec![0.0; shapes.len()])
        };
        Self {
            by_now: shapes.by_instant(now),
            shapes,
            days,
            over,
            known,
            fieldwork: fieldwork.clone(),
            now,
        }
    }

    /// The rate, in percent, that a collection which will just reach its target would have by now.
    pub fn pace(&self, target_percent: f64) -> f64 {
        pace_by(&self.fieldwork, target_percent, self.now, || self.by_now.clone())
    }
}

/// Every day from opening until now or closing, and what is over by then.
fn days(fieldwork: &Fieldwork, shapes: &Shapes, now: DateTime<Utc>) -> (Vec<Stretch>, Vec<f64>) {
    let now_or_close = now.min(fieldwork.closes_at);
    let (first, today) = (calendar::day(fieldwork.opens_at), calendar::day(now_or_close));
    let mut before = vec![0.0; shapes.len()];
    let stretch = |on: NaiveDate| {
        let by = if on == today {
            shapes.by_instant(now_or_close)
        } else {
            shapes.by_midnight(on.succ_opt().unwrap_or(on))
        };
        let falls: Vec<f64> = by.iter().zip(&before).map(|(by, before)| by - before).collect();
        before = by;
        let usual = falls.iter().sum::<f64>() / number(falls.len());
        let falls =
            falls.iter().map(|share| share.max(1e-9)).map(|share| (share, share.ln())).collect();
        Stretch { on, usual, falls }
    };
    let days = first.iter_days().take_while(|on| *on <= today).map(stretch).collect();
    (days, before)
}
