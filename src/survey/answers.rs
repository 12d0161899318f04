//! What one person answered, and its fixed-length form.

use super::{QuestionKind, Survey};

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The place of the chosen option.
    One(usize),
    /// The chosen options, one bit for each, the first option in the lowest bit. Never empty.
    Many(u32),
    Number(i32),
    /// Trimmed, with `\n` for every line break. Never empty.
    Text(String),
}

/// The answers of one person, in the order of the survey's items. `None` is a skipped question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers(Vec<Option<Answer>>);

/// Bytes that are not the closed answers of this survey version.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not answers to this survey version")]
pub struct NotAnswers;

const ENCODING: u8 = 1;

impl Answers {
    /// No answer to any question of `survey`.
    pub fn none(survey: &Survey) -> Self {
        Self(vec![None; survey.items.len()])
    }

    pub fn get(&self, item: usize) -> Option<&Answer> {
        self.0.get(item).and_then(Option::as_ref)
    }

    /// The number of people that was answered; `None` without an answer or below zero.
    pub fn counted(&self, item: usize) -> Option<u32> {
        match self.get(item) {
            Some(Answer::Number(number)) => u32::try_from(*number).ok(),
            _ => None,
        }
    }

    pub fn set(&mut self, item: usize, answer: Answer) {
        if let Some(slot) = self.0.get_mut(item) {
            *slot = Some(answer);
        }
    }

    pub fn clear(&mut self, item: usize) {
        if let Some(slot) = self.0.get_mut(item) {
            *slot = None;
        }
    }

    /// Whether no question has an answer.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Whether the option at place `option` of the item at place `item` was chosen.
    pub fn has(&self, item: usize, option: usize) -> bool {
        match self.get(item) {
            Some(Answer::One(chosen)) => *chosen == option,
            Some(Answer::Many(chosen)) => option < 32 && chosen & (1 << option) != 0,
            _ => false,
        }
    }

    /// The text answers, each with the place of its item.
    pub fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().enumerate().filter_map(|(place, answer)| match answer {
            Some(Answer::Text(text)) => Some((place, text.as_str())),
            _ => None,
        })
    }

    /// The closed answers as bytes, always of the same length for one survey version, so that the
    /// length reveals nothing. Texts are sealed separately.
    pub fn encode_closed(&self, survey: &Survey) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(survey.items.len() + 8);
        bytes.push(ENCODING);
        for (item, answer) in survey.items.iter().zip(&self.0) {
            match (item.kind, answer) {
                (QuestionKind::One, Some(Answer::One(place))) => {
                    bytes.push(u8::try_from(place + 1).unwrap_or(0));
                }
                (QuestionKind::One, _) => bytes.push(0),
                (QuestionKind::Many, Some(Answer::Many(places))) => {
                    bytes.extend(places.to_le_bytes());
                }
                (QuestionKind::Many, _) => bytes.extend([0; 4]),
                (QuestionKind::Number { .. }, Some(Answer::Number(number))) => {
                    bytes.push(1);
                    bytes.extend(number.to_le_bytes());
                }
                (QuestionKind::Number { .. }, _) => bytes.extend([0; 5]),
                (QuestionKind::Text { .. }, _) => {}
            }
        }
        bytes
    }

    /// The inverse of [`Answers::encode_closed`].
    pub fn decode_closed(survey: &Survey, bytes: &[u8]) -> Result<Self, NotAnswers> {
        let mut answers = Self::none(survey);
        each_closed(survey, bytes, |place, answer| answers.set(place, answer))?;
        Ok(answers)
    }
}

/// Calls `visit` with the place of each answered question and its answer, as
/// [`Answers::encode_closed`] wrote them. It allocates nothing: a release reads millions.
pub fn each_closed(
    survey: &Survey,
    bytes: &[u8],
    mut visit: impl FnMut(usize, Answer),
) -> Result<(), NotAnswers> {
    let mut rest = bytes.strip_prefix(&[ENCODING]).ok_or(NotAnswers)?;
    for (place, item) in survey.items.iter().enumerate() {
        let answer = match item.kind {
            QuestionKind::One => match take::<1>(&mut rest)? {
                [0] => None,
                [n] if usize::from(n) <= item.options.len() => {
                    Some(Answer::One(usize::from(n) - 1))
                }
                _ => return Err(NotAnswers),
            },
            QuestionKind::Many => Some(u32::from_le_bytes(take::<4>(&mut rest)?))
                .filter(|m| *m != 0)
                .map(Answer::Many),
            QuestionKind::Number { .. } => match take::<1>(&mut rest)? {
                [0] => take::<4>(&mut rest).map(|_| None)?,
                _ => Some(Answer::Number(i32::from_le_bytes(take::<4>(&mut rest)?))),
            },
            QuestionKind::Text { .. } => None,
        };
        if let Some(answer) = answer {
            visit(place, answer);
        }
    }
    if rest.is_empty() { Ok(()) } else { Err(NotAnswers) }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], NotAnswers> {
    let (head, tail) = rest.split_first_chunk::<N>().ok_or(NotAnswers)?;
    *rest = tail;
    Ok(*head)
}
