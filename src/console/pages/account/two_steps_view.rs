use maud::{Markup, html};

use super::{
    confirming::CODE,
    model::AccountPage,
    parts::{before_all_else, page, present_password},
};
use crate::{
    console::{
        shell::{form::Errors, session::Signed},
        views::fields::{self, Field, FieldKind},
    },
    language::numbers::counted,
    users::{
        User,
        second_step::{Key, RecoveryCode},
    },
    web::{paths, qr},
};

/// With fewer recovery codes than this, the page asks for new ones.
const FEW: u64 = 3;

/// The part of the account page about two-step sign-in.
pub fn two_steps(page: &AccountPage) -> Markup {
    html! {
        section aria-labelledby="steps" {
            h2 #steps { "Two-step sign-in" }
            @if page.two_steps {
                p { strong { "It is on." } " After your password Speir asks for a code from your \
                    telephone." }
                (codes_left(page.codes_left))
                ul.plain {
                    li { a href=(paths::account::RECOVERY_CODES) { "Make new recovery codes" } }
                    li { a href=(paths::account::SECOND_STEP) { "Set it up \
                        again" } ", for another telephone" }
                    @if !page.required { li { a href=(paths::account::SECOND_STEP_OFF) { "Turn it off" } } }
                }
            } @else {
                p { "It is off. When it is on, a stolen password is not enough to sign in: Speir \
                    also asks for a code from an app on your telephone." }
                p { a.button.second href=(paths::account::SECOND_STEP) { "Set up two-step \
                    sign-in" } }
            }
        }
    }
}

fn codes_left(left: u64) -> Markup {
    let count = counted(usize::try_from(left).unwrap_or(0), "recovery code", "recovery codes");
    html! {
        @if left < FEW {
            div.notice { p { "You have " strong { (count) } " left. Make new ones, so that you \
                can sign in if you lose your telephone." } }
        } @else {
            p { "You have " (count) " left." }
        }
    }
}

/// The page to set up two-step sign-in, or to set it up again.
pub fn set_up(user: &User, signed: &Signed, key: &Key, errors: &Errors) -> Markup {
    let address = key.address(&user.email);
    let owed = signed.duty.is_some();
    let on = signed.account.second_step.is_some();
    let main = html! {
        @if on { p { "Two-step sign-in is on. The new key replaces the one that you use now, and \
            you get new recovery codes." } }
        @if owed { p { "Your role needs two-step sign-in, and the time to set it up has passed. \
            Set it up now to continue." } }
        ol.steps-list {
            li {
                p { "Open an authenticator app on your telephone, such as the one that your \
                    organisation uses, and let it scan this picture." }
                (qr::inline(&address, "QR code of the key for your authenticator app"))
                details { summary { "I cannot scan it" } p { "Type this key into the \
                    app: " code.digest { (key.text()) } } }
            }
            li {
                p {
                    @if on { "Type the six digits that the app shows for the new key. Then \
                        confirm that it is you." }
                    @else { "Type the six digits that the app shows now, and your password." }
                }
                form method="post" action=(paths::account::SECOND_STEP) novalidate {
                    input type="hidden" name="key" value=(key.text());
                    (fields::input(&Field { errors, ..Field::new("code", if on { "Code for the \
                        new key" } else { "Code" }) }, FieldKind::Code))
                    (present_password(errors))
                    @if on { (present_code(errors)) }
                    button.main type="submit" { @if on { "Use the new \
                        key" } @else { "Turn it on" } }
                }
            }
        }
    };
    let title = if on { "Set up two-step sign-in again" } else { "Set up two-step sign-in" };
    if owed { before_all_else(title, errors, &main) } else { page(user, title, errors, &main) }
}

/// The recovery codes, shown once.
pub fn recovery_codes(user: &User, codes: &[RecoveryCode]) -> Markup {
    let title = "Two-step sign-in is on";
    page(
        user,
        title,
        &Errors::default(),
        &html! { (shown_once(codes)) p { "You were signed out on all other devices." } (kept()) },
    )
}

/// New recovery codes, shown once.
pub fn new_codes(user: &User, codes: &[RecoveryCode]) -> Markup {
    let title = "Your new recovery codes";
    page(
        user,
        title,
        &Errors::default(),
        &html! { (shown_once(codes)) p { "Your earlier codes no longer work. You were signed out \
        on all other devices." } (kept()) },
    )
}

fn shown_once(codes: &[RecoveryCode]) -> Markup {
    html! {
        div.notice {
            h2 { "Save these ten recovery codes" }
            p { "Each signs you in once if you do not have your telephone. Print them or put them \
                into a password manager: " strong { "they will not be shown again." } }
            ul.codes { @for code in codes { li { code { (code.reveal()) } } } }
        }
    }
}

/// The field for a code of the present second step.
fn present_code(errors: &Errors) -> Markup {
    let hint =
        "Six digits from the authenticator app that you use now, or one of your recovery codes.";
    fields::input(
        &Field { errors, hint: Some(hint), ..Field::new(CODE, "Your current code") },
        FieldKind::Code,
    )
}

fn kept() -> Markup {
    html! { p { a.button href=(paths::account::PAGE) { "I have saved them" } } }
}

/// Asks for the password and a code before new recovery codes are made.
pub fn ask_for_codes(user: &User, errors: &Errors) -> Markup {
    page(
        user,
        "Make new recovery codes",
        errors,
        &html! {
            p { "You get ten new codes. Your current codes stop working, and you are signed out \
                on all other devices." }
            form method="post" action=(paths::account::RECOVERY_CODES) novalidate {
                (present_password(errors))
                (present_code(errors))
                button.main type="submit" { "Make new recovery codes" }
            }
        },
    )
}

/// Asks for confirmation to turn off two-step sign-in.
pub fn turn_off(user: &User, errors: &Errors) -> Markup {
    page(
        user,
        "Turn off two-step sign-in",
        errors,
        &html! {
            p { "You will then sign in with your password only, and you are signed out on all \
                other devices. You can set up two-step sign-in again at any time." }
            form method="post" action=(paths::account::SECOND_STEP_OFF) novalidate {
                (present_password(errors))
                (present_code(errors))
                button.main type="submit" { "Turn it off" }
            }
        },
    )
}

/// Says why two-step sign-in stays on.
pub fn stays_on(user: &User) -> Markup {
    page(
        user,
        "Two-step sign-in stays on",
        &Errors::default(),
        &html! {
            p { "Your role needs two-step sign-in, so you cannot turn it off. If you have a new \
                telephone, " a href=(paths::account::SECOND_STEP) { "set it up \
                    again" } ". If you have lost the old one, an administrator can turn it off \
                        for you." }
            p { a.button.second href=(paths::account::PAGE) { "Back to your account" } }
        },
    )
}
