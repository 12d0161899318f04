use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    sessions_view::{sessions, tokens},
    two_steps_view::two_steps,
};
use crate::{
    console::{
        pages::join::passwords,
        shell::form::Errors,
        views::{
            email::email,
            fields::{self, Field, FieldKind},
            frame::{self, Head, Section},
        },
    },
    store::HashValue,
    users::{User, sessions::Session},
};

/// What was done just before the account page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    Password,
    SignOut,
    Session,
    SecondStepOff,
}

/// What the account page shows.
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// Whether two-step sign-in is on.
    pub two_steps: bool,
    /// Whether the role needs two-step sign-in.
    pub required: bool,
    pub codes_left: u64,
    /// Every session of the user, this one among them.
    pub sessions: Vec<Session>,
    /// The session that the page is asked with.
    pub here: HashValue,
    /// How many API tokens the user has.
    pub tokens: usize,
    pub done: Option<Done>,
    pub now: DateTime<Utc>,
}

/// The account of whoever looks at it.
pub fn account(user: &User, page: &AccountPage, errors: &Errors) -> Markup {
    let head =
        Head { failed: !errors.is_empty(), ..Head::of("Your account", user, Section::Account) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Your account" }
                @if let Some(done) = page.done { div.notice role="status" { p { (said(done)) } } }
                dl.facts {
                    div { dt { "Address" } dd { (email(&user.email)) } }
                    div { dt { "Role" } dd { (user.role.name()) ". " (user.role.explanation()) } }
                    @if !user.areas.is_empty() {
                        div { dt { "Areas" } dd { (user.areas.iter().map(|area| area.name()).collect::<Vec<_>>().join(", ")) } }
                    }
                }
                ul.plain {
                    li { a href="/console/account/digest" { "Emails about what needs you" } }
                    li { a href="/console/account/tokens" { "Tokens for other programs" } }
                }
                section aria-labelledby="change" {
                    h2 #change { "Change your password" }
                    p { "You stay signed in here, and are signed out everywhere \
                        else. " (tokens(page)) }
                    (password_form(errors, "Change the password", false))
                }
                (two_steps(page))
                (sessions(page))
            }
        },
    )
}

const fn said(done: Done) -> &'static str {
    match done {
        Done::Password => {
            "Your password is changed. You are signed out everywhere else, and your tokens for \
                other programs are taken back."
        }
        Done::SignOut => {
            "You are signed out everywhere else, and your tokens for other programs are taken back."
        }
        Done::Session => "The session has ended.",
        Done::SecondStepOff => "Two-step sign-in is off. You were signed out on all other devices.",
    }
}

fn password_form(errors: &Errors, button: &str, main: bool) -> Markup {
    html! {
        form method="post" action="/console/account/password" novalidate {
            (present_password(errors))
            (passwords(errors))
            button.main[main] type="submit" { (button) }
        }
    }
}

/// The field for the password that somebody has now.
pub fn present_password(errors: &Errors) -> Markup {
    fields::input(
        &Field { errors, ..Field::new("present", "Your present password") },
        FieldKind::Password,
    )
}

/// The page that replaces a printed password.
pub fn replace_password(user: &User, errors: &Errors) -> Markup {
    let main = html! {
        p { "You sign in as " strong { (email(&user.email)) } ". The password that you were given \
            was shown to somebody else, so choose one of your own to go on." }
        input type="hidden" name="email" autocomplete="username" value=(user.email);
        (password_form(errors, "Save the password", true))
    };
    before_all_else("Choose a new password", errors, &main)
}

/// A page that comes before all others: it leads nowhere but out.
pub fn before_all_else(title: &str, errors: &Errors, main: &Markup) -> Markup {
    frame::page(
        &Head { failed: !errors.is_empty(), ..Head::new(title) },
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { (title) }
                (main)
                form.leaving method="post" action="/sign-out" { button.second type="submit" { "Sign out" } }
            }
        },
    )
}

/// A page below that of the account.
pub fn page(user: &User, title: &str, errors: &Errors, main: &Markup) -> Markup {
    let trail = [("/console/account".to_owned(), "Your account".to_owned())];
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of(title, user, Section::Account)
    };
    frame::page(&head, &html! { div.narrow { (fields::summary(errors)) h1 { (title) } (main) } })
}
