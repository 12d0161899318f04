use actix_multipart::Multipart;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::Data,
};
use chrono::Utc;
use maud::Markup;

use super::{
    upload::{self, BadFile, Sent},
    views, words,
};
use crate::{
    catalogue,
    console::{
        pages::{
            inspections::setup::{dates, handlers::TITLE_IS_TAKEN, make::make},
            particulars,
        },
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, Seen, Whole},
            form::Errors,
            once,
            origin::SameOrigin,
        },
        views::frame,
    },
    inspection::{
        Directory, Inspection,
        create::NewInspection,
        file::{self, Sound},
        queries,
    },
    language::calendar,
    programme::{self, NotJoined},
    store::{Connection, Id, Store, StoreError},
    users::{Scope, User},
    web::{page::see_other, paths},
};

fn form(user: &User, text: &str, errors: &Errors) -> Markup {
    views::form(user, text, errors, dates::proposed(calendar::day(Utc::now())))
}

/// `GET /console/inspections/new/file`.
pub async fn show(MayChange(user): MayChange) -> HttpResponse {
    frame::answer(StatusCode::OK, form(&user, "", &Errors::default()))
}

/// `POST` to the same address: shows what a file would make, then makes it.
pub async fn take(
    _: SameOrigin,
    MayChange(user): MayChange,
    Whole(scope): Whole,
    sent: Multipart,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let refuse = |text: &str, field, sentence: String| {
        let page = form(&user, text, &Errors::one(field, sentence));
        Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page))
    };
    let sent: Result<Sent, BadFile> = upload::read(sent).await;
    let Sent { text, step, key } = match sent {
        Ok(sent) => sent,
        Err(bad) => return refuse("", "file", bad.to_string()),
    };
    if step == "file" {
        return Ok(frame::answer(StatusCode::OK, form(&user, &text, &Errors::default())));
    }
    let id = once::id_of([("text", text.as_str())].into_iter(), &key, &user);
    let place = paths::inspection::PAGE.of(id);
    if step == "create" && once::is_made::<Inspection>(&user, id, &store).await? {
        return Ok(see_other(&place));
    }
    let asked = text.clone();
    let sound = match store.run(move |connection| check(connection, &asked, &scope)).await? {
        Ok(sound) => sound,
        Err(sentence) => return refuse(&text, "text", sentence),
    };
    if step != "create" {
        return Ok(frame::answer(
            StatusCode::OK,
            views::check(&user, &sound, (&text, &once::key()), Utc::now()),
        ));
    }
    match make_from(&user, (id, sound), &store).await {
        Ok(()) => {
            refresh(directory).await;
            Ok(see_other(&place))
        }
        Err(NotJoined::Store(error))
            if error.is_duplicate() && once::is_made::<Inspection>(&user, id, &store).await? =>
        {
            Ok(see_other(&place))
        }
        Err(NotJoined::Store(error)) if error.is_duplicate() => {
            refuse(&text, "text", TITLE_IS_TAKEN.to_owned())
        }
        Err(error) => match error.sentence() {
            Some(sentence) => refuse(&text, "text", sentence),
            None => Err(error.into()),
        },
    }
}

/// `GET /console/inspections/{id}/file`.
pub async fn download(
    MayChange(_): MayChange,
    Seen(inspection, scope): Seen<Inspection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let text = store
        .run(move |connection| {
            let collections = queries::as_new(connection, &inspection)?;
            let programme = programme::queries::of_inspection(connection, inspection.id)?;
            let follows = match inspection.particulars.follows {
                Some(id) => scope.find::<Inspection>(connection, id)?.seen(),
                None => None,
            };
            let new = NewInspection {
                programme: programme.map(|one| one.title),
                follows: follows.map(|one| one.title),
                ..NewInspection::from(&inspection)
            };
            Ok::<_, StoreError>(file::write(&new, &collections))
        })
        .await?;
    Ok(HttpResponse::Ok()
        .content_type("application/toml; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"inspection.toml\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text))
}

/// What the file would make, or what is wrong with it.
fn check(
    connection: &mut Connection,
    text: &str,
    scope: &Scope,
) -> Result<Result<Sound, String>, StoreError> {
    let numbers = catalogue::numbers(connection)?;
    let versions = |survey| numbers.get(&survey).into_iter().flatten().copied().collect();
    let titles = queries::titles(connection)?;
    let earlier = particulars::earlier(connection, scope, None)?;
    let published = |survey, version| {
        catalogue::edition(connection, survey, version)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let sound = match file::sound(text, versions, published, (&earlier, Utc::now())) {
        Ok(sound) => sound,
        Err(problem) => return Ok(Err(words::plain(&problem))),
    };
    if let Some(closed) = sound.closed.first() {
        return Ok(Err(format!("{} Choose a later closing time.", words::plain(closed))));
    }
    if titles.contains(&sound.inspection.title.trim().to_owned()) {
        return Ok(Err(TITLE_IS_TAKEN.to_owned()));
    }
    if let Some(title) = &sound.inspection.programme {
        let framework = sound.inspection.framework;
        if let Some(why) = programme::why_not_join(connection, scope, title.trim(), framework)? {
            return Ok(Err(why));
        }
    }
    Ok(Ok(sound))
}

/// Makes the inspection with this id.
async fn make_from(user: &User, (id, sound): (Id, Sound), store: &Store) -> Result<(), NotJoined> {
    let programme = sound.inspection.programme.clone();
    let inspection = Inspection { id, ..sound.inspection.into_inspection(&user.email) };
    let rows: Vec<_> = sound.collections.into_iter().map(|one| one.into_collection(id)).collect();
    let viewer = user.clone();
    store
        .run(move |connection| {
            make(connection, &viewer, &inspection, &rows, (None, programme.as_deref()))
        })
        .await
}
