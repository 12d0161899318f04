use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};

use super::{
    asked::{Asked, Choices},
    file, views,
};
use crate::{
    audit,
    console::{ConsoleError, access::MayChange, views::frame},
    results::export::Format,
    store::{Store, StoreError},
};

/// How many entries a page shows.
const SHOWN: i64 = 100;

/// `GET /console/audit`, with `?inspection=`, `?who=` and `?before=`.
pub async fn show(
    MayChange(user): MayChange,
    Query(asked): Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let viewer = user.clone();
    let log = store
        .run(move |connection| {
            let choices = Choices::of(connection, &viewer)?;
            let filter = choices.filter(&asked);
            let mut entries = audit::page(connection, &choices.reader, &filter, asked.before(), SHOWN + 1)?;
            let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
            let more = entries.len() > shown;
            entries.truncate(shown);
            Ok::<_, StoreError>(views::Log { choices, filter, entries, more, later: asked.before().is_some() })
        })
        .await?;
    Ok(frame::answer(StatusCode::OK, views::log(&user, &log)))
}

/// `GET /console/audit/{file}`, such as `audit.csv`, of the same.
pub async fn download(
    MayChange(user): MayChange,
    asked_file: Path<String>,
    Query(asked): Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let format = asked_file.strip_prefix("audit.").and_then(|key| Format::ALL.into_iter().find(|one| one.key() == key));
    let Some(format) = format else { return Err(ConsoleError::NotFound(user)) };
    let (reader, filter) = store
        .run(move |connection| {
            let choices = Choices::of(connection, &user)?;
            let filter = choices.filter(&asked);
            let action = format!("Took away the audit log as {}", format.name());
            audit::record(connection, &user.email, &action, "Audit log")?;
            Ok::<_, StoreError>((choices.reader, filter))
        })
        .await?;
    Ok(file::send(store, reader, filter, format))
}
