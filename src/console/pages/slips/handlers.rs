use actix_web::{
    HttpResponse,
    error::BlockingError,
    http::StatusCode,
    web::{self, Bytes, Data, Form},
};
use futures_util::{StreamExt, stream};

use super::{model::SlipsPage, new, views};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayReach, Names, Seen, SignedIn, again},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    intake::TicketIssuer,
    invitation::{
        code::{
            NewBatch, Slip,
            queries::{self, NotMade},
        },
        paper::{self, ON_A_SHEET, Sheet},
    },
    settings::Settings,
    store::{Id, Store},
    users::User,
    web::{
        headers::{Referrer, protect},
        paths,
    },
};

/// How many sheets are drawn before they are sent: a QR code takes a third of a millisecond.
const AT_ONCE: usize = 8;

/// `GET /console/collections/{id}/slips`.
pub async fn show(SignedIn(user): SignedIn, Seen(page, _): Seen<SlipsPage>) -> HttpResponse {
    let typed = Typed::of([("batch", Id::random().to_string())]);
    frame::answer(StatusCode::OK, views::slips(&user, &page, &typed, &Errors::default()))
}

/// `POST /console/collections/{id}/slips`: the response is the sheets, because their codes cannot
/// be shown again.
pub async fn make(
    (_, MayReach(user)): (SameOrigin, MayReach),
    Seen(page, scope): Seen<SlipsPage>,
    names: Names,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    settings: Data<Settings>,
    issuer: Data<TicketIssuer>,
) -> Result<HttpResponse, ConsoleError> {
    if page.is_over() {
        return Ok(frame::answer(
            StatusCode::CONFLICT,
            views::slips(&user, &page, &typed, &Errors::default()),
        ));
    }
    let batch = match new::read(&typed, &page) {
        Ok(batch) => batch,
        Err(errors) => {
            return Ok(frame::answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                views::slips(&user, &page, &typed, &errors),
            ));
        }
    };
    match hand_out(&user, &page, batch.clone(), &store, issuer).await {
        Ok(slips) => Ok(sheets(&page, batch, &slips, &settings)),
        Err(NotMade::MadeAlready) => {
            // With slips that others have made meanwhile.
            let page = again(names, &scope, &store).await?;
            Ok(frame::answer(StatusCode::CONFLICT, views::made_already(&user, &page, batch.id)))
        }
        Err(NotMade::Store(error)) => Err(error.into()),
    }
}

async fn hand_out(
    user: &User,
    page: &SlipsPage,
    batch: NewBatch,
    store: &Store,
    issuer: Data<TicketIssuer>,
) -> Result<Vec<Slip>, NotMade> {
    let (actor, subject) = (user.email.clone(), page.collection.clone());
    store
        .run(move |connection| queries::make(connection, &issuer, &batch, (&actor, &subject)))
        .await
}

/// The sheets, each drawn after the ones before it are sent: thousands of slips take no more memory
/// than a few.
fn sheets(page: &SlipsPage, batch: NewBatch, slips: &[Slip], settings: &Settings) -> HttpResponse {
    let sheet = Sheet {
        asking: page.asking(settings),
        link: page.collection.link.clone(),
        name: page.collection.name(),
        place: batch.place,
        number: slips.len(),
        back: Some(paths::collection::SLIPS.of(page.collection.id)),
    };
    let (before, after) = sheet.around();
    let parts: Vec<(usize, Vec<Slip>)> = slips
        .chunks(ON_A_SHEET * AT_ONCE)
        .enumerate()
        .map(|(place, part)| (place * AT_ONCE + 1, part.to_vec()))
        .collect();
    let drawn = stream::iter(parts).then(move |(first, slips)| {
        let sheet = sheet.clone();
        web::block(move || {
            let numbered = slips.chunks(ON_A_SHEET).zip(first..);
            Bytes::from(
                numbered.map(|(slips, number)| sheet.sheet(number, slips)).collect::<String>(),
            )
        })
    });
    let whole = |text: String| stream::iter([Ok::<_, BlockingError>(Bytes::from(text))]);
    let mut response = HttpResponse::Ok();
    protect(&mut response, paper::policy(), Referrer::SameOrigin);
    response
        .content_type("text/html; charset=utf-8")
        .streaming(whole(before).chain(drawn).chain(whole(after)))
}
