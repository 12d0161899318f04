//! One survey of a report, by inspection question.

use std::collections::{BTreeMap, HashMap};

use super::{question::Question, row::Row};
use crate::{
    export::{
        ExportError,
        figures::Section,
        word::{Block, Level},
    },
    survey::Framework,
};

/// The side of rows that count people over several questions.
const OVER_SEVERAL: &str = "any-of-several";

/// Where a question stands: under an inspection question, among the others, or after them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Under {
    Inspection(u8),
    Nothing,
    Several,
}

/// The heading of the section, and its questions under theirs.
pub fn blocks(section: Section) -> Result<Vec<Block>, ExportError> {
    let Section { name, framework, is_over_areas, table } = section;
    let rows = Row::all(table)?;
    let mut texts: HashMap<String, String> = HashMap::new();
    let mut groups: BTreeMap<Under, Vec<(String, Question)>> = BTreeMap::new();
    for row in rows {
        let id = row.get("question").to_owned();
        texts.entry(id.clone()).or_insert_with(|| row.get("question_text").to_owned());
        let questions = groups.entry(under(&row)).or_default();
        match questions.iter_mut().find(|(own, _)| *own == id) {
            Some((_, question)) => question.rows.push(row),
            None => questions.push((id, Question { rows: vec![row], is_over_areas })),
        }
    }
    let text = |id: &str| texts.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let mut blocks = vec![Block::heading(Level::One, name)];
    for (under, questions) in groups {
        blocks.push(Block::heading(Level::Two, title(under, framework)));
        blocks.extend(questions.iter().flat_map(|(_, question)| question.blocks(&text)));
    }
    Ok(blocks)
}

fn under(row: &Row) -> Under {
    if row.get("side") == OVER_SEVERAL {
        return Under::Several;
    }
    row.get("inspection_question").parse().map_or(Under::Nothing, Under::Inspection)
}

fn title(under: Under, framework: Framework) -> String {
    match under {
        Under::Inspection(number) => match framework.question(number) {
            Some(title) => format!("{number}. {title}"),
            None => format!("{number}, another inspection question"),
        },
        Under::Nothing => "Other questions".to_owned(),
        Under::Several => "Counted over several questions".to_owned(),
    }
}
