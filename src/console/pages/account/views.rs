use maud::{Markup, html};

use super::{
    model::{AccountPage, Done},
    parts::{before_all_else, present_password},
    sessions_view::{sessions, tokens},
    two_steps_view::two_steps,
};
use crate::{
    console::{
        pages::join::passwords,
        shell::form::Errors,
        views::{
            email::email,
            fields,
            frame::{self, Head, Section},
        },
    },
    users::User,
    web::paths,
};

/// The user's account page.
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
                    li { a href=(paths::account::DIGEST) { "Digest by email" } }
                    li { a href=(paths::account::TOKENS) { "Tokens for other programs" } }
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
                other programs are revoked."
        }
        Done::SignOut => {
            "You are signed out everywhere else, and your tokens for other programs are revoked."
        }
        Done::Session => "The session has ended.",
        Done::SecondStepOff => "Two-step sign-in is off. You were signed out on all other devices.",
    }
}

fn password_form(errors: &Errors, button: &str, main: bool) -> Markup {
    html! {
        form method="post" action=(paths::account::PASSWORD) novalidate {
            (present_password(errors))
            (passwords(errors))
            button.main[main] type="submit" { (button) }
        }
    }
}

/// The page that replaces a printed password.
pub fn replace_password(user: &User, errors: &Errors) -> Markup {
    let main = html! {
        p { "You sign in as " strong { (email(&user.email)) } ". Somebody else saw the password \
            that you were given. Choose your own password to continue." }
        input type="hidden" name="email" autocomplete="username" value=(user.email);
        (password_form(errors, "Save the password", true))
    };
    before_all_else("Choose a new password", errors, &main)
}
