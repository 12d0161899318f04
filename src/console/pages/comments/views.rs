use maud::{Markup, html};

use super::list::List;
use crate::{
    comments::{LONGEST_TERM, SHORTEST_TERM},
    console::{
        shell::form::{Errors, Typed},
        views::{
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::Collection,
    language::numbers::grouped,
    settings::HelpLines,
    store::Id,
    users::User,
    web::paths,
};

/// The frame of every page of a list. `below` says whether the page is below the list's own.
pub fn around(
    viewer: &User,
    list: &List,
    title: &str,
    failed: bool,
    below: bool,
    main: &Markup,
) -> Markup {
    let mut trail = vec![trail::inspections(), trail::inspection(&list.inspection)];
    if let Some(collection) = &list.collection {
        trail.push(trail::collection(collection));
    }
    if below {
        trail.push((list.path(), "Comments".to_owned()));
    }
    let head = Head { failed, trail: &trail, ..Head::of(title, viewer, Section::Inspections) };
    frame::page(&head, main)
}

/// The start of a list. `next` is the first comment that is not marked as read.
pub fn index(viewer: &User, list: &List, next: Option<Id>, help: &HelpLines) -> Markup {
    let whose =
        list.collection.as_ref().map_or_else(|| list.inspection.title.clone(), Collection::name);
    let main = html! {
        div.narrow {
            h1 { "Comments" }
            p.lead { (whose) }
            @if list.progress.all == 0 { (nothing(list)) } @else {
                (read_so_far(list))
                p {
                    @if let Some(next) = next {
                        a.button href=(list.path_of(next)) { "Read the next one" }
                    } @else {
                        "Every comment is marked as read. You can find them by searching, or go \
                            through those that are "
                        a href=(list.page(paths::comments::CONCERNS)) { "marked as concerns" } "."
                    }
                }
                p.quiet { "Comments are shown one at a time, in random order. Each appears with \
                    its question, and with nothing else that the person said." }
                @if next.is_some() { p { a href=(list.page(paths::comments::CONCERNS)) { "Comments marked \
                    as concerns" } } }
                @if list.is_purged() { p.quiet { (purged(list)) } }
                (advice(help, true))
                (search(list, &Typed::default(), &Errors::default()))
            }
            (other_lists(list))
        }
    };
    around(viewer, list, "Comments", false, false, &main)
}

/// "12 of 87 read."
pub fn read_so_far(list: &List) -> Markup {
    html! { p { strong { (grouped(list.progress.read)) " of " (grouped(list.progress.all)) } " read." } }
}

fn nothing(list: &List) -> Markup {
    let k = list.inspection.k();
    html! {
        div.empty {
            @if list.is_purged() {
                h2 { "The comments were deleted" }
                p { (purged(list)) " What was counted is still there." }
            } @else if list.is_withheld() {
                h2 { "No separate list" }
                p { "Comments from one area and audience are listed here once there \
                    are " (k) " or more of them, from " (k) " or more responses. A shorter list \
                        could identify somebody." }
                p { "If a collection stays below that, its comments can still appear in the \
                    inspection’s list, among others and without area and audience." }
                p { a href=(paths::comments::of_inspection(list.inspection.id)) { "Comments of \
                    the whole inspection" } }
            } @else {
                h2 { "There is nothing to read yet" }
                p { "New comments are added overnight. They appear once " (k) " from one area and \
                    audience have arrived, and only \
                    after " (k) " more people have answered. Comments from smaller groups \
                        follow when their survey has closed, without area and audience." }
            }
        }
    }
}

fn purged(list: &List) -> String {
    format!(
        "Comments are kept for {} days from their release. Some have been deleted since.",
        list.inspection.keep_days
    )
}

fn other_lists(list: &List) -> Markup {
    let whole = paths::comments::of_inspection(list.inspection.id);
    let lists = list.lists();
    html! {
        @if list.collection.is_some() && !list.is_withheld() {
            p { a href=(whole) { "Comments of the whole inspection" } }
        } @else if list.collection.is_none() && !lists.is_empty() {
            section aria-labelledby="lists" {
                h2 #lists { "By area and audience" }
                p.quiet { "Those with " (list.inspection.k()) " or more comments and responses. \
                    The others are in the list above, without area and audience." }
                ul.plain {
                    @for one in lists { li { a href=(paths::comments::of_collection(one.id)) { (one.name()) } } }
                }
            }
        }
    }
}

/// The search form of a list. It is posted, so that no address contains the words.
pub fn search(list: &List, typed: &Typed, errors: &Errors) -> Markup {
    let whole = Choice {
        value: "yes".to_owned(),
        text: "Whole words only".to_owned(),
        chosen: typed.has("whole", "yes"),
    };
    let hint =
        format!("A word or part of a word, of {SHORTEST_TERM} to {LONGEST_TERM} characters.");
    let field = Field {
        value: typed.one("term"),
        hint: Some(&hint),
        errors,
        ..Field::new("term", "Search for")
    };
    html! {
        section aria-labelledby="search" {
            h2 #search { "Search" }
            form method="post" action=(list.page(paths::comments::SEARCH)) role="search" aria-labelledby="search" novalidate {
                (fields::input(&field, FieldKind::Text))
                (fields::choices(&Field::new("whole", "How"), HowMany::Any, &[whole]))
                button type="submit" { "Search" }
            }
        }
    }
}

/// What to do about a worrying comment. `open` says whether it is unfolded.
pub fn advice(help: &HelpLines, open: bool) -> Markup {
    html! {
        details.worry open[open] {
            summary { "If a comment worries you" }
            p { "Nobody can find out who wrote it: neither you nor the people who run this \
                service. This is deliberate, and everybody was promised it before they wrote. Do \
                not try to find the person; you might suspect somebody else." }
            p { "What you can do:" }
            ul.points {
                li { "Tell the child protection team of the area about the place, the service and \
                    the kind of harm that the comment names. They may know more. If the area is \
                    not shown and the comment does not name it, talk to your team about what else \
                    you can do." }
                li { "If somebody is in danger now and you know where, phone 999." }
                li { "Mark the comment as a concern and write what was done, so that other \
                    readers know." }
                li { "Young people who read this survey’s pages are pointed to \
                    Childline, " (help.childline) ", and can text \
                        the " (help.inspectorate) " on " (help.text_number) "." }
            }
            p { "It can be hard to read. Talk to somebody in your team about it." }
        }
    }
}

/// A comment that is not in the list.
pub fn not_here(viewer: &User, list: &List) -> Markup {
    let main = html! {
        div.narrow {
            h1 { "This comment is not here" }
            p { "The address is wrong or out of date. When a survey closes, its comments are \
                shuffled and get new addresses; marks and redactions stay. Comments are deleted \
                at the end of their retention period." }
            p { a href=(list.path()) { "Continue with the comments" } }
        }
    };
    around(viewer, list, "This comment is not here", false, true, &main)
}
