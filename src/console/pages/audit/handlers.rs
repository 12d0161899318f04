use std::str::FromStr;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};

use super::{
    asked::{Asked, Choices},
    file, views,
};
use crate::{
    audit,
    console::{
        shell::{
            ConsoleError,
            access::{InAddress, MayChange, Whole, Word},
        },
        views::frame,
    },
    export::Format,
    store::{Store, StoreError},
};

/// How many entries a page shows.
const SHOWN: i64 = 100;

/// `GET /console/audit`, with `?inspection=`, `?who=` and `?before=`.
pub async fn show(
    MayChange(user): MayChange,
    Whole(scope): Whole,
    Query(asked): Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let log = store
        .run(move |connection| {
            let choices = Choices::of(connection, &scope)?;
            let filter = choices.filter(&asked);
            let mut entries =
                audit::page(connection, &choices.reader, &filter, asked.before(), SHOWN + 1)?;
            let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
            let more = entries.len() > shown;
            entries.truncate(shown);
            Ok::<_, StoreError>(views::Log {
                choices,
                filter,
                entries,
                more,
                later: asked.before().is_some(),
            })
        })
        .await?;
    Ok(frame::answer(StatusCode::OK, views::log(&user, &log)))
}

/// The log as a file: `audit.csv` and its like.
#[derive(Clone, Copy, Debug)]
pub struct LogFile(Format);

impl FromStr for LogFile {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        name.strip_prefix("audit.").ok_or(())?.parse().map(Self)
    }
}

impl InAddress for LogFile {
    const NAME: &'static str = "file";
}

/// `GET /console/audit/{file}`, such as `audit.csv`, of the same.
pub async fn download(
    MayChange(user): MayChange,
    Whole(scope): Whole,
    Word(LogFile(format)): Word<LogFile>,
    Query(asked): Query<Asked>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (reader, filter) = store
        .run(move |connection| {
            let choices = Choices::of(connection, &scope)?;
            let filter = choices.filter(&asked);
            let action = format!("Took away the audit log as {}", format.name());
            audit::record(connection, &user.email, &action, "Audit log")?;
            Ok::<_, StoreError>((choices.reader, filter))
        })
        .await?;
    Ok(file::send(store, reader, filter, format))
}
