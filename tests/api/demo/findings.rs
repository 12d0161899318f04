//! What published reports found in surveys is what the demo's figures say. `findings.tsv` has what
//! each finding expects, [`super::exported`] what the demo tells of it.

use serde::Deserialize;
use serde_json::Value;
use speir::results::wording::{Fraction, Proportion, Term};

use super::{
    exported::{Exported, Told},
    fieldwork::start,
};
use crate::support::Place;

const PROGRAMME: &str = "Joint inspections 2018-20";
/// By how many points an improvement or a difference that reports name is larger, at least.
const CLEARLY: f64 = 10.0;

/// One line of the table.
#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    /// Its number in the list of findings: 0 the programme, 1 South Lanarkshire, 2 Midlothian.
    pub number: String,
    /// An area, or the programme.
    pub place: String,
    pub about: String,
    /// With a plus between them.
    pub surveys: String,
    pub question: String,
    /// The options that count, or all favourable ones.
    pub answers: String,
    pub measure: String,
    /// The terms or fractions that fit, or a number of responses.
    pub expected: String,
}

impl Finding {
    pub fn is_favourable(&self) -> bool {
        self.answers == "favourable"
    }

    /// Whether a share is told in one of the expected terms or fractions.
    fn fits(&self, count: u64, base: u64) -> bool {
        let share = Proportion::new(count, base).expect("a share");
        let said = [Term::of(share).words().to_owned(), Fraction::of(share).to_string()];
        self.expected.split('|').any(|words| said.iter().any(|said| said == words))
    }

    fn is_told(&self, told: &Told) -> bool {
        match told {
            Told::Number { count, base } => self.fits(*count, *base),
            Told::Word(word) => self.expected.split('|').any(|words| words == word),
            Told::Nothing => false,
        }
    }
}

fn table() -> Vec<Finding> {
    let file = include_bytes!("findings.tsv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(file.as_slice());
    reader.deserialize().map(|line| line.unwrap()).collect()
}

#[test]
fn the_demo_shows_what_published_reports_found() {
    let place = Place::new();
    let (_running, _) = start(&place, &["demo", "--still"]);
    let (figures, collections) = (Exported::of(&place, PROGRAMME), place.collections());
    let findings = table();
    let others: Vec<String> =
        findings.iter().filter_map(|one| wrong(one, &figures, &collections)).collect();
    assert!(others.is_empty(), "{} are told otherwise:\n{}", others.len(), others.join("\n"));
}

#[test]
fn every_finding_is_in_the_table() {
    let findings = table();
    for (report, last) in [57, 30, 28].into_iter().enumerate() {
        for number in 1..=last {
            let id = format!("{report}.{number}");
            assert!(findings.iter().any(|one| one.number == id), "{id}");
        }
    }
}

/// What the demo tells, if that is not what the finding says.
fn wrong(finding: &Finding, figures: &Exported, collections: &[Value]) -> Option<String> {
    let told = figures.told(finding);
    let is_right = match finding.measure.as_str() {
        // The largest part of what is told together is told alone: unions have no column.
        "share" | "largest part" => finding.is_told(&told),
        "each part" => finding.answers.split('|').all(|option| {
            let part = Finding { answers: option.to_owned(), ..finding.clone() };
            part.is_told(&figures.told(&part))
        }),
        "second above first" => {
            let (first, second) = finding.surveys.split_once('+').expect("two surveys");
            let of = |survey| percent(&figures.told_of(finding, &finding.place, survey));
            of(second).zip(of(first)).is_some_and(|(second, first)| second > first + CLEARLY)
        }
        "above 2012-17" => {
            let before = before(&finding.question);
            percent(&told).is_some_and(|percent| percent > before + CLEARLY)
        }
        "responses" => returned(finding, collections).to_string() == finding.expected,
        measure => return over_areas(finding, figures, measure),
    };
    (!is_right).then(|| format!("{}: {finding:?}: {told:?}", finding.about))
}

/// The average or an end of the range over the areas of the programme.
fn over_areas(finding: &Finding, figures: &Exported, measure: &str) -> Option<String> {
    let of = |area: &String| percent(&figures.told_of(finding, area, &finding.surveys));
    let mut areas: Vec<f64> = figures.areas().iter().filter_map(of).collect();
    areas.sort_by(f64::total_cmp);
    let wanted = match measure {
        "average" => areas.iter().sum::<f64>() / f64::from(u32::try_from(areas.len()).unwrap()),
        "lowest" => areas[0],
        "highest" => areas[areas.len() - 1],
        other => panic!("{other} is no measure"),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
    let is_right = areas.len() == 8 && finding.fits((wanted * 100.0).round() as u64, 10_000);
    (!is_right).then(|| format!("{}: {finding:?}: {wanted} of {areas:?}", finding.about))
}

#[expect(clippy::cast_precision_loss, reason = "some thousand people")]
fn percent(told: &Told) -> Option<f64> {
    match told {
        Told::Number { count, base } => Some(100.0 * *count as f64 / *base as f64),
        Told::Word(_) | Told::Nothing => None,
    }
}

/// The made-up percentage of the programme of 2012 to 2017.
fn before(question: &str) -> f64 {
    let file = include_bytes!("../../../src/demo/published.csv");
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let records: Vec<_> = reader.records().map(|record| record.unwrap()).collect();
    let record = records.iter().find(|record| &record[6] == question).expect("a figure");
    record[1].parse().expect("a percentage")
}

fn returned(finding: &Finding, collections: &[Value]) -> u64 {
    let is_ours = |one: &&Value| {
        one["inspection"] == PROGRAMME
            && one["area_name"] == finding.place
            && finding.surveys.split('+').any(|survey| one["survey"] == survey)
    };
    collections.iter().filter(is_ours).map(|one| one["returned"].as_u64().unwrap()).sum()
}
