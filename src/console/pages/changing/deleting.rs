//! Deleting a collection, or an inspection with all of its collections.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use maud::{Markup, html};

use super::{
    model::{CollectionPage, InspectionPage, Told, filled_from, meanwhile, read_from},
    parts::{hidden, instead, told, why_not},
};
use crate::{
    console::{
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, Seen},
            form::Typed,
            origin::SameOrigin,
        },
        views::frame::{self, Head, Section},
    },
    fieldwork::change::{self, Outline, Setup},
    inspection::{Collection, Directory, Inspection, State},
    language::numbers::counted,
    store::{Store, StoreError},
    users::User,
    web::page::see_other,
};

const STILL: &str = "Delete it if that is still right.";

/// `GET /console/collections/{id}/delete`: asks whether it is meant, or says why it cannot be. It
/// changes nothing.
pub async fn ask_collection(
    MayChange(user): MayChange,
    Seen(one, scope): Seen<Collection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let page = CollectionPage::of(one, &scope, &store).await?;
    Ok(frame::answer(StatusCode::OK, collection(&user, &page, Told::Nothing)))
}

/// `POST` to the same address.
pub async fn delete_collection(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(one, scope): Seen<Collection>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let page = CollectionPage::of(one, &scope, &store).await?;
    let done = match read_from::<Setup>(&typed) {
        Ok(from) => {
            let (id, actor, now) = (page.collection.id, user.email.clone(), page.now);
            let work = move |connection: &mut _| {
                Ok::<_, StoreError>(change::delete(connection, id, &from, &actor, now))
            };
            store.run(work).await?
        }
        Err(refused) => Err(refused),
    };
    let Err(refused) = done else {
        refresh(directory).await;
        return Ok(see_other(&format!("/console/inspections/{}", page.inspection.id)));
    };
    let differences = meanwhile(&user, refused)?;
    let page = page.again(&scope, &store).await?;
    Ok(frame::answer(
        StatusCode::CONFLICT,
        collection(&user, &page, Told::of(differences.as_deref())),
    ))
}

/// `GET /console/inspections/{id}/delete`: asks whether it is meant, or says why it cannot be. It
/// changes nothing.
pub async fn ask_inspection(
    MayChange(user): MayChange,
    Seen(one, scope): Seen<Inspection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let page = InspectionPage::of(one, &scope, &store).await?;
    Ok(frame::answer(StatusCode::OK, inspection(&user, &page, Told::Nothing)))
}

/// `POST` to the same address.
pub async fn delete_inspection(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(one, scope): Seen<Inspection>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let page = InspectionPage::of(one, &scope, &store).await?;
    let done = match read_from::<Outline>(&typed) {
        Ok(from) => {
            let (id, actor, now) = (page.inspection.id, user.email.clone(), page.now);
            store
                .run(move |connection| {
                    Ok::<_, StoreError>(change::delete_inspection(
                        connection, id, &from, &actor, now,
                    ))
                })
                .await?
        }
        Err(refused) => Err(refused),
    };
    let Err(refused) = done else {
        refresh(directory).await;
        return Ok(see_other("/console"));
    };
    let differences = meanwhile(&user, refused)?;
    let page = page.again(&scope, &store).await?;
    Ok(frame::answer(
        StatusCode::CONFLICT,
        inspection(&user, &page, Told::of(differences.as_deref())),
    ))
}

fn collection(viewer: &User, page: &CollectionPage, about: Told<'_>) -> Markup {
    let title = format!("Delete {}", page.name());
    let trail = page.trail();
    let head = Head {
        failed: about != Told::Nothing,
        trail: &trail,
        ..Head::of(&title, viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                @if page.why.is_none() { (told(about, STILL)) }
                h1 { (title) }
                @match page.why {
                    Some(why) => {
                        p.lead { "It cannot be deleted. " (why_not(why)) }
                        (instead(why, &page.place(), page.state() == State::Open))
                        p { a href=(page.place()) { "Back to the collection" } }
                    }
                    None => {
                        p.lead { "Nobody has answered, and nothing has gone out." }
                        ul.says {
                            li { "Its link, its parts, its dates and any list of mailboxes are \
                                deleted with it." }
                            li { strong { "It cannot be taken back." } " A poster that is printed \
                                already would lead nowhere." }
                        }
                        form method="post" action={ (page.place()) "/delete" } {
                            (hidden(&filled_from(&Setup::from(&page.collection))))
                            button.main type="submit" { "Delete the collection" }
                            " " a.beside href=(page.place()) { "Keep it" }
                        }
                    }
                }
            }
        },
    )
}

fn inspection(viewer: &User, page: &InspectionPage, about: Told<'_>) -> Markup {
    let title = format!("Delete {}", page.inspection.title);
    let trail = page.trail();
    let head = Head {
        failed: about != Told::Nothing,
        trail: &trail,
        ..Head::of(&title, viewer, Section::Inspections)
    };
    let place = page.place();
    frame::page(
        &head,
        &html! {
            div.narrow {
                @if page.kept.is_empty() { (told(about, STILL)) }
                h1 { (title) }
                @if page.kept.is_empty() {
                    p.lead { "Nobody has answered, and nothing has gone out." }
                    ul.says {
                        li {
                            @match page.collections.len() {
                                0 => "It has no collections.",
                                count => { (counted(count, "collection is", "collections \
                                    are")) " deleted with it, with their links, dates and lists \
                                        of mailboxes." }
                            }
                        }
                        li { strong { "It cannot be taken back." } " What was done to it stays in \
                            the audit log." }
                    }
                    form method="post" action={ (place) "/delete" } {
                        (hidden(&filled_from(&Outline::of(&page.inspection, &page.collections))))
                        button.main type="submit" { "Delete the inspection" }
                        " " a.beside href=(place) { "Keep it" }
                    }
                } @else {
                    p.lead { "It cannot be deleted as it \
                        is: " (counted(page.kept.len(), "of its collections \
                            is", "of its collections are")) " needed." }
                    ul.says {
                        @for (one, why) in &page.kept {
                            li { a href={ "/console/collections/" (one.id) } { (one.name()) } ". " (why_not(*why)) }
                        }
                    }
                    p { "Close what is open, if nobody should answer any more. What has no \
                        answers and of which nothing has gone out can be deleted by itself, on \
                        its own page." }
                    p { a href=(place) { "Back to the inspection" } }
                }
            }
        },
    )
}
