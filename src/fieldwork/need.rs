//! Why a collection needs action. The console, the digest, the API and the response-rate files use
//! the same rule.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Course, Messages, Recorded};
use crate::{
    inspection::{Collection, State},
    rates::{Rate, Sources},
};

/// How long before closing a collection below its target needs action.
const SOON: TimeDelta = TimeDelta::days(3);
/// How long a collection may be open without a response.
const SILENCE: TimeDelta = TimeDelta::days(1);
/// The number of returned messages that needs attention, and their minimum share of those sent: one
/// in ten.
const RETURNED: (u64, u64) = (5, 10);

/// What a reason is about, in the order of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Behind,
    SetUp,
    Messages,
    Closing,
}

/// The reasons, one a line: the name in files and in the API, what it is about, and what it means.
macro_rules! needs {
    ($($name:ident $key:literal $subject:ident $meaning:literal)+) => {
        /// A reason to look at a collection, in the order in which they are listed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Need {
            $(#[doc = $meaning] $name,)+
        }

        impl Need {
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$name),+];

            /// The name in files and in the API.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// What files and the description of the API say of it.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }

            pub const fn subject(self) -> Subject {
                match self { $(Self::$name => Subject::$subject,)+ }
            }
        }
    };
}

needs! {
    Behind "behind" Behind
        "It will most likely miss its target, or nobody has answered for a day."
    NothingHandedOut "nothing-handed-out" SetUp
        "It is open, but has no open link, no mailbox and no slip, so nobody can answer."
    NobodyAsked "nobody-asked" SetUp
        "It is open, and nobody is asked to answer for the area."
    NoPopulation "no-population" SetUp
        "It is open, and its population is unknown."
    TooMany "too-many" SetUp
        "There are more responses than people who could answer."
    Refused "messages-refused" Messages
        "Its messages are paused because mail servers refused too many."
    Paused "messages-paused" Messages
        "Its messages are paused."
    Stuck "messages-stuck" Messages
        "Messages were not sent when they were due."
    CameBack "messages-came-back" Messages
        "Many messages were returned."
    Closing "closing" Closing
        "It closes within three days and is below its target, or has records that are not read."
}

/// Why one collection needs somebody: at most one reason about its answers, and one about its
/// messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    answers: Option<Need>,
    messages: Option<Need>,
}

impl Needs {
    pub(super) fn of(
        collection: &Collection,
        (rate, course): (Rate, Course),
        (sources, messages): (Sources, Messages),
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            answers: of_answers(collection, (rate, course), sources, now),
            messages: (collection.closes_at > now)
                .then(|| of_messages(sources, messages))
                .flatten(),
        }
    }

    /// Of what the team records, only records that nobody has read can need somebody; of an area that
    /// answers once, that nobody is asked or that it has not answered.
    pub(super) fn of_recorded(
        collection: &Collection,
        recorded: Recorded,
        sources: Sources,
        now: DateTime<Utc>,
    ) -> Self {
        let is_open = collection.state(now) == State::Open;
        let is_late = is_open && collection.closes_at - now <= SOON;
        let waits = collection.is_area() && recorded.done == 0;
        let answers = if is_open && waits && sources.officers == 0 {
            Some(Need::NobodyAsked)
        } else {
            (is_late && (waits || recorded.is_unfinished())).then_some(Need::Closing)
        };
        Self { answers, messages: None }
    }

    pub fn iter(self) -> impl Iterator<Item = Need> {
        self.answers.into_iter().chain(self.messages)
    }

    pub fn contains(self, need: Need) -> bool {
        self.iter().any(|one| one == need)
    }

    pub const fn is_empty(self) -> bool {
        self.answers.is_none() && self.messages.is_none()
    }

    /// The one that comes first.
    pub fn first(self) -> Option<Need> {
        self.iter().min()
    }
}

fn of_answers(
    collection: &Collection,
    (rate, course): (Rate, Course),
    sources: Sources,
    now: DateTime<Utc>,
) -> Option<Need> {
    let state = collection.state(now);
    if course == Course::Check && state != State::Released {
        return Some(Need::TooMany);
    }
    if state != State::Open {
        return None;
    }
    let silent = rate.returned.is_nobody() && now - collection.opens_at >= SILENCE;
    match course {
        _ if !collection.open_link && sources.mailboxes == 0 && sources.slips == 0 => {
            Some(Need::NothingHandedOut)
        }
        _ if rate.issued.is_none() => Some(Need::NoPopulation),
        Course::Behind => Some(Need::Behind),
        _ if silent => Some(Need::Behind),
        Course::Reached | Course::Unmeasured => None,
        _ => (collection.closes_at - now <= SOON).then_some(Need::Closing),
    }
}

