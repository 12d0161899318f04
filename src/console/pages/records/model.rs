use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{
    catalogue,
    console::shell::{
        ConsoleError,
        access::{Named, Names},
    },
    inspection::{Collection, Inspection, Placed, State},
    records::{Reading, ReadingState, Turn, queries as records},
    store::{Connection, Id},
    survey::Survey,
    users::{self, Scope, Sight},
    web::paths,
};

/// A collection that the team fills in, with its survey and everything recorded in it.
#[derive(Clone, Debug)]
pub struct RecordsPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub survey: Arc<Survey>,
    pub readings: Vec<Reading>,
    /// The addresses of the lead and the team.
    pub team: Vec<String>,
    /// The address of the viewer.
    pub viewer: String,
    pub now: DateTime<Utc>,
}

impl Named for RecordsPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        Placed::find(connection, scope, names)?.then(|Placed { inspection, collection }| {
            if !collection.is_signed_in() {
                return Ok(None);
            }
            let mut team = users::queries::team(connection, inspection.id)?;
            team.push(inspection.lead.clone());
            team.sort_unstable();
            team.dedup();
            Ok(Some(Self {
                survey: catalogue::english(connection, collection.survey, collection.version)?,
                readings: records::of_collection(connection, collection.id)?,
                viewer: scope.user().email.clone(),
                now: Utc::now(),
                inspection,
                collection,
                team,
            }))
        })
    }
}

impl RecordsPage {
    /// Whether records are drawn in a sample; otherwise meetings are added one after another.
    pub fn has_sample(&self) -> bool {
        self.survey.uses.sample.is_some()
    }

    pub fn state(&self) -> State {
        self.collection.state(self.now)
    }

    /// Whether answers are taken.
    pub fn is_open(&self) -> bool {
        self.state() == State::Open
    }

    /// "record" or "meeting".
    pub fn noun(&self) -> &'static str {
        if self.has_sample() { "record" } else { "meeting" }
    }

    pub fn list(&self) -> String {
        paths::records::LIST.of(self.collection.id)
    }

    /// The reading that the viewer is to do next, after this one if there is one.
    pub fn next(&self, after: Option<(u32, Turn)>) -> Option<&Reading> {
        let mine = || {
            self.readings.iter().filter(|one| {
                one.reader == self.viewer
                    && one.state != ReadingState::Done
                    && Some((one.number, one.turn)) != after
            })
        };
        mine().find(|one| Some((one.number, one.turn)) > after).or_else(|| mine().next())
    }

    /// How many readings there are of a kind, and how many are done.
    pub fn progress(&self, turn: Turn) -> (usize, usize) {
        let all = || self.readings.iter().filter(|one| one.turn == turn);
        (all().filter(|one| one.state == ReadingState::Done).count(), all().count())
    }

    /// Whether the viewer may open a reading: of two readings of a record, whoever is to do one sees
    /// the other only once theirs is done, so that the two are independent.
    pub fn may_be_seen(&self, reading: &Reading) -> bool {
        let own = self.readings.iter().find(|one| {
            one.number == reading.number
                && one.turn == reading.turn.other()
                && one.reader == self.viewer
        });
        own.is_none_or(|own| own.state == ReadingState::Done)
    }

    /// The address of a reading's form.
    pub fn place(&self, number: u32, turn: Turn) -> String {
        paths::records::ONE.of(self.collection.id, number, turn.number())
    }
}

/// One reading, with its collection.
#[derive(Clone, Debug)]
pub struct ReadingPage {
    pub page: RecordsPage,
    pub reading: Reading,
}

impl Named for ReadingPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        let number = names.text("number").parse::<u32>().ok();
        // The address of a deletion names no turn: a meeting has but one.
        let turn = match names.text("turn") {
            "" => Some(Turn::First),
            text => text.parse().ok(),
        };
        RecordsPage::find(connection, scope, names)?.then(|page| {
            let is_it = |one: &&Reading| Some(one.number) == number && Some(one.turn) == turn;
            let reading = page.readings.iter().find(is_it).cloned();
            let seen = reading.filter(|one| page.may_be_seen(one));
            Ok(seen.map(|reading| Self { page, reading }))
        })
    }
}

/// A meeting that can be deleted.
#[derive(Clone, Debug)]
pub struct MeetingPage(pub ReadingPage);

impl Named for MeetingPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        ReadingPage::find(connection, scope, names)?
            .then(|found| Ok((!found.page.has_sample()).then_some(Self(found))))
    }
}

/// A meeting to be added, under a new id.
#[derive(Clone, Debug)]
pub struct NewMeetingPage {
    pub page: RecordsPage,
    pub id: Id,
}

impl Named for NewMeetingPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        RecordsPage::find(connection, scope, names)?
            .then(|page| Ok((!page.has_sample()).then(|| Self { page, id: Id::random() })))
    }
}

/// The sample of a collection that has one.
#[derive(Clone, Debug)]
pub struct SamplePage(pub RecordsPage);

impl Named for SamplePage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        RecordsPage::find(connection, scope, names)?
            .then(|page| Ok(page.has_sample().then_some(Self(page))))
    }
}
