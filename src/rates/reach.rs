//! The base of a response rate, which depends on how people were invited.
//!
//! By email: returned over delivered. By slips: returned over handed out. By an open link: returned
//! over the population that the area stated, for which AAPOR's Standard Definitions have no rate,
//! because nobody knows who saw the link.

use super::{Rate, Visible};
use crate::inspection::Collection;

/// The invitations and slips of one collection or part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    pub mailboxes: u64,
    /// Handed to a mail server, or refused by it for good.
    pub sent: u64,
    pub undeliverable: u64,
    /// How many people with undeliverable addresses have left, according to the co-ordinator; they
    /// could not answer.
    pub departed: u64,
    /// Slips handed out; of cancelled batches, only the used ones.
    pub slips: u64,
    /// The people who are asked to answer for an area.
    pub officers: u64,
}

impl Sources {
    /// Returned invitations, except those to people who have left.
    pub const fn came_back(self) -> u64 {
        self.undeliverable.saturating_sub(self.departed)
    }

    /// Invitations delivered and slips handed out.
    pub const fn issued(self) -> u64 {
        self.sent.saturating_sub(self.undeliverable) + self.slips
    }
}

/// The base of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The people who could answer, as the area stated them.
    Population,
    Delivered,
    HandedOut,
    /// Invitations delivered and slips handed out, together.
    Both,
    /// Nothing: the inspection's team records it, and nobody responds.
    Recorded,
}

impl Measure {
    /// "of 1,306 …": what the number counts.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Population => "who could answer",
            Self::Delivered => "invitations delivered",
            Self::HandedOut => "slips handed out",
            Self::Both => "invitations and slips",
            Self::Recorded => "recorded, without a rate",
        }
    }
}

/// How a collection invites people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    way: Way,
    population: Option<u64>,
    pub sources: Sources,
    /// The people of parts whose counts are held back: they are not in the base either.
    held: u64,
}

/// How answers come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Also where an area answers once: the area is its population.
    OpenLink,
    Invited,
    /// The team records them.
    Recorded,
}

/// The two bounds of a response rate by email, by their AAPOR names. With no refusals and no
/// partial answers known, they differ by those whose invitation did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// RR1, the lower bound: everyone whose invitation did not arrive could have answered, except
    /// those who have left.
    pub floor: Rate,
    /// RR5, the upper bound: none of them could.
    pub ceiling: Rate,
}

impl Reach {
    pub fn of(collection: &Collection, sources: Sources) -> Self {
        let population = collection.population.map(u64::from);
        Self { way: Way::of(collection), population, sources, held: 0 }
    }

    /// Of so many people as the area stated.
    pub(super) fn of_part(
        collection: &Collection,
        population: Option<u64>,
        sources: Sources,
    ) -> Self {
        Self { population, ..Self::of(collection, sources) }
    }

    /// Without the people of parts whose counts are held back.
    pub(super) const fn without(self, held: u64) -> Self {
        Self { held, ..self }
    }

    pub const fn measure(self) -> Measure {
        match (self.way, self.sources.mailboxes, self.sources.slips) {
            (Way::Recorded, ..) => Measure::Recorded,
            (Way::OpenLink, ..) => Measure::Population,
            (Way::Invited, _, 0) => Measure::Delivered,
            (Way::Invited, 0, _) => Measure::HandedOut,
            (Way::Invited, ..) => Measure::Both,
        }
    }

    /// The base, given the number of responses. A response proves that its invitation arrived, even
    /// if it also bounced, so the base is at least the number of responses. It does not look at
    /// individual invitations, which would reveal who has answered. For an open link, the base is
    /// the stated population; what the team records has no base.
    pub fn issued(self, returned: impl Into<Visible>) -> Option<u64> {
        let returned = returned.into().or_none();
        match self.way {
            Way::OpenLink => self.population.map(|all| all.saturating_sub(self.held)),
            Way::Invited => Some(self.sources.issued().saturating_sub(self.held).max(returned)),
            Way::Recorded => None,
        }
    }

    pub fn rate(self, returned: impl Into<Visible>) -> Rate {
        let returned = returned.into();
        Rate::new(returned, self.issued(returned))
    }