fn of_messages(sources: Sources, messages: Messages) -> Option<Need> {
    let came_back = sources.came_back();
    if messages.refused && sources.mailboxes > 0 {
        Some(Need::Refused)
    } else if messages.paused && sources.mailboxes > 0 {
        Some(Need::Paused)
    } else if messages.overdue > 0 {
        Some(Need::Stuck)
    } else if came_back >= RETURNED.0 && came_back * RETURNED.1 >= sources.sent {
        Some(Need::CameBack)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fieldwork::Standing,
        inspection::sample::half_way,
        rates::{Figures, Returns},
    };

    fn needs(returned: u64, days: i64, change: impl FnOnce(&mut Collection)) -> Vec<Need> {
        let (mut collection, now) = half_way();
        let by = TimeDelta::days(days);
        (collection.opens_at, collection.closes_at) =
            (collection.opens_at + by, collection.closes_at + by);
        change(&mut collection);
        let figures = Figures::from(Returns::from([(collection.id, returned)]));
        Standing::of(&collection, &figures, None, Messages::default(), now).needs.iter().collect()
    }

    #[test]
    fn answers_give_the_first_reason_that_holds() {
        assert_eq!(needs(10, 0, |_| {}), [Need::Behind]);
        assert_eq!(needs(45, 0, |_| {}), []);
        assert_eq!(needs(70, -2, |_| {}), [Need::Closing]);
        assert_eq!(needs(80, -2, |_| {}), [], "the target is reached");
        assert_eq!(needs(0, 0, |_| {}), [Need::Behind], "nobody has answered");
        assert_eq!(
            needs(0, 0, |one| one.population = Some(3)),
            [],
            "that nobody of three has answered is not shown"
        );
        assert_eq!(needs(0, 5, |_| {}), [], "it opens this moment");
        assert_eq!(needs(3, 0, |one| one.population = None), [Need::NoPopulation]);
        assert_eq!(needs(101, 0, |_| {}), [Need::TooMany]);
        assert_eq!(
            needs(101, -8, |_| {}),
            [Need::TooMany],
            "the population can still be corrected"
        );
        assert_eq!(needs(101, -8, |one| one.released_at = Some(one.closes_at)), []);
        assert_eq!(needs(10, -8, |_| {}), [], "it is closed");
        assert_eq!(needs(0, 0, |one| one.open_link = false), [Need::NothingHandedOut]);
    }

    #[test]
    fn messages_give_the_first_reason_that_holds() {
        let of = |paused, overdue, undeliverable, departed| {
            let sources = Sources {
                mailboxes: 100,
                sent: 100,
                undeliverable,
                departed,
                ..Sources::default()
            };
            of_messages(sources, Messages { paused, overdue, ..Messages::default() })
        };
        assert_eq!(of(true, 3, 50, 0), Some(Need::Paused));
        assert_eq!(of(false, 3, 50, 0), Some(Need::Stuck));
        assert_eq!(of(false, 0, 10, 0), Some(Need::CameBack));
        assert_eq!(of(false, 0, 9, 0), None);
        assert_eq!(of(false, 0, 20, 11), None, "those who have left are no surprise");
        let refused = Messages { paused: true, refused: true, overdue: 0 };
        assert_eq!(
            of_messages(Sources { mailboxes: 1, ..Sources::default() }, refused),
            Some(Need::Refused)
        );
        assert_eq!(of_messages(Sources::default(), refused), None);
    }

    #[test]
    fn every_reason_is_listed_once_in_order_with_a_name_of_its_own() {
        assert!(Need::ALL.is_sorted());
        let names: std::collections::BTreeSet<_> =
            Need::ALL.iter().map(|need| need.key()).collect();
        assert_eq!(names.len(), Need::ALL.len());
    }

    #[test]
    fn only_records_that_are_not_read_before_closing_need_somebody() {
        let recorded = |returned, days, population| {
            needs(returned, days, |one| {
                one.survey = crate::survey::Instrument::record_reading();
                (one.open_link, one.population) = (false, population);
            })
        };
        assert_eq!(recorded(98, -3, Some(109)), [Need::Closing]);
        assert_eq!(recorded(109, -3, Some(109)), []);
        assert_eq!(recorded(0, 0, Some(109)), []);
        assert_eq!(recorded(0, -3, None), []);
    }
}
