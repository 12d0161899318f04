use maud::{Markup, html};

use crate::{
    console::pages::results::{question::has_favourable, split::split},
    results::{CollectionResults, Figure, model::QuestionResult, over_groups::GroupShare},
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
        @for ((division, names), figures) in divisions {
            @let rows: Vec<GroupShare<'_>> = division.groups.iter().zip(names).zip(figures).map(|((group, name), figure)| row(group.named(division), name, figure)).collect();
            (split(&results.survey, (&division.key, &rows), item, results.people()))
        }
    })
}

fn row<'a>(label: &'a str, name: &'a str, figure: &Figure) -> GroupShare<'a> {
    GroupShare { name, label, share: figure.share().unwrap_or_default(), within: String::new() }
}
