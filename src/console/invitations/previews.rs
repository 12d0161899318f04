use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, block},
};
use maud::{Markup, html};

use crate::{
    console::{
        ConsoleError,
        access::{InAddress, MayReach, Named, Names, Seen, SignedIn, Word},
        origin::SameOrigin,
        users::User,
        views::{
            email::email,
            frame::{self, Head, Section},
        },
    },
    inspection::Collection,
    invitation::{Post, carrier::Failure, message::Kind, sender::Stationery},
    store::{Connection, Id, StoreError},
    users::{Scope, Sight},
};

/// What became of sending a preview.
type Sent = Option<Result<(), Failure>>;

/// `GET /console/collections/{id}/messages/{kind}`.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(stationery, _): Seen<Stationery>,
    Word(kind): Word<Kind>,
    post: Data<Post>,
) -> Result<HttpResponse, ConsoleError> {
    Ok(frame::answer(StatusCode::OK, view(&user, &stationery, kind, &post, &None)?))
}

/// `POST /console/collections/{id}/messages/{kind}` sends it to oneself, and waits for what the mail server says.
pub async fn send(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(stationery, _): Seen<Stationery>,
    Word(kind): Word<Kind>,
    post: Data<Post>,
) -> Result<HttpResponse, ConsoleError> {
    let (_, message) =
        post.context.preview(&stationery, kind, Id::random(), &user.email).ok_or(ConsoleError::Unfinished)?;
    let way = post.way.hurried();
    let sent =
        block(move || way.carrier().carry(&message, &mut || true)).await.map_err(|_| ConsoleError::Unfinished)?;
    let status = if sent.is_ok() { StatusCode::OK } else { StatusCode::BAD_GATEWAY };
    Ok(frame::answer(status, view(&user, &stationery, kind, &post, &Some(sent))?))
}

impl Named for Stationery {
    fn find(connection: &mut Connection, scope: &Scope, names: &Names) -> Result<Sight<Self>, StoreError> {
        Collection::find(connection, scope, names)?.then(|collection| Self::of(connection, collection))
    }
}

impl InAddress for Kind {
    const NAME: &'static str = "kind";
}

/// The name of a message.
pub const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Invitation => "Invitation",
        Kind::Reminder => "Reminder",
        Kind::LastReminder => "Last reminder",
    }
}

fn view(viewer: &User, stationery: &Stationery, kind: Kind, post: &Post, sent: &Sent) -> Result<Markup, ConsoleError> {
    let collection = &stationery.collection;
    let (letter, _) =
        post.context.preview(stationery, kind, collection.id, &viewer.email).ok_or(ConsoleError::Unfinished)?;
    let above = format!("/console/collections/{}", collection.id);
    let invitations = format!("{above}/invitations");
    let trail = [
        ("/console".to_owned(), "Inspections".to_owned()),
        (above.clone(), collection.name()),
        (invitations, "Invitations".to_owned()),
    ];
    let title = format!("{} to {}", name(kind), collection.name());
    let failed = matches!(sent, Some(Err(_)));
    let head = Head { trail: &trail, failed, ..Head::of(&title, viewer, Section::Inspections) };
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    Ok(frame::page(
        &head,
        &html! {
            div.wide {
                (outcome(sent, post, viewer))
                h1 { (title) }
                dl.facts {
                    (fact("Subject", html! { (letter.subject()) }))
                    (fact("From", html! { (post.context.sender.from.name.as_deref().unwrap_or_default()) ", " (email(post.context.sender.from.email.as_ref())) }))
                    (fact("Replies go to", html! { (email(&stationery.reply_to)) }))
                }
                @if viewer.role.may_reach() {
                    form method="post" action={ (above) "/messages/" (kind.key()) } {
                        p { "See it as it arrives, in your own mailbox. It goes to " (email(&viewer.email)) " alone." }
                        button type="submit" { "Send this to me" }
                    }
                }
                h2 #text { "As plain text" }
                p.quiet { "People see the same words with links and a button. In a real message, both addresses are the person’s own." }
                div.letter role="region" aria-labelledby="text" tabindex="0" { (letter.plain()) }
            }
        },
    ))
}

fn outcome(sent: &Sent, post: &Post, viewer: &User) -> Markup {
    html! {
        @match sent {
            None => {}
            Some(Ok(())) => div.done role="status" { p { "It is on its way: handed to " (post.way) " for " (email(&viewer.email)) "." } },
            Some(Err(failure)) => div.summary role="alert" tabindex="-1" autofocus { h2 { "It could not be sent" } p { (told(failure)) } },
        }
    }
}

fn told(failure: &Failure) -> String {
    match failure {
        Failure::Refused(_, code) => {
            format!("The mail server refused it with code {code}. Ask whoever looks after Speir in your organisation.")
        }
        Failure::Trouble(problem) | Failure::Unknown(problem) => {
            format!("This is what happened: {problem}. Ask whoever looks after Speir in your organisation.")
        }
        Failure::Withheld => "It was stopped before it left. Try again.".to_owned(),
    }
}
