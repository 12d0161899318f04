use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use crate::store::{Digest, Id};

/// How many spent tickets are remembered at least.
const REMEMBERED: usize = 50_000;

/// The tickets that this process has lately seen spent, so that a form opened again can say so kindly without asking
/// the database. Whether a ticket is spent is decided by the database alone.
#[derive(Default)]
pub struct Spent(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashSet<(Id, Digest)>,
    old: HashSet<(Id, Digest)>,
}

impl Spent {
    pub fn remember(&self, collection: Id, ticket: Digest) {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if generations.young.len() >= REMEMBERED {
            generations.old = std::mem::take(&mut generations.young);
        }
        generations.young.insert((collection, ticket));
    }

    pub fn has(&self, collection: Id, ticket: Digest) -> bool {
        let spent = (collection, ticket);
        let generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        generations.young.contains(&spent) || generations.old.contains(&spent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_lately_spent_is_remembered_and_memory_stays_bounded() {
        let digest = |n: u32| {
            let mut bytes = [0; 32];
            bytes[..4].copy_from_slice(&n.to_le_bytes());
            Digest(bytes)
        };
        let (spent, here) = (Spent::default(), Id::random());
        (0..200_000).for_each(|n| spent.remember(here, digest(n)));
        assert!((150_000..200_000).all(|n| spent.has(here, digest(n))));
        assert!(!spent.has(here, digest(0)));
        assert!(!spent.has(Id::random(), digest(199_999)), "a ticket is spent in its own collection alone");
        let generations = spent.0.lock().expect("unpoisoned");
        assert!(generations.young.len() + generations.old.len() <= 2 * REMEMBERED);
    }
}
