//! A preview of one message in one collection.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use chrono::Utc;
use maud::{Markup, html};

use super::model::{may_test, queue_test};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayReach, Seen, SignedIn, Word},
            origin::SameOrigin,
        },
        views::{
            email::email,
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::Collection,
    invitation::{
        Mailer,
        message::{Letter, MessageKind, look},
        outbox::Stationery,
        transport::Destination,
    },
    language::{Language, Words},
    store::Store,
    users::User,
    web::{
        ContentPolicy,
        headers::Referrer,
        page::{self, see_other},
        paths,
    },
};

/// The outcome of sending a test message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    NotAsked,
    Queued,
    TooMany,
}

/// `GET /console/collections/{id}/messages/{kind}`.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(stationery, _): Seen<Stationery>,
    Word(kind): Word<MessageKind>,
    mailer: Data<Mailer>,
    request: HttpRequest,
) -> HttpResponse {
    let test = if request.query_string() == "sent" { Test::Queued } else { Test::NotAsked };
    frame::answer(StatusCode::OK, view(&user, &stationery, kind, &mailer, test))
}

/// `GET /console/collections/{id}/messages/{kind}/html`: only the message, for a frame.
pub async fn show_html(
    SignedIn(_): SignedIn,
    Seen(stationery, _): Seen<Stationery>,
    Word(kind): Word<MessageKind>,
    mailer: Data<Mailer>,
) -> HttpResponse {
    let policy = ContentPolicy::framed(look::style());
    page::html(
        StatusCode::OK,
        mailer.context.shown(&stationery, kind).html(),
        &policy,
        Referrer::Nothing,
    )
}

/// `POST /console/collections/{id}/messages/{kind}` sends the user a test.
pub async fn send(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(stationery, _): Seen<Stationery>,
    Word(kind): Word<MessageKind>,
    store: Data<Store>,
    mailer: Data<Mailer>,
) -> Result<HttpResponse, ConsoleError> {
    if !may_test(&user) {
        let page = view(&user, &stationery, kind, &mailer, Test::TooMany);
        return Ok(frame::answer(StatusCode::TOO_MANY_REQUESTS, page));
    }
    let id = stationery.collection.id;
    store.run(move |connection| queue_test(connection, &user, (id, kind), Utc::now())).await?;
    Ok(see_other(&format!("{}?sent", place(&stationery.collection, kind))))
}

fn place(collection: &Collection, kind: MessageKind) -> String {
    paths::collection::MESSAGE.of(collection.id, kind.key())
}

fn view(
    viewer: &User,
    stationery: &Stationery,
    kind: MessageKind,
    mailer: &Mailer,
    test: Test,
) -> Markup {
    let collection = &stationery.collection;
    let letter = mailer.context.shown(stationery, kind);
    let trail = [
        trail::inspections(),
        trail::inspection(&stationery.inspection),
        trail::collection(collection),
        trail::invitations(collection),
    ];
    let title = format!("{} to {}", kind.name(), collection.name());
    let head = Head {
        trail: &trail,
        failed: test == Test::TooMany,
        ..Head::of(&title, viewer, Section::Inspections)
    };
    let words = paths::inspection::MESSAGE.of(stationery.inspection.id, kind.key());
    frame::page(
        &head,
        &html! {
            div.wide {
                (outcome(test, mailer, viewer))
                h1 { (title) }
                @if viewer.role.may_reach() { (send_form(viewer, collection, kind)) }
                @if viewer.role.may_change() { p { a href=(words) { "Change its wording for the \
                    whole inspection" } } }
                (framed(&letter, collection, kind))
                (details(&letter, mailer))
            }
        },
    )
}

/// The button that sends the user a test.
pub fn send_form(viewer: &User, collection: &Collection, kind: MessageKind) -> Markup {
    html! {
        form method="post" action=(place(collection, kind)) {
            p { "See the message as people receive it, in both languages. It goes only \
                to " (email(&viewer.email)) ". It is marked as a test, and its links open this \
                    console instead of a form." }
            button type="submit" { "Send me a test" }
        }
    }
}

/// The message in a frame, where scripts and links do not work.
pub fn framed(letter: &Letter<'_>, collection: &Collection, kind: MessageKind) -> Markup {
    let subject = letter.title(Words::of(Language::En));
    html! {
        p { strong { "Subject: " (subject) } }
        iframe.message src=(paths::collection::MESSAGE_HTML.of(collection.id, kind.key())) sandbox="" title={ "The message: " (subject) } {}
    }
}

fn details(letter: &Letter<'_>, mailer: &Mailer) -> Markup {
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    let from = &mailer.context.sender.from;
    html! {
        dl.facts {
            (fact("From", html! { (from.name.as_deref().unwrap_or_default()) ", " (email(from.email.as_ref())) }))
            (fact("Replies go to", html! { (email(letter.reply_to())) }))
        }
        h2 #text { "As plain text" }
        p.quiet { "For mail programs that show no formatting. In a real message, the survey link \
            and the opt-out link are personal." }
        div.letter role="region" aria-labelledby="text" tabindex="0" { (letter.plain()) }
    }
}

fn outcome(test: Test, mailer: &Mailer, viewer: &User) -> Markup {
    html! {
        @match test {
            Test::NotAsked => {}
            Test::Queued => div.done role="status" {
                p {
                    "A test is on its way to " (email(&viewer.email)) ". "
                    @match mailer.way {
                        Destination::Server(_) => "If it does not arrive within a few minutes, \
                            ask your Speir administrator. The audit log says whether it was \
                            refused.",
                        Destination::Folder(_) => "No mail server is set up, so it is written to \
                            a folder and reaches nobody.",
                    }
                }
            },
            Test::TooMany => div.summary role="alert" tabindex="-1" autofocus {
                h2 { "No test was sent" }
                p { "You have sent several tests in a short time. Wait a minute, then try again." }
            },
        }
    }
}
