//! The figures for people: one row is one question in one area, or in all areas together.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Cell, Column, Table, report::Row};
use crate::survey::Instrument;

/// Lays out the rows of a table of figures that are about everybody, by survey and inspection
/// question. It says nothing that the table does not say.
pub fn overview(figures: Table<'static>) -> Table<'static> {
    Table {
        name: "results",
        about: "One row is one question in one area, or in all areas together; the sheet Figures \
                has its options, sides and groups too."
            .to_owned(),
        columns: columns(),
        rows: Box::new(move |take| {
            for row in in_order(Row::all(figures)?) {
                let question = inspection_question(&row);
                take(&[
                    text(&question),
                    text(row.get("question_text")),
                    text(row.get("area_name")),
                    text(&who(&row)),
                    number(&row, ["favourable_percent", "percent"]),
                    number(&row, ["base", "base"]),
                    text(row.get("quantity_term")),
                    text(row.get("sentence")),
                    text(row.get("hidden_why")),
                    text(row.get("inspection")),
                    day(&row, "opened"),
                    day(&row, "closed"),
                    day(&row, "released"),
                ])?;
            }
            Ok(())
        }),
    }
}

fn columns() -> Vec<Column> {
    [
        ("Inspection question", "The inspection question that it informs."),
        ("Question", "The question as it was asked, in English."),
        ("Area", "The area, or all areas shown."),
        ("Who", "Whose answers these are."),
        ("Per cent", "The favourable answers, as a percentage of the answers."),
        ("n", "How many gave an answer on the scale."),
        ("In words", "The fixed wording of inspection reports for that percentage."),
        ("Sentence", "A sentence for a report."),
        ("Why hidden", "Why there is no number; empty if there is one."),
        ("Inspection", "The title of the inspection; empty for several together."),
        ("Opened", "The day on which it opened, of several areas the first."),
        ("Closed", "The day on which it closed, of several areas the last."),
        ("Released", "The day on which its results were released, of several areas the last."),
    ]
    .map(|(name, explanation)| Column::new(name, explanation))
    .into()
}

/// The rows about everybody: by survey, inspection question, question; all areas before each area.
fn in_order(rows: Vec<Row>) -> Vec<Row> {
    let mut surveys: HashMap<String, usize> = HashMap::new();
    let mut questions: HashMap<String, usize> = HashMap::new();
    let mut keyed = Vec::new();
    for row in rows {
        let is_union = row.get("side") == "any-of-several";
        if row.has("option") || row.has("stratum_name") || row.has("side") && !is_union {
            continue;
        }
        let next = surveys.len();
        let survey =
            *surveys.entry(row.get("audience").to_owned() + row.get("survey")).or_insert(next);
        let next = questions.len();
        let question = *questions.entry(row.get("question").to_owned()).or_insert(next);
        let informs = row.get("inspection_question").parse().unwrap_or(u8::MAX);
        keyed.push(((survey, is_union, informs, question, row.has("area")), row));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, row)| row).collect()
}

fn inspection_question(row: &Row) -> String {
    let number = row.get("inspection_question");
    let survey = row.get("survey").parse::<Instrument>().ok();
    let title = survey.and_then(|one| one.framework().question(number.parse().ok()?));
    title.map_or_else(|| number.to_owned(), |title| format!("{number}. {title}"))
}

fn who(row: &Row) -> String {
    let survey = row.get("survey").parse::<Instrument>();
    survey.map_or_else(|_| row.get("audience").to_owned(), |one| one.name().to_owned())
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// The number in the first of these columns that has one.
fn number(row: &Row, columns: [&str; 2]) -> Cell<'static> {
    let found = columns.into_iter().find_map(|column| row.get(column).parse().ok());
    found.map_or(Cell::Empty, Cell::Number)
}

fn day(row: &Row, column: &str) -> Cell<'static> {
    Cell::day(row.get(column).parse::<NaiveDate>().ok())
}
