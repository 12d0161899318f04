use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::{
    console::{
        form::Errors,
        join::passwords,
        views::{
            email::email,
            fields::{self, Field, Kind},
            frame::{self, Head, Section},
            times,
        },
    },
    users::{User, second_step::Key},
    web::qr,
};

/// What the account page shows.
#[derive(Clone, Debug)]
pub struct AccountPage {
    pub signed_in_at: Option<DateTime<Utc>>,
    /// Whether two-step sign-in is on.
    pub two_steps: bool,
    pub codes_left: u64,
}

/// The account of whoever looks at it.
pub fn account(user: &User, page: &AccountPage, errors: &Errors) -> Markup {
    let head = Head { failed: !errors.is_empty(), ..Head::of("Your account", user, Section::Account) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Your account" }
                dl.facts {
                    div { dt { "Address" } dd { (email(&user.email)) } }
                    div { dt { "Role" } dd { (user.role.name()) ". " (user.role.explanation()) } }
                    @if !user.areas.is_empty() {
                        div { dt { "Areas" } dd { (user.areas.iter().map(|area| area.name()).collect::<Vec<_>>().join(", ")) } }
                    }
                    @if let Some(at) = page.signed_in_at { div { dt { "Signed in" } dd { (times::moment(at)) } } }
                }
                ul.plain {
                    li { a href="/console/account/digest" { "Emails about what needs you" } }
                    li { a href="/console/account/tokens" { "Tokens for other programs" } }
                }
                section aria-labelledby="change" {
                    h2 #change { "Change your password" }
                    p { "You stay signed in here, and are signed out everywhere else." }
                    form method="post" action="/console/account/password" novalidate {
                        (present_password(errors))
                        (passwords(errors))
                        button type="submit" { "Change the password" }
                    }
                }
                (two_steps(page))
                section aria-labelledby="everywhere" {
                    h2 #everywhere { "Sign out everywhere else" }
                    p { "If you left yourself signed in on another device, or think that somebody else uses your account. You stay signed in here." }
                    form method="post" action="/console/account/sign-out" { button type="submit" { "Sign out everywhere else" } }
                }
            }
        },
    )
}

fn present_password(errors: &Errors) -> Markup {
    fields::input(&Field { errors, ..Field::new("present", "Your present password") }, Kind::Password)
}

fn two_steps(page: &AccountPage) -> Markup {
    html! {
        section aria-labelledby="steps" {
            h2 #steps { "Two-step sign-in" }
            @if page.two_steps {
                p {
                    strong { "It is on." } " After your password Speir asks for a code from your telephone. "
                    (times::counted(usize::try_from(page.codes_left).unwrap_or(0), "recovery code is", "recovery codes are")) " left."
                }
                ul.plain {
                    li { a href="/console/account/second-step" { "Set it up anew" } ", for another telephone or fresh recovery codes" }
                    li { a href="/console/account/second-step/off" { "Turn it off" } }
                }
            } @else {
                p { "It is off. With it, a stolen password alone opens nothing: Speir also asks for a code that an app on your telephone shows." }
                p { a.button.second href="/console/account/second-step" { "Set up two-step sign-in" } }
            }
        }
    }
}

/// A page below that of the account.
pub fn page(user: &User, title: &str, errors: &Errors, main: &Markup) -> Markup {
    let trail = [("/console/account".to_owned(), "Your account".to_owned())];
    let head = Head { failed: !errors.is_empty(), trail: &trail, ..Head::of(title, user, Section::Account) };
    frame::page(&head, &html! { div.narrow { (fields::summary(errors)) h1 { (title) } (main) } })
}

/// The page that sets two-step sign-in up.
pub fn set_up(user: &User, key: &Key, errors: &Errors) -> Markup {
    let address = key.address(&user.email);
    page(
        user,
        "Set up two-step sign-in",
        errors,
        &html! {
            ol.steps-list {
                li {
                    p { "Open an authenticator app on your telephone, such as the one that your organisation uses, and let it scan this picture." }
                    (qr::inline(&address, "QR code of the key for your authenticator app"))
                    details { summary { "I cannot scan it" } p { "Type this key into the app: " code.digest { (key.text()) } } }
                }
                li {
                    p { "Type your password and the six digits that the app shows." }
                    form method="post" action="/console/account/second-step" novalidate {
                        input type="hidden" name="key" value=(key.text());
                        (present_password(errors))
                        (fields::input(&Field { errors, ..Field::new("code", "Code") }, Kind::Code))
                        button.main type="submit" { "Turn it on" }
                    }
                }
            }
        },
    )
}

/// The recovery codes, this once.
pub fn recovery_codes(user: &User, codes: &[String]) -> Markup {
    page(
        user,
        "Two-step sign-in is on",
        &Errors::default(),
        &html! {
            div.notice {
                h2 { "Keep these ten recovery codes" }
                p { "Each signs you in once if you do not have your telephone. Print them or put them into a password manager: " strong { "they are shown now and never again." } }
                ul.codes { @for code in codes { li { code { (code) } } } }
            }
            p { "You were signed out on all other devices." }
            p { a.button href="/console/account" { "I have kept them" } }
        },
    )
}

/// Asks whether two-step sign-in is to be turned off.
pub fn turn_off(user: &User, errors: &Errors) -> Markup {
    page(
        user,
        "Turn off two-step sign-in",
        errors,
        &html! {
            p { "Your password alone will open your account then. You can set two-step sign-in up again at any time." }
            form method="post" action="/console/account/second-step/off" novalidate {
                (present_password(errors))
                button.main type="submit" { "Turn it off" }
            }
        },
    )
}
