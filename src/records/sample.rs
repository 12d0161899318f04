//! Who reads which records of a sample.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reading, ReadingState, Turn};

/// The most records in a sample.
pub const MOST: u32 = 999;
/// One record in so many is read twice, rounded up.
const TWICE: u32 = 10;

/// Who is to do which reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan(pub BTreeMap<(u32, Turn), String>);

/// A record above the new size that has answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HasAnswers(pub u32);

/// How many records of a sample are read twice.
pub const fn read_twice(size: u32) -> u32 {
    size.div_ceil(TWICE)
}

impl Plan {
    /// Gives `size` records to `readers`, as evenly as possible. One in ten is read again by another
    /// person, if there is one; these are spread over the sample and over the first readers.
    ///
    /// Readings that somebody has begun stay, and stay with their reader; only a draft of a person
    /// who is no reader any more goes to another.
    ///
    /// # Errors
    ///
    /// The largest record above `size` that has answers: it cannot leave the sample.
    pub fn new(size: u32, readers: &[String], before: &[Reading]) -> Result<Self, HasAnswers> {
        let begun: Vec<&Reading> =
            before.iter().filter(|one| one.state != ReadingState::Unread).collect();
        if let Some(number) = begun.iter().map(|one| one.number).max().filter(|last| *last > size) {
            return Err(HasAnswers(number));
        }
        let mut plan = Self(BTreeMap::new());
        for one in &begun {
            if one.state == ReadingState::Done || readers.contains(&one.reader) {
                plan.0.insert((one.number, one.turn), one.reader.clone());
            }
        }
        let twice =
            begun.iter().filter(|one| one.turn == Turn::Second).map(|one| one.number).collect();
        for number in 1..=size {
            plan.give((number, Turn::First), readers);
        }
        // Those that are read twice are chosen by their first readers, so these come first.
        for number in plan.chosen(size, &twice, readers) {
            plan.give((number, Turn::Second), readers);
        }
        // Where nobody else is free, a reading stays with whoever had it.
        let stays = |one: &&Reading| {
            one.number <= size && (one.turn == Turn::First || one.state != ReadingState::Unread)
        };
        for one in before.iter().filter(stays) {
            plan.0.entry((one.number, one.turn)).or_insert_with(|| one.reader.clone());
        }
        Ok(plan)
    }

    /// Gives a reading to the person with the fewest of its kind, unless somebody has it.
    fn give(&mut self, (number, turn): (u32, Turn), readers: &[String]) {
        if self.0.contains_key(&(number, turn)) {
            return;
        }
        let other = self.0.get(&(number, turn.other())).cloned();
        let free = readers.iter().filter(|reader| Some(*reader) != other.as_ref());
        let load = |reader: &&String| {
            self.0.iter().filter(|((_, of), by)| *of == turn && by == reader).count()
        };
        if let Some(reader) = free.min_by_key(load) {
            self.0.insert((number, turn), reader.clone());
        }
    }

