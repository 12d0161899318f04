//! Shared parts of the account pages.

use maud::{Markup, html};

use crate::{
    console::{
        shell::form::Errors,
        views::{
            fields::{self, Field, FieldKind},
            frame::{self, Head, Section},
            trail,
        },
    },
    users::User,
    web::paths,
};

/// The field for the current password.
pub fn present_password(errors: &Errors) -> Markup {
    fields::input(
        &Field { errors, ..Field::new("present", "Your current password") },
        FieldKind::Password,
    )
}

/// A page for a duty: it has no links but sign-out.
pub fn before_all_else(title: &str, errors: &Errors, main: &Markup) -> Markup {
    frame::page(
        &Head { failed: !errors.is_empty(), ..Head::new(title) },
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { (title) }
                (main)
                form.leaving method="post" action=(paths::SIGN_OUT) { button.second type="submit" { "Sign out" } }
            }
        },
    )
}

/// A page below the account page.
pub fn page(user: &User, title: &str, errors: &Errors, main: &Markup) -> Markup {
    let trail = [trail::account()];
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of(title, user, Section::Account)
    };
    frame::page(&head, &html! { div.narrow { (fields::summary(errors)) h1 { (title) } (main) } })
}
