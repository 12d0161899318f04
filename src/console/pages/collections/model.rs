use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::{
    fieldwork::{Day, Messages, PartRate, PartRates, Standing, days},
    inspection::{Collection, Inspection, Part, State},
    invitation::{
        Invited, Mailing,
        code::Batch,
        wave::{INVITATION, Wave},
    },
    language::calendar,
    rates::{
        Moves, Outlook, PartFigures, Rate, Visible,
        forecast::{Daily, Fieldwork},
    },
    settings::BaseUrl,
};

/// A collection's data from the database: only counts.
#[derive(Clone, Debug)]
pub struct Known {
    pub inspection: Inspection,
    pub collection: Collection,
    pub parts: Vec<Part>,
    pub figures: PartFigures,
    pub daily: Vec<Daily>,
    pub waves: Vec<Wave>,
    pub invited: Invited,
    pub mailing: Mailing,
    pub batches: Vec<Batch>,
}

/// A collection with its figures at one time.
#[derive(Clone, Debug)]
pub struct CollectionPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub standing: Standing,
    /// The address that people type, and that the QR code contains.
    pub address: String,
    pub parts: Vec<PartRow>,
    /// The parts that are too small to show separately, combined; `None` if there are none.
    pub other: Option<Rate>,
    /// Responses outside the parts: by the collection's own link, or without a part in the list or
    /// on the slips.
    pub outside_parts: Visible,
    /// Every day of fieldwork, including future ones.
    pub days: Vec<Day>,
    /// The pace at points from opening to closing, each as a share of the time and a percentage.
    pub needed: Vec<(f64, f64)>,
    pub waves: Vec<Wave>,
    pub invited: Invited,
    pub mailing: Mailing,
    pub slips: Slips,
    /// When the counts move.
    pub moves: Moves,
    pub now: DateTime<Utc>,
}

/// How many slips were made, handed out and used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slips {
    pub made: u64,
    /// Those that were not cancelled unused.
    pub handed_out: u64,
    pub used: Visible,
}

/// A part as the page shows it.
#[derive(Clone, Debug)]
pub struct PartRow {
    pub name: String,
    pub population: u32,
    /// `None` if it has no open link.
    pub address: Option<String>,
    /// `None` where it is counted under *other*.
    pub rate: Option<Rate>,
}

impl CollectionPage {
    /// Lays out the figures.
    pub fn new(known: Known, base: &BaseUrl, now: DateTime<Utc>) -> Self {
        let Known {
            inspection,
            collection,
            parts,
            figures,
            daily,
            waves,
            invited,
            mailing,
            batches,
        } = known;
        let PartRates { parts, other, outside } =
            PartRates::of(&inspection, &collection, parts, &figures);
        let row = |PartRate { part, rate }: PartRate| PartRow {
            address: collection.open_link.then(|| address(base, part.link.as_str())),
            name: part.name,
            population: part.population,
            rate,
        };
        let (reach, returned) = figures.whole(&collection);
        let sending: Vec<_> = waves.iter().map(|wave| (wave.due_at, wave.begun)).collect();
        let fieldwork = crate::rates::fieldwork(&collection, (reach, returned), &sending, now);
        let outlook =
            fieldwork.as_ref().map(|fieldwork| Outlook::of(&collection, fieldwork, &daily, now));
        let messages = Messages::of(mailing, &waves, now);
        let moves = figures.moves(&collection);
        Self {
            standing: Standing::with(&collection, (reach, returned), outlook, messages, now),
            address: address(base, collection.link.as_str()),
            parts: parts.into_iter().map(row).collect(),
            other,
            outside_parts: outside,
            days: days::of(&collection, fieldwork.as_ref(), (&daily, moves), now),
            needed: fieldwork
                .as_ref()
                .map(|fieldwork| needed(fieldwork, &collection))
                .unwrap_or_default(),
            slips: Slips::of(&batches),
            waves: if invited.mailboxes > 0 { waves } else { Vec::new() },
            inspection,
            collection,
            invited,
            mailing,
            moves,
            now,
        }
    }

    /// How many people are in parts.
    pub fn in_parts(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.population)).sum()
    }

    /// "Midlothian, 8 to 15".
    pub fn name(&self) -> String {
        self.collection.name()
    }

    /// Whether anybody can answer now.
    pub fn is_open(&self) -> bool {
        self.standing.state == State::Open
    }

    /// Whether nobody can answer any more.
    pub const fn has_ended(&self) -> bool {
        matches!(self.standing.state, State::Closed | State::Released)
    }

    /// The present day of fieldwork, from 1, and the number of days.
    pub fn day(&self) -> (i64, i64) {
        let number =
            |day: NaiveDate| (day - calendar::day(self.collection.opens_at)).num_days() + 1;
        let last = number(calendar::day(self.collection.closes_at - TimeDelta::seconds(1))).max(1);
        (number(calendar::day(self.now)).clamp(1, last), last)
    }

    /// A time as a share of fieldwork, from opening to closing.
    pub fn share(&self, at: DateTime<Utc>) -> f64 {
        share(&self.collection, at)
    }

    /// The next reminder to be sent, if messages may be.
    pub fn next_reminder(&self) -> Option<&Wave> {
        self.waves
            .iter()
            .find(|wave| wave.number != INVITATION && !wave.begun && wave.due_at > self.now)
    }

    /// Whether to offer deletion: nobody has answered or can now, and nothing was sent. The linked
    /// page checks more.
    pub fn may_be_deleted(&self) -> bool {
        let taking = matches!(self.standing.state, State::Open | State::Closing | State::Closed);
        !self.standing.rate.returned.is_somebody()
            && self.invited.sent + self.invited.undeliverable == 0
            && self.slips.handed_out == 0
            && !(self.collection.open_link && taking)
    }

    /// Whether nobody was given a way to answer.
    pub const fn nothing_handed_out(&self) -> bool {
        !self.collection.open_link && self.standing.sources.issued() == 0
    }
}

impl Slips {
    fn of(batches: &[Batch]) -> Self {
        batches.iter().fold(Self::default(), |sum, batch| Self {
            made: sum.made + batch.number,
            handed_out: sum.handed_out
                + if batch.revoked { batch.used.or_none() } else { batch.number },
            used: if batch.used.is_held() { Visible::Held } else { sum.used + batch.used },
        })
    }
}

/// The pace, at four points a day.
fn needed(fieldwork: &Fieldwork, collection: &Collection) -> Vec<(f64, f64)> {
    let target = f64::from(collection.target_percent);
    let length = (collection.closes_at - collection.opens_at).num_hours();
    // Fieldwork of months gets fewer points.
    let step = usize::try_from((length / 90).max(6)).unwrap_or(6);
    let hours =
        (0..length.max(0)).step_by(step).map(|hours| collection.opens_at + TimeDelta::hours(hours));
    hours
        .chain([collection.closes_at])
        .map(|at| (share(collection, at), crate::rates::forecast::pace(fieldwork, target, at)))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "fieldwork lasts far fewer than 2^52 seconds")]
fn share(collection: &Collection, at: DateTime<Utc>) -> f64 {
    let whole = (collection.closes_at - collection.opens_at).num_seconds().max(1);
    (at - collection.opens_at).num_seconds().clamp(0, whole) as f64 / whole as f64
}

/// The short address of a link.
pub fn address(base: &BaseUrl, link: &str) -> String {
    base.with(&format!("/s/{link}"))
}
