//! Figures of the demo's programme, as the exported file has them.

use std::collections::HashMap;

use serde::Deserialize;

use super::findings::Finding;
use crate::support::Place;

/// What is told of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Number {
        count: u64,
        base: u64,
    },
    /// Too few people for a number.
    Word(String),
    Nothing,
}

/// One row of the file: a question of one survey in one area, or one of its options.
#[derive(Deserialize)]
struct Row {
    area: String,
    area_name: String,
    survey: String,
    split: String,
    stratum: String,
    question: String,
    option: String,
    count: Option<u64>,
    base: Option<u64>,
    favourable: Option<u64>,
    quantity_term: String,
    hidden_why: String,
}

/// The figures of the programme by area, survey, question and option.
pub struct Exported(HashMap<[String; 4], Row>);

/// The area of the figures of all areas together.
const EVERYWHERE: &str = "programme";

impl Exported {
    pub fn of(place: &Place, programme: &str) -> Self {
        let file = place.run(&["export", "--inspection", programme, "--what", "figures"]);
        // The last line has the digest.
        let rows = file.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>();
        let rows = rows.join("\n");
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        let mut figures = HashMap::new();
        for row in reader.deserialize::<Row>() {
            let row = row.unwrap();
            if row.split.is_empty() && row.stratum.is_empty() {
                let area = if row.area.is_empty() { EVERYWHERE } else { &row.area_name };
                let key = [area, &row.survey, &row.question, &row.option].map(str::to_owned);
                figures.insert(key, row);
            }
        }
        Self(figures)
    }

    /// The people who gave one of the answers of a finding, in all of its surveys together.
    pub fn told(&self, finding: &Finding) -> Told {
        self.told_of(finding, &finding.place, &finding.surveys)
    }

    /// The same in one place, by the surveys that are named with a plus between them.
    pub fn told_of(&self, finding: &Finding, place: &str, surveys: &str) -> Told {
        let mut sum = (0, 0);
        for survey in surveys.split('+') {
            let Some(whole) = self.row(place, survey, &finding.question, "") else {
                return Told::Nothing;
            };
            let Some(base) = whole.base else {
                let is_word = whole.hidden_why == "word" && finding.is_favourable();
                let is_told = is_word && survey == surveys;
                let word = || Told::Word(whole.quantity_term.clone());
                return is_told.then(word).unwrap_or(Told::Nothing);
            };
            let option = |id| self.row(place, survey, &finding.question, id)?.count;
            let count = if finding.is_favourable() {
                whole.favourable
            } else {
                finding.answers.split('|').map(option).sum()
            };
            sum.0 += count.unwrap_or_else(|| panic!("{finding:?}"));
            sum.1 += base;
        }
        Told::Number { count: sum.0, base: sum.1 }
    }

    /// The areas that have figures.
    pub fn areas(&self) -> Vec<String> {
        let mut areas: Vec<_> = self.0.keys().map(|[area, ..]| area.clone()).collect();
        areas.sort_unstable();
        areas.dedup();
        areas.retain(|area| area != EVERYWHERE);
        areas
    }

    fn row(&self, place: &str, survey: &str, question: &str, option: &str) -> Option<&Row> {
        self.0.get(&[place, survey, question, option].map(str::to_owned))
    }
}
