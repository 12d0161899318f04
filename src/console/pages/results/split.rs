use maud::{Markup, html};

use super::answers::{cells, head};
use crate::{
    console::views::{asking::Asking, folded},
    language::numbers::counted,
    results::{
        Shown,
        groups::Division,
        over_groups::{self, GroupShare},
        wording::{self, Proportion},
    },
    survey::{Item, Survey},
};

/// What the groups of one division answered: a table, and a sentence for a report. `key` is that of
/// the division.
pub fn split(
    survey: &Survey,
    (key, rows): (&str, &[GroupShare<'_>]),
    item: &Item,
    people: &str,
) -> Markup {
    let by = survey.item(key).map(|(_, item)| item.text.as_str());
    let group = if key.is_empty() { "Part" } else { "Group" };
    let sentence = over_groups::sentence(survey, key, rows, item, people);
    let ends = rows.iter();
    let ends = ends.filter_map(|one| Some((format!("“{}”", one.name), Proportion::of(one.share)?)));
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
                @for GroupShare { name, share, within, .. } in rows {
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
