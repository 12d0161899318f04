use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Path},
};
use chrono::Utc;

use super::{
    form_view,
    model::{self, CollectionPage},
    new::{self, Versions},
    views,
};
use crate::{
    audit, catalogue,
    console::{
        ConsoleError,
        access::{MayChange, SignedIn},
        form::{self, Errors, Typed},
        id,
        origin::SameOrigin,
        refresh,
        users::User,
        views::frame,
    },
    inspection::{Directory, Inspection, create::more_in_parts, queries},
    settings::Settings,
    store::{Store, StoreError},
    web::{page::see_other, qr},
};

/// `GET /console/inspections/{id}/collections/new`.
pub async fn show_new(
    MayChange(user): MayChange,
    asked: Path<String>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (inspection, versions) = inspection(&user, &asked, &store).await?;
    let page = form_view::new(&user, &inspection, &new::proposed(&inspection), &Errors::default(), &versions);
    Ok(frame::answer(StatusCode::OK, page))
}

/// `POST /console/inspections/{id}/collections`.
pub async fn create(
    _: SameOrigin,
    MayChange(user): MayChange,
    asked: Path<String>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let (inspection, versions) = inspection(&user, &asked, &store).await?;
    let viewer = user.clone();
    let errors = match new::read(&typed, &versions, Utc::now()) {
        Ok(new) => {
            let name = format!("{} in {}", new.audience.name(), new.area);
            let (collection, strata) = new.into_collection(inspection.id);
            let id = collection.id;
            let adding = store
                .run(move |connection| {
                    audit::with(connection, &user.email, "Added it to the inspection", &collection, |connection| {
                        queries::add_collection(connection, &collection, &strata)
                    })
                })
                .await;
            match adding {
                Ok(()) => {
                    refresh(directory).await;
                    return Ok(see_other(&format!("/console/collections/{id}")));
                }
                Err(error) if error.is_duplicate() => is_asked_already(&name),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    let page = form_view::new(&viewer, &inspection, &typed, &errors, &versions);
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// `GET /console/collections/{id}`.
pub async fn show(
    SignedIn(user): SignedIn,
    asked: Path<String>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let page = page(&user, &asked, &store, settings).await?;
    Ok(frame::answer(StatusCode::OK, views::collection(&user, &page, None)))
}

/// `GET /console/collections/{id}/qr.svg`.
pub async fn qr(
    SignedIn(user): SignedIn,
    asked: Path<String>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let Some(id) = id(&asked) else { return Err(ConsoleError::NotFound(user)) };
    let found = store.run(move |connection| queries::collection_by_id(connection, id)).await?;
    let Some(collection) = found else { return Err(ConsoleError::NotFound(user)) };
    let address = model::address(&settings.base_url, collection.link.as_str());
    let picture = qr::file(&address, &format!("QR code of {address}")).ok_or(ConsoleError::Unfinished)?;
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"qr-{}.svg\"", collection.link)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(picture))
}

/// `POST /console/collections/{id}/population`.
pub async fn state_population(
    _: SameOrigin,
    MayChange(user): MayChange,
    asked: Path<String>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    settings: Data<Settings>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let page = page(&user, &asked, &store, settings).await?;
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
    store.run(move |connection| queries::state_population(connection, &collection, population, &user.email)).await?;
    refresh(directory).await;
    Ok(see_other(&format!("/console/collections/{id}")))
}

/// `GET` where only a form is taken leads to the page that the form stands on.
pub async fn back(SignedIn(_): SignedIn, asked: Path<String>) -> HttpResponse {
    match id(&asked) {
        Some(id) => see_other(&format!("/console/collections/{id}")),
        None => see_other("/console"),
    }
}

async fn inspection(user: &User, asked: &str, store: &Store) -> Result<(Inspection, Versions), ConsoleError> {
    let id = id(asked).ok_or_else(|| ConsoleError::NotFound(user.clone()))?;
    let (inspection, published) = store
        .run(move |connection| {
            Ok::<_, StoreError>((queries::inspection_by_id(connection, id)?, catalogue::list(connection)?))
        })
        .await?;
    let inspection = inspection.ok_or_else(|| ConsoleError::NotFound(user.clone()))?;
    Ok((inspection, new::versions(&published)))
}

async fn page(
    user: &User,
    asked: &str,
    store: &Store,
    settings: Data<Settings>,
) -> Result<CollectionPage, ConsoleError> {
    let nothing = || ConsoleError::NotFound(user.clone());
    let id = id(asked).ok_or_else(nothing)?;
    let found =
        store.run(move |connection| CollectionPage::read(connection, id, &settings.base_url, Utc::now())).await?;
    found.ok_or_else(nothing)
}

fn is_asked_already(name: &str) -> Errors {
    let mut errors = Errors::default();
    errors.add("area", format!("This inspection asks {name} already. Choose another area or audience."));
    errors
}
