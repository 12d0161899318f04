//! Adding a meeting.

use maud::Markup;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    answers, form_view,
    model::NewMeetingPage,
    parts::{DRAFT, SAVE, Saved},
    recording::refused,
};
use crate::{
    console::{
        pages::changing::{Change, Shown},
        shell::form::{Errors, Typed},
    },
    fieldwork::change::Refused,
    records::queries as records,
    store::Connection,
    survey::Answers,
    users::User,
    web::paths,
};

pub struct Adding;

/// The id under which it will be added, so that a form sent twice adds one meeting.
#[derive(Serialize, Deserialize)]
pub struct NewId {
    id: Uuid,
}

impl Change for Adding {
    type Page = NewMeetingPage;
    type From = NewId;
    type To = (Answers, bool);

    const FIELDS: &'static [&'static str] = &[SAVE];

    fn from(page: &NewMeetingPage) -> NewId {
        NewId { id: page.id.0 }
    }

    fn filled(_: &NewId) -> Typed {
        Typed::default()
    }

    fn read(
        typed: &Typed,
        _: &NewId,
        NewMeetingPage { page, .. }: &NewMeetingPage,
    ) -> Result<(Answers, bool), Errors> {
        let done = typed.one("save") != DRAFT;
        let reading = answers::Reading { survey: &page.survey, number: None, done, before: None };
        Ok((answers::read(typed, &reading)?, done))
    }

    fn make(
        connection: &mut Connection,
        NewMeetingPage { page, .. }: &NewMeetingPage,
        (new, (answers, done)): (&NewId, &(Answers, bool)),
        actor: &User,
    ) -> Result<String, Refused> {
        let saving = records::Saving {
            survey: &page.survey,
            answers,
            done: *done,
            actor: &actor.email,
            now: chrono::Utc::now(),
        };
        let number = records::add(connection, &page.collection, new.id, &saving)
            .map_err(|error| refused(error, |_| Vec::new()))?;
        let place = if *done { paths::records::NEW.of(page.collection.id) } else { page.list() };
        Ok(place + &Saved::new(number, *done).query())
    }

    fn view(viewer: &User, page: &NewMeetingPage, shown: &Shown<'_>) -> Markup {
        form_view::new(viewer, &page.page, shown, Saved::default())
    }

    fn kept(typed: &Typed, before: &Typed, now: &Typed) -> Typed {
        answers::kept(typed, before, now)
    }
}
