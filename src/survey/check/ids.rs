//! Names and sizes: ids are well formed and unique, and nothing is too large to be shown.

use super::{Refusals, option_sets, questions, repeated, texts};
use crate::survey::{Audience, file::SurveyFile};

/// The most questions a survey may show, statements counted singly.
const MOST_QUESTIONS: usize = 100;
/// The most options a set may have: the answer to a question of kind `choices` is kept in 32 bits.
const MOST_OPTIONS: usize = 32;
/// The longest text of one place, in characters.
const LONGEST_TEXT: usize = 1_000;

pub fn check(file: &SurveyFile, refusals: &mut Refusals) {
    let statement_ids = |q: &crate::survey::file::QuestionEntry| {
        q.statements.iter().map(|s| s.id.clone()).collect::<Vec<_>>()
    };
    let items: Vec<String> = questions(file)
        .flat_map(|(_, q)| std::iter::once(q.id.clone()).chain(statement_ids(q)))
        .collect();
    let pages: Vec<&str> = file.pages.iter().map(|page| page.id.as_str()).collect();

    let options = option_sets(file).flat_map(|(_, set)| set.iter().map(|o| o.id.as_str()));
    let scales = file.scales.keys().map(String::as_str);
    for id in
        items.iter().map(String::as_str).chain(pages.iter().copied()).chain(options).chain(scales)
    {
        if !well_formed(id) {
            refusals.refuse(
                format!("id `{id}`"),
                "an id has lower-case letters, digits and dashes, starts with a letter and is at \
                    most 40 characters long",
                "Rename it",
            );
        }
    }
    for id in repeated(items.iter().map(String::as_str)) {
        refusals.refuse(
            format!("question `{id}`"),
            "this id appears more than once",
            "Give each question a different id",
        );
    }
    for id in repeated(pages.iter().copied()) {
        refusals.refuse(
            format!("page `{id}`"),
            "this id appears more than once",
            "Give each page a different id",
        );
    }
    for (place, set) in option_sets(file) {
        for id in repeated(set.iter().map(|o| o.id.as_str())) {
            refusals.refuse(
                format!("{place}, option `{id}`"),
                "this id appears more than once",
                "Give each option a different id",
            );
        }
        for text in repeated(set.iter().map(|o| o.text.as_str())) {
            refusals.refuse(
                place.clone(),
                format!("two options have the text “{text}”"),
                "Give each option a different text",
            );
        }
        if set.len() > MOST_OPTIONS {
            refusals.refuse(
                place,
                format!("{} options", set.len()),
                format!("Offer at most {MOST_OPTIONS}"),
            );
        }
    }
    if items.is_empty() {
        refusals.refuse("pages", "the survey has no question", "Add a page with a question");
    }
    if items.len() > MOST_QUESTIONS {
        refusals.refuse(
            "pages",
            format!("{} questions", items.len()),
            format!("Ask at most {MOST_QUESTIONS}"),
        );
    }
    if Audience::all().iter().all(|one| *one != file.audience()) {
        refusals.refuse(
            "audience",
            format!("there is no audience `{}`", file.audience()),
            "Name one of audiences.toml, or add it there",
        );
    }
    if file.version == 0 {
        refusals.refuse("version", "versions start at 1", "Write 1 or more");
    }
    for (place, text) in texts(file) {
        if text.trim().is_empty() {
            refusals.refuse(place, "no text", "Write the text that the respondent reads here");
        } else if text.chars().count() > LONGEST_TEXT {
            refusals.refuse(
                place,
                "the text is too long",
                format!("Use at most {LONGEST_TEXT} characters"),
            );
        }
    }
}

pub(super) fn well_formed(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
