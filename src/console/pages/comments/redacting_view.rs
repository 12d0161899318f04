use maud::{Markup, html};

use super::{list::List, reading_view::body, views::around};
use crate::{
    comments::{Comment, Mark, shown},
    console::{
        shell::form::{Errors, Typed},
        views::fields::{self, Choice, Field, HowMany},
    },
    users::User,
    web::paths,
};

/// The form that asks which words to take out. `meanwhile` says that the comment is not any more as
/// it was shown.
pub fn form(
    viewer: &User,
    list: &List,
    comment: &Comment,
    typed: &Typed,
    errors: &Errors,
    meanwhile: bool,
) -> Markup {
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let main = html! {
        div.narrow {
            (fields::summary(errors))
            h1 { "Take words out of a comment" }
            @if meanwhile {
                div.notice role="alert" {
                    h2 { "Somebody else has changed it" }
                    p { "Below it stands as it is now, with what they have taken out. What you \
                        wrote is still in the form: look through it, and send it again. Nothing \
                        was changed by you." }
                }
            }
            p.lead { "For names, and for details that could lead to a person. You see what is \
                left before anything is changed." }
            (body(list, comment))
            form method="post" action=(list.page_of(paths::comments::REDACT, comment.id)) novalidate {
                input type="hidden" name="shown" value=(shown(&comment.text));
                (fields::lines(&Field {
                    hint: Some("One word or phrase on each line, as it stands in the comment. \
                        Each is taken out wherever it stands as a whole word, in capitals or \
                        small letters."),
                    ..field("words", "Words to take out")
                }, 4))
                (fields::choices(&field("mark", "What stands in their \
                    place?"), HowMany::One, &marks(typed)))
                button.main type="submit" { "See what is left" }
            }
            p { a href=(list.path_of(comment.id)) { "Leave the comment as it is" } }
        }
    };
    around(viewer, list, "Take words out of a comment", !errors.is_empty(), true, &main)
}

fn marks(typed: &Typed) -> Vec<Choice> {
    let choice = |mark: Mark| Choice {
        value: mark.key().to_owned(),
        text: mark.to_string(),
        chosen: typed.has("mark", mark.key()),
    };
    Mark::ALL.map(choice).into()
}

/// What would be left, to be confirmed.
pub fn preview(
    viewer: &User,
    list: &List,
    comment: &Comment,
    typed: &Typed,
    redacted: &str,
) -> Markup {
    let main = html! {
        div.narrow {
            h1 { "Take these words out for good?" }
            p { "This is what would be left:" }
            blockquote.comment dir="auto" { (redacted) }
            p { strong { "It cannot be undone." } " What is taken out is not hidden but gone: \
                nobody can bring it back, and no page, file or search has it any more. Backups \
                that were made before still hold it, until they are thrown away." }
            form method="post" action=(list.page_of(paths::comments::REDACT, comment.id)) {
                input type="hidden" name="shown" value=(shown(&comment.text));
                input type="hidden" name="words" value=(typed.one("words"));
                input type="hidden" name="mark" value=(typed.one("mark"));
                button.main type="submit" name="confirmed" value="yes" { "Take them out for good" }
            }
            p { a.button.second href=(list.path_of(comment.id)) { "Leave the comment as it is" } }
        }
    };
    around(viewer, list, "Take these words out for good?", false, true, &main)
}
