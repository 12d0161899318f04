use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{check, check_view, details, details_view, ground::Ground, make::make, origin::Origin};
use crate::{
    catalogue,
    console::{
        pages::particulars,
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, Seen},
            form::{Errors, Typed},
            once,
            origin::SameOrigin,
        },
        views::frame,
    },
    inspection::{Directory, Inspection, queries},
    language::calendar,
    programme::NotJoined,
    store::{Connection, Store, StoreError},
    survey::Framework,
    users::{Scope, User},
    web::{page::see_other, paths},
};

/// What the form proposes follows from the framework.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    framework: String,
}

/// `GET /console/inspections/new`.
pub async fn show(
    MayChange(user): MayChange,
    Query(asked): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let ground = ground(user, None, &store).await?;
    let framework = asked.framework.parse().unwrap_or_else(|_| Framework::first());
    let today = calendar::day(Utc::now());
    let proposed =
        details::proposed(framework, &ground.viewer.email, today).or(once::KEY, once::key);
    Ok(frame::answer(StatusCode::OK, details_view::page(&ground, &proposed, &Errors::default())))
}

/// `GET /console/inspections/{id}/copy`.
pub async fn show_copy(
    MayChange(user): MayChange,
    Seen(copied, _): Seen<Inspection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let ground = ground(user, Some(copied), &store).await?;
    let today = calendar::day(Utc::now());
    let proposed = ground.origin.as_ref().map(|origin| origin.details(&ground.titles, today));
    let proposed = proposed.unwrap_or_default().or(once::KEY, once::key);
    let page = details_view::page(&ground, &proposed, &Errors::default());
    Ok(frame::answer(StatusCode::OK, page))
}

/// `POST /console/inspections`.
pub async fn create(
    _: SameOrigin,
    MayChange(user): MayChange,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let ground = ground(user, None, &store).await?;
    take(ground, &typed, &store, directory).await
}

/// `POST /console/inspections/{id}/copy`.
pub async fn copy(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(copied, _): Seen<Inspection>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let ground = ground(user, Some(copied), &store).await?;
    take(ground, &typed, &store, directory).await
}

/// Shows the requested step, or makes the inspection. Only the form keeps values between the steps.
async fn take(
    ground: Ground,
    typed: &Typed,
    store: &Store,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let first = |status, errors: &Errors| {
        Ok(frame::answer(status, details_view::page(&ground, typed, errors)))
    };
    if typed.one("step") == "details" {
        return first(StatusCode::OK, &Errors::default());
    }
    let id = once::id(typed, &ground.viewer);
    let place = paths::inspection::PAGE.of(id);
    if typed.one("step") == "create"
        && once::is_made::<Inspection>(&ground.viewer, id, store).await?
    {
        return Ok(see_other(&place));
    }
    let now = Utc::now();
    let plan = match details::read(typed, (&ground.versions, &ground.earlier), now) {
        Ok(plan) if ground.titles.contains(&plan.inspection.title.trim().to_owned()) => {
            return first(StatusCode::UNPROCESSABLE_ENTITY, &title_is_taken());
        }
        Ok(plan) => plan,
        Err(errors) => return first(StatusCode::UNPROCESSABLE_ENTITY, &errors),
    };
    let filled = check::filled(typed, &plan, ground.origin.as_ref());
    let second = |status, errors: &Errors| {
        Ok(frame::answer(status, check_view::page(&ground, &plan, &filled, errors, now)))
    };
    if typed.one("step") == "check" {
        return second(StatusCode::OK, &Errors::default());
    }
    let collections = match check::read(&filled, &plan, ground.origin.as_ref()) {
        Ok(collections) => collections,
        Err(errors) => return second(StatusCode::UNPROCESSABLE_ENTITY, &errors),
    };
    let mut inspection = plan.inspection.clone();
    inspection.particulars.follows = match check::follows(&filled, &plan) {
        Ok(follows) => follows,
        Err(errors) => return second(StatusCode::UNPROCESSABLE_ENTITY, &errors),
    };
    let inspection = Inspection { id, ..inspection.into_inspection(&ground.viewer.email) };
    let rows: Vec<_> = collections.into_iter().map(|one| one.into_collection(id)).collect();
    let viewer = ground.viewer.clone();
    let copied = ground.origin.as_ref().map(|origin| origin.inspection.clone());
    let programme = ground.origin.as_ref().and_then(|origin| origin.programme.clone());
    match store
        .run(move |connection| {
            let of = (copied.as_ref(), programme.as_deref());
            make(connection, &viewer, &inspection, &rows, of)
        })
        .await
    {
        Ok(()) => {
            refresh(directory).await;
            Ok(see_other(&place))
        }
        Err(NotJoined::Store(error))
            if error.is_duplicate()
                && once::is_made::<Inspection>(&ground.viewer, id, store).await? =>
        {
            Ok(see_other(&place))
        }
        // Somebody else took the title meanwhile.
        Err(NotJoined::Store(error)) if error.is_duplicate() => {
            first(StatusCode::UNPROCESSABLE_ENTITY, &title_is_taken())
        }
        Err(error) => match error.sentence() {
            Some(sentence) => {
                first(StatusCode::UNPROCESSABLE_ENTITY, &Errors::one("title", sentence))
            }
            None => Err(error.into()),
        },
    }
}

async fn ground(
    user: User,
    copied: Option<Inspection>,
    store: &Store,
) -> Result<Ground, ConsoleError> {
    let read = move |connection: &mut Connection| {
        let scope = Scope::of(connection, &user)?;
        let earlier = particulars::earlier(connection, &scope, None)?;
        let versions = catalogue::numbers(connection)?;
        let titles = queries::titles(connection)?;
        let origin = copied.map(|inspection| Origin::read(connection, inspection)).transpose()?;
        Ok::<_, StoreError>(Ground { viewer: user, versions, titles, earlier, origin })
    };
    Ok(store.run(read).await?)
}

/// What to do if another inspection has the title.
pub const TITLE_IS_TAKEN: &str =
    "Another inspection has this title. Write a different one, with the year for example.";

fn title_is_taken() -> Errors {
    Errors::one("title", TITLE_IS_TAKEN)
}
