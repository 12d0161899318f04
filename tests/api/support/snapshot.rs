//! Snapshots of answers and messages, which tests compare with the files in `snapshots` beside
//! them.

use serde_json::Value;

/// Settings under which ids, days and times, which differ in every run, stand as their names.
pub fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.add_filter(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[id]");
    settings.add_filter(r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "[time]");
    settings.add_filter(r"\d{4}-\d\d-\d\d", "[day]");
    settings.add_filter(r"http://127\.0\.0\.1:\d+", "[base]");
    settings
}

/// An answer of the API, a field on each line. What depends on the hour is left out. So are all days
/// but the first and all messages but the first two, since holidays decide how many there are.
pub fn json_of(value: &Value) -> String {
    fn timeless(value: &Value) -> Value {
        match value {
            Value::Object(fields) => fields
                .iter()
                .map(|(name, value)| {
                    let value = match (name.as_str(), timeless(value)) {
                        ("pace_percent" | "forecast", _) => "[moves]".into(),
                        ("days", Value::Array(days)) => days.into_iter().take(1).collect(),
                        ("messages", Value::Array(all)) => all.into_iter().take(2).collect(),
                        (_, value) => value,
                    };
                    (name.clone(), value)
                })
                .collect(),
            Value::Array(values) => values.iter().map(timeless).collect(),
            other => other.clone(),
        }
    }
    serde_json::to_string_pretty(&timeless(value)).unwrap()
}

/// Compares a text with the snapshot of this name.
macro_rules! assert_text {
    ($name:expr, $text:expr) => {
        $crate::support::snapshot::settings().bind(|| insta::assert_snapshot!($name, $text))
    };
}

pub(crate) use assert_text;
