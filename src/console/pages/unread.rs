//! The notice for administrators about returned messages that were not understood.

use actix_web::{
    HttpResponse,
    web::{Data, Form},
};
use maud::{Markup, html};

use crate::{
    audit,
    invitation::bounce::{self, Unread},
    language::numbers::grouped,
    store::Store,
    web::{page::see_other, paths},
};
use crate::{
    console::shell::{
        ConsoleError,
        access::MayManageUsers,
        form::{Typed, number},
        origin::SameOrigin,
    },
    language::calendar,
};

/// How many there are, and what to do. Their contents are not kept.
pub fn notice(unread: Unread) -> Markup {
    let (messages, were) =
        if unread.count == 1 { ("message", "was") } else { ("messages", "were") };
    html! {
        div.say.acute {
            p.first { strong { (grouped(unread.count)) " returned " (messages) " " (were) " not understood " } "since " (calendar::named_date_and_time(unread.since)) "." }
            p { "Speir counts these messages but does not keep them. Check the mailbox that \
                receives them, or the mail server’s log. If several are alike, report what they \
                say to the Speir project." }
            form method="post" action=(paths::BOUNCES) novalidate {
                input type="hidden" name="counted" value=(unread.count);
                button.second type="submit" { "I have checked: reset the count" }
            }
        }
    }
}

/// `POST /console/bounces`: resets the count.
pub async fn look(
    _: SameOrigin,
    MayManageUsers(user): MayManageUsers,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if let Some(seen) = number::<u32>(typed.one("counted")).filter(|seen| *seen > 0) {
        let actor = user.email;
        store
            .run(move |connection| {
                let action = format!("Checked returned messages that were not understood: {seen}");
                audit::with(connection, &actor, &action, "the service", |connection| {
                    bounce::look(connection, seen.into())
                })
            })
            .await?;
    }
    Ok(see_other(paths::CONSOLE))
}
