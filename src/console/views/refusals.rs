//! Pages that say why something cannot be shown or done, and what to do instead.

use maud::{Markup, html};

use super::{
    email::email,
    frame::{self, Head},
};
use crate::{users::User, web::paths};

fn plain(title: &str, viewer: Option<&User>, rest: &Markup) -> Markup {
    frame::page(
        &Head { viewer, ..Head::new(title) },
        &html! { div.narrow { h1 { (title) } (rest) } },
    )
}

/// The form came from a page of another site.
pub fn other_origin() -> Markup {
    let rest = html! {
        p { "This form was sent from another site, or your browser hides where it was sent from. \
            To keep your account safe, nothing was changed." }
        p { a href=(paths::CONSOLE) { "Open the console" } " and send the form from there." }
    };
    plain("Nothing was changed", None, &rest)
}

/// The viewer's role only looks.
pub fn may_not_change(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators and inspection leads can set up and change inspections. You are \
            signed in \
            as " (email(&user.email)) ", whose role \
                is " (user.role.name().to_lowercase()) ", and can see everything here." }
        p { "Ask an inspection lead to make the change, or an administrator to change your role." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role can look, not change", Some(user), &rest)
}

/// The viewer's role looks after nobody's account.
pub fn may_not_invite(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators look after who may sign in; inspection leads can invite others. You \
            are signed in \
            as " (email(&user.email)) ", whose role is " (user.role.name().to_lowercase()) "." }
        p { "Ask one of them to do it. Your own account \
            is " a href=(paths::account::PAGE) { "on a page of its own" } "." }
    };
    plain("Your role does not look after accounts", Some(user), &rest)
}

/// The viewer's role reaches nobody.
pub fn may_not_reach(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators, inspection leads and local co-ordinators can upload mailboxes, make \
            slips and take them back. You are signed in \
            as " (email(&user.email)) ", whose role \
                is " (user.role.name().to_lowercase()) ", and can see what was done." }
        p { "Ask one of them to do it, or an administrator to change your role." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role can look, not reach people", Some(user), &rest)
}

/// The viewer's role does not read what people have written.
pub fn may_not_read_comments(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators and inspection leads can read what people have written in their own \
            words. You are signed in \
            as " (email(&user.email)) ", whose role is " (user.role.name().to_lowercase()) "." }
        p { "Ask an administrator to change your role, if you need to read comments for your \
            work." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role does not read comments", Some(user), &rest)
}

/// The viewer's role sees counts, not answers.
pub fn may_not_read_results(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators, inspection leads and analysts can see what people answered. You are \
            signed in \
            as " (email(&user.email)) ", whose role \
                is " (user.role.name().to_lowercase()) ", and can see how many have answered." }
        p { "Ask an administrator to change your role, if you need the results for your work." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role can see counts, not answers", Some(user), &rest)
}

/// There is nothing at this address.
pub fn not_found(user: &User) -> Markup {
    let rest = html! {
        p { "There is nothing at this address. If you typed it, check it; if a link led here, \
            what it named is not there any more." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Page not found", Some(user), &rest)
}

/// The form was too long or not a form.
pub fn unreadable() -> Markup {
    let rest = html! {
        p { "What was sent is too long, or was cut off on its way. Nothing was changed." }
        p { "Go back, shorten it, and send it again." }
    };
    plain("The form could not be read", None, &rest)
}

/// What stands behind the question mark of the address says one thing twice, or nothing that the
/// page knows.
pub fn unreadable_address() -> Markup {
    let rest = html! {
        p { "A part of this address, behind its question mark, is damaged or stands there twice. \
            Nothing was changed." }
        p { a href=(paths::CONSOLE) { "Open the console" } " and go to the page from there." }
    };
    plain("This address could not be read", None, &rest)
}

/// The database is busy or away.
pub fn unavailable() -> Markup {
    let rest = html! {
        p { "Speir could not reach its database. Nothing was changed. Try again in a minute." }
        p { "If it stays like this, tell whoever looks after Speir in your organisation: the \
            service's log says more." }
    };
    plain("Try again in a minute", None, &rest)
}

/// A figure rests on a count that cannot be right.
pub fn damaged(what: &str) -> Markup {
    let rest = html! {
        p { (what) }
        p { "Speir shows no figure that rests on this count. Nothing was changed, and responses \
            are still taken. Tell whoever looks after Speir in your organisation." }
    };
    plain("A count in the database is damaged", None, &rest)
}
