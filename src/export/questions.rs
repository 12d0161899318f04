use std::{collections::BTreeMap, sync::Arc};

use super::{Cell, Column, Table, coarsening::is_about_person};
use crate::survey::{Item, QuestionKind, Survey};

/// The questions of every survey version that was asked, in their order.
pub fn questions<'a>(asked: impl Iterator<Item = &'a Arc<Survey>>) -> Table<'static> {
    let surveys: BTreeMap<_, Arc<Survey>> =
        asked.map(|one| ((one.instrument, one.version), Arc::clone(one))).collect();
    Table {
        name: "questions",
        about: "One row is one question of a survey version that was asked.".to_owned(),
        columns: vec![
            Column::new("audience", "Who was asked."),
            Column::new("survey", "Which survey was asked."),
            Column::new("survey_version", "The version of the survey."),
            Column::new("question", "The question’s id, the same in all versions."),
            Column::new("text", "The question as it was asked, in English."),
            Column::new("hint", "The hint below it."),
            Column::new("kind", "The kind of answer.").with_values(
                ["one", "any", "number", "text"]
                    .map(|kind| (kind.to_owned(), explanation(kind).to_owned()))
                    .into(),
            ),
            Column::new("options", "The ids of its options, with their texts."),
            Column::new("favourable", "The ids of the options that count as favourable."),
            Column::new(
                "outside",
                "The ids of the options outside the scale, which are not part of the base.",
            ),
            Column::new("alone", "The ids of the options that cannot be combined with another."),
            Column::new(
                "about_person",
                "Whether it asks about the person rather than their opinion: yes or no.",
            ),
            Column::new(
                "inspection_question",
                "The inspection question that it informs, by its number in the framework.",
            ),
            Column::new("quality_indicators", "The quality indicators that it informs."),
        ],
        rows: Box::new(move |take| {
            for ((instrument, version), survey) in &surveys {
                for item in &survey.items {
                    let list = Lists::of(item);
                    take(&[
                        Cell::Text(instrument.audience().key()),
                        Cell::Text(instrument.key()),
                        Cell::Number((*version).into()),
                        Cell::Text(&item.id),
                        Cell::Text(&item.text),
                        item.hint.as_deref().map_or(Cell::Empty, Cell::Text),
                        Cell::Text(kind(item.kind)),
                        text(&list.options),
                        text(&list.favourable),
                        text(&list.outside),
                        text(&list.alone),
                        Cell::Text(if is_about_person(item) { "yes" } else { "no" }),
                        item.inspection_question
                            .map_or(Cell::Empty, |number| Cell::Number(number.into())),
                        text(&item.quality_indicators.join("; ")),
                    ])?;
                }
            }
            Ok(())
        }),
    }
}

struct Lists {
    options: String,
    favourable: String,
    outside: String,
    alone: String,
}

impl Lists {
    fn of(item: &Item) -> Self {
        let ids = |which: fn(&crate::survey::Opt) -> bool| {
            let ids: Vec<_> =
                item.options.iter().filter(|o| which(o)).map(|option| option.id.as_str()).collect();
            ids.join("; ")
        };
        let options: Vec<_> =
            item.options.iter().map(|option| format!("{}: {}", option.id, option.text)).collect();
        Self {
            options: options.join("; "),
            favourable: ids(|o| o.favourable),
            outside: ids(|o| o.outside),
            alone: ids(|o| o.alone),
        }
    }
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

const fn kind(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::One => "one",
        QuestionKind::Many => "any",
        QuestionKind::Number { .. } => "number",
        QuestionKind::Text { .. } => "text",
    }
}

fn explanation(kind: &str) -> &'static str {
    match kind {
        "one" => "One of the options.",
        "any" => "Any number of the options.",
        "number" => "A whole number.",
        _ => "Free text, which is never exported.",
    }
}
