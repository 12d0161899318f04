use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use serde::Deserialize;

use super::{
    model::{People, SURE, TeamPage, read},
    view::{Shown, view},
};
use crate::{
    audit,
    console::{
        pages::changing::{Told, filled_from, read_from},
        shell::{
            ConsoleError,
            access::{MayChange, Seen},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    fieldwork::change::Refused,
    inspection::Inspection,
    store::{Connection, Store},
    users::{User, scope::queries as reading},
    web::page::see_other,
};

/// What the page is asked with.
#[derive(Deserialize)]
pub struct Asked {
    /// Whether the lists were just saved.
    #[serde(default)]
    saved: bool,
}

/// `GET /console/inspections/{id}/team`.
pub async fn show(
    MayChange(user): MayChange,
    Seen(page, _): Seen<TeamPage>,
    Query(asked): Query<Asked>,
) -> HttpResponse {
    let shown = Shown {
        typed: &page.people.typed(),
        errors: &Errors::default(),
        told: Told::Nothing,
        from: &filled_from(&page.people),
        saved: asked.saved,
    };
    frame::answer(StatusCode::OK, view(&user, &page.inspection, &shown))
}

/// `POST` to the same address.
pub async fn save(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<TeamPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let TeamPage { inspection, people: now } = page;
    let refused = match (read_from::<People>(&typed), read(&typed, &now)) {
        (Err(refused), _) => refused,
        (_, Err(errors)) => {
            return Ok(answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                &user,
                &inspection,
                &typed,
                &errors,
                (&now, Told::Nothing),
            ));
        }
        (Ok(from), Ok(to)) => {
            let (actor, subject, sure) =
                (user.clone(), inspection.clone(), typed.one(SURE) == "yes");
            let loses = from.loses(&to, &user, &inspection);
            let work = move |connection: &mut Connection| {
                change(connection, &actor, &subject, (&from, &to), sure)
            };
            match store
                .run(move |connection| Ok::<_, crate::store::StoreError>(work(connection)))
                .await?
            {
                Ok(()) if loses => return Ok(see_other("/console?done=handed-over")),
                Ok(()) => {
                    return Ok(see_other(&format!(
                        "/console/inspections/{}/team?saved=true",
                        inspection.id
                    )));
                }
                Err(refused) => refused,
            }
        }
    };
    match refused {
        Refused::Broken(broken) => {
            let mut errors = Errors::default();
            for (field, sentence) in broken {
                errors.add(field, sentence);
            }
            Ok(answer(
                StatusCode::UNPROCESSABLE_ENTITY,
                &user,
                &inspection,
                &typed,
                &errors,
                (&now, Told::Nothing),
            ))
        }
        Refused::Stale(differences) => {
            let told = (&now, Told::Stale(&differences));
            Ok(answer(StatusCode::CONFLICT, &user, &inspection, &typed, &Errors::default(), told))
        }
        Refused::Store(error) => Err(error.into()),
        Refused::Gone | Refused::Released | Refused::NotOpen | Refused::Kept => {
            Err(ConsoleError::NotFound(user))
        }
    }
}

/// Saves the lists if they are as the form was filled from.
fn change(
    connection: &mut Connection,
    actor: &User,
    inspection: &Inspection,
    (from, to): (&People, &People),
    sure: bool,
) -> Result<(), Refused> {
    connection.writing(|connection| {
        reading::hold(connection, inspection)?;
        let now = People::of(connection, inspection)?;
        if now != *from {
            return Err(Refused::Stale(from.differences(&now)));
        }
        let mut broken = from.wrong(connection, to)?;
        if broken.is_empty() && from.loses(to, actor, inspection) && !sure {
            broken.push((
                SURE,
                "You removed your own address, so you would no longer see this inspection. Tick \
                    the box to confirm."
                    .to_owned(),
            ));
        }
        if !broken.is_empty() {
            return Err(Refused::Broken(broken));
        }
        let sentences: Vec<String> = from
            .differences(to)
            .into_iter()
            .map(|one| format!("Changed {}: from {} to {}", one.what, one.from, one.to))
            .collect();
        if sentences.is_empty() {
            return Ok(());
        }
        Ok(audit::with(
            connection,
            &actor.email,
            &sentences.join("; "),
            inspection,
            |connection| to.set(connection, inspection),
        )?)
    })
}

fn answer(
    status: StatusCode,
    user: &User,
    inspection: &Inspection,
    typed: &Typed,
    errors: &Errors,
    (now, told): (&People, Told<'_>),
) -> HttpResponse {
    // What was changed meanwhile has been told, so the form starts from it.
    let from = if errors.is_empty() { filled_from(now) } else { typed.one("from").to_owned() };
    frame::answer(
        status,
        view(user, inspection, &Shown { typed, errors, told, from: &from, saved: false }),
    )
}
