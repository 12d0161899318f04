//! Who leads an inspection together: they see and change it as its lead does.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path},
};
use maud::{Markup, html};

use crate::{
    audit,
    console::{
        ConsoleError,
        access::MayChange,
        form::{Errors, Typed},
        id,
        origin::SameOrigin,
        views::{
            email::email,
            fields::{self, Field},
            frame::{self, Head, Section},
        },
    },
    inspection::{Inspection, create::is_email, queries as inspections},
    store::{Store, StoreError},
    users::{User, queries},
    web::page::see_other,
};

/// How many people a team may have.
const MOST: usize = 50;

/// `GET /console/inspections/{id}/team`.
pub async fn show(
    MayChange(user): MayChange,
    asked: Path<String>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (inspection, team) = find(&user, &asked, &store).await?;
    Ok(frame::answer(StatusCode::OK, view(&user, &inspection, &team.join("\n"), &Errors::default())))
}

/// `POST` to the same address.
pub async fn save(
    _: SameOrigin,
    MayChange(user): MayChange,
    asked: Path<String>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let (inspection, before) = find(&user, &asked, &store).await?;
    let text = typed.exactly("team");
    let team = match read(text) {
        Ok(team) => team,
        Err(sentence) => {
            let errors = Errors::one("team", sentence);
            let page = view(&user, &inspection, text, &errors);
            return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    let place = format!("/console/inspections/{}", inspection.id);
    if team != before {
        let names = |team: &[String]| if team.is_empty() { "nobody".to_owned() } else { team.join(", ") };
        let action = format!("Changed who leads it beside its lead: from {} to {}", names(&before), names(&team));
        store
            .run(move |connection| {
                audit::with(connection, &user.email, &action, &inspection, |connection| {
                    queries::set_team(connection, inspection.id, &team)
                })
            })
            .await?;
    }
    Ok(see_other(&place))
}

/// The addresses, one on each line, in order and none twice; or what is wrong.
fn read(text: &str) -> Result<Vec<String>, String> {
    let mut team: Vec<String> =
        text.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty()).collect();
    team.sort_unstable();
    team.dedup();
    if let Some(wrong) = team.iter().find(|line| !is_email(line)) {
        return Err(format!("“{wrong}” is not an email address. Write one address on each line."));
    }
    if team.len() > MOST {
        return Err(format!("A team has at most {MOST} people."));
    }
    Ok(team)
}

async fn find(user: &User, asked: &str, store: &Store) -> Result<(Inspection, Vec<String>), ConsoleError> {
    let nothing = || ConsoleError::NotFound(user.clone());
    let id = id(asked).ok_or_else(nothing)?;
    let (inspection, team) = store
        .run(move |connection| {
            Ok::<_, StoreError>((inspections::inspection_by_id(connection, id)?, queries::team(connection, id)?))
        })
        .await?;
    Ok((inspection.ok_or_else(nothing)?, team))
}

fn view(viewer: &User, inspection: &Inspection, text: &str, errors: &Errors) -> Markup {
    let above = format!("/console/inspections/{}", inspection.id);
    let trail = [("/console".to_owned(), "Inspections".to_owned()), (above.clone(), inspection.title.clone())];
    let head =
        Head { failed: !errors.is_empty(), trail: &trail, ..Head::of("Who leads it", viewer, Section::Inspections) };
    let field = Field {
        errors,
        value: text,
        hint: Some(
            "The email addresses by which they sign in, one on each line. They need an account as inspection lead.",
        ),
        ..Field::new("team", "Who leads it too?")
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Who leads “" (inspection.title) "”" }
                p { "The lead is " (email(&inspection.lead)) ". A deputy and the team see the inspection, change it, and read its results and comments, as the lead does." }
                form method="post" action={ (above) "/team" } novalidate {
                    (fields::lines(&field, 6))
                    button.main type="submit" { "Save" }
                }
                p { "Somebody has no account yet? " a href="/console/users/new" { "Invite them" } " first." }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_team_is_read_line_by_line_and_none_counts_twice() {
        assert_eq!(
            read(" Bea@example.org \n\nann@example.org\r\nbea@example.org"),
            Ok(vec!["ann@example.org".to_owned(), "bea@example.org".to_owned()])
        );
        assert!(read("ann").expect_err("no address").contains("“ann”"));
        assert!(read(&(0..51).map(|n| format!("a{n}@example.org\n")).collect::<String>()).is_err());
    }
}
