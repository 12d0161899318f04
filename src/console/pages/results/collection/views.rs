use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::parts::splits;
use crate::{
    console::{
        pages::results::{By, Group, glance, question::question, waiting},
        views::{
            asking::Asking,
            frame::{self, Head},
            trail,
        },
    },
    inspection::{Collection, Inspection},
    language::{calendar, numbers::grouped},
    results::{CollectionResults, small_numbers::numbers_from},
    users::User,
    web::paths,
};

/// Released results.
pub fn results(
    viewer: &User,
    inspection: &Inspection,
    results: &CollectionResults,
    by: By,
) -> Markup {
    let collection = &results.collection;
    let rest = if results.reaches_threshold() {
        let places: Vec<usize> = results.questions.iter().map(|question| question.item).collect();
        let groups = by.groups(&results.survey, &places);
        html! {
            (ways(viewer, collection))
            (reading(results))
            (glance::switch(by, &format!("{}?", paths::collection::RESULTS.of(collection.id))))
            (glance::glance(&results.survey, &groups, |place| whole(results, place)))
            @for group in &groups { (in_group(results, group)) }
        }
    } else {
        waiting::too_few((&results.collection).into(), results.threshold)
    };
    page(viewer, inspection, collection, &html! { (closed(inspection, results)) (rest) })
}

/// The page of a collection without results yet.
pub fn not_yet(
    viewer: &User,
    inspection: &Inspection,
    collection: &Collection,
    now: DateTime<Utc>,
) -> Markup {
    let rest = if collection.released_at.is_some() {
        waiting::uploaded()
    } else {
        waiting::not_yet(collection, now)
    };
    page(viewer, inspection, collection, &rest)
}

fn page(viewer: &User, inspection: &Inspection, collection: &Collection, rest: &Markup) -> Markup {
    let trail =
        [trail::inspections(), trail::inspection(inspection), trail::collection(collection)];
    let title = format!("Results: {}", collection.name());
    let head = Head { trail: &trail, ..Head::about(&title, viewer, collection) };
    frame::page(&head, &html! { div.wide.results { h1 { (title) } (rest) } })
}

/// Who answered, and when it closed. A printed page has no trail, so it names the inspection.
fn closed(inspection: &Inspection, results: &CollectionResults) -> Markup {
    let collection = &results.collection;
    html! {
           p.lead {
               (inspection.title) ". "
               @if results.reaches_threshold() { (grouped(results.returned)) } @else { "Fewer than " (results.threshold) } " " (Asking::from(collection).entries())
    " "
               @match Asking::from(collection) {
                   Asking::Anonymous => { "to version " (collection.version) " of the survey for " (collection.audience().people()) }
                   Asking::Recorded | Asking::Area => { "by version " (collection.version) " of the survey" }
               }
               ". It closed on " (calendar::named_date_and_time(collection.closes_at)) "."
           }
       }
}

fn ways(viewer: &User, collection: &Collection) -> Markup {
    html! {
        p.ways {
            a.button.second href=(paths::collection::COMPARE.of(collection.id)) { "Compare with \
                an earlier time" } " "
            @if viewer.role.may_change() && collection.is_signed_in() { a.button.second href=(paths::records::FIGURES.of(collection.id)) { "Figures for the team" } " " }
            @else if viewer.role.may_read_comments() { a.button.second href=(paths::comments::of_collection(collection.id)) { "Read comments" } " " }
            a.button.second href=(paths::collection::EXPORT.of(collection.id)) { "Download \
                results" }
        }
    }
}

/// How to read the figures: once, above all of them.
fn reading(results: &CollectionResults) -> Markup {
    let asking = Asking::from(&results.collection);
    html! {
        p.quiet {
            (asking.of_each())
            "Filled bars count as favourable; hollow bars do not. No figure rests on fewer \
                than " (results.threshold) " " (asking.counted()) ", and no number on fewer \
                than " (numbers_from(results.threshold)) "."
        }
    }
}

fn in_group(results: &CollectionResults, group: &Group) -> Markup {
    html! {
        (glance::heading(&results.survey, group))
        @for place in &group.places {
            @if let Some(found) = results.questions.iter().find(|question| question.item == *place) {
                @if let Some(item) = results.item(found) {
                    @let beside = splits(results, found, &item.text);
                    (question(item, &found.whole, results.collection.audience(), None, beside.as_ref()))
                }
            }
        }
    }
}

fn whole(
    results: &CollectionResults,
    place: usize,
) -> Option<&crate::results::Shown<crate::results::Figure>> {
    results.questions.iter().find(|question| question.item == place).map(|question| &question.whole)
}
