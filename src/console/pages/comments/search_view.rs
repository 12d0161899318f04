use maud::{Markup, html};

use super::{
    list::List,
    views::{around, search},
};
use crate::{
    comments::{Excerpt, Found, MOST_FOUND},
    console::{
        shell::form::{Errors, Typed},
        views::fields,
    },
    language::numbers::counted,
    users::User,
};

/// The search results, below the search form.
pub fn found(viewer: &User, list: &List, typed: &Typed, errors: &Errors, found: &Found) -> Markup {
    let main = html! {
        div.narrow {
            (fields::summary(errors))
            h1 { "Search the comments" }
            @if errors.is_empty() {
                p.lead role="status" {
                    (counted(found.count, "comment", "comments")) " found."
                    @if found.count > MOST_FOUND { " Here are the first " (MOST_FOUND) ": search \
                        for more words, or for less common ones." }
                }
                ol.found { @for (number, one) in (1..).zip(&found.excerpts) { (excerpt(list, one, number)) } }
            }
            (search(list, typed, errors))
        }
    };
    around(viewer, list, "Search the comments", !errors.is_empty(), true, &main)
}

fn excerpt(
    list: &List,
    Excerpt { comment, cut, parts: [before, here, after] }: &Excerpt,
    number: usize,
) -> Markup {
    html! {
        li.card {
            p.excerpt dir="auto" {
                @if cut[0] { "… " } (before) mark { (here) } (after) @if cut[1] { " …" }
            }
            @if let Some(origin) = list.origin(comment) { p.quiet { (origin) } }
            p { a href=(list.path_of(comment.id)) { "Open comment " (number) } @if comment.seen { ", marked as read" } }
        }
    }
}
