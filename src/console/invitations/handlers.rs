use std::{collections::BTreeSet, sync::Arc};

use actix_multipart::Multipart;
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;

use super::{
    confirming::{self, COUNTED},
    model::InvitationsPage,
    schedule, upload,
    views::{self, Shown},
};
use crate::{
    audit,
    console::{
        ConsoleError,
        access::{MayChange, MayReach, Seen, SignedIn},
        form::{Errors, Typed},
        origin::SameOrigin,
        refresh,
        users::User,
        views::frame,
    },
    inspection::{Collection, Directory, queries as inspections},
    invitation::{
        self, AddressBook, Post,
        import::{self, Changes, ImportError, List, Source},
        wave,
    },
    store::{Connection, Secret, Store, StoreError},
    text::not_an_email,
    web::page::see_other,
};

/// `GET /console/collections/{id}/invitations`.
pub async fn show(SignedIn(user): SignedIn, Seen(page, _): Seen<InvitationsPage>, post: Data<Post>) -> HttpResponse {
    answer(StatusCode::OK, &user, &page, &post, &Shown::default())
}

/// `GET` where only a form is taken leads to the page that the form stands on.
pub async fn back(SignedIn(_): SignedIn, Seen(collection, _): Seen<Collection>) -> HttpResponse {
    see_other(&format!("/console/collections/{}/invitations", collection.id))
}

/// `POST /console/collections/{id}/invitations/import`.
pub async fn import(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(page, _): Seen<InvitationsPage>,
    form: Multipart,
    store: Data<Store>,
    secret: Data<Secret>,
    post: Data<Post>,
) -> Result<HttpResponse, ConsoleError> {
    let upload = upload::read(form).await;
    let refuse = |shown: &Shown<'_>| Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &post, shown));
    let upload = match upload {
        Ok(upload) => upload,
        Err(error) => return refuse(&Shown::error("list", error)),
    };
    let keys: BTreeSet<String> = page.strata.iter().map(|stratum| stratum.key.clone()).collect();
    let list = import::read(&upload.bytes, &keys);
    if !list.bad.is_empty() && !upload.skip_bad {
        return refuse(&Shown { bad: &list.bad, ..Shown::error("list", views::told(&list.bad)) });
    }
    if list.mailboxes.is_empty() {
        return refuse(&Shown { bad: &list.bad, ..Shown::error("list", "There is no mailbox in this list.") });
    }
    let list = Arc::new(list);
    let kept = Arc::clone(&list);
    let (collection, strata, actor) = (page.collection.clone(), page.strata.clone(), user.email.clone());
    let (consent, sent) = (upload.consent(), !upload.counted.is_empty());
    let threshold = u32::try_from(page.inspection.threshold).unwrap_or(0);
    let imported = store
        .run(move |connection| {
            let book = AddressBook::of(&secret, collection.id);
            let source = Source { collection: &collection, strata: &strata, threshold, book: &book };
            let imported = import::store(connection, &source, &kept, (&actor, consent), Utc::now())?;
            if imported.first_while_open {
                // Nobody has seen yet what would go out at once.
                invitation::pause(connection, collection.id, true)?;
            }
            Ok::<_, ImportError>(imported)
        })
        .await;
    match imported {
        Ok(_) => Ok(to_page(&page)),
        Err(ImportError::NotSeen(changes)) => Ok(confirm(&user, &page, &list, &changes, sent || upload.seen.is_some())),
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(error) => refuse(&Shown::error("list", error)),
    }
}

/// Shows what a list changes. Whoever has `answered` already is told what was wrong with it.
fn confirm(user: &User, page: &InvitationsPage, list: &List, changes: &Changes, answered: bool) -> HttpResponse {
    let mut errors = Errors::default();
    if answered && changes.are_large() {
        errors.add(COUNTED, "This is not how many new mailboxes the list has. Write the number that stands above.");
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::answer(status, confirming::page(user, page, list, changes, &errors))
}

/// `POST /console/collections/{id}/invitations/reminders`.
pub async fn remind(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    post: Data<Post>,
) -> Result<HttpResponse, ConsoleError> {
    match schedule::read(&typed, &page) {
        Ok(reminders) => {
            let action = format!("Planned reminders: {}", reminders.len());
            change(&user, &page, &store, action, move |connection, id| wave::set_reminders(connection, id, &reminders))
                .await
        }
        Err(errors) => {
            let shown = Shown { typed: Some(&typed), errors, ..Shown::default() };
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &post, &shown))
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
    let action = if paused { "Paused the messages" } else { "Let the messages go out" };
    change(&user, &page, &store, action, move |connection, id| invitation::pause(connection, id, paused)).await
}

/// `POST /console/collections/{id}/invitations/departed`.
pub async fn departed(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    post: Data<Post>,
) -> Result<HttpResponse, ConsoleError> {
    let most = page.invited.undeliverable;
    let Some(departed) = typed.one("departed").parse::<u64>().ok().filter(|departed| *departed <= most) else {
        let errors = Errors::one("departed", format!("Write a whole number from 0 to {most}."));
        let shown = Shown { typed: Some(&typed), errors, ..Shown::default() };
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &post, &shown));
    };
    let action = format!("Stated that {departed} of those who could not be reached have left");
    change(&user, &page, &store, action, move |connection, id| invitation::state_departed(connection, id, departed))
        .await
}

/// `POST /console/collections/{id}/invitations/way`.
pub async fn way(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<InvitationsPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    post: Data<Post>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let coordinator = typed.one("coordinator").to_lowercase();
    let why = not_an_email(&coordinator, "Write an email address, such as coordinator@example.org.");
    if let Some(why) = why.filter(|_| !coordinator.is_empty()) {
        let errors = Errors::one("coordinator", why);
        let shown = Shown { typed: Some(&typed), errors, ..Shown::default() };
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &post, &shown));
    }
    let open = !typed.has("way", "personal");
    let action = match (page.collection.open_link, open) {
        (true, false) => "Closed the open link",
        (false, true) => "Opened the link to anybody who has it",
        _ => "Named the co-ordinator",
    };
    let answer = change(&user, &page, &store, action, move |connection, id| {
        inspections::set_open_link(connection, id, open)?;
        inspections::set_coordinator(connection, id, Some(coordinator.as_str()).filter(|c| !c.is_empty()))
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
    post: Data<Post>,
) -> Result<HttpResponse, ConsoleError> {
    if !typed.has("sure", "yes") {
        let errors = Errors::one("sure", "Tick the box if you are sure. Deleted addresses cannot be brought back.");
        let shown = Shown { errors, ..Shown::default() };
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &post, &shown));
    }
    let (collection, actor) = (page.collection.clone(), user.email.clone());
    store.run(move |connection| invitation::erase(connection, &collection, &actor, Utc::now())).await?;
    Ok(to_page(&page))
}

/// Changes something and writes it in the audit log, both or neither.
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
            audit::with(connection, &actor, &action, &collection, |connection| work(connection, collection.id))
        })
        .await?;
    Ok(to_page(page))
}

fn to_page(page: &InvitationsPage) -> HttpResponse {
    see_other(&format!("/console/collections/{}/invitations", page.collection.id))
}

fn answer(status: StatusCode, user: &User, page: &InvitationsPage, post: &Post, shown: &Shown<'_>) -> HttpResponse {
    frame::answer(status, views::invitations(user, page, post, shown))
}
