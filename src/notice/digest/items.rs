use chrono::{DateTime, NaiveDate, Utc};

use super::Rhythm;
use crate::{
    fieldwork::{Course, Need, Standing, Subject},
    inspection::{Collection, State},
    language::calendar,
};

/// The data of one collection.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The title of its inspection.
    pub inspection: String,
    pub collection: Collection,
    pub standing: Standing,
    /// When the next wave of messages is sent.
    pub next_wave: Option<DateTime<Utc>>,
}

/// A digest's statement about a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    Need(Need),
    /// It closes before the next digest, and is below its target.
    Closes,
    /// It closes soon, and has reached its target.
    ClosesWell,
    Opens,
}

/// A section of a digest, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Need(Subject),
    Opening,
}

impl Matter {
    /// Whether it justifies an email on its own.
    pub const fn is_acute(self) -> bool {
        !matches!(self, Self::ClosesWell)
    }
}

/// One item of a digest.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    pub matter: Matter,
    pub fact: &'a Fact,
}

/// The items at `now`, the most serious first; among those behind, the furthest from the target
/// first. Empty if there is nothing to act on.
pub fn items<'a>(facts: &'a [Fact], rhythm: Rhythm, now: DateTime<Utc>) -> Vec<Item<'a>> {
    let today = calendar::day(now);
    let horizon = (rhythm.next(today), rhythm.horizon(today));
    let mut items: Vec<Item<'a>> = facts
        .iter()
        .flat_map(|fact| fact.matters(horizon).into_iter().map(move |matter| Item { matter, fact }))
        .collect();
    if items.iter().all(|item| !item.matter.is_acute()) {
        return Vec::new();
    }
    items.sort_by(|a, b| {
        let place = |item: &Item<'_>| {
            (item.matter.section(), item.fact.collection.area, item.fact.collection.survey)
        };
        let missing = b.fact.missing().total_cmp(&a.fact.missing());
        let behind = [a.matter, b.matter] == [Matter::Need(Need::Behind); 2];
        if behind { missing.then(place(a).cmp(&place(b))) } else { place(a).cmp(&place(b)) }
    });
    items
}

impl Matter {
    pub const fn section(self) -> Section {
        match self {
            Self::Need(need) => Section::Need(need.subject()),
            Self::Closes | Self::ClosesWell => Section::Need(Subject::Closing),
            Self::Opens => Section::Opening,
        }
    }
}

impl Fact {
    /// How many percentage points are missing to the target.
    fn missing(&self) -> f64 {
        f64::from(self.collection.target().unwrap_or(0))
            - 100.0 * self.standing.rate.fraction().unwrap_or(0.0)
    }

    /// What a digest says of it: why it needs somebody, what opens by the first of two days, and
    /// what closes by the second.
    fn matters(&self, (opening, closing): (NaiveDate, NaiveDate)) -> Vec<Matter> {
        let Standing { state, course, needs, .. } = self.standing;
        let mut matters: Vec<Matter> = needs.iter().map(Matter::Need).collect();
        let told = needs.contains(Need::Behind) || needs.contains(Need::Closing);
        match state {
            State::Planned if calendar::day(self.collection.opens_at) <= opening => {
                matters.push(Matter::Opens);
            }
            State::Open if !told && calendar::day(self.collection.closes_at) <= closing => {
                // With records still to be read, it would be told already.
                let is_done = self.standing.recorded.is_some() || course == Course::Reached;
                matters.push(if is_done { Matter::ClosesWell } else { Matter::Closes });
            }
            _ => {}
        }
        matters
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        fieldwork::Messages,
        inspection::sample::half_way,
        rates::{Figures, Returns},
        store::Id,
    };

    /// A collection of 100 staff, ten days that aim at 80%, as it is at `now` with so many returns.
    pub fn fact(returned: u64, now: DateTime<Utc>, change: impl FnOnce(&mut Collection)) -> Fact {
        let (mut collection, _) = half_way();
        collection.id = Id::random();
        change(&mut collection);
        let figures = Figures::from(Returns::from([(collection.id, returned)]));
        let standing = Standing::of(&collection, &figures, None, Messages::default(), now);
        Fact { inspection: "Midlothian 2026".to_owned(), collection, standing, next_wave: None }
    }

    fn matters(facts: &[Fact], rhythm: Rhythm, now: DateTime<Utc>) -> Vec<Matter> {
        items(facts, rhythm, now).iter().map(|item| item.matter).collect()
    }

    #[test]
    fn items_change_as_fieldwork_goes_on() {
        let (collection, _) = half_way();
        let after = |days: i64| collection.opens_at + TimeDelta::days(days);
        let at = |days: i64, returned| {
            matters(&[fact(returned, after(days), |_| {})], Rhythm::Daily, after(days))
        };
        assert_eq!(at(-6, 0), []);
        assert_eq!(at(-3, 0), []);
        assert_eq!(at(-2, 0), [Matter::Opens], "on Friday, what opens on Sunday");
        assert_eq!(at(3, 60), []);
        assert_eq!(at(3, 2), [Matter::Need(Need::Behind)]);
        assert_eq!(at(8, 70), [Matter::Need(Need::Closing)]);
        assert_eq!(
            at(8, 2),
            [Matter::Need(Need::Behind)],
            "what is behind says itself when it closes"
        );
        assert_eq!(at(8, 90), [], "what closes well is no reason for an email");
        assert_eq!(at(5, 101), [Matter::Need(Need::TooMany)]);
        assert_eq!(at(11, 2), [], "what has closed cannot be helped");
    }

    #[test]
    fn the_digest_also_lists_successful_closings() {
        let (collection, _) = half_way();
        let now = collection.opens_at + TimeDelta::days(8);
        let both = [fact(90, now, |_| {}), fact(2, now, |_| {})];
        assert_eq!(
            matters(&both, Rhythm::Daily, now),
            [Matter::Need(Need::Behind), Matter::ClosesWell]
        );
    }

    #[test]
    fn collections_without_a_way_in_or_population_are_listed() {
        let (_, now) = half_way();
        let closed_link = fact(0, now, |c| c.open_link = false);
        let unstated = fact(0, now, |c| c.population = None);
        let told = matters(&[unstated, closed_link], Rhythm::Daily, now);
        assert_eq!(told, [Matter::Need(Need::NoPopulation), Matter::Need(Need::NothingHandedOut)]);
    }

    #[test]
    fn those_furthest_behind_come_first() {
        let (_, now) = half_way();
        let facts = [fact(12, now, |_| {}), fact(2, now, |_| {}), fact(7, now, |_| {})];
        let returned: Vec<_> = items(&facts, Rhythm::Daily, now)
            .iter()
            .map(|item| item.fact.standing.rate.returned)
            .collect();
        assert_eq!(returned, [2, 7, 12]);
    }
}
