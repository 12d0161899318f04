use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};

use super::{
    file,
    params::{Choices, Params},
    views,
};
use crate::{
    audit,
    console::{
        shell::{
            ConsoleError,
            access::{MayChange, Whole, Word},
        },
        views::frame,
    },
    store::{Store, StoreError},
};

/// How many entries a page shows.
const SHOWN: i64 = 100;

/// `GET /console/audit`, with `?inspection=`, `?who=` and `?before=`.
pub async fn show(
    MayChange(user): MayChange,
    Whole(scope): Whole,
    Query(params): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let log = store
        .run(move |connection| {
            let choices = Choices::of(connection, &scope)?;
            let filter = choices.filter(&params);
            let mut entries =
                audit::page(connection, &choices.reader, &filter, params.before(), SHOWN + 1)?;
            let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
            let more = entries.len() > shown;
            entries.truncate(shown);
            Ok::<_, StoreError>(views::Log {
                choices,
                filter,
                entries,
                more,
                later: params.before().is_some(),
            })
        })
        .await?;
    Ok(frame::answer(StatusCode::OK, views::log(&user, &log)))
}

/// `GET /console/audit/{file}`, such as `audit.csv`, with the same query.
pub async fn download(
    MayChange(user): MayChange,
    Whole(scope): Whole,
    Word(file::LogFile(format)): Word<file::LogFile>,
    Query(params): Query<Params>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (reader, filter) = store
        .run(move |connection| {
            let choices = Choices::of(connection, &scope)?;
            let filter = choices.filter(&params);
            let action = format!("Downloaded the audit log as {}", format.name());
            audit::record(connection, &user.email, &action, "Audit log")?;
            Ok::<_, StoreError>((choices.reader, filter))
        })
        .await?;
    Ok(file::send(store, reader, filter, format))
}
