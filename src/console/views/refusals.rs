//! Refusals: pages that explain why something cannot be shown or done, and what to do instead.

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

/// The form was sent by another site.
pub fn other_origin() -> Markup {
    let rest = html! {
        p { "This form was sent from another site, or your browser hides where it was sent from. \
            To protect your account, Speir changed nothing." }
        p { a href=(paths::CONSOLE) { "Open the console" } " and send the form from there." }
    };
    plain("Nothing was changed", None, &rest)
}

/// The role cannot change anything.
pub fn may_not_change(user: &User) -> Markup {
    let rest = html! {
        p { "This is for administrators and inspection leads. You are signed in \
            as " (email(&user.email)) ", whose role is " (user.role.name().to_lowercase()) "." }
        p { "Ask an inspection lead to do it, or an administrator to change your role." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role cannot do this", Some(user), &rest)
}

/// The role cannot manage accounts.
pub fn may_not_invite(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators manage accounts, and inspection leads can invite people. You are \
            signed in \
            as " (email(&user.email)) ", whose role is " (user.role.name().to_lowercase()) "." }
        p { "Ask one of them to do it. Your own account \
            has " a href=(paths::account::PAGE) { "its own page" } "." }
    };
    plain("Your role cannot manage accounts", Some(user), &rest)
}

/// The role cannot invite people to answer.
pub fn may_not_reach(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators, inspection leads and local co-ordinators can upload mailboxes, and \
            make and cancel slips. You are signed in as " (email(&user.email)) ", whose role \
                is " (user.role.name().to_lowercase()) "." }
        p { "Ask one of them to do it, or an administrator to change your role." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role cannot invite people", Some(user), &rest)
}

/// The role cannot read comments.
pub fn may_not_read_comments(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators and inspection leads can read comments. You are signed in \
            as " (email(&user.email)) ", whose role is " (user.role.name().to_lowercase()) "." }
        p { "Ask an administrator to change your role, if you need to read comments for your \
            work." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role cannot read comments", Some(user), &rest)
}

/// The role sees counts, not answers.
pub fn may_not_read_results(user: &User) -> Markup {
    let rest = html! {
        p { "Administrators, inspection leads, analysts and readers can see what people \
            answered. You are signed in \
            as " (email(&user.email)) ", whose role \
                is " (user.role.name().to_lowercase()) ", which can see how many have answered." }
        p { "Ask an administrator to change your role, if you need the results for your work." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Your role can see counts, not answers", Some(user), &rest)
}

/// There is nothing at this address.
pub fn not_found(user: &User) -> Markup {
    let rest = html! {
        p { "There is no page at this address. If you typed it, check it. If you followed a link, \
            the page no longer exists." }
        p { a href=(paths::CONSOLE) { "See the inspections" } }
    };
    plain("Page not found", Some(user), &rest)
}

/// The form was too long or not a form.
pub fn unreadable() -> Markup {
    let rest = html! {
        p { "The form is too long, or it did not arrive complete. Nothing was changed." }
        p { "Go back, shorten it, and send it again." }
    };
    plain("The form could not be read", None, &rest)
}

/// The query of the address is invalid, or repeats a parameter.
pub fn unreadable_address() -> Markup {
    let rest = html! {
        p { "The part of this address after the question mark is damaged or repeated. Nothing was \
            changed." }
        p { a href=(paths::CONSOLE) { "Open the console" } " and go to the page from there." }
    };
    plain("This address could not be read", None, &rest)
}

/// The database is busy or unavailable.
pub fn unavailable() -> Markup {
    let rest = html! {
        p { "Speir could not reach its database. Nothing was changed. Try again in a minute." }
        p { "If this continues, tell the people who run Speir in your organisation. The service’s \
            log has details." }
    };
    plain("Try again in a minute", None, &rest)
}

/// A figure depends on an impossible count.
pub fn damaged(what: &str) -> Markup {
    let rest = html! {
        p { (what) }
        p { "Speir shows no figure that rests on this count. Nothing was changed, and responses \
            are still taken. Tell the person who looks after Speir in your organisation." }
    };
    plain("A count in the database is damaged", None, &rest)
}
