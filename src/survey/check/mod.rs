//! Checks whether a survey version can be published. Every refusal names the file, the place and
//! the remedy.

mod advice;
mod compatibility;
mod cuts;
mod ids;
mod kinds;
mod privacy;
mod reading;
mod records;
mod routes;
mod translations;

use std::{collections::BTreeMap, fmt};

use super::{
    Edition,
    file::{OptionEntry, PageEntry, QuestionEntry, SurveyFile},
};
use crate::language::Language;

/// One reason to refuse a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the file inside the version's folder.
    pub file: String,
    /// Where in the file.
    pub place: String,
    pub problem: String,
    pub remedy: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}. {}.", self.file, self.place, self.problem, self.remedy)
    }
}

/// The refusals found so far in one file.
struct Refusals {
    file: String,
    found: Vec<Refusal>,
}

impl Refusals {
    fn of(language: Language) -> Self {
        Self { file: super::load::file_name(language), found: Vec::new() }
    }

    fn refuse(
        &mut self,
        place: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.found.push(Refusal {
            file: self.file.clone(),
            place: place.into(),
            problem: problem.into(),
            remedy: remedy.into(),
        });
    }
}

/// Every reason to refuse `edition`; if there is none, it may be published. `previous` is the
/// version before it.
pub fn check(edition: &Edition, previous: Option<&Edition>) -> Vec<Refusal> {
    let mut refusals = Refusals::of(Language::En);
    ids::check(&edition.file, &mut refusals);
    kinds::check(&edition.file, &mut refusals);
    routes::check(edition, &mut refusals);
    reading::check(&edition.file, &mut refusals);
    privacy::check(&edition.file, &mut refusals);
    records::check(&edition.file, &mut refusals);
    cuts::check(&edition.file, &mut refusals);
    if let Some(previous) = previous {
        compatibility::check(edition, previous, &mut refusals);
    }
    let mut found = refusals.found;
    for language in Language::ALL.into_iter().filter(|l| *l != Language::En) {
        let mut refusals = Refusals::of(language);
        translations::check(edition, language, &mut refusals);
        found.append(&mut refusals.found);
    }
    found
}

/// Suggestions for a version that may be published.
pub fn advise(edition: &Edition) -> Vec<Refusal> {
    let mut advice = Refusals::of(Language::En);
    advice::check(&edition.file, &mut advice);
    records::advise(&edition.file, &mut advice);
    cuts::advise(&edition.file, &mut advice);
    advice.found
}

/// The questions of a definition with their pages.
fn questions(file: &SurveyFile) -> impl Iterator<Item = (&PageEntry, &QuestionEntry)> {
    file.pages.iter().flat_map(|page| page.questions.iter().map(move |question| (page, question)))
}

/// Every set of options of a definition, with the words that name its place.
fn option_sets(file: &SurveyFile) -> impl Iterator<Item = (String, &[OptionEntry])> {
    let scales = file
        .scales
        .iter()
        .map(|(name, scale)| (format!("scale `{name}`"), scale.options.as_slice()));
    let own = questions(file)
        .filter(|(_, question)| !question.options.is_empty())
        .map(|(_, question)| (format!("question `{}`", question.id), question.options.as_slice()));
    scales.chain(own)
}

/// Every text that a respondent reads, with the words that name its place.
fn texts(file: &SurveyFile) -> Vec<(String, &str)> {
    let mut texts = vec![("title".to_owned(), file.title.as_str())];
    texts.extend(file.name.iter().map(|name| ("name".to_owned(), name.as_str())));
    for (number, paragraph) in file.introduction.iter().enumerate() {
        texts.push((format!("introduction, paragraph {}", number + 1), paragraph));
    }
    for page in &file.pages {
        texts.push((format!("page `{}`", page.id), &page.title));
    }
    for (_, question) in questions(file) {
        texts.push((format!("question `{}`", question.id), &question.text));
        if let Some(hint) = &question.hint {
            texts.push((format!("question `{}`, hint", question.id), hint));
        }
        for statement in &question.statements {
            texts.push((format!("statement `{}`", statement.id), &statement.text));
        }
    }
    for (place, options) in option_sets(file) {
        texts.extend(
            options
                .iter()
                .map(|option| (format!("{place}, option `{}`", option.id), option.text.as_str())),
        );
    }
    texts
}

/// The ids that are repeated in `ids`.
fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeMap::<&str, usize>::new();
    for id in ids {
        *seen.entry(id).or_default() += 1;
    }
    seen.into_iter().filter(|(_, times)| *times > 1).map(|(id, _)| id).collect()
}
