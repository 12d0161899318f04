use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use super::Rhythm;
use crate::{
    inspection::{Collection, State},
    watch::{Course, Numbers, Progress},
};

/// How many messages of a collection must have come back for it to be worth a look, and which part of those sent: one in ten.
const CAME_BACK: (u64, u64) = (5, 10);

/// What is known of one collection.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The title of its inspection.
    pub inspection: String,
    pub collection: Collection,
    pub progress: Progress,
    pub numbers: Numbers,
}

/// What is the matter with a collection. Those that keep people from answering come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// It is open, and there is neither a link nor a mailbox nor a slip.
    NothingHandedOut,
    /// Its messages are paused.
    Paused,
    /// So many messages should have left hours ago.
    Stuck(u64),
    /// So many messages came back.
    CameBack(u64),
    /// It is open, and nobody has said how many could answer.
    NoPopulation,
    /// More came back than could answer.
    TooMany,
    Behind,
    /// It closes soon, and has not reached its target.
    Closes,
    /// It closes soon, and all is well.
    ClosesWell,
    Opens,
}

impl Matter {
    /// Whether somebody has to do something, or only to know.
    pub const fn is_acute(self) -> bool {
        !matches!(self, Self::ClosesWell)
    }
}

/// One thing that somebody should know.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    pub matter: Matter,
    pub fact: &'a Fact,
}

/// What needs somebody at `now`, the gravest first; among those behind, the furthest from the target. Empty where there is
/// nothing to act on.
pub fn items<'a>(facts: &'a [Fact], rhythm: Rhythm, now: DateTime<Utc>) -> Vec<Item<'a>> {
    let today = now.with_timezone(&London).date_naive();
    let horizon = (rhythm.next(today), rhythm.horizon(today));
    let mut items: Vec<Item<'a>> = facts
        .iter()
        .flat_map(|fact| fact.matters(horizon, now).into_iter().map(move |matter| Item { matter, fact }))
        .collect();
    if items.iter().all(|item| !item.matter.is_acute()) {
        return Vec::new();
    }
    items.sort_by(|a, b| {
        let place = |item: &Item<'_>| (item.matter.section(), item.fact.collection.area, item.fact.collection.audience);
        let missing = b.fact.missing().total_cmp(&a.fact.missing());
        let behind = a.matter == Matter::Behind && b.matter == Matter::Behind;
        if behind { missing.then(place(a).cmp(&place(b))) } else { place(a).cmp(&place(b)) }
    });
    items
}

impl Matter {
    /// The place of its section in the digest.
    pub const fn section(self) -> u8 {
        match self {
            Self::NothingHandedOut | Self::NoPopulation | Self::TooMany => 1,
            Self::Paused | Self::Stuck(_) | Self::CameBack(_) => 2,
            Self::Behind => 0,
            Self::Closes | Self::ClosesWell => 3,
            Self::Opens => 4,
        }
    }
}

impl Fact {
    /// How many percentage points are missing to the target.
    fn missing(&self) -> f64 {
        f64::from(self.collection.target_percent) - 100.0 * self.progress.rate.fraction().unwrap_or(0.0)
    }

    /// What is the matter, with what opens by the first of two days and what closes by the second.
    fn matters(&self, (opening, closing): (NaiveDate, NaiveDate), now: DateTime<Utc>) -> Vec<Matter> {
        let day = |instant: DateTime<Utc>| instant.with_timezone(&London).date_naive();
        let mut matters = Vec::new();
        match self.progress.state {
            State::Planned => {
                if day(self.collection.opens_at) <= opening {
                    matters.push(Matter::Opens);
                }
            }
            State::Open => {
                matters.extend(self.of_open());
                if !matters.contains(&Matter::Behind) && day(self.collection.closes_at) <= closing {
                    let well = self.progress.course == Course::Reached;
                    matters.push(if well { Matter::ClosesWell } else { Matter::Closes });
                }
            }
            State::Closing | State::Closed | State::Released => {}
        }
        if self.collection.closes_at > now {
            matters.extend(self.of_messages());
        }
        matters
    }

    fn of_open(&self) -> Option<Matter> {
        let sources = self.progress.sources;
        match self.progress.course {
            _ if !self.collection.open_link && sources.mailboxes == 0 && sources.slips == 0 => {
                Some(Matter::NothingHandedOut)
            }
            _ if self.collection.open_link && self.collection.population.is_none() => Some(Matter::NoPopulation),
            Course::Check => Some(Matter::TooMany),
            Course::Behind => Some(Matter::Behind),
            _ => None,
        }
    }

