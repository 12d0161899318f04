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

/// Metrics of submissions by outcome. No label identifies anybody.
#[derive(Clone, Debug)]
pub struct Metrics {
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
            submissions: Family::default(),
            waiting: Gauge::default(),
            batch: Histogram::new(exponential_buckets(1.0, 2.0, 11)),
            commit_seconds: Histogram::new(exponential_buckets(0.0005, 2.0, 14)),
        };
        registry.register(
            "speir_submissions",
            "Submissions by outcome",
            metrics.submissions.clone(),
        );
        registry.register(
            "speir_submissions_waiting",
            "Submissions waiting for the writer",
            metrics.waiting.clone(),
        );
        registry.register(
            "speir_commit_submissions",
            "Submissions per commit",
            metrics.batch.clone(),
        );
        registry.register(
            "speir_commit_seconds",
            "Duration of a commit",
            metrics.commit_seconds.clone(),
        );
        metrics
    }

    fn count(&self, outcome: Outcome) {
        self.submissions.get_or_create(&Labels { outcome }).inc();
    }

    pub fn stored(&self) {
        self.count(Outcome::Stored);
    }

    /// The ticket was already used.
    pub fn repeated(&self) {
        self.count(Outcome::Repeated);
    }

    /// The body was refused.
    pub fn refused(&self) {
        self.count(Outcome::Refused);
    }

    /// The queue was full, the store away, or the network too busy.
    pub fn busy(&self) {
        self.count(Outcome::Busy);
    }
}
