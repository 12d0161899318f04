//! One evaluation: showing it, writing it, agreeing to it, and its history.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use serde::Deserialize;

use super::{
    fill::{filled, kept, read, seen},
    history_view,
    model::{A_PAGE, Addressed, EvaluationPage},
    one_view::{self, Shown, Told},
};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayChange, Names, Seen, again},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    evaluation::{
        Refusal,
        queries::{self, Refused},
    },
    store::{Connection, Store},
    users::{Scope, User},
    web::page::see_other,
};

/// The query of the page.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    done: String,
}

/// The query of the history.
#[derive(Debug, Deserialize)]
pub struct Older {
    /// Only changes with a smaller number.
    before: Option<u32>,
}

/// `GET /console/inspections/{id}/evaluations/{area}/{indicator}`.
pub async fn show(
    MayChange(user): MayChange,
    Seen(page, _): Seen<EvaluationPage>,
    Query(asked): Query<Params>,
) -> HttpResponse {
    let told = match asked.done.as_str() {
        "saved" => Told::Saved,
        "agreed" => Told::Agreed,
        "withdrawn" => Told::Withdrawn,
        _ => Told::Nothing,
    };
    as_it_is(StatusCode::OK, &user, &page, told)
}

/// `POST` to the same address: saves another wording.
pub async fn save(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, scope): Seen<EvaluationPage>,
    names: Names,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let wording = match read(&typed, &page) {
        Ok(wording) => wording,
        Err(errors) => return Ok(wrong(&user, &page, &typed, &errors)),
    };
    let (here, actor, number) = (page.addressed(), user.email.clone(), seen(&typed));
    let address = here.address();
    let saved = store
        .run(move |connection| {
            let about = (&here.inspection, &here.place);
            queries::save(connection, about, number, &wording, &actor)
        })
        .await;
    match saved {
        Ok(()) => Ok(see_other(&format!("{address}?done=saved"))),
        Err(refused) => refuse(refused, names, &scope, &store, Some(&typed)).await,
    }
}

/// `GET …/agree`: to the page that asks for it.
pub async fn back(MayChange(_): MayChange, Seen(here, _): Seen<Addressed>) -> HttpResponse {
    see_other(&here.address())
}

/// `POST …/agree`: agrees to the wording that the page showed, or withdraws the agreement.
pub async fn agree(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(here, scope): Seen<Addressed>,
    names: Names,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let withdraws = typed.one("agreement") == "withdraw";
    let (address, number) = (here.address(), seen(&typed));
    let done = store
        .run(move |connection| {
            let about = (&here.inspection, &here.place);
            if withdraws {
                queries::withdraw(connection, about, &user.email)
            } else {
                queries::agree(connection, about, number, &user.email)
            }
        })
        .await;
    let word = if withdraws { "withdrawn" } else { "agreed" };
    match done {
        Ok(()) => Ok(see_other(&format!("{address}?done={word}"))),
        Err(refused) => refuse(refused, names, &scope, &store, None).await,
    }
}

/// `GET …/history`, with `?before=`.
pub async fn history(
    MayChange(user): MayChange,
    Seen(here, _): Seen<Addressed>,
    Query(Older { before }): Query<Older>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let place = here.place.clone();
    let read = move |connection: &mut Connection| {
        queries::changes(connection, &place, before, i64::from(A_PAGE) + 1)
    };
    let changes = store.run(read).await?;
    Ok(frame::answer(StatusCode::OK, history_view::view(&user, &here, &changes)))
}

/// The page again as it is now, with everything that was typed.
async fn refuse(
    refused: Refused,
    names: Names,
    scope: &Scope,
    store: &Store,
    typed: Option<&Typed>,
) -> Result<HttpResponse, ConsoleError> {
    let refusal = match refused {
        Refused::Gone => return Err(ConsoleError::not_found(scope)),
        Refused::Store(error) => return Err(error.into()),
        Refused::Not(refusal) => refusal,
    };
    let (page, user) = (again::<EvaluationPage>(names, scope, store).await?, scope.user());
    let told = match refusal {
        Refusal::Stale => {
            if let Some(typed) = typed {
                return stale(user, &page, typed, store).await;
            }
            Told::ChangedBeforeAgreeing
        }
        // The page says why.
        Refusal::NoSeat | Refusal::Incomplete => Told::NotAgreed,
    };
    Ok(as_it_is(StatusCode::CONFLICT, user, &page, told))
}

/// Somebody else was first: the page says what they changed, and the form keeps what was typed.
async fn stale(
    user: &User,
    page: &EvaluationPage,
    typed: &Typed,
    store: &Store,
) -> Result<HttpResponse, ConsoleError> {
    let (place, number) = (page.place.clone(), seen(typed));
    let read = move |connection: &mut Connection| {
        number.map(|number| queries::wording_at(connection, &place, number)).transpose()
    };
    let before = store.run(read).await?.flatten();
    let now = &page.evaluation.wording;
    let shown = Shown {
        typed: &kept(typed, before.as_ref(), now),
        errors: &Errors::default(),
        seen: Some(page.evaluation.number),
        told: Told::Stale(before.as_ref()),
    };
    Ok(frame::answer(StatusCode::CONFLICT, one_view::view(user, page, &shown)))
}

fn wrong(user: &User, page: &EvaluationPage, typed: &Typed, errors: &Errors) -> HttpResponse {
    // A change by somebody else is still noticed when the form is sent again.
    let shown = Shown { typed, errors, seen: seen(typed), told: Told::Nothing };
    frame::answer(StatusCode::UNPROCESSABLE_ENTITY, one_view::view(user, page, &shown))
}

fn as_it_is(
    status: StatusCode,
    user: &User,
    page: &EvaluationPage,
    told: Told<'_>,
) -> HttpResponse {
    let shown = Shown {
        typed: &filled(&page.evaluation.wording),
        errors: &Errors::default(),
        seen: Some(page.evaluation.number),
        told,
    };
    frame::answer(status, one_view::view(user, page, &shown))
}
