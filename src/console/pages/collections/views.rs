use maud::{Markup, html};

use super::{
    about, area, curve,
    daily::daily,
    funnel::funnel,
    help,
    model::CollectionPage,
    numbers, parts, recorded,
    standing::{margins, standing},
};
use crate::{
    console::{
        live::{self, Moment},
        shell::form::{Errors, Typed},
        views::{
            fields,
            frame::{self, Head},
            trail,
        },
    },
    inspection::State,
    rates::Moves,
    users::User,
    web::paths,
};

/// The page of a collection. `typed` is a refused population, with its errors.
pub fn collection(
    viewer: &User,
    page: &CollectionPage,
    typed: Option<(&Typed, &Errors)>,
) -> Markup {
    if page.collection.is_area() {
        return area::area(viewer, page);
    }
    if page.collection.is_signed_in() {
        return recorded::recorded(viewer, page);
    }
    let trail = [trail::inspections(), trail::inspection(&page.inspection)];
    let name = page.name();
    let moving = moving(page);
    let region = |key: &str| region(&moving, key);
    let head = Head {
        failed: typed.is_some(),
        trail: &trail,
        ..Head::about(&name, viewer, &page.collection)
    };
    frame::page(
        &head,
        &html! {
            div.wide.collection {
                @if let Some((_, errors)) = typed { (fields::summary(errors)) }
                div.top {
                    h1 { (name) }
                    @if page.standing.state == State::Released && viewer.may_read_results_of(&page.inspection) {
                        a.button href=(paths::collection::RESULTS.of(page.collection.id)) { "See the results" }
                    }
                }
                (live::status(&Moment {
                    source: &paths::collection::LIVE.of(page.collection.id),
                    total: page.standing.rate,
                    at: page.now,
                    stands_still: page.standing.state == State::Open && page.moves == Moves::Daily,
                }))
                section.say.stands aria-label="How it stands" {
                    (region("standing"))
                    (help::list(page, viewer.role))
                }
                section.figures aria-labelledby="curve" {
                    h2 #curve { (curve::heading(page)) }
                    (region("curve"))
                    @if page.standing.state != State::Planned { h3 { "Returned each \
                        day" } (region("daily")) }
                    details { summary { "The same in numbers" } (region("numbers")) }
                }
                @if !page.parts.is_empty() { section.parts aria-labelledby="parts" {
                    (region("parts"))
                    @if page.has_rates_by_part() { p { a href=(paths::collection::MISSING.of(page.collection.id)) { "Who is missing" } ": how evenly the parts answered, and what would help." } }
                } }
                div.forms {
                    section aria-labelledby="funnel" {
                        h2 #funnel { "From being asked to answering" }
                        (region("funnel"))
                    }
                    section aria-labelledby="margin" {
                        h2 #margin { "How sure the figures will be" }
                        (region("margins"))
                    }
                }
                div.columns {
                    section.card.link aria-labelledby="link" { (about::link(page)) }
                    div {
                        section aria-labelledby="facts" { (about::facts(page, viewer)) }
                        @if viewer.role.may_change() { (about::population(page, typed)) }
                    }
                }
                @if viewer.may_read_results_of(&page.inspection) {
                    p { a href=(paths::collection::EXPORT.of(page.collection.id)) { "Download \
                        results" } "." }
                }
                (live::script())
            }
        },
    )
}

/// An element with live contents.
fn region(moving: &[(String, Markup)], key: &str) -> Markup {
    html! { @for (key, contents) in moving.iter().filter(|(name, _)| name == key) { div data-live=(key) { (contents) } } }
}

/// The live regions, by key.
pub fn moving(page: &CollectionPage) -> Vec<(String, Markup)> {
    let mut regions = vec![
        ("standing", standing(page)),
        ("curve", curve::curve(page)),
        ("numbers", numbers::table(page)),
        ("funnel", funnel(page)),
        ("margins", margins(page)),
    ];
    if page.standing.state != State::Planned {
        regions.push(("daily", daily(page)));
    }
    if !page.parts.is_empty() {
        regions.push(("parts", parts::parts(page)));
    }
    regions.into_iter().map(|(key, markup)| (key.to_owned(), markup)).collect()
}
