//! The programmes of the demo: that of 2018 to 2020, and made-up figures of the one before.

use super::{error::FillError, plan::LEAD};
use crate::{
    programme::{self, NewProgramme, PublishedFigure, file},
    store::Connection,
    survey::Framework,
};

/// The programme of the joint inspections of 2018 to 2020.
pub const IN_2018: &str = "Joint inspections 2018-20";
/// The one before it, whose figures are made up.
const EARLIER: &str = "Joint inspections 2012-17";

/// Adds the earlier programme with its figures.
pub fn add_earlier(connection: &mut Connection) -> Result<(), FillError> {
    let earlier = NewProgramme::new(EARLIER, Framework::first()).into_programme(Some(LEAD));
    programme::create(connection, &earlier, &[], LEAD)?;
    programme::import(connection, &earlier, &figures()?, LEAD)?;
    Ok(())
}

fn figures() -> Result<Vec<PublishedFigure>, FillError> {
    file::read(include_bytes!("published.csv")).map_err(|_| FillError::Figures)
}

#[cfg(test)]
mod tests {
    use super::{super::surveys, *};

    #[test]
    fn the_demo_asks_the_questions_of_the_made_up_figures() {
        for figure in figures().expect("the file is sound") {
            let Some((survey, question)) = figure.survey.zip(figure.question_id) else { continue };
            let survey = surveys::newest_edition(survey.as_str()).expect("a survey");
            assert!(survey.item(question.as_str()).is_some(), "{question:?}");
        }
    }

    #[test]
    fn every_made_up_figure_says_so() {
        let figures = figures().expect("the file is sound");
        assert!(figures.len() > 10);
        assert!(figures.iter().all(|one| one.source.starts_with("Made up for this demo")));
    }
}
