use maud::{Markup, html};

use super::{
    list::List,
    reading_view::body_with,
    suggested_view::{choices, marked},
    views::around,
};
use crate::{
    comments::{Comment, Mark, shown},
    console::{
        shell::form::{Errors, Typed},
        views::fields::{self, Choice, Field, HowMany},
    },
    text::suggestions,
    users::User,
    web::paths,
};

/// The form for the words to remove. `meanwhile` says that the comment has changed since it was
/// shown.
pub fn form(
    viewer: &User,
    list: &List,
    comment: &Comment,
    typed: &Typed,
    errors: &Errors,
    meanwhile: bool,
) -> Markup {
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let suggestions = suggestions(&comment.text);
    let (label, replaces) = match suggestions.as_slice() {
        [] => ("Words to remove", "What replaces them?"),
        [..] => ("Other words to remove", "What replaces the other words?"),
    };
    let main = html! {
        div.narrow {
            (fields::summary(errors))
            h1 { "Remove words from a comment" }
            @if meanwhile {
                div.notice role="alert" {
                    h2 { "Somebody else has changed it" }
                    p { "The current text is below, without the words that they removed. What you \
                        wrote is still in the form: check it, and send it again. You have not \
                        changed anything." }
                }
            }
            p.lead { "For names, and for details that could identify a person. You see the result \
                before anything is changed." }
            (body_with(list, comment, &marked(&comment.text, &suggestions)))
            form method="post" action=(list.page_of(paths::comments::REDACT, comment.id)) novalidate {
                input type="hidden" name="shown" value=(shown(&comment.text));
                (choices(&suggestions, typed, errors))
                (fields::lines(&Field {
                    hint: Some("One word or phrase on each line, as it is in the comment. Every \
                        occurrence as a whole word is removed, in capitals or small letters."),
                    ..field("words", label)
                }, 4))
                (fields::choices(&field("mark", replaces), HowMany::One, &marks(typed)))
                button.main type="submit" { "Preview the result" }
            }
            p { a href=(list.path_of(comment.id)) { "Keep the comment" } }
        }
    };
    around(viewer, list, "Remove words from a comment", !errors.is_empty(), true, &main)
}

fn marks(typed: &Typed) -> Vec<Choice> {
    let choice = |mark: Mark| Choice {
        value: mark.key().to_owned(),
        text: mark.to_string(),
        chosen: typed.has("mark", mark.key()),
    };
    Mark::ALL.map(choice).into()
}

/// What would be left, for confirmation.
pub fn preview(
    viewer: &User,
    list: &List,
    comment: &Comment,
    typed: &Typed,
    redacted: &str,
) -> Markup {
    let main = html! {
        div.narrow {
            h1 { "Remove these words permanently?" }
            p { "The comment will read:" }
            blockquote.comment dir="auto" { (redacted) }
            p { strong { "This cannot be undone." } " The words are deleted, not hidden. Nobody can \
                restore them, and they disappear from every page, file and search. Earlier \
                backups still contain them until the backups are deleted." }
            form method="post" action=(list.page_of(paths::comments::REDACT, comment.id)) {
                input type="hidden" name="shown" value=(shown(&comment.text));
                @for words in typed.all("suggested") { input type="hidden" name="suggested" value=(words); }
                input type="hidden" name="words" value=(typed.one("words"));
                input type="hidden" name="mark" value=(typed.one("mark"));
                button.main type="submit" name="confirmed" value="yes" { "Remove them permanently" }
            }
            p { a.button.second href=(list.path_of(comment.id)) { "Keep the comment" } }
        }
    };
    around(viewer, list, "Remove these words permanently?", false, true, &main)
}
