//! What published reports found in surveys, and where Speir tells it.

use serde::{Deserialize, de::DeserializeOwned};

/// A finding of a report, or a part of one, and the figure that carries it.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// Its number in the list of findings: 0 the programme, 1 South Lanarkshire, 2 Midlothian.
    pub number: String,
    /// An area, or the programme.
    pub place: String,
    /// An audience or a group of audiences; several have a plus between them.
    pub asked: String,
    /// The id of a question, or of what a survey counts over several.
    pub question: String,
    /// `favourable`, another side, or an option, as in `option:champions-board`.
    pub counted: String,
    /// A question whose answers divide and a group of it, as in `kind-of-worker=social-worker`.
    pub part: String,
    /// What is done with the figures; empty if one is told as it is.
    pub measure: String,
    /// The terms, fractions or numbers that fit.
    pub expected: String,
    /// Where Speir tells it otherwise than the report, why.
    pub note: String,
}

/// A finding in the words of its report.
#[derive(Debug, Deserialize)]
pub struct Report {
    pub number: String,
    pub about: String,
    pub says: String,
}

pub const FAVOURABLE: &str = "favourable";
/// The place of figures of all areas together.
pub const EVERYWHERE: &str = "programme";

impl Finding {
    pub fn all() -> Vec<Self> {
        read(include_bytes!("findings.tsv"))
    }

    /// The audiences or groups, in their order.
    pub fn audiences(&self) -> impl Iterator<Item = &str> {
        self.asked.split('+')
    }

    /// The first of the expected words that is among those that are told.
    pub fn expects<'a>(&'a self, told: &[String]) -> Option<&'a str> {
        self.expected.split('|').find(|words| told.iter().any(|told| told == words))
    }
}

impl Report {
    pub fn all() -> Vec<Self> {
        read(include_bytes!("reports.tsv"))
    }
}

fn read<T: DeserializeOwned>(file: &[u8]) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(file);
    reader.deserialize().map(|line| line.unwrap()).collect()
}
