use std::{fmt, ops::Add};

use crate::{
    inspection::Collection,
    language::numbers::{counted, grouped},
    rates::Visible,
};

/// How much of a collection the inspection's team has recorded, or whether its area has answered. No
/// people respond to it, so it has no rate, pace, target or forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The records that are read, the meetings, or the areas that have answered.
    pub done: u64,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// The records of a sample; `None` before the sample is set.
    Records(Option<u64>),
    Meetings,
    /// The areas that are asked, which answer once.
    Areas(u64),
}

impl Recorded {
    /// `None` for a collection that people answer.
    pub fn of(collection: &Collection, done: impl Into<Visible>) -> Option<Self> {
        let done = done.into().or_none();
        let what = if collection.is_area() {
            What::Areas(1)
        } else if collection.survey.has_sample() {
            What::Records(collection.population.map(u64::from))
        } else {
            What::Meetings
        };
        (!collection.is_anonymous()).then_some(Self { done, what })
    }

    /// The number of records in the sample, if there is a sample.
    pub const fn sample(self) -> Option<u64> {
        match self.what {
            What::Records(sample) => sample,
            What::Meetings | What::Areas(_) => None,
        }
    }

    /// Whether records of the sample are still to be read.
    pub fn is_unfinished(self) -> bool {
        self.sample().is_some_and(|sample| self.done < sample)
    }

    /// What the amount counts, as a heading.
    pub const fn name(self) -> &'static str {
        match self.what {
            What::Records(_) => "Records read",
            What::Meetings => "Meetings",
            What::Areas(_) => "Answers of areas",
        }
    }

    /// "98 of 109" or "31"; of one area "Sent".
    pub fn amount(self) -> String {
        match self.what {
            What::Areas(1) if self.done > 0 => "Sent".to_owned(),
            What::Areas(1) => "Not sent yet".to_owned(),
            What::Areas(all) | What::Records(Some(all)) => {
                format!("{} of {}", grouped(self.done), grouped(all))
            }
            What::Records(None) | What::Meetings => grouped(self.done),
        }
    }

    /// "records 98" or "meetings 31", in a row of counts.
    pub fn count(self) -> String {
        let what = match self.what {
            What::Records(_) => "records",
            What::Meetings => "meetings",
            What::Areas(_) => "areas",
        };
        format!("{what} {}", grouped(self.done))
    }

    /// "98 of 109 records read" or "31 meetings", in a sentence.
    pub fn sentence(self) -> String {
        let all = usize::try_from(self.sample().unwrap_or(self.done)).unwrap_or(usize::MAX);
        match self.what {
            What::Records(None) => format!("{} read", counted(all, "record", "records")),
            What::Records(Some(_)) => {
                format!("{} of {} read", grouped(self.done), counted(all, "record", "records"))
            }
            What::Meetings => counted(all, "meeting", "meetings"),
            What::Areas(1) if self.done > 0 => "the area has answered".to_owned(),
            What::Areas(1) => "the area has not answered yet".to_owned(),
            What::Areas(all) => {
                format!("{} of {} areas have answered", grouped(self.done), grouped(all))
            }
        }
    }
}

/// Both together, of one survey. Areas without a sample add nothing to it.
impl Add for Recorded {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let what = match (self.what, other.what) {
            (What::Records(a), What::Records(b)) => What::Records(match (a, b) {
                (Some(a), Some(b)) => Some(a + b),
                (a, b) => a.or(b),
            }),
            (What::Areas(a), What::Areas(b)) => What::Areas(a + b),
            _ => What::Meetings,
        };
        Self { done: self.done + other.done, what }
    }
}

/// "records read 98 of 109" or "meetings 31".
impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name().to_lowercase(), self.amount())
    }
}

#[cfg(test)]
pub(crate) mod sample {
    use super::{Recorded, What};

    pub fn records(done: u64, sample: Option<u64>) -> Recorded {
        Recorded { done, what: What::Records(sample) }
    }

    pub fn areas(done: u64, asked: u64) -> Recorded {
        Recorded { done, what: What::Areas(asked) }
    }

    pub fn meetings(done: u64) -> Recorded {
        Recorded { done, what: What::Meetings }
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{areas, meetings, records};

    #[test]
    fn records_are_counted_out_of_their_sample_and_meetings_alone() {
        let all = records(90, Some(100)) + records(8, Some(9)) + records(0, None);
        assert_eq!(all.to_string(), "records read 98 of 109");
        assert_eq!(all.sentence(), "98 of 109 records read");
        assert!(all.is_unfinished());
        assert_eq!((meetings(30) + meetings(1)).to_string(), "meetings 31");
        assert_eq!(meetings(1).sentence(), "1 meeting");
        assert_eq!(areas(1, 1).amount(), "Sent");
        assert_eq!((areas(1, 1) + areas(0, 1)).amount(), "1 of 2");
        assert_eq!((areas(1, 1) + areas(0, 1)).sentence(), "1 of 2 areas have answered");
        assert_eq!(records(0, None).to_string(), "records read 0");
        assert!(!records(9, Some(9)).is_unfinished() && !meetings(0).is_unfinished());
    }
}
