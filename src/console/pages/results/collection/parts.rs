use maud::{Markup, html};

use crate::{
    console::{
        pages::results::{
            answers::{cells, head},
            question::has_favourable,
        },
        views::asking::Asking,
    },
    results::{
        CollectionResults, Figure, Shown, groups::Division, model::QuestionResult, over_groups,
    },
    survey::Item,
};

/// The favourable share in each group, by each way in which results are divided; or why it is not
/// shown for this question.
pub fn splits(results: &CollectionResults, found: &QuestionResult, item: &Item) -> Option<Markup> {
    if found.splits.is_empty() {
        let is_missing = !results.groups.divisions.is_empty()
            && has_favourable(item)
            && found.whole.figure().is_some();
        return is_missing.then(|| {
            html! { p.quiet { "It is not shown by group: in one of the groups, too few answered this question." } }
        });
    }
    let shares = |figures: &Vec<Figure>| figures.iter().all(|figure| figure.share().is_some());
    if !found.splits.iter().all(shares) {
        return None;
    }
    let divisions = results.groups.divisions.iter().zip(&results.names).zip(&found.splits);
    Some(html! {
        @for ((division, names), figures) in divisions { (split(results, division, names, figures, item)) }
    })
}

fn split(
    results: &CollectionResults,
    division: &Division,
    names: &[String],
    figures: &[Figure],
    item: &Item,
) -> Markup {
    let by = results.survey.item(&division.key).map(|(_, item)| item.text.as_str());
    let asking = Asking::from(&results.collection);
    let groups = names.iter().map(String::as_str).zip(figures);
    let sentence = over_groups::sentence(results, division, groups, item);
    html! {
        table.compact role="table" {
            caption {
                @match by {
                    Some(split) => { "Favourable, by “" (split) "”" }
                    None if division.key == Division::AUDIENCES => "Favourable, by who was asked",
                    None => "Favourable, by part",
                }
                span.unseen { ": " (item.text) }
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
        @if let Some(sentence) = sentence { p.report { (sentence) } }
    }
}
