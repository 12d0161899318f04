use rand::{Rng, seq::SliceRandom};

use super::{ReleaseError, model::Response, queries, tallied::Tallied};
use crate::{
    inspection::{Collection, Part},
    intake::Sealer,
    records::queries as records,
    store::{Connection, Id},
    survey::Survey,
};

/// Unsealed responses in random order, close together in memory: some 60 bytes each.
pub struct Gathered {
    /// All answers, one after the other, of equal length.
    answers: Vec<u8>,
    length: usize,
    /// The place of each response's part in `parts`.
    part_of: Vec<u16>,
    parts: Vec<String>,
    /// The order in which they are stored.
    order: Vec<u32>,
    /// How many sealed rows were read, including those that could not be unsealed.
    pub read: usize,
    /// How many could not be unsealed.
    pub unreadable: usize,
}

impl Gathered {
    /// Reads, unseals and shuffles all sealed responses of a collection. An old copy of the
    /// database has the sealed rows in the order of their ids, so the new order must be independent
    /// of it.
    pub fn read(
        connection: &mut Connection,
        sealer: &Sealer,
        collection: &Collection,
    ) -> Result<Self, ReleaseError> {
        let mut gathered = Self::empty();
        let mut last = None;
        loop {
            let rows = queries::held_after(connection, collection.id, last)?;
            let Some(row) = rows.last() else { break };
            last = Some(row.id);
            gathered.read += rows.len();
            for row in &rows {
                match sealer.unseal_answers(row.id, &row.sealed) {
                    Ok(answers) => gathered.push(&row.part, &answers)?,
                    Err(_) => gathered.unreadable += 1,
                }
            }
        }
        gathered.order = (0..).take(gathered.part_of.len()).collect();
        gathered.order.shuffle(&mut rand::rng());
        Ok(gathered)
    }

    /// Reads the finished first readings of records: nothing of them was sealed.
    pub fn recorded(
        connection: &mut Connection,
        collection: &Collection,
        survey: &Survey,
    ) -> Result<Self, ReleaseError> {
        let mut gathered = Self::empty();
        for (part, written) in records::first_readings(connection, collection.id)? {
            gathered.push(&part, &written.answers(survey).encode_closed(survey))?;
        }
        gathered.order = (0..).take(gathered.part_of.len()).collect();
        gathered.order.shuffle(&mut rand::rng());
        Ok(gathered)
    }

    /// Nothing.
    pub const fn empty() -> Self {
        Self {
            answers: Vec::new(),
            length: 0,
            part_of: Vec::new(),
            parts: Vec::new(),
            order: Vec::new(),
            read: 0,
            unreadable: 0,
        }
    }

    fn push(&mut self, part: &str, answers: &[u8]) -> Result<(), ReleaseError> {
        if self.length == 0 {
            self.length = answers.len();
        }
        if answers.len() != self.length {
            return Err(ReleaseError::OtherSurvey);
        }
        let place = self.parts.iter().position(|known| known == part).unwrap_or_else(|| {
            self.parts.push(part.to_owned());
            self.parts.len() - 1
        });
        self.part_of.push(u16::try_from(place).map_err(|_| ReleaseError::OtherSurvey)?);
        self.answers.extend_from_slice(answers);
        Ok(())
    }

    pub const fn len(&self) -> usize {
        self.part_of.len()
    }

    /// The keys that responses are counted under: of parts, and after [`super::grouped`] of crowds.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// Each response: the place of its key, and its answers.
    pub fn each(&self) -> impl Iterator<Item = (usize, &[u8])> {
        (0..self.len())
            .filter_map(|place| Some((usize::from(*self.part_of.get(place)?), self.at(place)?.1)))
    }

    /// Counts all responses under one key.
    pub fn count_together(&mut self) {
        self.part_of.fill(0);
        self.parts = vec![Part::NONE.to_owned()];
    }

    /// Counts each response under the key at the place given for it.
    pub fn count_by(
        &mut self,
        keys: Vec<String>,
        places: impl Iterator<Item = Option<usize>>,
    ) -> Result<(), ReleaseError> {
        let place = |place: Option<usize>| u16::try_from(place?).ok();
        let places: Option<Vec<u16>> = places.map(place).collect();
        self.part_of = places.ok_or(ReleaseError::OtherSurvey)?;
        self.parts = keys;
        Ok(())
    }

    /// The responses in random order under new random ids in ascending order.
    pub fn responses(&self) -> impl Iterator<Item = Response<'_>> {
        self.order.iter().zip(rising_ids(self.len())).filter_map(|(place, id)| {
            let (part, answers) = self.at(usize::try_from(*place).ok()?)?;
            Some(Response { id, part, answers })
        })
    }

    /// Counts every answer.
    pub fn tally(&self, survey: &Survey) -> Result<Tallied, ReleaseError> {
        let mut tallied = Tallied::new(survey, &self.parts);
        for (part, answers) in self.each() {
            tallied.count(survey, part, answers)?;
        }
        Ok(tallied)
    }

    fn at(&self, place: usize) -> Option<(&str, &[u8])> {
        let part = self.parts.get(usize::from(*self.part_of.get(place)?))?;
        let begin = place * self.length;
        Some((part, self.answers.get(begin..begin + self.length)?))
    }
}

/// New random ids in ascending order, because inserts in key order are fast.
pub fn rising_ids(count: usize) -> Vec<Id> {
    let mut rng = rand::rng();
    let mut ids: Vec<Id> = (0..count)
        .map(|_| Id(uuid::Builder::from_random_bytes(rng.random()).into_uuid()))
        .collect();
    ids.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_response_comes_out_once_in_an_order_of_its_own_with_a_rising_id() {
        let mut gathered = Gathered::empty();
        for number in 0..1_000_u16 {
            gathered
                .push(if number % 3 == 0 { "north" } else { "" }, &number.to_le_bytes())
                .expect("fits");
        }
        gathered.order = (0..1_000).collect();
        gathered.order.shuffle(&mut rand::rng());
        let mut seen: Vec<(u16, String)> = Vec::new();
        let mut last = None;
        for response in gathered.responses() {
            assert!(last.is_none_or(|last| last < response.id));
            last = Some(response.id);
            let number = u16::from_le_bytes(response.answers.try_into().expect("two bytes"));
            seen.push((number, response.part.to_owned()));
        }
        assert!(!seen.is_sorted());
        seen.sort();
        let expected = (0..1_000).map(|n| (n, if n % 3 == 0 { "north" } else { "" }.to_owned()));
        assert!(seen.into_iter().eq(expected));
    }

    #[test]
    fn answers_of_another_length_are_refused() {
        let mut gathered = Gathered::empty();
        gathered.push("", &[1, 2, 3]).expect("the first sets the length");
        assert!(gathered.push("", &[1, 2]).is_err());
    }
}
