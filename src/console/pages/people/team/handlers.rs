use actix_web::{HttpResponse, http::StatusCode, web::Query};
use maud::Markup;
use serde::Deserialize;

use super::{
    model::{People, SURE, TeamPage, read},
    view::view,
};
use crate::{
    audit,
    console::{
        pages::changing::{Change, Shown, Told, filled_from},
        shell::{
            access::{MayChange, Seen},
            form::{Errors, Typed},
        },
        views::frame,
    },
    fieldwork::change::Refused,
    inspection::Inspection,
    store::Connection,
    users::{User, scope::queries as reading},
    web::paths,
};

/// The query of the page.
#[derive(Deserialize)]
pub struct Params {
    /// Whether the lists were just saved.
    #[serde(default)]
    saved: bool,
}

/// `GET /console/inspections/{id}/team`.
pub async fn show(
    MayChange(user): MayChange,
    Seen(page, _): Seen<TeamPage>,
    Query(asked): Query<Params>,
) -> HttpResponse {
    let shown = Shown {
        typed: &page.people.typed(),
        errors: &Errors::default(),
        told: Told::Nothing,
        from: &filled_from(&page.people),
    };
    frame::answer(StatusCode::OK, view(&user, &page.inspection, &shown, asked.saved))
}

/// Who leads, reads and co-ordinates an inspection.
pub struct ChangingTeam;

impl Change for ChangingTeam {
    type Page = TeamPage;
    type From = People;
    /// The lists, and whether a user who removes themselves has confirmed it.
    type To = (People, bool);

    const FIELDS: &'static [&'static str] = &["team", "readers", "coordinators", SURE];

    fn from(page: &TeamPage) -> People {
        page.people.clone()
    }

    fn filled(from: &People) -> Typed {
        from.typed()
    }

    fn read(typed: &Typed, _: &People, page: &TeamPage) -> Result<(People, bool), Errors> {
        Ok((read(typed, &page.people)?, typed.one(SURE) == "yes"))
    }

    fn make(
        connection: &mut Connection,
        page: &TeamPage,
        (from, (to, sure)): (&People, &(People, bool)),
        actor: &User,
    ) -> Result<String, Refused> {
        let inspection = &page.inspection;
        change(connection, actor, inspection, (from, to), *sure)?;
        Ok(if from.loses(to, actor, inspection) {
            paths::handed_over()
        } else {
            format!("{}?saved=true", paths::inspection::TEAM.of(inspection.id))
        })
    }

    fn view(viewer: &User, page: &TeamPage, shown: &Shown<'_>) -> Markup {
        view(viewer, &page.inspection, shown, false)
    }

    /// A list is one field, so users must add by hand what others have added meanwhile.
    fn kept(typed: &Typed, _: &Typed, _: &Typed) -> Typed {
        typed.clone()
    }
}

/// Saves the lists if they have not changed since the form was filled.
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
