//! Closing a collection before its time.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use maud::{Markup, html};

use super::{
    model::{CollectionPage, Told, filled_from, meanwhile, read_from},
    parts::{hidden, told},
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
    fieldwork::change::{self, Setup},
    inspection::{Collection, Directory, GRACE, State},
    language::calendar,
    store::{Store, StoreError},
    users::User,
    web::page::see_other,
};

/// `GET /console/collections/{id}/close`: asks whether it is meant, and changes nothing.
pub async fn ask(
    MayChange(user): MayChange,
    Seen(collection, scope): Seen<Collection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let page = CollectionPage::of(collection, &scope, &store).await?;
    Ok(frame::answer(StatusCode::OK, view(&user, &page, Told::Nothing)))
}

/// `POST` to the same address.
pub async fn close(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(collection, scope): Seen<Collection>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let page = CollectionPage::of(collection, &scope, &store).await?;
    let done = match read_from::<Setup>(&typed) {
        Ok(from) => {
            let (id, actor, now) = (page.collection.id, user.email.clone(), page.now);
            store
                .run(move |connection| {
                    Ok::<_, StoreError>(change::close(connection, id, &from, &actor, now))
                })
                .await?
        }
        Err(refused) => Err(refused),
    };
    let Err(refused) = done else {
        refresh(directory).await;
        return Ok(see_other(&page.place()));
    };
    let differences = meanwhile(&user, refused)?;
    let page = page.again(&scope, &store).await?;
    Ok(frame::answer(StatusCode::CONFLICT, view(&user, &page, Told::of(differences.as_deref()))))
}

fn view(viewer: &User, page: &CollectionPage, about: Told<'_>) -> Markup {
    let title = format!("Close {} early", page.name());
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
                (told(about, "Close it now if that is still right."))
                h1 { (title) }
                @match page.state() {
                    State::Open => (sure(page)),
                    State::Planned => {
                        p { "It has not opened yet: it \
                            opens " (calendar::named_date_and_time(page.collection.opens_at)) "." }
                        p { a href={ (page.place()) "/change" } { "Change its \
                            dates" } ", or " a href={ (page.place()) "/delete" } { "delete it" } "." }
                    }
                    State::Closing | State::Closed => {
                        p { "It has closed: " (calendar::named_date_and_time(page.collection.closes_at)) "." }
                        p { a href={ (page.place()) "/change" } { "Open it again" } ", until its \
                            answers are released: soon \
                            after " (calendar::time_on(page.released_at(page.collection.closes_at))) "." }
                    }
                    State::Released => {
                        p { "It has closed, and its answers are released." }
                        p { a href={ (page.place()) "/results" } { "See the results" } }
                    }
                }
            }
        },
    )
}

/// What closing does.
fn sure(page: &CollectionPage) -> Markup {
    html! {
        p.lead { "Left alone, it closes " (calendar::this_year(page.collection.closes_at)) "." }
        ul.says {
            li { "No form opens any more. One that is open already can still be sent for two \
                hours, until about " (calendar::time_on(page.now + GRACE)) "." }
            li {
                @match page.reminders.as_slice() {
                    [] => "No reminder is planned.",
                    [one] => { "The reminder of " (calendar::this_year(one.due_at)) " is dropped." }
                    several => { "The " (several.len()) " reminders that have not gone out are \
                        dropped, the next of them \
                        for " (several.first().map(|one| calendar::this_year(one.due_at)).unwrap_or_default()) "." }
                }
                " Messages that wait to be sent are dropped as well."
            }
            li { "It can be opened again by a later closing time until its answers are released. \
                The service does that by itself soon \
                after " (calendar::time_on(page.released_at(page.now))) "; from then on it stays \
                    closed." }
        }
        form method="post" action={ (page.place()) "/close" } {
            (hidden(&filled_from(&Setup::from(&page.collection))))
            button.main type="submit" { "Close it now" }
            " " a.beside href=(page.place()) { "Leave it open" }
        }
    }
}
