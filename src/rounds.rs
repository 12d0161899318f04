//! Metrics of the background threads: how often each has looked for work. A counter that stops
//! growing means that its thread has stopped.

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

/// A background thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Of {
    /// Sends messages to respondents.
    Messages,
    /// Sends notices to console users.
    Notices,
    /// Does the periodic work.
    Scheduler,
}

/// Registers the metrics.
pub fn register(registry: &mut Registry) {
    registry.register("speir_rounds", "How often a thread has looked for work", ROUNDS.clone());
}

/// Counts a finished round, whatever its outcome.
pub fn ended(of: Of) {
    ROUNDS.get_or_create(&Labels { of }).inc();
}
