//! Server replies quoted in a text.

use crate::invitation::refusal::{Answer, Refusal, Status, reply_code};

/// The longest reply, and the longest text before one, in bytes.
const ANSWER: usize = 1_000;

/// The reason given by the server replies in a text.
pub fn strongest(text: &str) -> Option<Refusal> {
    best(text).map(|found| found.refusal)
}

/// A server reply in a text.
pub struct Found {
    /// How specific it is.
    weight: u8,
    pub refusal: Refusal,
    pub has_status: bool,
    /// Whether it cannot be another number, such as a telephone number or a date.
    pub is_sure: bool,
}

/// The most specific server reply; the last of several equal ones. In a transcript, the last reply
/// is often about the protocol, such as `503 5.0.0 Need RCPT`.
pub fn best(text: &str) -> Option<Found> {
    answers(text).reduce(|best, found| if found.weight >= best.weight { found } else { best })
}

pub fn answers(text: &str) -> impl Iterator<Item = Found> {
    let words = words(text);
    (0..words.len()).filter_map(move |at| answer(text, *words.get(at)?, words.get(at + 1).copied()))
}

/// A word that may be part of a reply, and its place.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    at: usize,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_ascii_alphanumeric() || c == '.' || c == '_';
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if let Some(word) = text.get(from..at) {
                    words.push(Word { text: word.trim_end_matches('.'), at: from });
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Interprets a word as a reply code or a status.
fn answer(text: &str, word: Word<'_>, next: Option<Word<'_>>) -> Option<Found> {
    let rest = || paragraph(start(text.get(word.at..).unwrap_or_default(), ANSWER));
    if let Some(code) = reply_code(word.text) {
        let status: Option<Status> = next.and_then(|next| next.text.parse().ok());
        if let Some(status) = status.filter(|status| u16::from(status.class) == code / 100) {
            let refusal = Answer { status: Some(status), code: Some(code), text: rest() }.refusal();
            return Some(Found {
                weight: weight(status) + 1,
                refusal,
                has_status: true,
                is_sure: true,
            });
        }
        if !is_answer(text, word) {
            return None;
        }
        let refusal = Answer { status: None, code: Some(code), text: rest() }.evidence();
        let (weight, is_sure) = if refusal.is_some() { (3, true) } else { (1, false) };
        return Some(Found {
            weight,
            refusal: refusal.unwrap_or(Refusal::Later),
            has_status: false,
            is_sure,
        });
    }
    let status: Status = word.text.parse().ok().filter(|status: &Status| status.class != 2)?;
    let before = before(text, word);
    let is_sure = before.ends_with('#') || is_introduced(before.trim_end_matches([' ', ':', '=']));
    if !is_sure && !before.ends_with(['(', '[']) {
        return None;
    }
    let refusal = Answer { status: Some(status), code: None, text: rest() }.refusal();
    Some(Found { weight: weight(status), refusal, has_status: true, is_sure })
}

/// The end of the text before a word.
fn before<'a>(text: &'a str, word: Word<'_>) -> &'a str {
    end(text.get(..word.at).unwrap_or_default(), ANSWER)
}

/// A status about a mailbox, a system or a policy is more specific than one about the protocol or
/// none.
fn weight(status: Status) -> u8 {
    match status.subject {
        _ if status.is_vague() => 2,
        5 => 2,
        _ => 4,
    }
}

/// Whether a number is a reply code and not a quantity: it begins a line or a quotation, or follows
/// a colon or a word that introduces a reply. If another number follows, it is part of a telephone
/// number.
fn is_answer(text: &str, word: Word<'_>) -> bool {
    let line = before(text, word).rsplit('\n').next().unwrap_or_default().trim_end();
    let after = text.get(word.at + word.text.len()..).unwrap_or_default();
    let ends = after.chars().next().is_none_or(|c| " -\n;:,'\")>".contains(c));
    if !ends || after.trim_start_matches([' ', '-']).starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    line.is_empty()
        || line.ends_with([':', '"', '\'', '<', ';', '>', '(', '‘', '“', '|'])
        || is_introduced(line)
}

/// Whether a text ends with a word that introduces a reply.
fn is_introduced(text: &str) -> bool {
    let word =
        text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_lowercase();
    ["said", "code", "error", "smtp", "reply", "response", "answered", "reason", "status"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// The last place up to `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// At most so many bytes from the start of a text.
pub fn start(text: &str, most: usize) -> &str {
    text.get(..boundary(text, most)).unwrap_or_default()
}

/// At most so many bytes from the end of a text.
fn end(text: &str, most: usize) -> &str {
    text.get(boundary(text, text.len().saturating_sub(most))..).unwrap_or_default()
}

/// A text up to its first empty line.
fn paragraph(text: &str) -> &str {
    text.split("\n\n").next().unwrap_or(text)
}
