//! The values that a form was filled from, and what was typed.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    console::shell::form::Typed,
    fieldwork::change::Refused,
    language::calendar::{self, instant},
};

/// The values that a form is filled from, for its hidden field.
pub fn filled_from(setup: &impl Serialize) -> String {
    serde_json::to_string(setup).unwrap_or_default()
}

/// The values that a form was filled from. Unreadable ones are refused like outdated ones.
pub fn read_from<T: DeserializeOwned>(typed: &Typed) -> Result<T, Refused> {
    serde_json::from_str(typed.one("from")).map_err(|_| Refused::Stale(Vec::new()))
}

/// A field's value for this moment, in Scottish time.
pub fn shown(instant: DateTime<Utc>) -> String {
    calendar::field(instant)
}

/// The typed moment, if it differs from `before`: fields show no seconds, so an unchanged one is
/// kept exactly.
pub fn moment(text: &str, before: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if text == shown(before) {
        return Some(before);
    }
    fresh_moment(text)
}

/// The moment that was typed.
pub fn fresh_moment(text: &str) -> Option<DateTime<Utc>> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .map(instant)
}

/// The form after others changed values: what the user typed; `now` for fields that they left as
/// `before` or did not send. Otherwise sending the form again would undo the change.
pub fn kept(typed: &Typed, before: &Typed, now: &Typed, fields: &[&'static str]) -> Typed {
    let value = |field| {
        let untouched = before.is_there(field) && typed.one(field) == before.one(field);
        if untouched || !typed.is_there(field) { now.exactly(field) } else { typed.exactly(field) }
    };
    fields.iter().map(|field| (*field, value(field).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_was_left_alone_keeps_its_seconds_and_one_that_was_typed_is_of_scotland() {
        let before: DateTime<Utc> = "2026-07-01T16:00:42.5Z".parse().expect("a time");
        assert_eq!(shown(before), "2026-07-01T17:00");
        assert_eq!(moment("2026-07-01T17:00", before), Some(before));
        assert_eq!(moment("2026-07-01T17:01", before), "2026-07-01T16:01:00Z".parse().ok());
        assert_eq!(moment("tomorrow", before), None);
        assert_eq!(fresh_moment("2026-12-01T17:00"), "2026-12-01T17:00:00Z".parse().ok());
    }

    #[test]
    fn what_somebody_typed_is_kept_and_what_they_left_alone_is_as_it_is_now() {
        let form = |target: &str, closes: &str| {
            Typed::of([("target", target.to_owned()), ("closes", closes.to_owned())])
        };
        let kept = kept(
            &form("70", "monday"),
            &form("80", "monday"),
            &form("80", "friday"),
            &["target", "closes"],
        );
        assert_eq!((kept.one("target"), kept.one("closes")), ("70", "friday"));
        let nothing = super::kept(
            &Typed::default(),
            &Typed::default(),
            &form("80", "friday"),
            &["target", "closes"],
        );
        assert_eq!((nothing.one("target"), nothing.one("closes")), ("80", "friday"));
    }

    #[test]
    fn filled_values_survive_a_round_trip() {
        let before: DateTime<Utc> = "2026-07-01T16:00:42.123456Z".parse().expect("a time");
        let typed = Typed::of([("from", filled_from(&before))]);
        assert_eq!(read_from::<DateTime<Utc>>(&typed).expect("read"), before);
        assert!(matches!(read_from::<DateTime<Utc>>(&Typed::default()), Err(Refused::Stale(_))));
    }
}
