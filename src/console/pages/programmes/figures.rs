use actix_multipart::Multipart;
use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{figures_view::Told, form::Changeable, model::ProgrammePage, upload, views};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayChange, Names, Seen, again},
            origin::SameOrigin,
        },
        views::frame,
    },
    programme::{
        self,
        file::{self, Mistake},
    },
    store::Store,
    web::{page::see_other, paths},
};

/// `POST /console/programmes/{id}/figures`: replaces the published figures by those of a file.
pub async fn import(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(Changeable(programme), scope): Seen<Changeable>,
    names: Names,
    sent: Multipart,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let read = match upload::read(sent).await {
        Ok(bytes) => file::read(&bytes),
        Err(bad) => Err(vec![Mistake { line: None, reason: bad.to_string() }]),
    };
    let figures = match read {
        Ok(figures) => figures,
        Err(mistakes) => {
            let page: ProgrammePage = again(names, &scope, &store).await?;
            let page = views::one(&user, &page, Told::Refused(&mistakes));
            return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    let place = format!("{}?imported=true", paths::programme::PAGE.of(programme.id));
    store
        .run(move |connection| programme::import(connection, &programme, &figures, &user.email))
        .await?;
    Ok(see_other(&place))
}
