use chrono::NaiveDate;

use crate::{language::Language, survey::Instrument};

/// One published file.
#[derive(Clone, Debug)]
pub struct Published {
    pub survey: Instrument,
    pub version: u32,
    pub language: Language,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    pub published_on: NaiveDate,
}
