//! Downloads of the results of a programme.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::Utc;
use maud::{Markup, html};

use super::{
    file::{Download, File},
    handlers::send,
    naming::{named, unfinished},
    report,
    views::{Here, Place, reading, tables},
};
use crate::{
    audit::Subject,
    console::{
        pages::results::waiting,
        shell::{
            ConsoleError,
            access::{MayReadResults, Seen, Word},
        },
        views::{
            asking::Asking,
            frame::{self, Head, Section},
            trail,
        },
    },
    export::{self, ExportError, ProgrammeSelection},
    programme::{self, Programme},
    results::Reader,
    store::{Connection, Store},
    users::{Scope, User},
    web::paths,
};

/// `GET /console/programmes/{id}/export`.
pub async fn show(
    MayReadResults(user): MayReadResults,
    Seen(programme, scope): Seen<Programme>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let find = move |connection: &mut Connection| read(connection, programme, &scope);
    let selection = store.run(find).await.map_err(unfinished)?;
    Ok(frame::answer(StatusCode::OK, offers(&user, &selection)))
}

/// `GET /console/programmes/{id}/export/{file}`.
pub async fn download(
    MayReadResults(user): MayReadResults,
    Seen(programme, scope): Seen<Programme>,
    Word(wanted): Word<Download>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if wanted.has_rows() {
        return Err(ConsoleError::NotFound(user));
    }
    let file = match wanted {
        Download::Tables(file) => file,
        Download::Report => {
            let find = move |connection: &mut Connection| read(connection, programme, &scope);
            let selection = store.run(find).await.map_err(unfinished)?;
            return report::of_programme(user, selection, store).await;
        }
    };
    let File { what, format } = file;
    let name = named(&programme.title, &file.name());
    let contents = store
        .run(move |connection| {
            let subject = Subject::from(&programme);
            let selection = read(connection, programme, &scope)?;
            export::record(connection, &user.email, subject, what, format)?;
            export::of_programme(&selection, what, Utc::now())
        })
        .await
        .map_err(unfinished)?;
    Ok(send(contents, format, &name, None))
}

fn read(
    connection: &mut Connection,
    programme: Programme,
    scope: &Scope,
) -> Result<ProgrammeSelection, ExportError> {
    let members = programme::together(connection, scope, programme.id)?;
    let reader = Reader::of(connection, scope.user())?;
    ProgrammeSelection::read(connection, programme, members, &reader)
}

fn offers(viewer: &User, selection: &ProgrammeSelection) -> Markup {
    let programme = &selection.programme;
    let trail = [trail::inspections(), trail::programmes(), trail::programme(programme)];
    let title = "Download results";
    let head = Head { trail: &trail, ..Head::of(title, viewer, Section::Inspections) };
    let here =
        Here { files: paths::programme::EXPORT_FILE, id: programme.id, asking: Asking::Anonymous };
    frame::page(
        &head,
        &html! {
            div.wide {
                h1 { (title) }
                p.lead { (programme.title) }
                p { "The figures on the page of its results: totals over its inspections, and the \
                    favourable answers in each area." }
                (waiting::kept(&selection.kept.names()))
                (tables(here, Place::Programme))
                (reading(selection.threshold, here.asking))
            }
        },
    )
}
