//! The memory budget for incoming request bodies.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex, PoisonError},
};

use super::Client;

/// Bounds, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The limit for one network.
    pub network: u64,
    /// The total above which networks with more than `little` are refused.
    pub easy: u64,
    /// The limit for one network above that total.
    pub little: u64,
    /// The limit for all networks together.
    pub all: u64,
}

impl Bounds {
    /// One network can hold a class of 33 with a megabyte each, or three of the largest lists. If
    /// an attacker fills the memory from many networks, a school or an office can still send
    /// answers.
    pub const USUAL: Self =
        Self { network: 40 << 20, easy: 96 << 20, little: 2 << 20, all: 160 << 20 };
}

/// Counts the bytes held by bodies, in total and by network. It keeps only a hash of each network.
pub struct Budget {
    bounds: Bounds,
    hasher: RandomState,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    all: u64,
    of_network: HashMap<u64, u64>,
}

impl Budget {
    pub fn new(bounds: Bounds) -> Arc<Self> {
        Arc::new(Self { bounds, hasher: RandomState::new(), held: Mutex::default() })
    }

    /// A new, empty share for a body from `client`.
    pub fn share(self: &Arc<Self>, client: Client) -> Share {
        Share { budget: Arc::clone(self), network: self.hasher.hash_one(client), bytes: 0 }
    }

    fn take(&self, network: u64, bytes: u64) -> bool {
        let Bounds { network: most, easy, little, all } = self.bounds;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.of_network.get(&network).copied().unwrap_or(0).saturating_add(bytes);
        let whole = held.all.saturating_add(bytes);
        let fits = own <= most && whole <= all && (whole <= easy || own <= little);
        if fits {
            held.all = whole;
            held.of_network.insert(network, own);
        }
        fits
    }

    fn give_back(&self, network: u64, bytes: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.all = held.all.saturating_sub(bytes);
        if let Some(own) = held.of_network.get_mut(&network) {
            *own = own.saturating_sub(bytes);
            if *own == 0 {
                held.of_network.remove(&network);
            }
        }
    }
}

/// The bytes that one body holds. Dropping it releases them.
pub struct Share {
    budget: Arc<Budget>,
    network: u64,
    bytes: u64,
}

impl Share {
    /// Sets it to `bytes` in total, if that fits.
    pub fn grow_to(&mut self, bytes: u64) -> bool {
        let more = bytes.saturating_sub(self.bytes);
        let fits = more == 0 || self.budget.take(self.network, more);
        if fits {
            self.bytes = self.bytes.max(bytes);
        }
        fits
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if self.bytes > 0 {
            self.budget.give_back(self.network, self.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn network(number: u8) -> Client {
        Client::Network(Ipv4Addr::new(203, 0, 113, number).into())
    }

    #[test]
    fn one_network_takes_its_part_and_leaves_the_rest() {
        let budget = Budget::new(Bounds { network: 10, easy: 20, little: 2, all: 24 });
        let mut first = budget.share(network(1));
        assert!(first.grow_to(6) && first.grow_to(10) && !first.grow_to(11));
        let mut again = budget.share(network(1));
        assert!(!again.grow_to(1));
        let mut second = budget.share(network(2));
        assert!(second.grow_to(10));
        let mut third = budget.share(network(3));
        assert!(third.grow_to(2) && !third.grow_to(3), "little is left to everybody");
        let mut fourth = budget.share(network(4));
        assert!(fourth.grow_to(2) && !budget.share(network(5)).grow_to(1), "there is an end to it");
        drop(first);
        assert!(again.grow_to(1));
        drop((again, second, third, fourth));
        let held = budget.held.lock().expect("no panic");
        assert_eq!((held.all, held.of_network.len()), (0, 0));
    }

    #[test]
    fn a_class_that_sends_at_once_fits() {
        let budget = Budget::new(Bounds::USUAL);
        let mut class: Vec<_> = (0..33).map(|_| budget.share(network(1))).collect();
        assert!(class.iter_mut().all(|share| share.grow_to(1 << 20)));
    }
}
