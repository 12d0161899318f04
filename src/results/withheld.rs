//! Why a number is withheld, in plain words.
//!
//! A reason says nothing that the rules and the other figures of a page do not say.

use super::small_numbers::Shown;

/// What a figure is of, which decides why it may be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A question in one collection.
    Collection,
    /// A question to several audiences together in one area; whether one of them has a number alone.
    Together { alone: bool },
    /// Several questions counted at once, in one collection.
    Union,
    /// A question in several areas, of one audience. `small` areas may be in the total.
    Areas { small: bool },
    /// A question in several areas, of several audiences together.
    AreasTogether,
    /// Several questions counted at once, in several areas.
    UnionInAreas,
}

/// The start of each reason.
pub const WITHHELD: &str = "withheld: ";

/// Why there are no numbers, as a cell of a file says it; `None` if there are.
pub fn why<T>(shown: &Shown<T>, of: Of) -> Option<String> {
    reason(shown, of).map(|reason| format!("{WITHHELD}{reason}"))
}

/// The same as the end of a sentence.
pub fn reason<T>(shown: &Shown<T>, of: Of) -> Option<String> {
    Some(match (shown, of) {
        (Shown::Figure(_), _) => return None,
        (Shown::Word(_), _) => "too few answers for a number, so only the term is shown".to_owned(),
        (Shown::FewerThan(_) | Shown::Together, Of::Union) => {
            "too few answers to one of its questions".to_owned()
        }
        (Shown::FewerThan(_) | Shown::Together, Of::UnionInAreas) => {
            "no area has enough answers to each of its questions".to_owned()
        }
        (Shown::Together, _) => "too few answers for a number; shown for several audiences \
            together once all of them are released"
            .to_owned(),
        (Shown::FewerThan(people), Of::Collection | Of::Together { alone: false }) => {
            format!("fewer than {people} answers")
        }
        (Shown::FewerThan(_), Of::Together { alone: true }) => "some of these audiences have \
            numbers of their own, so the answers of the others would follow by subtraction"
            .to_owned(),
        (Shown::FewerThan(people), Of::Areas { small: false }) => {
            format!("no area has {people} or more answers")
        }
        (Shown::FewerThan(people), Of::Areas { small: true }) => format!(
            "no area has {people} or more answers, and a total of smaller areas would rest on few \
                answers or show few by subtraction"
        ),
        (Shown::FewerThan(_), Of::AreasTogether) => {
            "in no area is there a number for all of these audiences together".to_owned()
        }
    })
}

/// Why an area has no figure of a question that it was asked in another way, or not at all.
pub fn not_alike() -> String {
    "not comparable: not asked in the same way".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Words, wording::Term};

    const ALL: [Of; 7] = [
        Of::Collection,
        Of::Together { alone: false },
        Of::Together { alone: true },
        Of::Union,
        Of::Areas { small: false },
        Of::Areas { small: true },
        Of::AreasTogether,
    ];

    #[test]
    fn a_number_that_is_shown_has_no_reason() {
        assert!(ALL.iter().all(|of| why(&Shown::Figure(()), *of).is_none()));
    }

    #[test]
    fn only_a_figure_on_few_answers_is_said_to_rest_on_few() {
        let fewer = Shown::<()>::FewerThan(30);
        let says = |of: Of| why(&fewer, of).is_some_and(|why| why.contains("fewer than 30"));
        let few: Vec<Of> = ALL.into_iter().filter(|of| says(*of)).collect();
        assert_eq!(few, [Of::Collection, Of::Together { alone: false }]);
    }

    #[test]
    fn every_reason_is_in_plain_words() {
        let words = Words { favourable: Term::Most, unfavourable: None };
        for shown in [Shown::<()>::Word(words), Shown::FewerThan(10), Shown::Together] {
            for of in ALL.into_iter().chain([Of::UnionInAreas]) {
                let why = why(&shown, of).expect("a reason");
                assert!(why.starts_with(WITHHELD) && why.split(' ').count() > 4, "{why}");
            }
        }
    }
}
