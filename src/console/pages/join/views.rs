use maud::{Markup, html};

use crate::{
    console::{
        shell::form::Errors,
        views::{
            email::email,
            fields::{self, Field, FieldKind},
            frame::{self, Head},
        },
    },
    users::Account,
    web::paths,
};

/// The rule for passwords. It gives no example: attackers would try that first.
pub const RULE: &str = "At least 12 characters. Several unrelated words make a good password. Do \
    not use words about you or your work. You do not need digits or symbols, and you can paste it \
    from a password manager.";

/// The page of a link that still works.
pub fn choose(pass: &str, account: &Account, errors: &Errors) -> Markup {
    let (title, button) = match account.password {
        None => ("Join Speir", "Join"),
        Some(_) => ("Choose a new password", "Save the password"),
    };
    let user = &account.user;
    frame::page(
        &Head { failed: !errors.is_empty(), ..Head::new(title) },
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { (title) }
                @if account.password.is_none() {
                    p { "You have been invited as " strong { (user.role.with_article()) } ". " (user.role.welcome()) }
                    @if !user.areas.is_empty() { p { "Your area: " (user.areas.iter().map(|area| area.name()).collect::<Vec<_>>().join(", ")) "." } }
                }
                p { "You sign in as " strong { (email(&user.email)) } ", with a password that you \
                    choose now. This link works once." }
                form method="post" action=(paths::JOIN.of(pass)) novalidate {
                    input type="hidden" name="email" autocomplete="username" value=(user.email);
                    (passwords(errors))
                    button.main type="submit" { (button) }
                }
            }
        },
    )
}

/// The two fields of a new password.
pub fn passwords(errors: &Errors) -> Markup {
    html! {
        (fields::input(&Field { errors, hint: Some(RULE), ..Field::new("password", "New password") }, FieldKind::NewPassword))
        (fields::input(&Field { errors, ..Field::new("again", "The same password \
            again") }, FieldKind::NewPassword))
    }
}

/// The page of a link that no longer works, or never did.
pub fn gone() -> Markup {
    frame::page(
        &Head::new("This link does not work"),
        &html! {
            div.narrow {
                h1 { "This link does not work" }
                p { "It has been used, it is too old, or a newer link has replaced it. Part of \
                    it may also be missing." }
                p { "If you have chosen a password \
                    already, " a href=(paths::SIGN_IN) { "sign in" } " or " a href=(paths::FORGOTTEN) { "ask for a link to \
                        choose another" } ". If not, ask the person who invited you to send you another link." }
            }
        },
    )
}
