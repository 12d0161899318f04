use std::time::Duration;

use maud::{Markup, html};

use crate::{
    console::{
        shell::form::Errors,
        views::{
            fields::{self, Field, FieldKind},
            frame::{self, Head},
        },
    },
    web::paths,
};

/// The state of the sign-in page.
#[derive(Debug, Default)]
pub struct SignInPage<'a> {
    pub email: &'a str,
    /// The console page to go to afterwards.
    pub next: &'a str,
    /// Whether a form was lost because the session had ended.
    pub lost: bool,
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
                @if page.lost {
                    div.notice {
                        h2 { "You had been signed out" }
                        p { "Your session had ended before you sent the form, so nothing was \
                            changed. Sign in and fill it in again. Your browser may still have \
                            what you typed, one or two pages back." }
                    }
                }
                p { "For inspection teams and local co-ordinators. To answer a survey you need no \
                    account: open the link that you were given." }
                form method="post" action=(paths::SIGN_IN) novalidate {
                    input type="hidden" name="next" value=(page.next);
                    (fields::input(&Field { errors, value: page.email, ..Field::new("email", "Email address") }, FieldKind::Email("username")))
                    (fields::input(&Field { errors, ..Field::new("password", "Password") }, FieldKind::Password))
                    button.main type="submit" { "Sign in" }
                }
                p { a href=(paths::FORGOTTEN) { "I have forgotten my password" } }
                details {
                    summary { "I cannot sign in" }
                    p { "If you have lost your telephone, a Speir administrator in your organisation can \
                        turn off two-step sign-in for you. They can also send you a link to choose a new \
                        password." }
                }
            }
        },
    )
}

/// The message after too many attempts.
pub fn wait_sentence(wait: Duration) -> String {
    format!("There were too many attempts to sign in. Wait {}, then try again.", in_words(wait))
}

/// The page that asks for the code.
pub fn second_step(next: &str, errors: &Errors) -> Markup {
    frame::page(
        &Head { failed: !errors.is_empty(), ..Head::new("Two-step sign-in") },
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Two-step sign-in" }
                form method="post" action=(paths::SECOND_STEP) novalidate {
                    input type="hidden" name="next" value=(next);
                    (fields::input(&Field {
                        errors,
                        hint: Some("The six digits that the app on your telephone shows now for \
                            Speir, or one of your recovery codes."),
                        ..Field::new("code", "Code")
                    }, FieldKind::Code))
                    button.main type="submit" { "Sign in" }
                }
                details {
                    summary { "I have neither my telephone nor a recovery code" }
                    p { "A Speir administrator in your organisation can turn off two-step sign-in \
                        for you. They will check who you are first." }
                }
                p { a href=(paths::SIGN_IN) { "Start again" } }
            }
        },
    )
}

/// "40 seconds", "2 minutes", rounded up.
fn in_words(wait: Duration) -> String {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    match seconds {
        0 | 1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_rounded_up() {
        assert_eq!(in_words(Duration::from_millis(39_100)), "40 seconds");
        assert_eq!(in_words(Duration::from_secs(121)), "3 minutes");
    }
}
