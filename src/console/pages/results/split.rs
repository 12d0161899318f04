use maud::{Markup, html};

use super::answers::{cells, head};
use crate::{
    console::views::{asking::Asking, folded},
    language::numbers::counted,
    results::{
        Share, Shown, Side, asked,
        groups::Division,
        wording::{self, OfGroup, Proportion, Which, by_group},
    },
    survey::{Item, Survey},
};

/// A group in a table: its name, its favourable answers, and where, if that is not everywhere: " in 5
/// areas".
pub struct Row<'a> {
    pub name: &'a str,
    pub share: Share,
    pub within: String,
}

/// What the groups of one division answered: a table, and a sentence for a report. `key` is that of
/// the division.
pub fn split(
    survey: &Survey,
    (key, rows): (&str, &[Row<'_>]),
    item: &Item,
    people: &str,
) -> Markup {
    let by = survey.item(key).map(|(_, item)| item.text.as_str());
    let group = if key.is_empty() { "Part" } else { "Group" };
    let shares = rows.iter().filter_map(|row| {
        let share = Proportion::of(row.share)?;
        Some(OfGroup { name: row.name, share, within: &row.within })
    });
    let shares: Vec<OfGroup<'_>> = shares.collect();
    let which = if by.is_some() { Which::Answered } else { Which::In };
    let did = Side::favourable(item).map(|side| side.did);
    let sentence = did.and_then(|did| by_group(&shares, &asked(item, people), which, &did));
    let ends = shares.iter().map(|one| (format!("“{}”", one.name), one.share));
    let ends = wording::ends(&ends.collect::<Vec<_>>(), "groups").unwrap_or_default();
    let summary = format!("{}: {ends}", counted(rows.len(), "group", "groups"));
    let table = html! {
        table.compact role="table" {
            caption {
                @match by {
                    Some(split) => { "Favourable, by “" (split) "”" }
                    None if key == Division::AUDIENCES => "Favourable, by who was asked",
                    None => "Favourable, by part",
                }
                span.unseen { ": " (item.text) }
            }
            (head([group, "Favourable", Asking::from(survey.audience()).column()]))
            tbody role="rowgroup" {
                @for Row { name, share, within } in rows {
                    tr role="row" {
                        th role="rowheader" scope="row" {
                            (name)
                            @if !within.is_empty() { span.quiet { (within) } }
                        }
                        (cells(&Shown::Figure(*share)))
                    }
                }
            }
        }
    };
    html! {
        (folded(rows.len(), (&summary, &item.text), &table))
        @if let Some(sentence) = sentence { p.report { (sentence) } }
    }
}
