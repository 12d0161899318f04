//! The words of a comparison: of one area over time, or of two areas.

use super::model::Comparison;
use crate::{
    console::views::asking::Asking,
    inspection::{Area, Collection},
    language::numbers::counted,
    results::change::{Change, Verdict},
};

/// What two collections differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// The same area at two times.
    Times,
    /// Two areas: the one compared with, and the page's own.
    Areas(Area, Area),
}

impl Sides {
    pub fn of(then: &Collection, now: &Collection) -> Self {
        if then.area == now.area { Self::Times } else { Self::Areas(then.area, now.area) }
    }

    /// The headings of both sides, the page's own last.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Times => ["Then", "Now"],
            Self::Areas(then, now) => [then.name(), now.name()],
        }
    }

    /// The heading of the difference.
    pub const fn difference(self) -> &'static str {
        match self {
            Self::Times => "Change",
            Self::Areas(..) => "Difference",
        }
    }

    pub fn title(self, now: &Collection) -> String {
        match self {
            Self::Times => format!("Then and now: {}", now.name()),
            Self::Areas(then, _) => format!("Compared with {}: {}", then.name(), now.name()),
        }
    }

    /// "up 6 points", "6 points higher".
    pub fn said(self, change: &Change) -> String {
        match self {
            Self::Times => change.over_time(),
            Self::Areas(..) => change.between_groups(),
        }
    }

    /// What readers should remember.
    pub fn remember(self, asking: Asking) -> String {
        match self {
            Self::Times => asking.may_differ().to_owned(),
            Self::Areas(then, now) => format!(
                "A difference is how far {} is above or below {}. Remember that the two areas \
                    were not asked at the same time.",
                now.name(),
                then.name()
            ),
        }
    }
}

/// How many questions are more and less favourable by more than chance, of those that can be
/// compared; and how many cannot.
pub fn in_short(comparison: &Comparison) -> String {
    let told: Vec<Change> = comparison
        .rows
        .iter()
        .filter_map(|row| row.change.filter(|change| change.verdict != Verdict::TooFewToTell))
        .collect();
    let untold = match comparison.rows.len() - told.len() {
        0 => String::new(),
        some => format!(
            "{} cannot be compared, because too few answers are shown as a number on one side or \
                both.",
            counted(some, "question", "questions")
        ),
    };
    if told.is_empty() {
        let none = "No question can be compared.";
        return if untold.is_empty() { none.to_owned() } else { format!("{none} {untold}") };
    }
    let larger = |more: bool| {
        let larger = told.iter().filter(|change| change.verdict == Verdict::Larger);
        larger.filter(|change| (change.interval.difference > 0.0) == more).count()
    };
    let short = format!(
        "Of {} that can be compared, {} more favourable and {} less, by more than chance would \
            explain.",
        counted(told.len(), "question", "questions"),
        match larger(true) {
            0 => "none is".to_owned(),
            1 => "1 is".to_owned(),
            more => format!("{more} are"),
        },
        match larger(false) {
            0 => "none".to_owned(),
            less => less.to_string(),
        },
    );
    if untold.is_empty() { short } else { format!("{short} {untold}") }
}
