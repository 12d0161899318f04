use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::store::{HashValue, Id};

/// How long Back does not show a form that was left.
const REMEMBERED_FOR: Duration = Duration::from_secs(10 * 60);
/// How many forms are remembered. When there are more, all are forgotten.
const MOST: usize = 20_000;

/// The forms that were left without a script's help, in memory only: one step back must not show
/// them again.
#[derive(Default)]
pub struct Left(Mutex<HashMap<(Id, HashValue), Instant>>);

impl Left {
    pub fn remember(&self, collection: Id, ticket: HashValue) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if left.len() >= MOST {
            left.retain(|_, at| at.elapsed() < REMEMBERED_FOR);
        }
        if left.len() >= MOST {
            left.clear();
        }
        left.insert((collection, ticket), Instant::now());
    }

    pub fn has(&self, collection: Id, ticket: HashValue) -> bool {
        self.since(collection, ticket).is_some()
    }

    /// When the form was left, if it was lately.
    pub fn since(&self, collection: Id, ticket: HashValue) -> Option<Instant> {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        left.get(&(collection, ticket)).copied().filter(|at| at.elapsed() < REMEMBERED_FOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_was_left_is_remembered_in_bounded_memory() {
        let (left, here, there) = (Left::default(), Id::random(), HashValue([1; 32]));
        left.remember(here, there);
        assert!(left.has(here, there) && !left.has(Id::random(), there));
        (0..50_000_u32).for_each(|n| {
            let mut ticket = [0; 32];
            ticket[..4].copy_from_slice(&n.to_le_bytes());
            left.remember(here, HashValue(ticket));
        });
        assert!(left.0.lock().expect("unpoisoned").len() <= MOST);
    }
}
