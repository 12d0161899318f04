//! How often the threads that work by themselves have looked for work, as numbers for the people
//! who run the service: one that stands still has stopped.

use std::sync::LazyLock;

use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue},
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};

static ROUNDS: LazyLock<Family<Labels, Counter>> = LazyLock::new(Family::default);

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    of: Of,
}

/// A thread that looks for work again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Of {
    /// It sends messages to people who are asked.
    Messages,
    /// It sends notices to users of the console.
    Notices,
    /// It does what is due from time to time.
    Scheduler,
}

/// Makes the numbers known to `registry`.
pub fn register(registry: &mut Registry) {
    registry.register("speir_rounds", "How often a thread has looked for work", ROUNDS.clone());
}

/// Counts a round that has ended, whatever came of it.
pub fn ended(of: Of) {
    ROUNDS.get_or_create(&Labels { of }).inc();
}
