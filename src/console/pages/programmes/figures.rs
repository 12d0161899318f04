use actix_multipart::Multipart;
use actix_web::{HttpResponse, http::StatusCode, web::Data};

use super::{
    figures_view::Told,
    form::Changeable,
    model::ProgrammePage,
    upload::{self, Sent},
    views,
};
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
        self, NotDone,
        file::{self, Known, Mistake},
    },
    store::{Connection, Store},
    web::{page::see_other, paths},
};

/// Why a file does not replace figures that its sender has not seen.
const STALE: &str = "Somebody else has imported figures since you opened this page. Look at them \
                     below, then choose the file again if it should still replace them.";

/// `POST /console/programmes/{id}/figures`: replaces the published figures by those of a file.
pub async fn import(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(Changeable(programme), scope): Seen<Changeable>,
    names: Names,
    sent: Multipart,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (place, id) =
        (format!("{}?imported=true", paths::programme::PAGE.of(programme.id)), programme.id);
    let one = |reason: String| Err(vec![Mistake { line: None, reason }]);
    let (read, seen) = match upload::read(sent).await {
        Ok(Sent { file, seen }) => {
            let known = store.run(Known::read).await?;
            (file::read_known(&file, &known), seen)
        }
        Err(bad) => (one(bad.to_string()), String::new()),
    };
    let refused = match read {
        Ok(figures) => {
            let scope = scope.clone();
            let import = move |connection: &mut Connection| {
                programme::import_as(connection, id, &figures, (&scope, &seen))
            };
            match store.run(import).await {
                Ok(_) => return Ok(see_other(&place)),
                Err(NotDone::Gone) => return Err(ConsoleError::NotFound(user)),
                Err(NotDone::Stale) => vec![Mistake { line: None, reason: STALE.to_owned() }],
                Err(NotDone::Store(error)) => return Err(error.into()),
            }
        }
        Err(mistakes) => mistakes,
    };
    let page: ProgrammePage = again(names, &scope, &store).await?;
    let page = views::one(&user, &page, Told::Refused(&refused));
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page))
}
