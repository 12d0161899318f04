use std::time::Duration;

use maud::{Markup, html};

use super::super::{
    form::Errors,
    views::{
        fields::{self, Field, Kind},
        frame::{self, Head},
        times,
    },
};

/// What the sign-in page shows.
#[derive(Debug, Default)]
pub struct SignInPage<'a> {
    pub email: &'a str,
    /// The page of the console to go to afterwards.
    pub next: &'a str,
    pub errors: Errors,
}

/// The sign-in page. The password is never sent back.
pub fn sign_in(page: &SignInPage<'_>) -> Markup {
    let errors = &page.errors;
    frame::page(
        &Head { failed: !errors.is_empty(), ..Head::new("Sign in") },
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Sign in" }
                p { "For inspection teams and local co-ordinators. To answer a survey you need no account: open the link that you were given." }
                form method="post" action="/sign-in" novalidate {
                    input type="hidden" name="next" value=(page.next);
                    (fields::input(&Field { errors, value: page.email, ..Field::new("email", "Email address") }, Kind::Email("username")))
                    (fields::input(&Field { errors, ..Field::new("password", "Password") }, Kind::Password))
                    button.main type="submit" { "Sign in" }
                }
                details {
                    summary { "I cannot sign in" }
                    p { "Whoever looks after Speir in your organisation can make an account or a new password for you." }
                }
            }
        },
    )
}

/// What is said when there were too many tries.
pub fn wait_sentence(wait: Duration) -> String {
    format!("There were too many tries to sign in. Wait {}, then try again.", times::wait(wait))
}
