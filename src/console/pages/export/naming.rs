//! The names of files, and what is answered in place of one that cannot be made.

use chrono::Utc;

use crate::{console::shell::ConsoleError, export::ExportError, language::calendar};

/// How much of a title a file name has, in characters.
const LONGEST_TITLE: usize = 60;

/// The name of a file of the inspection or programme with this title, with the day on which it is made:
/// "fife-joint-inspection-2020-02-14-figures.csv". Other letters than those of English are left out.
pub fn named(title: &str, file: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let plain: String = title.chars().map(plain).take(LONGEST_TITLE).collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let day = calendar::day(Utc::now()).to_string();
    words.extend([day.as_str(), file]);
    words.join("-")
}

/// The header that names a file to be saved.
pub fn file_name(name: &str) -> String {
    format!("attachment; filename=\"speir-{name}\"")
}

/// What a failed export is answered with.
pub fn unfinished(error: ExportError) -> ConsoleError {
    match error {
        ExportError::Store(error) => error.into(),
        ExportError::Survey(error) => error.into(),
        error => {
            tracing::error!(%error, "an export could not be started");
            ConsoleError::Unfinished
        }
    }
}