    /// The bounds of the rate, where people are invited by email alone or also by slips.
    pub fn bounds(self, returned: impl Into<Visible>) -> Option<Bounds> {
        let returned = returned.into();
        let Sources { mailboxes, undeliverable, departed, slips, .. } = self.sources;
        if self.way != Way::Invited || mailboxes == 0 {
            return None;
        }
        let ceiling = self.rate(returned);
        // People who have left are among those who were not reached, whose number may have
        // decreased since.
        let eligible = (mailboxes.saturating_sub(departed.min(undeliverable)) + slips)
            .saturating_sub(self.held);
        let floor = Rate::new(returned, ceiling.issued.map(|arrived| eligible.max(arrived)));
        Some(Bounds { floor, ceiling })
    }
}

impl Way {
    fn of(collection: &Collection) -> Self {
        if !collection.is_anonymous() {
            Self::Recorded
        } else if collection.open_link {
            Self::OpenLink
        } else {
            Self::Invited
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reach(open_link: bool, sources: Sources) -> Reach {
        let way = if open_link { Way::OpenLink } else { Way::Invited };
        Reach { way, population: Some(2_000), sources, held: 0 }
    }

    #[test]
    fn by_email_returned_is_counted_against_delivered_and_both_bounds_are_known() {
        let sources = Sources {
            mailboxes: 1_330,
            sent: 1_330,
            undeliverable: 24,
            departed: 4,
            ..Sources::default()
        };
        let by_email = reach(false, sources);
        assert_eq!(by_email.measure(), Measure::Delivered);
        assert_eq!(by_email.rate(1_162).to_string(), "1,162 of 1,306, 89%");
        let bounds = by_email.bounds(1_162).expect("bounds");
        assert_eq!(bounds.floor.to_string(), "1,162 of 1,326, 88%");
        assert_eq!(bounds.ceiling, by_email.rate(1_162));
        assert_eq!(reach(true, sources).rate(1_162).to_string(), "1,162 of 2,000, 58%");
        assert_eq!(reach(true, sources).bounds(1_162), None);
    }

    #[test]
    fn what_the_team_records_has_no_rate() {
        let recorded = Reach { way: Way::Recorded, ..reach(true, Sources::default()) };
        assert_eq!((recorded.measure(), recorded.rate(98).percent()), (Measure::Recorded, None));
        assert_eq!((recorded.issued(98), recorded.bounds(98)), (None, None));
    }

    #[test]
    fn a_response_proves_that_its_invitation_arrived() {
        let five = Sources { mailboxes: 5, sent: 5, undeliverable: 4, ..Sources::default() };
        assert_eq!(reach(false, five).rate(1).to_string(), "1 of 1");
        assert_eq!(reach(false, five).rate(5).to_string(), "5 of 5, 100%");
        assert_eq!(
            reach(false, Sources { mailboxes: 5, ..Sources::default() }).rate(2).to_string(),
            "2 of 2"
        );
    }

    #[test]
    fn by_slips_returned_is_counted_against_those_handed_out() {
        let by_slips = reach(false, Sources { slips: 40, ..Sources::default() });
        assert_eq!(
            (by_slips.measure(), by_slips.rate(10).percent()),
            (Measure::HandedOut, Some(25))
        );
        assert_eq!(by_slips.bounds(10), None);
    }

    proptest! {
        #[test]
        fn the_floor_is_never_above_the_ceiling_nor_that_above_all(
            returned in 0..6_000_u64, mailboxes in 1..5_000_u64, unsent in 0..5_000_u64, undeliverable in 0..5_000_u64, departed in 0..5_000_u64, slips in 0..500_u64,
        ) {
            let sent = mailboxes.saturating_sub(unsent);
            let undeliverable = undeliverable.min(sent);
            let sources = Sources { mailboxes, sent, undeliverable, departed, slips, officers: 0 };
            let by_email = reach(false, sources);
            let bounds = by_email.bounds(returned).expect("bounds");
            prop_assert!(by_email.rate(returned).issued >= Some(returned));
            prop_assert!(bounds.ceiling.percent().unwrap_or(0) <= 100);
            prop_assert!(bounds.floor.issued >= bounds.ceiling.issued);
            prop_assert!(bounds.floor.percent().unwrap_or(0) <= bounds.ceiling.percent().unwrap_or(100));
        }
    }
}
