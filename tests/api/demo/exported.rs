//! The exported figures and rates of the demo's programme.

use serde::{Deserialize, de::DeserializeOwned};
use speir::results::wording::{Proportion, Term};

use super::finding::{EVERYWHERE, FAVOURABLE, Finding};
use crate::support::Place;

/// One row of the figures: a question, one of its options or a side, of one group of people.
#[derive(Debug, Deserialize)]
pub struct Row {
    area: String,
    area_name: String,
    audience: String,
    split: String,
    stratum: String,
    pub stratum_name: String,
    question: String,
    pub question_text: String,
    option: String,
    side: String,
    count: Option<u64>,
    base: Option<u64>,
    pub average_percent: Option<f64>,
    favourable: Option<u64>,
    pub quantity_term: String,
    pub sentence: String,
}

/// One row of the rates: a collection.
#[derive(Debug, Deserialize)]
pub struct Rate {
    pub area_name: String,
    pub survey: String,
    pub returned: u64,
    pub issued: Option<u64>,
    pub percent: Option<u64>,
}

pub struct Exported {
    figures: Vec<Row>,
    pub rates: Vec<Rate>,
}

impl Exported {
    pub fn of(place: &Place, programme: &str) -> Self {
        let file = |what| place.run(&["export", "--inspection", programme, "--what", what]);
        Self { figures: read(&file("figures")), rates: read(&file("rates")) }
    }

    /// The row that carries a finding about one audience or group.
    pub fn row(&self, finding: &Finding, audience: &str) -> Option<&Row> {
        self.figures.iter().find(|row| row.carries(finding, audience))
    }
}

impl Row {
    fn carries(&self, finding: &Finding, audience: &str) -> bool {
        let place = if self.area.is_empty() { EVERYWHERE } else { &self.area_name };
        let (split, part) = finding.part.split_once('=').unwrap_or_default();
        let option = finding.counted.strip_prefix("option:");
        let side =
            if option.is_some() || finding.counted == FAVOURABLE { "" } else { &finding.counted };
        place == finding.place
            && self.audience == audience
            && self.question == finding.question
            && (self.split.as_str(), self.stratum.as_str()) == (split, part)
            && self.option == option.unwrap_or_default()
            && self.side == side
    }

    /// The share that it shows, if it shows a number.
    pub fn share(&self) -> Option<Proportion> {
        let is_whole = self.option.is_empty() && self.side.is_empty();
        let count = if is_whole { self.favourable } else { self.count };
        let share = Proportion::new(count?, self.base?)?;
        let told = if self.stratum_name.is_empty() {
            share.to_string()
        } else {
            format!("({}%)", share.percent())
        };
        assert!(self.sentence.is_empty() || self.sentence.contains(&told), "{self:?}");
        assert!(
            self.quantity_term.is_empty() || self.quantity_term == Term::of(share).words(),
            "{self:?}"
        );
        Some(share)
    }
}

fn read<T: DeserializeOwned>(file: &str) -> Vec<T> {
    // The last line has the digest.
    let lines = file.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    let mut reader = csv::Reader::from_reader(lines.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}
