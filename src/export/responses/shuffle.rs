//! Shuffles rows in limited memory.
//!
//! A keyed hash assigns each response to a round; the key exists only for this export. Each round
//! reads the tables once, keeps its responses, shuffles and writes them. The result is a full
//! shuffle in the memory of one round.

use rand::{Rng, RngCore, rngs::StdRng, seq::SliceRandom};
use sha2::{Digest, Sha256};

use super::{Source, each};
use crate::{
    export::ExportError,
    store::{Id, Store},
    survey::Answers,
};

/// The average size of the answers in one round, in bytes.
const ROUND: u64 = 40 * 1024 * 1024;
/// What a response takes beside its answers, in bytes: its place, its collection, its crowd.
const BESIDE: u64 = 12;

/// Assigns responses to rounds.
pub struct Shuffle<'s> {
    sources: &'s [Source],
    rounds: u64,
    key: [u8; 32],
}

/// The responses of one round.
pub struct Gathered<'s> {
    sources: &'s [Source],
    responses: Vec<Place>,
    answers: Vec<u8>,
}

/// One response: where its answers begin, and which collection and crowd it is of.
#[derive(Clone, Copy)]
struct Place {
    start: u32,
    length: u16,
    source: u16,
    crowd: u16,
}

impl<'s> Shuffle<'s> {
    pub fn over(sources: &'s [Source]) -> Self {
        let bytes: u64 = sources.iter().map(|source| source.rows * (BESIDE + length(source))).sum();
        let mut key = [0; 32];
        rand::rng().fill_bytes(&mut key);
        Self { sources, rounds: bytes.div_ceil(ROUND).max(1), key }
    }

    pub const fn rounds(&self) -> u64 {
        self.rounds
    }

    /// Room for a round, which all rounds share.
    pub fn room(&self) -> Gathered<'s> {
        // A little more than the average, so that room for twice as much is rarely made.
        let room =
            |all: u64| usize::try_from(all / self.rounds + all / (50 * self.rounds)).unwrap_or(0);
        let rows = self.sources.iter().map(|source| source.rows).sum();
        let bytes = self.sources.iter().map(|source| source.rows * length(source)).sum();
        let (responses, answers) =
            (Vec::with_capacity(room(rows)), Vec::with_capacity(room(bytes)));
        Gathered { sources: self.sources, responses, answers }
    }

    /// Reads what was dealt to this round, in the place of what was dealt to the last.
    pub fn gather(
        &self,
        round: u64,
        store: &Store,
        gathered: &mut Gathered<'s>,
    ) -> Result<(), ExportError> {
        gathered.responses.clear();
        gathered.answers.clear();
        for (place, source) in self.sources.iter().enumerate() {
            each(store, source.results.collection.id, |id, part, answers| {
                if self.round_of(id) == round {
                    gathered.keep(place, source.crowd(part), answers)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn round_of(&self, id: Id) -> u64 {
        if self.rounds == 1 {
            return 0;
        }
        let hash = Sha256::new().chain_update(self.key).chain_update(id.as_bytes()).finalize();
        hash.first_chunk().map_or(0, |first| u64::from_le_bytes(*first)) % self.rounds
    }
}

/// The length of the answers of one response, in bytes.
fn length(source: &Source) -> u64 {
    let survey = &source.results.survey;
    Answers::none(survey).encode_closed(survey).len() as u64
}

impl<'s> Gathered<'s> {
    fn keep(&mut self, source: usize, crowd: usize, answers: &[u8]) -> Result<(), ExportError> {
        let unreadable = |_| ExportError::Unreadable;
        self.responses.push(Place {
            start: u32::try_from(self.answers.len()).map_err(unreadable)?,
            length: u16::try_from(answers.len()).map_err(unreadable)?,
            source: u16::try_from(source).map_err(unreadable)?,
            crowd: u16::try_from(crowd).map_err(unreadable)?,
        });
        self.answers.extend_from_slice(answers);
        Ok(())
    }

    /// Hands out the responses in random order, each under a random key.
    pub fn in_random_order(
        &mut self,
        random: &mut StdRng,
        mut take: impl FnMut(&str, &'s Source, usize, &[u8]) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        self.responses.shuffle(random);
        for Place { start, length, source, crowd } in self.responses.iter().copied() {
            let start = start as usize;
            let answers = self.answers.get(start..start + usize::from(length)).unwrap_or_default();
            let source = self.sources.get(usize::from(source)).ok_or(ExportError::Unreadable)?;
            let mut digits = [0; KEY];
            take(key(random, &mut digits), source, usize::from(crowd), answers)?;
        }
        Ok(())
    }
}

/// How many digits a key has: of a million responses no two have the same, but for one chance in 30
/// million.
const KEY: usize = 16;

fn key<'d>(random: &mut StdRng, digits: &'d mut [u8; KEY]) -> &'d str {
    // It begins with a letter, so that no spreadsheet takes it for a number.
    const LETTERS: &[u8; 16] = b"ghjkmnpqrstvwxyz";
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut bits: u64 = random.random();
    for (place, digit) in digits.iter_mut().enumerate() {
        let alphabet = if place == 0 { LETTERS } else { DIGITS };
        *digit = alphabet.get((bits & 15) as usize).copied().unwrap_or(b'0');
        bits >>= 4;
    }
    std::str::from_utf8(digits).unwrap_or_default()
}
