//! What a form posts, and what it comes to: answers, or problems that the respondent can mend.
//! Every body is read as far as it goes, so that whatever was typed can be shown again.

use std::borrow::Cow;

use url::form_urlencoded;

use super::routing::named;
use crate::{
    survey::{Answer, Answers, Item, QuestionKind, Survey},
    text::clean,
};

/// How many fields beyond those of the page are still read.
const MORE_FIELDS: usize = 1_000;

/// The values that were posted for each item, in the order of the survey.
#[derive(Clone, Debug, Default)]
pub struct Posted<'a> {
    /// All values, those for one item beside each other.
    values: Vec<Cow<'a, str>>,
    /// For each item the end of its values; they begin where those of the item before end.
    ends: Vec<usize>,
    /// Whether a field was posted that the survey does not have.
    unknown: bool,
}

/// Something that the respondent can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerProblem {
    NothingAnswered,
    UnknownQuestion,
    /// At the item at this place.
    At(usize, ItemProblem),
}

/// What is wrong with the answer to one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemProblem {
    TwoAnswers,
    UnknownAnswer,
    /// By so many letters.
    TooLong(usize),
    NotANumber,
    /// An option that excludes all others is among those chosen, which these bits name.
    NotAlone(u32),
}

impl ItemProblem {
    /// Whether a page of ours can post it. Such a problem is forgiven at a question that is not
    /// asked, since it cannot be seen there.
    const fn is_typed(self) -> bool {
        matches!(self, Self::TooLong(_) | Self::NotANumber | Self::NotAlone(..))
    }
}

impl<'a> Posted<'a> {
    /// Nothing posted for any item of `survey`.
    pub fn nothing(survey: &Survey) -> Self {
        Self { ends: vec![0; survey.items.len()], ..Self::default() }
    }

    /// Reads a body of type `application/x-www-form-urlencoded`, whatever is in it: bytes that are
    /// not UTF-8 become U+FFFD, and texts are cleaned ([`clean`]). Fields that the survey does not
    /// have, and far more fields than the page has controls, are left out and lead to
    /// [`AnswerProblem::UnknownQuestion`].
    pub fn read(survey: &Survey, body: &'a [u8]) -> Self {
        let mut fields = Vec::with_capacity(survey.items.len());
        let mut unknown = false;
        let most =
            survey.items.iter().map(|item| item.options.len().max(1)).sum::<usize>() + MORE_FIELDS;
        // A page posts its questions in their order, so the next one is looked for where the last
        // one was found.
        let mut last = 0;
        for (number, (name, value)) in form_urlencoded::parse(body).enumerate() {
            if number == most {
                unknown = true;
                break;
            }
            match named(survey, last, &name) {
                Some(place) => {
                    fields.push((place, option_id(survey, place, cleaned(value))));
                    last = place;
                }
                None => unknown = true,
            }
        }
        Self { unknown, ..Self::of_fields(survey, fields) }
    }

    /// The values of these answers as the page would post them.
    pub fn of_answers(survey: &Survey, answers: &'a Answers) -> Self {
        let mut fields = Vec::new();
        for (place, item) in survey.items.iter().enumerate() {
            match answers.get(place) {
                Some(Answer::Text(text)) => fields.push((place, text.as_str().into())),
                Some(Answer::Number(number)) => fields.push((place, number.to_string().into())),
                _ => {
                    let chosen = item
                        .options
                        .iter()
                        .enumerate()
                        .filter(|(option, _)| answers.has(place, *option));
                    fields.extend(chosen.map(|(_, option)| (place, Cow::from(option.id.clone()))));
                }
            }
        }
        Self::of_fields(survey, fields)
    }

