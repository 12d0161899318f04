use super::{question::Question, row::Row};
use crate::export::{Cell, Column, Table, word::Block};

const COLUMNS: [&str; 12] = [
    "area",
    "area_name",
    "stratum_name",
    "split",
    "question_text",
    "option",
    "option_text",
    "count",
    "base",
    "percent",
    "sentence",
    "hidden_why",
];

fn question(rows: Vec<[&'static str; 12]>) -> Question {
    let table = Table {
        name: "figures",
        about: String::new(),
        columns: COLUMNS.iter().map(|name| Column::new(*name, "")).collect(),
        rows: Box::new(move |take| rows.iter().try_for_each(|row| take(&row.map(Cell::Text)))),
    };
    Question { rows: Row::all(table).expect("rows"), is_over_areas: true }
}

const WHOLE: [&str; 12] = ["", "All", "", "", "Safe?", "", "", "", "40", "", "Most felt safe.", ""];
const YES: [&str; 12] = ["", "All", "", "", "Safe?", "yes", "Yes", "32", "40", "80", "", ""];
const UNSURE: [&str; 12] = ["", "All", "", "", "Safe?", "unsure", "Not sure", "3", "", "", "", ""];
const FIFE: [&str; 12] =
    ["S12000047", "Fife", "", "", "Safe?", "", "", "", "", "", "", "fewer than 10 answers"];

fn tables(blocks: &[Block]) -> Vec<Vec<Vec<String>>> {
    let table = |block: &Block| match block {
        Block::Table(grid) => Some(grid.rows.clone()),
        _ => None,
    };
    blocks.iter().filter_map(table).collect()
}

#[test]
fn answers_and_areas_each_have_a_table_and_what_is_hidden_has_its_reason() {
    let blocks = question(vec![WHOLE, YES, UNSURE, FIFE]).blocks(&str::to_owned);
    let tables = tables(&blocks);
    assert_eq!(tables[0], [["Yes", "80%", "32"], ["Not sure", "–", "3"]]);
    assert_eq!(tables[1], [["Fife", "–", "–", "–", "fewer than 10 answers"]]);
    assert!(blocks.contains(&Block::paragraph("Most felt safe.")), "{blocks:?}");
}

#[test]
fn a_hidden_question_has_a_reason_and_no_table_of_answers() {
    let hidden =
        ["", "All", "", "", "Safe?", "", "", "", "", "", "", "withheld: fewer than 10 answers"];
    let option = ["", "All", "", "", "Safe?", "yes", "Yes", "", "", "", "", "withheld"];
    let blocks = question(vec![hidden, option]).blocks(&str::to_owned);
    assert!(tables(&blocks).is_empty(), "{blocks:?}");
    let reason = Block::paragraph("No number is shown: fewer than 10 answers.");
    assert!(blocks.contains(&reason), "{blocks:?}");
}
