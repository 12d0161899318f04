//! What one might do instead of a model.

use super::{
    chance::Chance,
    simulated::{DAYS, FieldworkKind, Simulated, simulate},
};

/// The usual course of a fieldwork of each kind: which share of the final rate is there on each
/// evening.
pub struct LastYear([Vec<f64>; 3]);

impl LastYear {
    /// From fieldworks that are not among those tried.
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::of(seed);
        let mut sums = [0, 1, 2].map(|_| vec![0.0; DAYS as usize]);
        let mut counted = [0.0; 3];
        for _ in 0..600 {
            let one = simulate(&mut chance);
            if one.ends() > 0.0 {
                counted[place(one.kind)] += 1.0;
                for (number, sum) in (1..).zip(&mut sums[place(one.kind)]) {
                    *sum += one.returned(one.evening(number)) as f64
                        / one.fieldwork.issued as f64
                        / one.ends();
                }
            }
        }
        for (sums, counted) in sums.iter_mut().zip(counted) {
            for sum in sums {
                *sum /= counted;
            }
        }
        Self(sums)
    }

    pub fn says(&self, one: &Simulated, number: u64) -> f64 {
        (so_far(one, number) / self.0[place(one.kind)][number as usize - 1].max(1e-3)).min(1.0)
    }
}

const fn place(kind: FieldworkKind) -> usize {
    match kind {
        FieldworkKind::StaffByEmail => 0,
        FieldworkKind::ChildrenBySlip => 1,
        FieldworkKind::ParentsByLink => 2,
    }
}

/// What has come so far is all that comes.
pub fn so_far(one: &Simulated, number: u64) -> f64 {
    one.returned(one.evening(number)) as f64 / one.fieldwork.issued as f64
}

/// As much comes on each day to come as on those that passed.
pub fn straight_line(one: &Simulated, number: u64) -> f64 {
    let whole = (one.fieldwork.closes_at - one.fieldwork.opens_at).num_minutes() as f64;
    let over = (one.evening(number) - one.fieldwork.opens_at).num_minutes() as f64;
    (so_far(one, number) * whole / over).min(1.0)
}
