use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use chrono::Utc;
use serde::Deserialize;

use super::{
    areas_view, list,
    list::PEOPLE,
    model::{AreasPage, OfficersPage},
    views,
};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayChange, MayReach, Names, Seen},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    inspection::{Area, Collection},
    notice::officers,
    officers::{MOST, NotNamed},
    store::Store,
    users::User,
    web::{page::see_other, paths},
};

/// The query of a page after something was done.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    /// How many people were asked.
    asked: Option<usize>,
    /// The word for what was done otherwise.
    #[serde(default)]
    done: String,
}

impl Params {
    /// The sentence about what was done.
    pub fn told(&self) -> Option<String> {
        match (self.asked, self.done.as_str()) {
            (Some(0), _) => Some("Everybody on your list was asked before.".to_owned()),
            (Some(1), _) => {
                Some("1 person is asked, and gets the link by email once it is open.".to_owned())
            }
            (Some(count), _) => Some(format!(
                "{count} people are asked, and get their links by email once it is open."
            )),
            (None, "again") => Some(
                "A new link is sent once it is open. The earlier one no longer works.".to_owned(),
            ),
            (None, "removed") => {
                Some("That person is no longer asked. What they saved stays.".to_owned())
            }
            _ => None,
        }
    }
}

/// `GET /console/collections/{id}/officers`.
pub async fn show(
    MayReach(user): MayReach,
    Seen(page, _): Seen<OfficersPage>,
    Query(done): Query<Params>,
) -> HttpResponse {
    let shown = views::officers(&user, &page, &Typed::default(), &Errors::default(), done.told());
    frame::answer(StatusCode::OK, shown)
}

/// `GET` of an address that takes only a form leads to the form's page.
pub async fn back(MayReach(_): MayReach, Seen(page, _): Seen<OfficersPage>) -> HttpResponse {
    see_other(&paths::officers::PAGE.of(page.area.collection.id))
}

/// `POST /console/collections/{id}/officers`: names people for the area.
pub async fn name(
    (_, MayReach(user)): (SameOrigin, MayReach),
    Seen(page, _): Seen<OfficersPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let refused = |status, errors: &Errors| {
        Ok(frame::answer(status, views::officers(&user, &page, &typed, errors, None)))
    };
    let people = match list::addresses(typed.one(PEOPLE)) {
        Ok(people) => people,
        Err(errors) => return refused(StatusCode::UNPROCESSABLE_ENTITY, &errors),
    };
    let (collection, actor) = (page.area.collection.clone(), user.email.clone());
    let named = store
        .run(move |connection| {
            officers::name(connection, &collection, &people, (&actor, Utc::now()))
        })
        .await;
    match named {
        Ok(count) => Ok(see_other(&format!(
            "{}?asked={count}",
            paths::officers::PAGE.of(page.area.collection.id)
        ))),
        Err(error) => {
            let (status, errors) = not_named(error, &user)?;
            refused(status, &errors)
        }
    }
}

/// `POST /console/collections/{id}/officers/{officer}/again`: sends a new link.
pub async fn again(
    (_, MayReach(user)): (SameOrigin, MayReach),
    Seen(page, _): Seen<OfficersPage>,
    names: Names,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let id = page.officer(names.id("officer")).map(|one| one.id);
    let Some(officer) = id else { return Err(ConsoleError::NotFound(user)) };
    let (collection, actor) = (page.area.collection.clone(), user.email.clone());
    let sent = store
        .run(move |connection| {
            officers::send_again(connection, &collection, officer, (&actor, Utc::now()))
        })
        .await;
    match sent {
        Ok(()) => Ok(done(&page.area.collection, "again")),
        Err(error) => {
            let (status, errors) = not_named(error, &user)?;
            let shown = views::officers(&user, &page, &Typed::default(), &errors, None);
            Ok(frame::answer(status, shown))
        }
    }
}

/// `POST /console/collections/{id}/officers/{officer}/remove`: takes a link away.
pub async fn remove(
    (_, MayReach(user)): (SameOrigin, MayReach),
    Seen(page, _): Seen<OfficersPage>,
    names: Names,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    // Who was removed meanwhile is not asked any more.
    if let Some(officer) = page.officer(names.id("officer")).cloned() {
        let collection = page.area.collection.clone();
        store
            .run(move |connection| officers::remove(connection, &collection, &officer, &user.email))
            .await?;
    }
    Ok(done(&page.area.collection, "removed"))
}

fn done(collection: &Collection, what: &str) -> HttpResponse {
    see_other(&format!("{}?done={what}", paths::officers::PAGE.of(collection.id)))
}

/// `GET /console/inspections/{id}/officers/{survey}`.
pub async fn show_areas(
    MayChange(user): MayChange,
    Seen(page, _): Seen<AreasPage>,
    Query(done): Query<Params>,
) -> HttpResponse {
    let shown = areas_view::areas(&user, &page, &Typed::default(), &Errors::default(), done.told());
    frame::answer(StatusCode::OK, shown)
}

/// `POST /console/inspections/{id}/officers/{survey}`: names people for many areas.
pub async fn name_in_areas(
    (_, MayChange(user)): (SameOrigin, MayChange),
    Seen(page, _): Seen<AreasPage>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let refused = |status, errors: &Errors| {
        Ok(frame::answer(status, areas_view::areas(&user, &page, &typed, errors, None)))
    };
    let people = list::areas(typed.one(PEOPLE)).and_then(|people| in_collections(&page, &people));
    let people = match people {
        Ok(people) => people,
        Err(errors) => return refused(StatusCode::UNPROCESSABLE_ENTITY, &errors),
    };
    let actor = user.email.clone();
    let named = store
        .run(move |connection| officers::name_in(connection, &people, (&actor, Utc::now())))
        .await;
    match named {
        Ok(count) => Ok(see_other(&format!(
            "{}?asked={count}",
            paths::officers::ALL.of(page.inspection.id, page.instrument.key())
        ))),
        Err(error) => {
            let (status, errors) = not_named(error, &user)?;
            refused(status, &errors)
        }
    }
}

/// The addresses for each collection of the page.
fn in_collections(
    page: &AreasPage,
    people: &[(Area, String)],
) -> Result<Vec<(Collection, Vec<String>)>, Errors> {
    let is_asked = |area: Area| page.areas.iter().any(|one| one.collection.area == area);
    if let Some((area, _)) = people.iter().find(|(area, _)| !is_asked(*area)) {
        let sentence = format!("{area} is not asked “{}”.", page.instrument.name());
        return Err(Errors::one(PEOPLE, sentence));
    }
    let of = |one: &Collection| {
        let its_own = people.iter().filter(|(area, _)| *area == one.area);
        its_own.map(|(_, address)| address.clone()).collect::<Vec<_>>()
    };
    let all = page.areas.iter().map(|one| (one.collection.clone(), of(&one.collection)));
    Ok(all.filter(|(_, people)| !people.is_empty()).collect())
}

/// The status and the sentence for a refusal.
fn not_named(error: NotNamed, user: &User) -> Result<(StatusCode, Errors), ConsoleError> {
    let sentence = match error {
        NotNamed::Gone => return Err(ConsoleError::NotFound(user.clone())),
        NotNamed::Store(error) => return Err(error.into()),
        NotNamed::Closed => "It has closed, so nobody can be asked any more.".to_owned(),
        NotNamed::TooMany => {
            format!("At most {MOST} people can be asked for one area. Remove somebody first.")
        }
    };
    Ok((StatusCode::CONFLICT, Errors::one(PEOPLE, sentence)))
}
