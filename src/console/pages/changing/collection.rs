use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};

use super::{
    collection_view::{self, Shown},
    model::{CollectionPage, Told, filled_from, kept, moment, read_from, shown},
};
use crate::{
    console::{
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, Seen},
            form::{Errors, Typed, number},
            origin::SameOrigin,
        },
        views::frame,
    },
    fieldwork::change::{self, Refused, Setup},
    inspection::{Collection, Directory},
    store::{Store, StoreError},
    users::{Scope, User},
    web::page::see_other,
};

/// The fields in the order in which the page shows them.
const ORDER: [&str; 4] = ["opens_at", "closes_at", "target_percent", "version"];

/// `GET /console/collections/{id}/change`.
pub async fn show(
    MayChange(user): MayChange,
    Seen(collection, scope): Seen<Collection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let page = CollectionPage::of(collection, &scope, &store).await?;
    let typed = filled(&Setup::from(&page.collection));
    Ok(answer(StatusCode::OK, &user, &page, &typed, &Errors::default(), Told::Nothing))
}

/// `POST` to the same address.
pub async fn save(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(collection, scope): Seen<Collection>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let page = CollectionPage::of(collection, &scope, &store).await?;
    let refused = match read_from(&typed).map(|from: Setup| (read(&typed, &from, &page), from)) {
        Ok((Err(errors), _)) => {
            return Ok(answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                &user,
                &page,
                &typed,
                &errors,
                Told::Nothing,
            ));
        }
        Ok((Ok(to), from)) => {
            let (id, actor, now) = (page.collection.id, user.email.clone(), page.now);
            let work = move |connection: &mut _| {
                Ok::<_, StoreError>(change::change(connection, id, (&from, &to), &actor, now))
            };
            match store.run(work).await? {
                Ok(()) => {
                    refresh(directory).await;
                    return Ok(see_other(&page.place()));
                }
                Err(refused) => refused,
            }
        }
        Err(refused) => refused,
    };
    refuse(page, &scope, &store, &typed, refused).await
}

/// The page again, as things are now, with everything typed.
async fn refuse(
    page: CollectionPage,
    scope: &Scope,
    store: &Store,
    typed: &Typed,
    refused: Refused,
) -> Result<HttpResponse, ConsoleError> {
    let (user, page) = (scope.user(), page.again(scope, store).await?);
    let none = Errors::default();
    match refused {
        Refused::Gone => Err(ConsoleError::NotFound(user.clone())),
        Refused::Store(error) => Err(error.into()),
        Refused::Broken(broken) => {
            let mut errors = Errors::default();
            for (field, sentence) in broken {
                errors.add(field, sentence);
            }
            let errors = errors.in_order(&ORDER);
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, user, &page, typed, &errors, Told::Nothing))
        }
        Refused::Stale(differences) => {
            let before = read_from(typed).map(|from| filled(&from)).unwrap_or_default();
            let typed = kept(typed, &before, &filled(&Setup::from(&page.collection)), ORDER);
            Ok(answer(StatusCode::CONFLICT, user, &page, &typed, &none, Told::Stale(&differences)))
        }
        Refused::Released | Refused::NotOpen | Refused::Kept => {
            Ok(answer(StatusCode::CONFLICT, user, &page, typed, &none, Told::Nothing))
        }
    }
}

fn answer(
    status: StatusCode,
    user: &User,
    page: &CollectionPage,
    typed: &Typed,
    errors: &Errors,
    told: Told<'_>,
) -> HttpResponse {
    // A mistake is corrected on the same page. What was changed meanwhile has been told, so the
    // form starts from it.
    let from = if errors.is_empty() {
        filled_from(&Setup::from(&page.collection))
    } else {
        typed.one("from").to_owned()
    };
    frame::answer(
        status,
        collection_view::change(user, page, &Shown { typed, errors, told, from: &from }),
    )
}

/// The form as if somebody had typed what is.
fn filled(setup: &Setup) -> Typed {
    Typed::of([
        ("opens_at", shown(setup.opens_at)),
        ("closes_at", shown(setup.closes_at)),
        ("target_percent", setup.target_percent.to_string()),
        ("version", setup.version.to_string()),
    ])
}

/// What was typed, or what of it cannot be read. A field that the form did not have stays as it is.
fn read(typed: &Typed, from: &Setup, page: &CollectionPage) -> Result<Setup, Errors> {
    let mut errors = Errors::default();
    let mut time = |field, before, sentence: &str| {
        if typed.is_there(field) {
            errors.keep(field, moment(typed.one(field), before), sentence)
        } else {
            Some(before)
        }
    };
    let opens_at =
        time("opens_at", from.opens_at, "Choose the day and time when the survey opens.");
    let closes_at =
        time("closes_at", from.closes_at, "Choose the day and time when the survey closes.");
    let target_percent = if typed.is_there("target_percent") {
        let percent = number(typed.one("target_percent").trim_end_matches('%'))
            .filter(|percent| (1..=100).contains(percent));
        errors.keep(
            "target_percent",
            percent,
            "Write the target as a whole number from 1 to 100, such as 80.",
        )
    } else {
        Some(from.target_percent)
    };
    let version = if typed.is_there("version") {
        let known = |version: &u32| *version == from.version || page.versions.contains(version);
        errors.keep(
            "version",
            number(typed.one("version")).filter(known),
            "Choose one of the published versions.",
        )
    } else {
        Some(from.version)
    };
    match (opens_at, closes_at, target_percent, version) {
        (Some(opens_at), Some(closes_at), Some(target_percent), Some(version)) => {
            Ok(Setup { opens_at, closes_at, target_percent, version })
        }
        _ => Err(errors.in_order(&ORDER)),
    }
}
