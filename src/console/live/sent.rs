use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::{Moving, encoding::Chunk};
use crate::rates::Rate;

/// How long unchanged figures may go without an update of their time.
const TOLD_EVERY: Duration = Duration::from_secs(10);

/// An event of a page: made once, sent to everybody.
#[derive(Debug)]
pub struct Sent {
    /// Counts the events of a page.
    pub number: u64,
    at: DateTime<Utc>,
    made: Instant,
    total: Rate,
    regions: Vec<(String, String)>,
    changed: Chunk,
    whole: OnceLock<Chunk>,
}

#[derive(Serialize)]
struct Event<'a> {
    at: String,
    returned: u64,
    issued: Option<u64>,
    regions: BTreeMap<&'a str, &'a str>,
}

impl Sent {
    /// What to send after `last`; `None` if it said the same a moment ago.
    pub fn after(last: Option<&Arc<Self>>, moving: Moving, at: DateTime<Utc>) -> Option<Self> {
        let Moving { total, regions } = moving;
        let regions: Vec<_> =
            regions.into_iter().map(|(key, inside)| (key, inside.into_string())).collect();
        let changed: Vec<_> = match last {
            Some(last) => {
                let before: BTreeMap<&str, &str> = last
                    .regions
                    .iter()
                    .map(|(key, inside)| (key.as_str(), inside.as_str()))
                    .collect();
                regions
                    .iter()
                    .filter(|(key, inside)| before.get(key.as_str()) != Some(&inside.as_str()))
                    .collect()
            }
            None => regions.iter().collect(),
        };
        let news = !changed.is_empty()
            || last.is_none_or(|last| last.total != total || last.made.elapsed() >= TOLD_EVERY);
        let changed = event(at, total, changed.into_iter());
        let number = last.map_or(1, |last| last.number + 1);
        news.then(|| Self {
            number,
            at,
            made: Instant::now(),
            total,
            regions,
            changed,
            whole: OnceLock::new(),
        })
    }

    /// What to send to a viewer whose last event was `seen`.
    pub fn for_one_who_saw(&self, seen: Option<u64>) -> &Chunk {
        if seen.is_some_and(|seen| seen + 1 == self.number) { &self.changed } else { self.whole() }
    }

    fn whole(&self) -> &Chunk {
        self.whole.get_or_init(|| event(self.at, self.total, self.regions.iter()))
    }
}

/// One event of the stream. JSON contains no line breaks, so it is one line.
fn event<'a>(
    at: DateTime<Utc>,
    total: Rate,
    regions: impl Iterator<Item = &'a (String, String)>,
) -> Chunk {
    let event = Event {
        at: at.to_rfc3339_opts(SecondsFormat::Millis, true),
        returned: total.returned.or_none(),
        issued: total.issued,
        regions: regions.map(|(key, inside)| (key.as_str(), inside.as_str())).collect(),
    };
    // Text and numbers are always JSON; otherwise, a comment keeps the connection.
    Chunk::new(
        serde_json::to_string(&event)
            .map_or_else(|_| ":\n\n".into(), |json| format!("data: {json}\n\n")),
    )
}

#[cfg(test)]
mod tests {
    use maud::PreEscaped;

    use super::*;

    fn moving(regions: &[(&str, &str)]) -> Moving {
        Moving {
            total: Rate::new(3, Some(10)),
            regions: regions
                .iter()
                .map(|(key, text)| ((*key).to_owned(), PreEscaped((*text).to_owned())))
                .collect(),
        }
    }

    #[test]
    fn only_what_changed_is_sent_and_whoever_missed_an_event_gets_all() {
        let at = "2026-11-26T09:14:05.123Z".parse().expect("a time");
        let first = Arc::new(
            Sent::after(None, moving(&[("a", "1"), ("b", "<b>\n2</b>")]), at).expect("an event"),
        );
        let whole = "data: {\"at\":\"2026-11-26T09:14:05.123Z\",\"returned\":3,\"issued\":10,\"regions\":{\"a\":\"1\",\"b\":\"<b>\\n2</b>\"}}\n\n";
        assert_eq!(first.for_one_who_saw(None).plain(), whole);
        assert!(
            Sent::after(Some(&first), moving(&[("a", "1"), ("b", "<b>\n2</b>")]), at).is_none()
        );
        let second = Sent::after(Some(&first), moving(&[("a", "4"), ("b", "<b>\n2</b>")]), at)
            .expect("an event");
        assert!(
            second.for_one_who_saw(Some(1)).plain().ends_with(b"\"regions\":{\"a\":\"4\"}}\n\n")
        );
        for missed in [None, Some(0), Some(7)] {
            assert_eq!(second.for_one_who_saw(missed).plain(), &whole.replace("\"1\"", "\"4\""));
        }
    }
}
