use maud::{Markup, html};

use super::{
    list::List,
    reading_view::body,
    views::{advice, around},
};
use crate::{comments::Comment, settings::HelpLines, users::User};

/// The comments of a list that are marked as concerns, with what was done.
pub fn concerns(viewer: &User, list: &List, concerns: &[Comment], help: &HelpLines) -> Markup {
    let main = html! {
        div.narrow {
            h1 { "Concerns" }
            @if concerns.is_empty() {
                div.empty { h2 { "No comments are marked" } p { "If a comment worries you, mark \
                    it on its page and write what was done about it. It is then listed here." } }
            } @else {
                p.lead { "Comments that readers have marked, and what was done about them." }
                ol.found {
                    @for (number, comment) in (1..).zip(concerns) {
                        li.card {
                            (body(list, comment))
                            h2 { "What was done" }
                            p.account { (comment.concern.as_deref().unwrap_or_default()) }
                            p { a href=(list.path_of(comment.id)) { "Open concern " (number) } }
                        }
                    }
                }
            }
            (advice(help, false))
        }
    };
    around(viewer, list, "Concerns", false, true, &main)
}
