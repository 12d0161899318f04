use maud::{Markup, html};

use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            email::email,
            fields::{self, Choice, Field, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    notice::digest::{Rhythm, is_for},
    users::{Role, User},
    web::paths,
};

/// The setting. `kept` is what was just chosen.
pub fn setting(viewer: &User, typed: &Typed, errors: &Errors, kept: Option<Rhythm>) -> Markup {
    let trail = [trail::account()];
    let head = Head {
        failed: !errors.is_empty(),
        section: None,
        trail: &trail,
        ..Head::of("Digest by email", viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Digest by email" }
                @if let Some(rhythm) = kept { p.notice role="status" { "Kept. " (outcome(rhythm, viewer.role)) } }
                @if viewer.role == Role::Admin {
                    p.lead { "Speir sends you the head of the audit log at 07:30: the number and the SHA-256 hash of its last entry." }
                    p { "Keep these emails. They prove whether an entry is changed or removed \
                        later." }
                } @else {
                    p.lead { "Speir emails you at 07:30 if something needs you: \
                        collections that are behind, that open or close soon, or that nobody can \
                        answer yet, and messages that are not being sent." }
                    p { "Each item says what to do next. If nothing needs you, you get no email." }
                }
                @if is_for(viewer.role) {
                    (form(viewer, typed, errors))
                } @else {
                    p.notice { "Only administrators, inspection leads and local co-ordinators get \
                        digests, because they can act on them. You get none." }
                }
            }
        },
    )
}

fn form(viewer: &User, typed: &Typed, errors: &Errors) -> Markup {
    let choice = |rhythm: Rhythm| Choice {
        value: rhythm.key().to_owned(),
        text: rhythm.name().to_owned(),
        chosen: typed.one("rhythm") == rhythm.key(),
    };
    let field = Field { errors, ..Field::new("rhythm", "How often?") };
    html! {
        form method="post" action=(paths::account::DIGEST) novalidate {
            p { "It is sent to " (email(&viewer.email)) "." }
            (fields::choices(&field, HowMany::One, &Rhythm::ALL.map(choice)))
            button.main type="submit" { "Save" }
        }
    }
}

const fn outcome(rhythm: Rhythm, role: Role) -> &'static str {
    match (rhythm, role) {
        (Rhythm::Daily, Role::Admin) => "You get the head of the audit log every working day.",
        (Rhythm::Weekly, Role::Admin) => "You get the head of the audit log once a week.",
        (Rhythm::Daily, _) => "You get an email on any working day when something needs you.",
        (Rhythm::Weekly, _) => "You get an email once a week when something needs you.",
        (Rhythm::Never, _) => "You get no digest.",
    }
}

/// Asks whether to stop the digest. It is shown to whoever has the link, and names nobody.
pub fn ask(pass: &str) -> Markup {
    frame::page(
        &Head::new("Stop the digest"),
        &html! {
            div.narrow {
                h1 { "Stop the digest" }
                p { "Speir sends you a digest by email. The button stops it. You can start it \
                    again at any time." }
                form method="post" action=(paths::STOP_DIGEST.of(pass)) { button.main type="submit" { "Stop the digest" } }
                p { a href=(paths::account::DIGEST) { "Choose how often instead" } " (you may \
                    have to sign in)." }
            }
        },
    )
}

/// The digest is stopped.
pub fn stopped() -> Markup {
    frame::page(
        &Head::new("The digest is stopped"),
        &html! {
            div.narrow {
                h1 { "The digest is stopped" }
                p { "You get no more of these emails." }
                p { a href=(paths::account::DIGEST) { "Sign in and choose how \
                    often" } " if you want it again." }
            }
        },
    )
}

/// The link is invalid, or its user is gone.
pub fn unknown() -> Markup {
    frame::page(
        &Head::new("This link does not work"),
        &html! {
            div.narrow {
                h1 { "This link does not work" }
                p { "It may have been cut off by your mail program. Copy the whole address from \
                    the message." }
                p { a href=(paths::account::DIGEST) { "Sign in and choose how often the digest \
                    is sent" } "." }
            }
        },
    )
}
