use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
};

use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

use crate::store::Id;

/// Metrics of submissions by outcome. No label identifies anybody. They count only what is sent to
/// collections whose count moves with each response: a metric that moves for one of few people would
/// tell that they have just answered.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// The collections whose count moves with each response.
    counted: Arc<RwLock<HashSet<Id>>>,
    submissions: Family<Labels, Counter>,
    /// Submissions waiting for the writer.
    pub waiting: Gauge,
    /// Submissions per commit.
    pub batch: Histogram,
    /// How long one commit took, in seconds.
    pub commit_seconds: Histogram,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum Outcome {
    Stored,
    Repeated,
    Refused,
    Busy,
}

impl Metrics {
    /// Registers the metrics with `registry`.
    pub fn register(registry: &mut Registry) -> Self {
        let metrics = Self {
            counted: Arc::default(),
            submissions: Family::default(),
            waiting: Gauge::default(),
            batch: Histogram::new(exponential_buckets(1.0, 2.0, 11)),
            commit_seconds: Histogram::new(exponential_buckets(0.0005, 2.0, 14)),
        };
        registry.register(
            "speir_submissions",
            "Submissions by outcome, to collections of many people",
            metrics.submissions.clone(),
        );
        registry.register(
            "speir_submissions_waiting",
            "Submissions that wait for the writer, to collections of many people",
            metrics.waiting.clone(),
        );
        registry.register(
            "speir_commit_submissions",
            "Submissions per commit, to collections of many people",
            metrics.batch.clone(),
        );
        registry.register(
            "speir_commit_seconds",
            "Duration of a commit, with submissions to collections of many people",
            metrics.commit_seconds.clone(),
        );
        metrics
    }

    /// Sets which collections are counted from now on.
    pub fn count_only(&self, collections: HashSet<Id>) {
        *self.counted.write().unwrap_or_else(PoisonError::into_inner) = collections;
    }

    pub(super) fn counts(&self, collection: Id) -> bool {
        self.counted.read().unwrap_or_else(PoisonError::into_inner).contains(&collection)
    }

    fn count(&self, collection: Id, outcome: Outcome) {
        if self.counts(collection) {
            self.submissions.get_or_create(&Labels { outcome }).inc();
        }
    }

    pub fn stored(&self, collection: Id) {
        self.count(collection, Outcome::Stored);
    }

    /// The ticket was already used.
    pub fn repeated(&self, collection: Id) {
        self.count(collection, Outcome::Repeated);
    }

    /// The body was refused.
    pub fn refused(&self, collection: Id) {
        self.count(collection, Outcome::Refused);
    }

    /// The queue was full, the store away, or the network too busy.
    pub fn busy(&self, collection: Id) {
        self.count(collection, Outcome::Busy);
    }
}
