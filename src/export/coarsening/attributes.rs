use std::collections::HashMap;

use crate::survey::Answer;

/// How often each combination of part and answers about the person occurs.
///
/// As soon as there are more combinations than can each have k rows, the last question is given up:
/// so there are never more of them in memory than rows over k.
#[derive(Debug)]
pub struct Attributes {
    /// How many of the questions are still in the combinations.
    kept: usize,
    k: u64,
    most: u64,
    /// By the label of the part and the answers, each of a fixed length.
    counts: HashMap<Box<[u8]>, u64>,
}

/// The length of one answer in a combination: which kind it is, and its value.
const LENGTH: usize = 5;

impl Attributes {
    /// Of so many questions about the person, in so many rows.
    pub fn new(questions: usize, rows: u64, k: u64) -> Self {
        Self { kept: questions, k, most: rows / k.max(1), counts: HashMap::new() }
    }

    /// Counts one row. `key` is empty, and lent so that its room is used again.
    pub fn add<'a>(
        &mut self,
        part: &str,
        values: impl Iterator<Item = Option<&'a Answer>>,
        key: &mut Vec<u8>,
    ) {
        for answer in values.take(self.kept) {
            key.extend(encoded(answer));
        }
        // The part stands last, and only the answers before it are cut off.
        key.extend(part.as_bytes());
        match self.counts.get_mut(key.as_slice()) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(key.as_slice().into(), 1)),
        }
        while self.kept > 0 && self.counts.len() as u64 > self.most {
            self.give_up_one();
        }
    }

    /// How many of the questions, from the first, may be shown.
    pub fn decide(&mut self) -> usize {
        while self.kept > 0 && self.counts.values().any(|count| *count < self.k) {
            self.give_up_one();
        }
        self.kept
    }

    fn give_up_one(&mut self) {
        self.kept -= 1;
        let start = self.kept * LENGTH;
        for (mut key, count) in
            std::mem::take(&mut self.counts).into_iter().map(|(key, n)| (key.into_vec(), n))
        {
            key.drain(start..(start + LENGTH).min(key.len()));
            *self.counts.entry(key.into()).or_default() += count;
        }
    }
}

fn encoded(answer: Option<&Answer>) -> [u8; LENGTH] {
    let (kind, value) = match answer {
        None | Some(Answer::Text(_)) => (0, 0),
        Some(Answer::One(place)) => (1, u32::try_from(*place).unwrap_or(u32::MAX)),
        Some(Answer::Many(places)) => (2, *places),
        Some(Answer::Number(number)) => (3, number.cast_unsigned()),
    };
    let [a, b, c, d] = value.to_le_bytes();
    [kind, a, b, c, d]
}
