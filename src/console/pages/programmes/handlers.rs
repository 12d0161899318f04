use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use serde::Deserialize;

use super::{
    figures_view::Told,
    list_view,
    model::{self, ProgrammePage},
    views,
};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{Seen, SignedIn, Whole},
        },
        views::frame,
    },
    programme::Programme,
    store::Store,
    web::{page::see_other, paths},
};

/// The query of the page.
#[derive(Debug, Deserialize)]
pub struct Params {
    /// Whether figures were just imported.
    #[serde(default)]
    imported: bool,
}

/// `GET /console/programmes`.
pub async fn show(
    SignedIn(user): SignedIn,
    Whole(scope): Whole,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let listed = store.run(move |connection| model::listed(connection, &scope)).await?;
    Ok(frame::answer(StatusCode::OK, list_view::list(&user, &listed)))
}

/// `GET /console/programmes/{id}`.
pub async fn show_one(
    SignedIn(user): SignedIn,
    Seen(page, _): Seen<ProgrammePage>,
    Query(Params { imported }): Query<Params>,
) -> HttpResponse {
    let told = if imported { Told::Imported } else { Told::Nothing };
    frame::answer(StatusCode::OK, views::one(&user, &page, told))
}

/// `GET` of an address that takes only a form redirects to the programme.
pub async fn back(SignedIn(_): SignedIn, Seen(programme, _): Seen<Programme>) -> HttpResponse {
    see_other(&paths::programme::PAGE.of(programme.id))
}
