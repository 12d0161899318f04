use std::{cell::RefCell, sync::LazyLock};

use diesel::connection::InstrumentationEvent;
use prometheus_client::{metrics::counter::Counter, registry::Registry};

static STATEMENTS: LazyLock<Counter> = LazyLock::new(Counter::default);

/// Registers a counter of the statements that this process has sent to its database, so that the
/// cost of a page can be measured.
pub fn register(registry: &mut Registry) {
    registry.register(
        "speir_database_statements",
        "Statements sent to the database",
        STATEMENTS.clone(),
    );
}

thread_local! {
    /// The last failed statement on this thread.
    static FAILED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Counts a statement, and remembers it if it failed.
#[expect(clippy::needless_pass_by_value, reason = "connections hand their events over")]
pub(super) fn count(event: InstrumentationEvent<'_>) {
    match event {
        InstrumentationEvent::StartQuery { .. } => {
            STATEMENTS.inc();
        }
        InstrumentationEvent::FinishQuery { query, error: Some(_), .. } => {
            FAILED.set(outline(&query.to_string()));
        }
        _ => {}
    }
}

/// The last failed statement on this thread, once: its first word and its table, such as "INSERT on
/// tickets".
pub(super) fn take_failed() -> Option<String> {
    FAILED.take()
}

/// The first word of a statement and the first table that it names. Values are bound, so neither
/// can be one.
fn outline(statement: &str) -> Option<String> {
    const DOES: [&str; 9] =
        ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VACUUM", "CLUSTER", "CREATE", "ALTER"];
    let mut words = statement.split_whitespace().take_while(|word| *word != "--");
    let first = words.next()?.to_ascii_uppercase();
    let does = DOES.into_iter().find(|does| *does == first)?;
    let table = match does {
        "UPDATE" | "VACUUM" | "CLUSTER" => words.next(),
        _ => words
            .skip_while(|word| {
                !["FROM", "INTO", "TABLE"].contains(&word.to_ascii_uppercase().as_str())
            })
            .nth(1),
    };
    let table = table.map(|name| name.trim_matches(|c: char| !c.is_ascii_lowercase() && c != '_'));
    let named = table.filter(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    });
    Some(named.map_or_else(|| does.to_owned(), |name| format!("{does} on {name}")))
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn an_outline_names_the_table_and_no_value() {
        for (statement, told) in [
            (
                "INSERT INTO `tickets` (`digest`) VALUES (?) -- binds: [\"bob\"]",
                Some("INSERT on tickets"),
            ),
            ("SELECT \"users\".\"id\" FROM \"users\" WHERE x = $1", Some("SELECT on users")),
            ("UPDATE returns SET returned = 1", Some("UPDATE on returns")),
            ("SELECT 1 -- binds: [\"FROM bob\"]", Some("SELECT")),
            ("BEGIN", None),
        ] {
            assert_eq!(outline(statement).as_deref(), told);
        }
    }
}
