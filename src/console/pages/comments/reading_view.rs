use maud::{Markup, html};

use super::{
    list::List,
    views::{advice, around, read_so_far},
};
use crate::{
    comments::{Comment, LONGEST_ACCOUNT, shown},
    console::{
        shell::form::{Errors, Typed},
        views::fields::{self, Field},
    },
    language::numbers::grouped,
    settings::HelpLines,
    store::Id,
    users::User,
    web::paths,
};

/// One comment, with links to the previous and next. `typed` is text that was written about it and
/// refused.
pub fn one(
    viewer: &User,
    list: &List,
    comment: &Comment,
    [before, after]: [Option<Id>; 2],
    typed: Option<(&Typed, &Errors)>,
    help: &HelpLines,
) -> Markup {
    let main = html! {
        div.narrow {
            @if let Some((_, errors)) = typed { (fields::summary(errors)) }
            h1 { "A comment" }
            (read_so_far(list))
            (body(list, comment))
            (mark(list, comment))
            nav.steps aria-label="Comments" {
                ul {
                    @if let Some(before) = before { li { a href=(list.path_of(before)) rel="prev" { "Back" } } }
                    @if let Some(after) = after { li { a href=(list.path_of(after)) rel="next" { "Next" } } }
                    li { a href=(list.page_of(paths::comments::REDACT, comment.id)) { "Remove a \
                        name or a detail" } }
                }
            }
            (concern(list, comment, typed))
            (advice(help, false))
        }
    };
    around(viewer, list, "A comment", typed.is_some(), true, &main)
}

/// The comment with what may be shown with it.
pub fn body(list: &List, comment: &Comment) -> Markup {
    body_with(list, comment, &html! { (comment.text) })
}

/// The same, with its text marked in some way.
pub fn body_with(list: &List, comment: &Comment, text: &Markup) -> Markup {
    html! {
        @if let Some(question) = list.question(comment) { p.asked { span.unseen { "Asked: " } (question) } }
        blockquote.comment dir="auto" { (text) }
        @match list.origin(comment) {
            Some(origin) => p.quiet { (origin) },
            None => p.quiet { "Area and audience are not shown, because too few people wrote \
                comments there." },
        }
        @if comment.redacted { p.quiet { "A reader removed words from this comment. Marks in \
            square brackets replace them." } }
    }
}

fn mark(list: &List, comment: &Comment) -> Markup {
    html! {
        form method="post" action=(list.page_of(paths::comments::READ, comment.id)) {
            @if comment.seen {
                p { "Marked as read." }
                button type="submit" name="state" value="unread" { "Mark as unread" }
                " " button type="submit" name="state" value="read" { "Go on to the next unread \
                    one" }
            } @else {
                button.main type="submit" name="state" value="read" { "Mark as read, and go on" }
            }
        }
    }
}

fn concern(list: &List, comment: &Comment, typed: Option<(&Typed, &Errors)>) -> Markup {
    let none = Errors::default();
    let there = comment.concern.as_deref().unwrap_or_default();
    let (value, errors) = match typed {
        Some((typed, errors)) => (typed.one("done"), errors),
        None => (there, &none),
    };
    let longest = u64::try_from(LONGEST_ACCOUNT).unwrap_or(u64::MAX);
    let hint = format!(
        "For example, who you passed it on to. Up to {} characters. Other readers see it.",
        grouped(longest)
    );
    let field =
        Field { value, hint: Some(&hint), errors, ..Field::new("done", "What was done about it?") };
    let place = list.page_of(paths::comments::CONCERN, comment.id);
    let hidden = html! { input type="hidden" name="shown" value=(shown(there)); };
    html! {
        section.concern aria-labelledby="concern" {
            h2 #concern { @if comment.concern.is_some() { "Marked as a \
                concern" } @else { "Is it a concern?" } }
            @if comment.concern.is_some() && typed.is_some() { p.letter { (there) } }
            form method="post" action=(place) novalidate {
                (hidden)
                (fields::lines(&field, 4))
                button type="submit" name="state" value="concern" {
                    @if comment.concern.is_some() { "Save what was done" } @else { "Mark as a \
                        concern" }
                }
            }
            @if comment.concern.is_some() {
                form method="post" action=(place) { (hidden) button type="submit" name="state" value="none" { "Remove the mark" } }
            }
        }
    }
}
