//! Answers that were written down question by question, as columns and cells.

use super::{Cell, Column};
use crate::{
    records::Written,
    survey::{QuestionKind, Survey},
};

/// A column for each question.
pub fn columns(survey: &Survey) -> impl Iterator<Item = Column> {
    survey.items.iter().map(|item| {
        let values = item.options.iter().map(|one| (one.id.clone(), one.text.clone())).collect();
        Column::new(format!("answer_{}", item.id), item.text.clone()).with_values(values)
    })
}

/// For each question the ids of options, a number or a text; empty without an answer.
pub fn values(survey: &Survey, written: &Written) -> Vec<String> {
    survey.items.iter().map(|item| written.values(&item.id).join(" ")).collect()
}

/// The cells of [`columns`], of these values.
pub fn cells<'a>(survey: &'a Survey, values: &'a [String]) -> impl Iterator<Item = Cell<'a>> {
    survey.items.iter().zip(values).map(|(item, value)| match value.parse::<i64>() {
        _ if value.is_empty() => Cell::Empty,
        Ok(number) if matches!(item.kind, QuestionKind::Number { .. }) => Cell::Number(number),
        _ => Cell::Text(value),
    })
}
