use std::str::FromStr;

use actix_web::{HttpResponse, http::header, web::Data};
use chrono::{SecondsFormat, Utc};

use crate::{
    audit::{self, Filter, Reader},
    console::{pages::export::stream, shell::access::InAddress},
    export::{Cell, Column, Export, Format, Note, Table, Take},
    language::calendar,
    store::Store,
};

/// How many entries are read at a time. No connection is held while they are sent.
const AT_A_TIME: i64 = 1_000;

/// The log as a file, such as `audit.csv`.
#[derive(Clone, Copy, Debug)]
pub struct LogFile(pub Format);

impl LogFile {
    /// `audit.csv`.
    pub fn name(self) -> String {
        format!("audit.{}", self.0.key())
    }
}

impl FromStr for LogFile {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        name.strip_prefix("audit.").ok_or(())?.parse().map(Self)
    }
}

impl InAddress for LogFile {
    const NAME: &'static str = "file";
}

/// Sends the log as a file while it is read.
pub fn send(store: Data<Store>, reader: Reader, filter: Filter, format: Format) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"speir-audit.{}\"", format.key()),
        ))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(stream::send(contents(store, reader, filter), format, None))
}

fn contents(store: Data<Store>, reader: Reader, filter: Filter) -> Export<'static> {
    let made = calendar::made_on(Utc::now());
    let notes = vec![
        Note::new(
            "What this is",
            "The audit log: what people and the service did. It contains nothing about people who \
                answer.",
        ),
        Note::new("Made", made),
    ];
    let columns = vec![
        Column::new("at", "When it was done, in UTC (RFC 3339)."),
        Column::new(
            "who",
            "The email address of a console user, Speir for the service itself, or the command \
                line.",
        ),
        Column::new("what", "The action."),
        Column::new("where", "What was changed."),
        Column::new(
            "inspection",
            "The id of the inspection that it belongs to; empty for accounts and the whole \
                service.",
        ),
    ];
    let rows = move |take: Take<'_>| {
        let mut before = None;
        loop {
            let entries =
                audit::page(&mut *store.connection()?, &reader, &filter, before, AT_A_TIME)?;
            let Some(last) = entries.last() else { return Ok(()) };
            before = Some(last.id);
            for entry in &entries {
                let inspection = entry.inspection.map(|id| id.to_string());
                take(&[
                    Cell::Text(&entry.at.to_rfc3339_opts(SecondsFormat::Secs, true)),
                    Cell::Text(&entry.actor),
                    Cell::Text(&entry.action),
                    Cell::Text(&entry.subject),
                    inspection.as_deref().map_or(Cell::Empty, Cell::Text),
                ])?;
            }
        }
    };
    let table = Table {
        name: "audit",
        about: "One action per row, newest first.".to_owned(),
        columns,
        rows: Box::new(rows),
    };
    Export { notes, first: None, tables: vec![table] }
}
