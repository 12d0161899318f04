//! One reading of a record, or one meeting that was added.

use maud::Markup;
use serde::{Deserialize, Serialize};

use super::{
    answers, form_view,
    model::ReadingPage,
    parts::{DRAFT, SAVE, Saved},
};
use crate::{
    console::{
        pages::changing::{Change, Shown},
        shell::form::{Errors, Typed},
    },
    fieldwork::change::{Difference, Refused},
    records::{NotSaved, Reading, ReadingState, Written, queries as records},
    store::Connection,
    survey::Answers,
    users::User,
};

pub struct Recording;

/// What a form was filled from.
#[derive(Serialize, Deserialize)]
pub struct Before {
    pub edits: u64,
    pub written: Written,
}

impl Change for Recording {
    type Page = ReadingPage;
    type From = Before;
    /// The answers, and whether the reading is finished.
    type To = (Answers, bool);

    const FIELDS: &'static [&'static str] = &[SAVE];

    fn from(ReadingPage { reading, .. }: &ReadingPage) -> Before {
        Before { edits: reading.edits, written: reading.written.clone() }
    }

    fn filled(from: &Before) -> Typed {
        answers::filled(&from.written)
    }

    fn read(
        typed: &Typed,
        _: &Before,
        ReadingPage { page, reading }: &ReadingPage,
    ) -> Result<(Answers, bool), Errors> {
        // What is done stays done, so it must stay whole.
        let done = typed.one("save") != DRAFT || reading.state == ReadingState::Done;
        let before = (reading.state != ReadingState::Unread).then_some(&reading.written);
        let reading =
            answers::Reading { survey: &page.survey, number: Some(reading.number), done, before };
        Ok((answers::read(typed, &reading)?, done))
    }

    fn make(
        connection: &mut Connection,
        ReadingPage { page, reading }: &ReadingPage,
        (from, (answers, done)): (&Before, &(Answers, bool)),
        actor: &User,
    ) -> Result<String, Refused> {
        let key = (reading.number, reading.turn);
        let saving = records::Saving {
            survey: &page.survey,
            answers,
            done: *done,
            actor: &actor.email,
            now: chrono::Utc::now(),
        };
        records::save(connection, &page.collection, key, from.edits, &saving).map_err(|error| {
            refused(error, |now| answers::differences(&page.survey, &from.written, &now.written))
        })?;
        let saved = Saved::new(reading.number, *done).query();
        let next = page.next(Some(key)).filter(|_| *done);
        Ok(next.map_or_else(|| page.list(), |next| page.place(next.number, next.turn)) + &saved)
    }

    fn view(viewer: &User, page: &ReadingPage, shown: &Shown<'_>) -> Markup {
        form_view::reading(viewer, page, shown, Saved::default())
    }

    fn kept(typed: &Typed, before: &Typed, now: &Typed) -> Typed {
        answers::kept(typed, before, now)
    }
}

/// Why nothing was saved, with what somebody else changed.
pub fn refused(error: NotSaved, changed: impl FnOnce(&Reading) -> Vec<Difference>) -> Refused {
    match error {
        NotSaved::Gone => Refused::Gone,
        NotSaved::NotOpen => Refused::NotOpen,
        NotSaved::Stale(now) => Refused::Stale(changed(&now)),
        NotSaved::SamePerson => Refused::Broken(vec![(
            SAVE,
            "You have already read this record. Its other reading must be somebody else’s."
                .to_owned(),
        )]),
        NotSaved::Store(error) => Refused::Store(error),
    }
}
