use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    form_view,
    model::{self, CollectionPage},
    new, views,
};
use crate::{
    audit, catalogue,
    console::{
        pages::asked::{Versions, chosen},
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, Seen, SignedIn},
            form::{self, Errors, Typed},
            once,
            origin::SameOrigin,
        },
        views::{asking::Asking, frame},
    },
    inspection::{
        Collection, Directory, Inspection, Placed, Reachable, create::more_in_parts, queries,
    },
    rates,
    results::joins_published,
    settings::Settings,
    store::Store,
    web::{page::see_other, paths, qr},
};

/// Who fills in the collection to be added.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    by: String,
}

/// `GET /console/inspections/{id}/collections/new`, with `?by=team` for what the team records.
pub async fn show_new(
    MayChange(user): MayChange,
    Seen(inspection, _): Seen<Inspection>,
    Query(asked): Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let versions = versions(&store).await?;
    let asking = form_view::asking_by(&asked.by);
    let typed = match asking {
        Asking::Anonymous => new::proposed(&inspection),
        Asking::Recorded | Asking::Area => new::proposed_to_record(&inspection),
    };
    let page = form_view::new(&user, &inspection, asking, (&typed, &Errors::default()), &versions);
    Ok(frame::answer(StatusCode::OK, page))
}

/// `POST /console/inspections/{id}/collections`.
pub async fn create(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(inspection, _): Seen<Inspection>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let versions = versions(&store).await?;
    let viewer = user.clone();
    let id = once::id(&typed, &user);
    let errors = match new::read(&typed, &versions, Utc::now()) {
        Ok(new) => {
            let name = format!("{} in {}", new.survey.name(), new.area);
            let (mut collection, parts) = new.into_collection(inspection.id);
            collection.id = id;
            let adding = store
                .run(move |connection| {
                    if joins_published(connection, &collection)? {
                        return Ok(false);
                    }
                    audit::with(
                        connection,
                        &user.email,
                        "Added it to the inspection",
                        &collection,
                        |connection| queries::add_collection(connection, &collection, &parts),
                    )
                    .map(|()| true)
                })
                .await;
            match adding {
                Ok(false) => is_published(&name),
                Ok(true) => {
                    refresh(directory).await;
                    return Ok(see_other(&paths::collection::PAGE.of(id)));
                }
                Err(error)
                    if error.is_duplicate()
                        && once::is_made::<Collection>(&viewer, id, &store).await? =>
                {
                    return Ok(see_other(&paths::collection::PAGE.of(id)));
                }
                Err(error) if error.is_duplicate() => is_asked_already(&name),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    let survey = chosen(typed.one("survey"), &versions).map(|(survey, _)| survey.audience());
    let asking = survey.map_or_else(|| form_view::asking_by(typed.one("by")), Asking::from);
    let page = form_view::new(&viewer, &inspection, asking, (&typed, &errors), &versions);
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// The results that it would be added to are published.
fn is_published(name: &str) -> Errors {
    let mut errors = Errors::default();
    errors.add(
        "area",
        format!(
            "{name} cannot be added, because results of this inspection are out. Together with them, \
             its results would tell what few people answered. Make a new inspection for it, such as a \
             progress review that follows this one."
        ),
    );
    errors
}

/// `GET /console/collections/{id}`.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(placed, _): Seen<Placed>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let page = page(placed, &store, settings).await?;
    Ok(frame::answer(StatusCode::OK, views::collection(&user, &page, None)))
}

/// `GET /console/collections/{id}/qr.svg`.
pub async fn qr(
    SignedIn(_): SignedIn,
    Seen(Reachable(Placed { collection, .. }), _): Seen<Reachable>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let address = model::address(&settings.base_url, collection.link.as_str());
    let picture =
        qr::file(&address, &format!("QR code of {address}")).ok_or(ConsoleError::Unfinished)?;
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"qr-{}.svg\"", collection.link),
        ))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(picture))
}

/// `POST /console/collections/{id}/population`.
pub async fn state_population(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(Reachable(placed), _): Seen<Reachable>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    settings: Data<Settings>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let page = page(placed, &store, settings).await?;
    let id = page.collection.id;
    let stated = form::population(typed.one("population")).map_err(str::to_owned);
    let room = stated.and_then(|all| match page.in_parts() {
        parts if parts > u64::from(all) => Err(more_in_parts(parts, all.into())),
        _ => Ok(all),
    });
    let population = match room {
        Ok(population) => population,
        Err(reason) => {
            let mut errors = Errors::default();
            errors.add("population", reason);
            let page = views::collection(&user, &page, Some((&typed, &errors)));
            return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    let collection = page.collection;
    store
        .run(move |connection| {
            rates::keep_fewest(connection, id, Utc::now())?;
            queries::state_population(connection, &collection, population, &user.email)
        })
        .await?;
    refresh(directory).await;
    Ok(see_other(&paths::collection::PAGE.of(id)))
}

/// `GET` of an address that takes only a form redirects to the form's page.
pub async fn back(
    SignedIn(_): SignedIn,
    Seen(Reachable(Placed { collection, .. }), _): Seen<Reachable>,
) -> HttpResponse {
    see_other(&paths::collection::PAGE.of(collection.id))
}

async fn versions(store: &Store) -> Result<Versions, ConsoleError> {
    Ok(store.run(catalogue::numbers).await?)
}

async fn page(
    placed: Placed,
    store: &Store,
    settings: Data<Settings>,
) -> Result<CollectionPage, ConsoleError> {
    let read = move |connection: &mut _| {
        CollectionPage::read(connection, placed, &settings.base_url, Utc::now())
    };
    Ok(store.run(read).await?)
}

fn is_asked_already(name: &str) -> Errors {
    let mut errors = Errors::default();
    errors.add(
        "area",
        format!("This inspection already asks {name}. Choose another area or audience."),
    );
    errors
}
