//! Who leads an inspection together: they see and change it as its lead does.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use maud::{Markup, html};

use crate::{
    audit,
    console::{
        ConsoleError,
        access::{MayChange, Named, Names, Seen},
        form::{Errors, Typed},
        origin::SameOrigin,
        views::{
            email::email,
            fields::{self, Field},
            frame::{self, Head, Section},
        },
    },
    inspection::Inspection,
    store::{Connection, Store, StoreError},
    text::not_an_email,
    users::{Scope, Sight, User, queries, scope::queries as reading},
    web::page::see_other,
};

/// How many people a team may have.
const MOST: usize = 50;

/// Everybody who has to do with an inspection beside its lead.
#[derive(Clone, Debug, PartialEq, Eq)]
struct People {
    team: Vec<String>,
    readers: Vec<String>,
}

/// An inspection with its people.
#[derive(Debug)]
pub struct TeamPage {
    inspection: Inspection,
    people: People,
}

impl Named for TeamPage {
    fn find(connection: &mut Connection, scope: &Scope, names: &Names) -> Result<Sight<Self>, StoreError> {
        Inspection::find(connection, scope, names)?.then(|inspection| {
            let team = queries::team(connection, inspection.id)?;
            let readers = reading::readers(connection, &inspection)?;
            Ok(Some(Self { people: People { team, readers }, inspection }))
        })
    }
}

/// `GET /console/inspections/{id}/team`.
pub async fn show(MayChange(user): MayChange, Seen(page, _): Seen<TeamPage>) -> HttpResponse {
    let People { team, readers } = &page.people;
    let typed = Typed::of([("team", team.join("\n")), ("readers", readers.join("\n"))]);
    frame::answer(StatusCode::OK, view(&user, &page.inspection, &typed, &Errors::default()))
}

/// `POST` to the same address.
pub async fn save(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<TeamPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let TeamPage { inspection, people: before } = page;
    let people = match read_both(&typed, &before) {
        Ok(people) => people,
        Err(errors) => {
            let page = view(&user, &inspection, &typed, &errors);
            return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    let place = format!("/console/inspections/{}", inspection.id);
    let sentences = before.changes(&people);
    if !sentences.is_empty() {
        let actions = sentences.join("; ");
        store
            .run(move |connection| {
                audit::with(connection, &user.email, &actions, &inspection, |connection| {
                    queries::set_team(connection, inspection.id, &people.team)?;
                    reading::set_readers(connection, &inspection, &people.readers)
                })
            })
            .await?;
    }
    Ok(see_other(&place))
}

impl People {
    /// What is different in `after`, in words.
    fn changes(&self, after: &Self) -> Vec<String> {
        let names = |some: &[String]| if some.is_empty() { "nobody".to_owned() } else { some.join(", ") };
        [("leads it beside its lead", &self.team, &after.team), ("reads it", &self.readers, &after.readers)]
            .into_iter()
            .filter(|(_, before, after)| before != after)
            .map(|(what, before, after)| format!("Changed who {what}: from {} to {}", names(before), names(after)))
            .collect()
    }
}

/// Both lists as typed. A list that the form did not have stays as it is.
fn read_both(typed: &Typed, before: &People) -> Result<People, Errors> {
    let mut errors = Errors::default();
    let mut list = |field: &'static str, before: &[String]| {
        if !typed.is_there(field) {
            return before.to_vec();
        }
        read(typed.exactly(field)).unwrap_or_else(|sentence| {
            errors.add(field, sentence);
            Vec::new()
        })
    };
    let people = People { team: list("team", &before.team), readers: list("readers", &before.readers) };
    if errors.is_empty() { Ok(people) } else { Err(errors) }
}

/// The addresses, one on each line, in order and none twice; or what is wrong.
fn read(text: &str) -> Result<Vec<String>, String> {
    let mut team: Vec<String> =
        text.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty()).collect();
    team.sort_unstable();
    team.dedup();
    let why = |line: &String| Some((line.clone(), not_an_email(line, "Write one address on each line.")?));
    if let Some((wrong, why)) = team.iter().find_map(why) {
        return Err(format!("“{wrong}” is not an email address. {why}"));
    }
    if team.len() > MOST {
        return Err(format!("A team has at most {MOST} people."));
    }
    Ok(team)
}

fn view(viewer: &User, inspection: &Inspection, typed: &Typed, errors: &Errors) -> Markup {
    let above = format!("/console/inspections/{}", inspection.id);
    let trail = [("/console".to_owned(), "Inspections".to_owned()), (above.clone(), inspection.title.clone())];
    let head =
        Head { failed: !errors.is_empty(), trail: &trail, ..Head::of("Who leads it", viewer, Section::Inspections) };
    let lines = |name, label, hint| {
        let field = Field { errors, value: typed.exactly(name), hint: Some(hint), ..Field::new(name, label) };
        fields::lines(&field, 6)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Who leads “" (inspection.title) "”" }
                p { "The lead is " (email(&inspection.lead)) ". A deputy and the team see the inspection, change it, and read its results and comments, as the lead does." }
                form method="post" action={ (above) "/team" } novalidate {
                    (lines("team", "Who leads it too?", "The email addresses by which they sign in, one on each line. They need an account as inspection lead."))
                    (lines("readers", "Who reads it?", "Inspectors and associate assessors who see this inspection and change nothing, one address on each line. With an account as reader they see its counts and results, with one as viewer its counts alone. A co-ordinator whom you invited to another inspection can be added too."))
                    button.main type="submit" { "Save" }
                }
                p { "Somebody has no account yet? " a href="/console/users/new" { "Invite them as a reader" } ", or ask an administrator to invite another lead." }
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