    fn of_messages(&self) -> Option<Matter> {
        let sources = self.progress.sources;
        let came_back = sources.undeliverable.saturating_sub(sources.departed);
        if self.numbers.paused && sources.mailboxes > 0 {
            Some(Matter::Paused)
        } else if self.numbers.overdue > 0 {
            Some(Matter::Stuck(self.numbers.overdue))
        } else if came_back >= CAME_BACK.0 && came_back * CAME_BACK.1 >= sources.sent {
            Some(Matter::CameBack(came_back))
        } else {
            None
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        results::{Figures, Returns},
        store::Id,
        watch::pace::tests::half_way,
    };

    /// A collection of 100 staff, ten days that aim at 80%, as it is at `now` with so many returns.
    pub fn fact(returned: u64, now: DateTime<Utc>, change: impl FnOnce(&mut Collection)) -> Fact {
        let (mut collection, _) = half_way();
        collection.id = Id::random();
        change(&mut collection);
        let figures = Figures::from(Returns::from([(collection.id, returned)]));
        let progress = Progress::of(&collection, &figures, None, now);
        Fact { inspection: "Midlothian 2026".to_owned(), collection, progress, numbers: Numbers::default() }
    }

    fn matters(facts: &[Fact], rhythm: Rhythm, now: DateTime<Utc>) -> Vec<Matter> {
        items(facts, rhythm, now).iter().map(|item| item.matter).collect()
    }

    #[test]
    fn a_collection_is_told_of_as_its_days_go_by() {
        let (collection, _) = half_way();
        let after = |days: i64| collection.opens_at + TimeDelta::days(days);
        let at = |days: i64, returned| matters(&[fact(returned, after(days), |_| {})], Rhythm::Daily, after(days));
        assert_eq!(at(-6, 0), []);
        assert_eq!(at(-3, 0), []);
        assert_eq!(at(-2, 0), [Matter::Opens], "on Friday, what opens on Sunday");
        assert_eq!(at(3, 60), []);
        assert_eq!(at(3, 2), [Matter::Behind]);
        assert_eq!(at(8, 70), [Matter::Closes]);
        assert_eq!(at(8, 2), [Matter::Behind], "what is behind says itself when it closes");
        assert_eq!(at(8, 90), [], "what closes well is no reason for an email");
        assert_eq!(at(5, 101), [Matter::TooMany]);
        assert_eq!(at(11, 2), [], "what has closed cannot be helped");
    }

    #[test]
    fn what_closes_well_is_told_of_beside_what_needs_somebody() {
        let (collection, _) = half_way();
        let now = collection.opens_at + TimeDelta::days(8);
        let both = [fact(90, now, |_| {}), fact(2, now, |_| {})];
        assert_eq!(matters(&both, Rhythm::Daily, now), [Matter::Behind, Matter::ClosesWell]);
    }

    #[test]
    fn an_open_collection_that_nobody_can_answer_or_measure_is_told_of() {
        let (_, now) = half_way();
        let closed_link = fact(0, now, |c| c.open_link = false);
        let unstated = fact(0, now, |c| c.population = None);
        let told = matters(&[unstated, closed_link], Rhythm::Daily, now);
        assert_eq!(told, [Matter::NoPopulation, Matter::NothingHandedOut]);
    }

    #[test]
    fn messages_that_do_not_leave_or_come_back_are_told_of() {
        let (_, now) = half_way();
        let of = |paused, overdue, undeliverable| {
            let mut fact = fact(60, now, |_| {});
            fact.numbers = Numbers { paused, overdue, next_wave: None };
            fact.progress.sources.mailboxes = 100;
            fact.progress.sources.sent = 100;
            fact.progress.sources.undeliverable = undeliverable;
            matters(&[fact], Rhythm::Daily, now)
        };
        assert_eq!(of(true, 3, 50), [Matter::Paused]);
        assert_eq!(of(false, 3, 50), [Matter::Stuck(3)]);
        assert_eq!(of(false, 0, 10), [Matter::CameBack(10)]);
        assert_eq!(of(false, 0, 9), []);
    }

    #[test]
    fn those_furthest_behind_come_first() {
        let (_, now) = half_way();
        let facts = [fact(12, now, |_| {}), fact(2, now, |_| {}), fact(7, now, |_| {})];
        let returned: Vec<_> =
            items(&facts, Rhythm::Daily, now).iter().map(|item| item.fact.progress.rate.returned).collect();
        assert_eq!(returned, [2, 7, 12]);
    }
}
