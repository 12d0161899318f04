//! What a report says of the groups of a collection.

use super::{
    CollectionResults, Figure, Side, asked,
    groups::Division,
    wording::{OfGroup, Proportion, Which, by_group},
};
use crate::survey::Item;

/// The sentence about the favourable side of these groups of a division, each with its name. `None` if
/// nothing is favourable.
pub fn sentence<'a>(
    results: &CollectionResults,
    division: &Division,
    groups: impl IntoIterator<Item = (&'a str, &'a Figure)>,
    item: &Item,
) -> Option<String> {
    let share = |(name, figure): (&'a str, &'a Figure)| {
        Some(OfGroup { name, share: Proportion::of(figure.share()?)?, within: "" })
    };
    let shares: Vec<OfGroup<'_>> = groups.into_iter().filter_map(share).collect();
    let is_answer = results.survey.item(&division.key).is_some();
    let which = if is_answer { Which::Answered } else { Which::In };
    by_group(&shares, &asked(item, results.people()), which, &Side::favourable(item)?.did)
}