    /// The records to be read twice: those that already are, and one from each stretch of the sample
    /// that has none, with the first reader whose records are read twice the least.
    fn chosen(&self, size: u32, begun: &BTreeSet<u32>, readers: &[String]) -> BTreeSet<u32> {
        let count = if readers.len() < 2 { 0 } else { read_twice(size) };
        let mut chosen = begun.clone();
        let mut loads: BTreeMap<&str, usize> = BTreeMap::new();
        let reader = |number: u32| self.0.get(&(number, Turn::First)).map_or("", String::as_str);
        for number in begun {
            *loads.entry(reader(*number)).or_default() += 1;
        }
        let stretches = (0..count).map(|one| (one * size / count + 1)..=((one + 1) * size / count));
        for stretch in stretches.chain([1..=size]) {
            let is_last = stretch == (1..=size) && count > 1;
            let wanted = if is_last { count as usize } else { chosen.len() + 1 };
            if !is_last && begun.range(stretch.clone()).next().is_some() {
                continue;
            }
            while chosen.len() < wanted.min(count as usize) {
                let free = stretch.clone().filter(|number| !chosen.contains(number));
                let least = free.min_by_key(|number| loads.get(reader(*number)).copied());
                let Some(number) = least else { break };
                *loads.entry(reader(number)).or_default() += 1;
                chosen.insert(number);
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{records::Written, store::Id};

    fn people(count: usize) -> Vec<String> {
        (0..count).map(|one| format!("{one}@speir.example")).collect()
    }

    fn loads(plan: &Plan, turn: Turn, readers: &[String]) -> Vec<usize> {
        let of = |reader: &String| {
            plan.0.iter().filter(|((_, of), by)| *of == turn && *by == reader).count()
        };
        readers.iter().map(of).collect()
    }

    fn begun(number: u32, turn: Turn, reader: &str, state: ReadingState) -> Reading {
        Reading {
            number,
            turn,
            id: Id::random(),
            reader: reader.to_owned(),
            saved_by: Some(reader.to_owned()),
            state,
            written: Written::default(),
            edits: 1,
            updated_at: chrono::DateTime::default(),
        }
    }

    #[test]
    fn four_people_share_109_records_and_read_11_twice() {
        let readers = people(4);
        let plan = Plan::new(109, &readers, &[]).expect("a plan");
        assert_eq!(loads(&plan, Turn::First, &readers), [28, 27, 27, 27]);
        assert_eq!(loads(&plan, Turn::Second, &readers).iter().sum::<usize>(), 11);
        let numbers: Vec<u32> =
            plan.0.keys().filter(|(_, turn)| *turn == Turn::Second).map(|(n, _)| *n).collect();
        assert!(numbers.windows(2).all(|two| two[1] - two[0] < 20), "{numbers:?}");
        let firsts: BTreeSet<&String> =
            numbers.iter().filter_map(|number| plan.0.get(&(*number, Turn::First))).collect();
        assert_eq!(firsts.len(), 4, "records of everybody are read twice");
    }

    #[test]
    fn a_record_with_answers_does_not_leave_the_sample() {
        let before = [begun(40, Turn::First, "0@speir.example", ReadingState::Draft)];
        assert_eq!(Plan::new(39, &people(2), &before), Err(HasAnswers(40)));
        assert!(Plan::new(40, &people(2), &before).is_ok());
    }

    #[test]
    fn drafts_of_a_person_who_left_go_to_another_and_what_they_finished_stays() {
        let before = [
            begun(1, Turn::First, "gone@speir.example", ReadingState::Draft),
            begun(2, Turn::First, "gone@speir.example", ReadingState::Done),
        ];
        let plan = Plan::new(10, &people(2), &before).expect("a plan");
        assert_ne!(plan.0[&(1, Turn::First)], "gone@speir.example");
        assert_eq!(plan.0[&(2, Turn::First)], "gone@speir.example");
    }

    fn states() -> impl Strategy<Value = ReadingState> {
        prop_oneof![Just(ReadingState::Unread), Just(ReadingState::Draft), Just(ReadingState::Done)]
    }

    proptest! {
        #[test]
        fn a_fresh_sample_is_even(size in 1_u32..=999, count in 1_usize..8) {
            let readers = people(count);
            let plan = Plan::new(size, &readers, &[]).expect("a plan");
            let first = loads(&plan, Turn::First, &readers);
            prop_assert_eq!(first.iter().sum::<usize>(), size as usize);
            prop_assert!(first.iter().max().unwrap() - first.iter().min().unwrap() <= 1);
            let second = loads(&plan, Turn::Second, &readers);
            let expected = if count > 1 { read_twice(size) } else { 0 };
            prop_assert_eq!(second.iter().sum::<usize>(), expected as usize);
            for ((number, turn), reader) in &plan.0 {
                prop_assert_ne!(plan.0.get(&(*number, turn.other())), Some(reader));
            }
        }

        #[test]
        fn what_was_begun_stays_when_the_sample_changes(
            size in 1_u32..=120,
            new in 120_u32..=150,
            (count, then) in (2_usize..6, 2_usize..6),
            states in proptest::collection::vec(states(), 300),
        ) {
            let readers = people(count);
            let plan = Plan::new(size, &readers, &[]).expect("a plan");
            let before: Vec<Reading> = plan.0.iter().zip(states).map(|(((n, turn), by), state)| {
                begun(*n, *turn, by, state)
            }).collect();
            let changed = Plan::new(new, &people(then), &before).expect("a plan");
            for one in &before {
                let now = changed.0.get(&(one.number, one.turn));
                match one.state {
                    ReadingState::Done => prop_assert_eq!(now, Some(&one.reader)),
                    ReadingState::Draft => prop_assert!(now.is_some()),
                    ReadingState::Unread => {}
                }
            }
            let twice = changed.0.keys().filter(|(_, turn)| *turn == Turn::Second).count();
            prop_assert!(twice >= read_twice(new) as usize);
        }
    }
}
