//! Times as people say them, seen from now.

use chrono::{DateTime, Utc};

use super::{day, local, time};

/// "today at 09:02", "on Tuesday at 09:02", "on 3 November at 09:02".
pub fn ago(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let on = match (day(now) - day(instant)).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=6 => local(instant).format("on %A").to_string(),
        _ => local(instant).format("on %-d %B").to_string(),
    };
    format!("{on} at {}", time(instant))
}

/// "today at 17:00", "tomorrow", "on Tuesday", "on Tuesday 17 November" if it is a week away.
pub fn ahead(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (day(instant) - day(now)).num_days() {
        0 => format!("today at {}", time(instant)),
        1 => "tomorrow".to_owned(),
        2..=6 => local(instant).format("on %A").to_string(),
        _ => local(instant).format("on %A %-d %B").to_string(),
    }
}

/// As [`ahead`], with the time: "tomorrow at 17:00".
pub fn ahead_at(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let on = ahead(instant, now);
    if day(instant) == day(now) { on } else { format!("{on} at {}", time(instant)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_near_to_now_are_named_as_people_name_them() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let now = at("2026-11-26T09:00:00Z");
        for (then, words) in [
            ("2026-11-26T00:30:00Z", "today at 00:30"),
            ("2026-11-25T23:59:00Z", "yesterday at 23:59"),
            ("2026-11-24T09:02:00Z", "on Tuesday at 09:02"),
            ("2026-11-19T09:02:00Z", "on 19 November at 09:02"),
        ] {
            assert_eq!(ago(at(then), now), words);
        }
        for (then, words) in [
            ("2026-11-26T17:00:00Z", "today at 17:00"),
            ("2026-11-27T00:00:00Z", "tomorrow"),
            ("2026-12-01T09:00:00Z", "on Tuesday"),
            ("2026-12-03T09:00:00Z", "on Thursday 3 December"),
        ] {
            assert_eq!(ahead(at(then), now), words);
        }
        assert_eq!(ahead_at(at("2026-11-26T17:00:00Z"), now), "today at 17:00");
        assert_eq!(ahead_at(at("2026-11-27T17:00:00Z"), now), "tomorrow at 17:00");
    }
}
