use std::sync::LazyLock;

use diesel::connection::InstrumentationEvent;
use prometheus_client::{metrics::counter::Counter, registry::Registry};

static STATEMENTS: LazyLock<Counter> = LazyLock::new(Counter::default);

/// Makes the number of statements that this process has sent to its database known to `registry`: what a page costs there
/// can be seen from outside.
pub fn register(registry: &mut Registry) {
    registry.register("speir_database_statements", "Statements sent to the database", STATEMENTS.clone());
}

/// Counts a statement, whatever it says.
#[expect(clippy::needless_pass_by_value, reason = "connections hand their events over")]
pub(super) fn count(event: InstrumentationEvent<'_>) {
    if matches!(event, InstrumentationEvent::StartQuery { .. }) {
        STATEMENTS.inc();
    }
}
