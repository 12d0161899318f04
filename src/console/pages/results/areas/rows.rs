//! What the tables by area share.

use maud::{Markup, html};

use crate::{
    inspection::Collection,
    results::{AcrossAreas, CollectionResults, Shown, model::AcrossQuestion, over_areas::several},
    survey::Item,
    web::paths,
};

/// The first cell of a row: the area, with a link to the question on its page.
pub fn area(area: &CollectionResults, item: &Item, name: &str) -> Markup {
    let page =
        if area.group.is_some() { paths::collection::TOGETHER } else { paths::collection::RESULTS };
    let Collection { id, .. } = area.collection;
    html! {
        th role="rowheader" scope="row" { a href={ (page.of(id)) "#q-" (item.id) } { (name) } }
    }
}

/// The other cells of an area that was asked in another way.
pub fn not_alike() -> Markup {
    html! {
        td.hidden role="cell" { "not asked alike" }
        td.count role="cell" { "–" }
    }
}

/// Whether a table by area of this question would say no more than that there are no numbers.
pub fn are_empty(across: &AcrossAreas, found: &AcrossQuestion) -> bool {
    let says = |shown: &Shown<_>| !matches!(shown, Shown::FewerThan(_));
    across.areas.len() > 1 && !across.in_each(found).any(|(_, shown)| shown.is_some_and(says))
}

/// What stands in the place of an empty table. Without a total, its own sentence says enough.
pub fn none_alone(across: &AcrossAreas, found: &AcrossQuestion) -> Option<Markup> {
    (found.few > 0).then(|| {
        html! { p.quiet { "None of the " (across.areas.len()) " " (several(across)) " can be shown alone." } }
    })
}
