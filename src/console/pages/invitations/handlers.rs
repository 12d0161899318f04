use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;

use super::{model::InvitationsPage, schedule, shown::Shown, views};
use crate::{
    audit,
    console::{
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, MayReach, Seen, SignedIn},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    inspection::{Directory, Placed, Reachable, queries as inspections},
    invitation::{self, Mailer, unreached, wave},
    rates,
    store::{Connection, Store, StoreError},
    text::not_an_email,
    users::User,
    web::{page::see_other, paths},
};

/// `GET /console/collections/{id}/invitations`.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(page, _): Seen<InvitationsPage>,
    mailer: Data<Mailer>,
) -> HttpResponse {
    answer(StatusCode::OK, &user, &page, &mailer, &Shown::default())
}

/// `GET` of an address that takes only a form redirects to the form's page.
pub async fn back(
    SignedIn(_): SignedIn,
    Seen(Reachable(Placed { collection, .. }), _): Seen<Reachable>,
) -> HttpResponse {
    see_other(&paths::invitations::PAGE.of(collection.id))
}

/// `POST /console/collections/{id}/invitations/reminders`.
pub async fn remind(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    mailer: Data<Mailer>,
) -> Result<HttpResponse, ConsoleError> {
    match schedule::read(&typed, &page) {
        Ok(reminders) => {
            let action = format!("Planned reminders: {}", reminders.len());
            change(&user, &page, &store, action, move |connection, id| {
                wave::set_reminders(connection, id, &reminders)
            })
            .await
        }
        Err(errors) => {
            let shown = Shown { typed: Some(&typed), errors, ..Shown::default() };
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &mailer, &shown))
        }
    }
}

/// `POST /console/collections/{id}/invitations/pause`.
pub async fn pause(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let paused = typed.has("paused", "yes");
    let action = if paused { "Paused the messages" } else { "Started sending" };
    // Whoever resumes messages that servers had refused expects them to be retried.
    let tries_again = !paused && page.mailing.paused_by_refusals;
    change(&user, &page, &store, action, move |connection, id| {
        if tries_again {
            unreached::try_refused(connection, id, Utc::now())?;
        }
        invitation::pause(connection, id, paused)
    })
    .await
}

/// `POST /console/collections/{id}/invitations/departed`.
pub async fn departed(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    mailer: Data<Mailer>,
) -> Result<HttpResponse, ConsoleError> {
    let most = page.invited.undeliverable;
    let Some(departed) =
        typed.one("departed").parse::<u64>().ok().filter(|departed| *departed <= most)
    else {
        let errors = Errors::one("departed", format!("Write a whole number from 0 to {most}."));
        let shown = Shown { typed: Some(&typed), errors, ..Shown::default() };
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &mailer, &shown));
    };
    let action = format!("Stated that {departed} of those who could not be reached have left");
    change(&user, &page, &store, action, move |connection, id| {
        invitation::state_departed(connection, id, departed)
    })
    .await
}

/// `POST /console/collections/{id}/invitations/way`.
pub async fn way(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    mailer: Data<Mailer>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let coordinator = typed.one("coordinator").to_lowercase();
    let why =
        not_an_email(&coordinator, "Write an email address, such as coordinator@example.org.");
    if let Some(why) = why.filter(|_| !coordinator.is_empty()) {
        let errors = Errors::one("coordinator", why);
        let shown = Shown { typed: Some(&typed), errors, ..Shown::default() };
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &mailer, &shown));
    }
    let open = !typed.has("way", "personal");
    let action = match (page.collection.open_link, open) {
        (true, false) => "Closed the open link",
        (false, true) => "Opened the link to anybody who has it",
        _ => "Named the co-ordinator",
    };
    let answer = change(&user, &page, &store, action, move |connection, id| {
        rates::keep_fewest(connection, id, Utc::now())?;
        inspections::set_open_link(connection, id, open)?;
        inspections::set_coordinator(
            connection,
            id,
            Some(coordinator.as_str()).filter(|c| !c.is_empty()),
        )
    })
    .await;
    refresh(directory).await;
    answer
}

/// `POST /console/collections/{id}/invitations/erase`.
pub async fn erase(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    mailer: Data<Mailer>,
) -> Result<HttpResponse, ConsoleError> {
    if !typed.has("sure", "yes") {
        let errors = Errors::one(
            "sure",
            "Tick the box if you are sure. Deleted addresses cannot be brought back.",
        );
        let shown = Shown { errors, ..Shown::default() };
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &mailer, &shown));
    }
    let (collection, actor) = (page.collection.clone(), user.email.clone());
    store
        .run(move |connection| invitation::erase(connection, &collection, &actor, Utc::now()))
        .await?;
    Ok(to_page(&page))
}

/// Makes a change and records it in the audit log, both or neither.
async fn change(
    user: &User,
    page: &InvitationsPage,
    store: &Store,
    action: impl Into<String>,
    work: impl FnOnce(&mut Connection, crate::store::Id) -> Result<(), StoreError> + Send + 'static,
) -> Result<HttpResponse, ConsoleError> {
    let (collection, actor, action) = (page.collection.clone(), user.email.clone(), action.into());
    store
        .run(move |connection| {
            audit::with(connection, &actor, &action, &collection, |connection| {
                work(connection, collection.id)
            })
        })
        .await?;
    Ok(to_page(page))
}

pub(super) fn to_page(page: &InvitationsPage) -> HttpResponse {
    see_other(&paths::invitations::PAGE.of(page.collection.id))
}

pub(super) fn answer(
    status: StatusCode,
    user: &User,
    page: &InvitationsPage,
    mailer: &Mailer,
    shown: &Shown<'_>,
) -> HttpResponse {
    frame::answer(status, views::invitations(user, page, mailer, shown))
}
