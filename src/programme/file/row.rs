//! One figure from the cells of its line.

use super::{
    columns::{Column, Columns},
    lines::{cells, shown},
};
use crate::{
    language::numbers::{digits, grouped},
    programme::{PrintedShare, PublishedFigure},
    results::wording::Term,
    survey::Key,
    text::{NotALine, fold::folded, is_line},
};

/// The longest question and source, in characters.
const LONGEST_QUESTION: usize = 500;
const LONGEST_SOURCE: usize = 200;
/// The largest base: more than the population of Scotland.
const LARGEST_BASE: u32 = 10_000_000;

/// What makes two figures the same: their survey and their question. Figures without a survey may
/// be about different people, so their source counts too.
pub type Identity = (Option<String>, String, String);

pub fn identity(figure: &PublishedFigure) -> Identity {
    let survey = figure.survey.as_ref().map(ToString::to_string);
    let question = figure
        .question_id
        .as_ref()
        .map_or_else(|| folded(&figure.question), |id| format!("id {id}"));
    let source = if survey.is_some() { String::new() } else { folded(&figure.source) };
    (survey, question, source)
}

/// Reads a line; `None` of one whose cells are all empty.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn read(columns: &Columns, line: &str) -> Result<Option<PublishedFigure>, Vec<String>> {
    let Some(mut row) = cells(line, columns.separator) else {
        return Err(vec![
            "A quotation mark is not closed on this line. Close or remove it, and keep each \
                figure on one line."
                .to_owned(),
        ]);
    };
    while row.len() > columns.count() && row.last().is_some_and(String::is_empty) {
        row.pop();
    }
    if row.iter().all(String::is_empty) {
        return Ok(None);
    }
    if row.len() != columns.count() {
        return Err(vec![format!(
            "It has {} cells, but the first line names {} columns. Put quotation marks around \
                text with a separator in it.",
            row.len(),
            columns.count()
        )]);
    }
    let mut reasons = Vec::new();
    let cell = |column| columns.cell(&row, column);
    let mut keep = |reason: String| reasons.push(reason);
    let question = line_of(cell(Column::Question), "question", LONGEST_QUESTION, &mut keep);
    let share = share(cell(Column::Share), &mut keep);
    let base = base(cell(Column::Base), &mut keep);
    let term = term(cell(Column::Term), &mut keep);
    let source = line_of(cell(Column::Source), "source", LONGEST_SOURCE, &mut keep);
    let survey = key(cell(Column::Survey), Column::Survey, &mut keep);
    let question_id = key(cell(Column::QuestionId), Column::QuestionId, &mut keep);
    if cell(Column::Share).is_empty() && cell(Column::Term).is_empty() {
        keep("It has neither a share nor a term. Write at least one of them.".to_owned());
    }
    if let Some(why) = share.zip(term).and_then(|(share, term)| contradiction(share, term)) {
        keep(why);
    }
    if !cell(Column::QuestionId).is_empty() && cell(Column::Survey).is_empty() {
        keep("It has a question_id but no survey. Write which survey has the question.".to_owned());
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    Ok(Some(PublishedFigure { question, share, base, term, source, survey, question_id }))
}

fn line_of(text: &str, what: &str, longest: usize, keep: &mut impl FnMut(String)) -> String {
    match is_line(text, longest) {
        Ok(()) => {}
        Err(NotALine::Empty) => keep(format!("It has no {what}. Write one.")),
        Err(NotALine::TooLong { length, longest }) => {
            keep(format!("The {what} has {length} characters. Shorten it to at most {longest}."));
        }
        Err(NotALine::NotPlain(code)) => keep(format!(
            "The {what} contains an invisible control character (U+{code:04X}). Remove it."
        )),
    }
    text.to_owned()
}

fn share(text: &str, keep: &mut impl FnMut(String)) -> Option<PrintedShare> {
    let share = text.parse().ok();
    if share.is_none() && !text.is_empty() {
        keep(format!(
            "“{}” is not a share. Write a percentage from 0 to 100 with at most one decimal, such \
                as 62 or 62.5, or leave it empty.",
            shown(text)
        ));
    }
    share
}

/// Why a share and a term cannot both be right. A report may take the term of the exact share, so a
/// share between two whole percentages fits the terms of both.
fn contradiction(share: PrintedShare, term: Term) -> Option<String> {
    let (low, high) = term.range();
    if [share.floor(), share.percent()].iter().any(|percent| (low..=high).contains(percent)) {
        return None;
    }
    Some(format!(
        "The share {share} is not “{term}”, which means {low}% to {high}%. Its term is “{}”. \
            Correct one of them.",
        Term::of_percent(share.percent())
    ))
}

fn base(text: &str, keep: &mut impl FnMut(String)) -> Option<u32> {
    let number = digits(text).and_then(|all| all.parse().ok());
    let base = number.filter(|base| (1..=LARGEST_BASE).contains(base));
    if base.is_none() && !text.is_empty() {
        keep(format!(
            "“{}” is not a base. Write how many people the figure rests on as a whole number from \
                1 to {}, or leave it empty.",
            shown(text),
            grouped(LARGEST_BASE.into())
        ));
    }
    base
}

fn term(text: &str, keep: &mut impl FnMut(String)) -> Option<Term> {
    let term = text.parse().ok();
    if term.is_none() && !text.is_empty() {
        let all = Term::ALL.map(Term::words).join(", ");
        keep(format!("“{}” is not a term. Write one of: {all}; or leave it empty.", shown(text)));
    }
    term
}

fn key(text: &str, column: Column, keep: &mut impl FnMut(String)) -> Option<Key> {
    let key = text.parse().ok();
    if key.is_none() && !text.is_empty() {
        keep(format!(
            "“{}” is not a {}. It has up to 40 small letters, digits and hyphens, as in the \
                survey’s file.",
            shown(text),
            column.name()
        ));
    }
    key
}
