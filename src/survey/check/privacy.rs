//! No question asks who the respondent is.

use super::{Refusals, questions};
use crate::survey::file::{KindEntry, SurveyFile};

/// What a text or number answer must not be asked for.
const IDENTIFYING: [&str; 12] = [
    "name",
    "names",
    "address",
    "postcode",
    "phone",
    "email",
    "e-mail",
    "birthday",
    "birth",
    "signature",
    "surname",
    "initials",
];

pub fn check(file: &SurveyFile, refusals: &mut Refusals) {
    for (_, question) in
        questions(file).filter(|(_, q)| matches!(q.kind, KindEntry::Text | KindEntry::Number))
    {
        let texts = std::iter::once(&question.text).chain(&question.hint);
        for word in texts.flat_map(|text| asked_for(text)) {
            refusals.refuse(
                format!("question `{}`", question.id),
                format!("it seems to ask for something that identifies the respondent (“{word}”)"),
                "Remove it; a sentence that says not to write it (“Do not write names”) is allowed",
            );
        }
    }
}

/// The identifying words of the sentences that do not warn against them.
fn asked_for(text: &str) -> Vec<String> {
    among(text, &IDENTIFYING)
}

/// Those of `words` that stand in a sentence which does not warn against them.
pub(super) fn among(text: &str, words: &[&str]) -> Vec<String> {
    text.to_lowercase()
        .split(['.', '!', '?'])
        .filter(|sentence| !warns(sentence))
        .flat_map(|sentence| sentence.split(|c: char| !(c.is_alphanumeric() || c == '-')))
        .filter(|word| words.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Whether a text says to leave something out.
pub(super) fn warns(text: &str) -> bool {
    let text = text.to_lowercase();
    ["do not", "don't", "don’t", "without", "leave out", "never"].iter().any(|w| text.contains(w))
}
