use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::parts::splits;
use crate::{
    console::{
        pages::results::{
            By, Group,
            glance::{self, Glanced},
            question::{Among, question_among},
            union, waiting,
            whom::Whom,
        },
        views::{
            asking::Asking,
            frame::{self, Head},
            trail,
        },
    },
    inspection::{Collection, Inspection},
    language::{calendar, numbers::grouped},
    results::{
        CollectionResults, Share, Shown,
        groups::{Division, NUMBERS},
        small_numbers::numbers_from,
        withheld::Of,
    },
    survey::{Union, audience},
    users::User,
    web::paths,
};

/// Released results. `group` is the group of audiences that it is also reported with, if it is.
pub fn results(
    viewer: &User,
    inspection: &Inspection,
    results: &CollectionResults,
    by: By,
    group: Option<&audience::Group>,
) -> Markup {
    let collection = &results.collection;
    let rest = if results.reaches_threshold() {
        let places: Vec<usize> = results.questions.iter().map(|question| question.item).collect();
        let groups = by.groups(&results.survey, &places);
        let address = paths::collection::TOGETHER.of(collection.id);
        let together = group.map(|group| (group.name(), address.as_str()));
        html! {
            (ways(viewer, results))
            @if let Some(group) = group {
                p { a href=(paths::collection::TOGETHER.of(collection.id)) { (group.name()) " together" } ": what all of them answered alike." }
            }
            (reading(results))
            (undivided(results))
            (glance::switch(by, &format!("{}?", paths::collection::RESULTS.of(collection.id))))
            (glance::glance(&results.survey, &groups, None, |place| whole(results, place)))
            @for part in &groups { (in_group(results, part, Among::Collection(together))) }
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

/// What the audiences of a group answered together in one area.
pub fn together(
    viewer: &User,
    (inspection, collection): (&Inspection, &Collection),
    results: &CollectionResults,
    group: &audience::Group,
    by: By,
) -> Markup {
    let places: Vec<usize> = results.questions.iter().map(|question| question.item).collect();
    let groups = by.groups(&results.survey, &places);
    let address = format!("{}?", paths::collection::TOGETHER.of(collection.id));
    let names = results.names.first().map(|names| names.join(", ")).unwrap_or_default();
    let trail =
        [trail::inspections(), trail::inspection(inspection), trail::collection(collection)];
    let title = format!("Results: {} together, {}", group.name(), collection.area);
    let head = Head { trail: &trail, ..Head::about(&title, viewer, collection) };
    let rest = html! {
        h1 { (title) }
        p.lead {
            (inspection.title) ". " (grouped(results.returned)) " responses, from all of these: " (names) ". "
            "These are the questions that two or more of them were asked with the same answers to choose from."
        }
        p { a href=(paths::collection::RESULTS.of(collection.id)) { "Only " (collection.audience().people()) } }
        (reading(results))
        (glance::switch(by, &address))
        (glance::glance(&results.survey, &groups, None, |place| whole(results, place)))
        @for part in &groups { (in_group(results, part, Among::Together { alone: false })) }
    };
    frame::page(&head, &html! { div.wide.results { (rest) } })
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

fn ways(viewer: &User, results: &CollectionResults) -> Markup {
    let collection = &results.collection;
    let by_part = results.groups.divisions.iter().any(Division::is_by_part);
    html! {
        p.ways {
            a.button.second href=(paths::collection::COMPARE.of(collection.id)) { "Compare with \
                an earlier time" } " "
            @if viewer.role.may_change() && collection.is_signed_in() { a.button.second href=(paths::records::FIGURES.of(collection.id)) { "Figures for the team" } " " }
            @else if viewer.role.may_read_comments() { a.button.second href=(paths::comments::of_collection(collection.id)) { "Read comments" } " " }
            a.button.second href=(paths::collection::EXPORT.of(collection.id)) { "Download \
                results" }
            @if by_part { " " a.button.second href=(paths::collection::MISSING.of(collection.id)) { "Who is missing" } }
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

/// The questions by which results could be divided and are not.
fn undivided(results: &CollectionResults) -> Markup {
    let is_shown = |id: &str| results.groups.divisions.iter().any(|division| division.key == id);
    let items = results.survey.splits.iter().filter_map(|place| results.survey.items.get(*place));
    let missing: Vec<String> = items
        .filter(|item| !is_shown(&item.id))
        .map(|item| format!("“{}”", item.text.trim_end_matches('.')))
        .collect();
    html! {
        @if !missing.is_empty() {
            p.quiet {
                "Results are not divided by " (missing.join(" or ")) ": "
                @if !results.groups.divisions.is_empty() { "with the other divisions, " }
                "that would not leave two groups of " (NUMBERS) " people or more."
            }
        }
    }
}

fn in_group(results: &CollectionResults, group: &Group, among: Among<'_>) -> Markup {
    html! {
        (glance::heading(&results.survey, group))
        @for place in &group.places {
            @if let Some(found) = results.questions.iter().find(|question| question.item == *place) {
                @if let Some(item) = results.item(found) {
                    @let beside = splits(results, found, item);
                    @let among = match found.of(results.group.is_some()) {
                        Of::Together { alone } => Among::Together { alone },
                        _ => among,
                    };
                    (question_among(item, &found.whole, whom(results), (None, None), beside.as_ref(), among))
                }
            }
        }
        @for (union, whole) in unions(results, group) { (union::union(&results.survey, union, whole, (results.people(), ""))) }
    }
}

/// What was counted over several questions, of which the first is in the group.
fn unions<'a>(
    results: &'a CollectionResults,
    group: &Group,
) -> impl Iterator<Item = (&'a Union, &'a Shown<Share>)> {
    let places = group.places.clone();
    results.unions.iter().filter_map(move |found| {
        let union = results.survey.unions.get(found.union)?;
        let first = union.any.first().map(|(item, _)| item);
        first.is_some_and(|item| places.contains(item)).then_some((union, &found.whole))
    })
}

/// Whom the figures of a collection are about.
pub fn whom(results: &CollectionResults) -> Whom<'_> {
    Whom {
        within: "",
        people: results.people(),
        asking: Asking::from(&results.collection),
        asked: results.asked,
    }
}

fn whole(results: &CollectionResults, place: usize) -> Option<Glanced> {
    let found = results.questions.iter().find(|question| question.item == place)?;
    Some(Glanced::of(&found.whole))
}
