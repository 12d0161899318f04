use maud::{Markup, html};

use crate::{
    console::{
        pages::results::answers::{cells, head},
        views::asking::Asking,
    },
    results::{
        CollectionResults, Figure, Shown,
        groups::Division,
        model::QuestionResult,
        wording::{self, Proportion},
    },
};

/// The favourable share in each group, by each way in which results are divided. `asked` is the
/// question.
pub fn splits(results: &CollectionResults, found: &QuestionResult, asked: &str) -> Option<Markup> {
    let shares = |figures: &Vec<Figure>| figures.iter().all(|figure| figure.share().is_some());
    if found.splits.is_empty() || !found.splits.iter().all(shares) {
        return None;
    }
    let divisions = results.groups.divisions.iter().zip(&results.names).zip(&found.splits);
    Some(html! {
        @for ((division, names), figures) in divisions { (split(results, division, names, figures, asked)) }
    })
}

fn split(
    results: &CollectionResults,
    division: &Division,
    names: &[String],
    figures: &[Figure],
    asked: &str,
) -> Markup {
    let question = results.survey.item(&division.key).map(|(_, item)| item.text.as_str());
    let asking = Asking::from(&results.collection);
    let shares = names
        .iter()
        .zip(figures)
        .filter_map(|(name, figure)| Some((name.as_str(), Proportion::of(figure.share()?)?)));
    let shares: Vec<(&str, Proportion)> = shares.collect();
    html! {
        table.compact role="table" {
            caption {
                @match question {
                    Some(split) => { "Favourable, by “" (split) "”" }
                    None if division.key == Division::AUDIENCES => "Favourable, by who was asked",
                    None => "Favourable, by part",
                }
                span.unseen { ": " (asked) }
            }
            (head([if division.is_by_part() { "Part" } else { "Group" }, "Favourable", asking.column()]))
            tbody role="rowgroup" {
                @for (name, figure) in names.iter().zip(figures) {
                    tr role="row" {
                        th role="rowheader" scope="row" { (name) }
                        (cells(&Shown::Figure(figure.share().unwrap_or_default())))
                    }
                }
            }
        }
        @if let Some(sentence) = wording::by_group(&shares) { p.report { (sentence) } }
    }
}