    fn of_fields(survey: &Survey, mut fields: Vec<(usize, Cow<'a, str>)>) -> Self {
        // The order of the values of one item stays.
        fields.sort_by_key(|(place, _)| *place);
        let mut ends = vec![0; survey.items.len()];
        let mut values = Vec::with_capacity(fields.len());
        let mut fields = fields.into_iter().peekable();
        for (place, end) in ends.iter_mut().enumerate() {
            while let Some((_, value)) = fields.next_if(|(of, _)| *of == place) {
                values.push(value);
            }
            *end = values.len();
        }
        Self { values, ends, unknown: false }
    }

    /// The values posted for the item at `place`.
    pub fn values(&self, place: usize) -> &[Cow<'a, str>] {
        let end = self.ends.get(place).copied().unwrap_or(0);
        let start =
            place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.values.get(start..end).unwrap_or(&[])
    }

    /// Whether `id` was chosen at the item at `place`.
    pub fn chose(&self, place: usize, id: &str) -> bool {
        self.values(place).iter().any(|value| value == id)
    }

    /// The answers to the questions that were asked, or everything that is wrong.
    pub fn check(&self, survey: &Survey) -> Result<Answers, Vec<AnswerProblem>> {
        let mut answers = Answers::none(survey);
        let mut wrong = Vec::new();
        for (place, item) in survey.items.iter().enumerate() {
            match answer(item, self.values(place)) {
                Ok(Some(answer)) => answers.set(place, answer),
                Ok(None) => {}
                Err(problem) => wrong.push((place, problem)),
            }
        }
        let asked = survey.asked(&answers);
        let is_asked = |place: usize| asked.get(place).copied().unwrap_or(false);
        let mut problems: Vec<AnswerProblem> = wrong
            .into_iter()
            .filter(|(place, problem)| is_asked(*place) || !problem.is_typed())
            .map(|(place, problem)| AnswerProblem::At(place, problem))
            .collect();
        if self.unknown {
            problems.push(AnswerProblem::UnknownQuestion);
        }
        survey.keep_asked(&mut answers);
        if problems.is_empty() && answers.is_empty() {
            problems.push(AnswerProblem::NothingAnswered);
        }
        if problems.is_empty() { Ok(answers) } else { Err(problems) }
    }
}

/// The id of the option that a page posts by its place, counted from one. An id stays as it is: it
/// begins with a letter.
fn option_id<'a>(survey: &Survey, item: usize, value: Cow<'a, str>) -> Cow<'a, str> {
    let place = value.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let option = place.and_then(|place| survey.items.get(item)?.options.get(place));
    option.map_or(value, |option| option.id.clone().into())
}

fn cleaned(value: Cow<'_, str>) -> Cow<'_, str> {
    match clean(&value) {
        Cow::Borrowed(_) => value,
        Cow::Owned(clean) => Cow::Owned(clean),
    }
}

fn answer(item: &Item, values: &[Cow<'_, str>]) -> Result<Option<Answer>, ItemProblem> {
    let single = match (item.kind, values) {
        (_, []) => return Ok(None),
        (QuestionKind::Many, _) => return many(item, values),
        (_, [value]) => value.as_ref(),
        _ => return Err(ItemProblem::TwoAnswers),
    };
    match item.kind {
        QuestionKind::One | QuestionKind::Many => {
            let option = item.option(single).ok_or(ItemProblem::UnknownAnswer)?;
            Ok(Some(Answer::One(option)))
        }
        QuestionKind::Text { max_length } => text(single, max_length as usize),
        QuestionKind::Number { min, max } => match plain_digits(single).as_str() {
            "" => Ok(None),
            digits => {
                let number = digits.parse().ok().filter(|number| (min..=max).contains(number));
                number.map(|number| Some(Answer::Number(number))).ok_or(ItemProblem::NotANumber)
            }
        },
    }
}

/// A number as it is meant: without spaces, invisible signs and a full stop at its end, and with
/// digits of full width (as East Asian keyboards write them) as plain ones.
fn plain_digits(text: &str) -> String {
    let is_seen = |c: &char| {
        !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let plain = |c| match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        c => c,
    };
    let digits: String = text.chars().filter(is_seen).map(plain).collect();
    digits.trim_end_matches('.').to_owned()
}

fn many(item: &Item, values: &[Cow<'_, str>]) -> Result<Option<Answer>, ItemProblem> {
    let mut chosen = 0_u32;
    for value in values {
        let option = item.option(value).ok_or(ItemProblem::UnknownAnswer)?;
        let bit = u32::try_from(option).ok().and_then(|place| 1_u32.checked_shl(place));
        let bit = bit.ok_or(ItemProblem::UnknownAnswer)?;
        if chosen & bit != 0 {
            return Err(ItemProblem::TwoAnswers);
        }
        chosen |= bit;
    }
    if item.not_alone(chosen) {
        Err(ItemProblem::NotAlone(chosen))
    } else {
        Ok(Some(Answer::Many(chosen)))
    }
}

fn text(value: &str, max_length: usize) -> Result<Option<Answer>, ItemProblem> {
    let text = value.trim().to_owned();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > max_length {
        // As the page's script counts: every character (code point) is a letter, and a line break
        // is one.
        let length = text.chars().count();
        if length > max_length {
            return Err(ItemProblem::TooLong(length - max_length));
        }
    }
    Ok(Some(Answer::Text(text)))
}
