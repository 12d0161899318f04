use std::collections::{BTreeMap, BTreeSet};

use crate::{
    catalogue::{self, PublishError},
    programme::PublishedFigure,
    store::Connection,
};

/// The published surveys that a file can name, each with the ids of the questions of all its
/// versions.
#[derive(Clone, Debug, Default)]
pub struct Known(BTreeMap<String, BTreeSet<String>>);

impl Known {
    pub fn read(connection: &mut Connection) -> Result<Self, PublishError> {
        let mut known = BTreeMap::new();
        for (survey, versions) in catalogue::numbers(connection)? {
            let questions: &mut BTreeSet<String> =
                known.entry(survey.key().to_owned()).or_default();
            for version in versions {
                let edition = catalogue::edition(connection, survey, version)?;
                questions.extend(edition.english().items.iter().map(|item| item.id.clone()));
            }
        }
        Ok(Self(known))
    }

    /// Why a figure names something that does not exist.
    pub(super) fn why_not(&self, figure: &PublishedFigure) -> Option<String> {
        let survey = figure.survey.as_ref()?.as_str();
        let Some(questions) = self.0.get(survey) else {
            return Some(if self.0.is_empty() {
                format!(
                    "“{survey}” is not a published survey, because none is published. Publish it \
                        first, or leave the cell empty."
                )
            } else {
                format!(
                    "“{survey}” is not a published survey. Write one of: {}; or leave the cell \
                        empty.",
                    list(self.0.keys())
                )
            });
        };
        let question = figure.question_id.as_ref()?.as_str();
        (!questions.contains(question)).then(|| {
            format!(
                "The survey {survey} has no question “{question}”. Write one of: {}; or leave the \
                    cell empty.",
                list(questions.iter())
            )
        })
    }
}

fn list<'a>(all: impl Iterator<Item = &'a String>) -> String {
    all.map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::file::read_known;

    #[test]
    fn unknown_surveys_and_questions_are_told_with_their_line_and_what_exists() {
        let ids = ["safe", "valued"].map(str::to_owned).into();
        let known = Known([("staff".to_owned(), ids)].into());
        let header = "question,share,base,term,source,survey,question_id\n";
        let good = format!("{header}Q,62,,,R,staff,safe\nQ2,62,,,R,,\n");
        assert_eq!(read_known(good.as_bytes(), &known).map(|all| all.len()), Ok(2));
        let bad = format!("{header}Q,62,,,R,staf,\nQ2,62,,,R,staff,save\n");
        let told = read_known(bad.as_bytes(), &known).expect_err("unknown");
        let told: Vec<String> = told.iter().map(ToString::to_string).collect();
        assert!(
            told[0].starts_with("Line 2: “staf” is not a published survey. Write one of: staff;")
        );
        assert!(told[1].contains("Line 3: The survey staff has no question “save”."), "{told:?}");
        assert!(told[1].contains("Write one of: safe, valued;"), "{told:?}");
        let none = read_known(bad.as_bytes(), &Known::default()).expect_err("none is published");
        assert!(none[0].to_string().contains("none is published"), "{none:?}");
    }
}
