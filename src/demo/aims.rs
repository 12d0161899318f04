//! The shares that the demo's answers follow: what published reports found, as `shares.csv` has it.

use std::sync::LazyLock;

use serde::Deserialize;

use super::answers::spread;
use crate::{
    inspection::Area,
    survey::{Answers, Survey},
};

/// One line of `shares.csv`: so many of those who answer a question give an answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Aim {
    /// The area; empty for all that have no lines of their own for the question.
    area: String,
    survey: String,
    pub question: String,
    /// Another question and some of its answers, as in `kind-of-worker=social-worker|other`: the
    /// line is about the people who gave one of them. Empty for everybody without such a line.
    among: String,
    /// The id of an option, or one of [`FAVOURABLE`] and [`UNFAVOURABLE`].
    pub answer: String,
    percent: f64,
}

/// All favourable options together, and all unfavourable ones.
pub const FAVOURABLE: &str = "favourable";
pub const UNFAVOURABLE: &str = "unfavourable";

/// How far an area may lie from a share that is said of all areas, in points.
const AROUND: f64 = 2.5;

static LINES: LazyLock<Vec<Aim>> = LazyLock::new(|| {
    let mut file = csv::Reader::from_reader(include_bytes!("shares.csv").as_slice());
    // A test reads every line.
    file.deserialize().filter_map(Result::ok).collect()
});

/// What one survey is to reach in one area.
#[derive(Default)]
pub struct Aims {
    area: Option<Area>,
    lines: Vec<&'static Aim>,
}

impl Aims {
    /// Those of an area of the programme of 2018 to 2020.
    pub fn of_programme(survey: &str, area: Area) -> Self {
        let ours: Vec<&Aim> = LINES.iter().filter(|line| line.survey == survey).collect();
        let has_own = |one: &Aim| {
            ours.iter().any(|line| line.area == area.name() && line.question == one.question)
        };
        let applies =
            |line: &&Aim| line.area == area.name() || (line.area.is_empty() && !has_own(line));
        Self { area: Some(area), lines: ours.iter().copied().filter(applies).collect() }
    }

    /// The lines about a question.
    pub fn about(&self, question: &str) -> Vec<&'static Aim> {
        self.lines.iter().copied().filter(|line| line.question == question).collect()
    }

    /// The share that a line asks for. Areas differ a little where the line is not about one.
    pub fn share(&self, line: &Aim) -> f64 {
        let around = match self.area {
            Some(area) if line.area.is_empty() && line.answer == FAVOURABLE => {
                spread(&format!("{}{}", area.code(), line.question), AROUND)
            }
            _ => 0.0,
        };
        (line.percent + around) / 100.0
    }
}

/// Those of the lines about a question that are about somebody who gave these answers.
pub fn among(lines: &[&'static Aim], survey: &Survey, answers: &Answers) -> Vec<&'static Aim> {
    let first = lines.iter().find(|line| !line.among.is_empty() && line.is_among(survey, answers));
    let among = first.map_or("", |line| line.among.as_str());
    lines.iter().copied().filter(|line| line.among == among).collect()
}

impl Aim {
    fn is_among(&self, survey: &Survey, answers: &Answers) -> bool {
        let Some((question, options)) = self.among.split_once('=') else { return false };
        let Some((place, item)) = survey.item(question) else { return false };
        options
            .split('|')
            .any(|id| item.option(id).is_some_and(|option| answers.has(place, option)))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::surveys, *};

    #[test]
    fn every_share_is_of_an_answer_that_can_be_given() {
        let mut file = csv::Reader::from_reader(include_bytes!("shares.csv").as_slice());
        for line in file.deserialize::<Aim>() {
            let line = line.expect("a sound line");
            let survey = surveys::newest_edition(&line.survey).expect("a survey");
            let item = |id: &str| survey.item(id).unwrap_or_else(|| panic!("{line:?}")).1.clone();
            let asked = item(&line.question);
            assert!(line.area.is_empty() || line.area.parse::<Area>().is_ok(), "{line:?}");
            assert!((0.0..=100.0).contains(&line.percent), "{line:?}");
            let is_side = [FAVOURABLE, UNFAVOURABLE].contains(&line.answer.as_str());
            assert!(is_side || asked.option(&line.answer).is_some(), "{line:?}");
            if let Some((question, options)) = line.among.split_once('=') {
                let question = item(question);
                assert!(options.split('|').all(|id| question.option(id).is_some()), "{line:?}");
            }
        }
    }
}
