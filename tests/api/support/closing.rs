//! Closing collections before their time.

use chrono::{Duration, Utc};

use super::{Place, Service};

impl Place {
    /// Lets every collection have closed three hours ago.
    pub fn close(&self) {
        self.close_where("TRUE");
    }

    /// The same for those that a condition of SQL holds for.
    pub fn close_where(&self, condition: &str) {
        let closed = (Utc::now() - Duration::hours(3)).format("%Y-%m-%d %H:%M:%S");
        self.sql(&format!("UPDATE collections SET closes_at = '{closed}' WHERE {condition}"));
    }

    /// Closes everything and makes results of it.
    pub fn release(&self) -> String {
        self.close();
        self.run(&["release"])
    }

    /// How often each option of a question was chosen, "" by everybody who answered.
    pub fn tally(&self, question: &str, option: &str) -> i64 {
        self.number(&format!(
            "SELECT COALESCE(SUM(count), 0) FROM tallies WHERE question = '{question}' AND option \
                = '{option}'"
        ))
    }

    /// How many rows a table has.
    pub fn count(&self, table: &str) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM {table}"))
    }
}

impl Service {
    /// Sends one response to an open link, which must be taken.
    pub fn answer(&self, link: &str, body: &str) {
        let sent = self.post(&self.open(link), body);
        assert_eq!(sent.status, 303, "{}", sent.text);
    }
}
