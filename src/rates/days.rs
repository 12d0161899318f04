use std::collections::HashMap;

use chrono::NaiveDate;

use super::Moves;
use crate::store::Id;

/// Yesterday's and today's responses by collection. Nothing is finer than a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub yesterday: HashMap<Id, u64>,
    pub today: HashMap<Id, u64>,
    /// The collections whose counts do not move with each response, and when they do.
    pub slow: HashMap<Id, Moves>,
}

impl Days {
    /// Sorts the counts of days into those two; `today` is the day in Scotland.
    pub fn of(counts: impl IntoIterator<Item = (Id, NaiveDate, u64)>, today: NaiveDate) -> Self {
        let mut days = Self::default();
        for (collection, day, returned) in counts {
            if day == today {
                *days.today.entry(collection).or_default() += returned;
            } else if Some(day) == today.pred_opt() {
                *days.yesterday.entry(collection).or_default() += returned;
            }
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_day_are_added_up_and_other_days_left_out() {
        let today: NaiveDate = "2026-11-26".parse().expect("a day");
        let id = Id::random();
        let on = |before: u64, returned| (id, today - chrono::Days::new(before), returned);
        let days = Days::of([on(0, 3), on(0, 4), on(1, 5), on(2, 100)], today);
        assert_eq!((days.today[&id], days.yesterday[&id]), (7, 5));
    }
}
