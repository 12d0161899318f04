use std::fmt;

use super::{Fraction, Proportion};
use crate::survey::{Item, Opt};

/// A share in tenths, as reports on records give it: "seven out of ten".
///
/// The whole percentage is set beside the tenths, and the nearest is named; of two equally near, the
/// one nearer to a half. Its name stands alone where the percentage is that very tenth, and with
/// "just over" or "just under" otherwise, which is never further than five points. At the ends it
/// is worded as [`Fraction`] does: none, hardly any, nearly all, all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenths(Proportion);

const NAMES: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

impl Tenths {
    pub const fn of(proportion: Proportion) -> Self {
        Self(proportion)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = Fraction::of(self.0);
        let Fraction::Near(..) = fraction else { return fraction.fmt(f) };
        let percent = self.0.percent();
        let (low, rest) = (percent / 10, percent % 10);
        let is_upper = rest > 5 || rest == 5 && percent < 50;
        let tenth = (low + u8::from(is_upper)).clamp(1, 9);
        f.write_str(match percent.cmp(&(10 * tenth)) {
            std::cmp::Ordering::Less => "just under ",
            std::cmp::Ordering::Equal => "",
            std::cmp::Ordering::Greater => "just over ",
        })?;
        let name = NAMES.get(usize::from(tenth) - 1).copied().unwrap_or_default();
        write!(f, "{name} out of ten")
    }
}

/// What those assessments were that are favourable: "good or better" where they are the upper end
/// of a scale, and otherwise the options by their words. `None` if no option is favourable.
fn or_better(item: &Item) -> Option<String> {
    let scale: Vec<&Opt> = item.options.iter().filter(|option| !option.outside).collect();
    let favourable: Vec<&Opt> = scale.iter().copied().filter(|one| one.favourable).collect();
    let (last, before) = favourable.split_last()?;
    let lower = last.text.trim().to_lowercase();
    let is_upper_end = scale.iter().take(favourable.len()).all(|one| one.favourable);
    Some(match before {
        [] => format!("“{}”", last.text.trim()),
        _ if item.is_scale && is_upper_end => format!("{lower} or better"),
        _ => {
            let words: Vec<String> =
                before.iter().map(|one| format!("“{}”", one.text.trim())).collect();
            format!("{} or “{}”", words.join(", "), last.text.trim())
        }
    })
}

/// A sentence that a report can use: "Seven out of ten assessments (70%, 70 of 100) of “The plan”
/// were good or better." `None` if no option is favourable.
pub fn assessed(proportion: Proportion, item: &Item) -> Option<String> {
    let words = match Fraction::of(proportion) {
        Fraction::None => "no".to_owned(),
        _ => Tenths::of(proportion).to_string(),
    };
    let (first, rest) = words.split_at_checked(1)?;
    let first = first.to_uppercase();
    Some(format!("{first}{rest} {ASSESSMENTS} ({proportion}) {}.", were(item)?))
}

/// What a sentence about records counts, in place of people.
pub const ASSESSMENTS: &str = "assessments";

/// What they were, in place of what people did: "of “The plan” were good or better".
pub fn were(item: &Item) -> Option<String> {
    let what = item.text.trim().trim_end_matches('.');
    Some(format!("of “{what}” were {}", or_better(item)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_in_tenths_with_the_words_of_fractions_at_the_ends() {
        let words = |count, base| {
            Tenths::of(Proportion::new(count, base).expect("a proportion")).to_string()
        };
        assert_eq!(words(70, 100), "seven out of ten");
        assert_eq!(words(67, 100), "just under seven out of ten");
        assert_eq!(words(72, 100), "just over seven out of ten");
        assert_eq!(words(65, 100), "just over six out of ten");
        assert_eq!(words(35, 100), "just under four out of ten");
        assert_eq!(words(6, 100), "just under one out of ten");
        assert_eq!(words(94, 100), "just over nine out of ten");
        assert_eq!(words(3, 100), "hardly any");
        assert_eq!(words(97, 100), "nearly all");
        assert_eq!((words(0, 9), words(9, 9)), ("none".to_owned(), "all".to_owned()));
    }
}
