use std::{fmt, str::FromStr};

use crate::{
    results::wording::{Proportion, Term},
    survey::{Instrument, Item, Key},
    text::fold::folded,
};

/// A share as it was printed: a percentage with at most one decimal, from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrintedShare(u16);

impl PrintedShare {
    /// The share of this many tenths of a percent; `None` above 100%.
    pub const fn of_permille(permille: u16) -> Option<Self> {
        if permille <= 1_000 { Some(Self(permille)) } else { None }
    }

    /// In tenths of a percent.
    pub const fn permille(self) -> u16 {
        self.0
    }

    /// The whole percentage, rounded down.
    pub fn floor(self) -> u8 {
        u8::try_from(self.0 / 10).unwrap_or(100)
    }

    /// The whole percentage, halves rounded up as in Speir's own figures.
    pub fn percent(self) -> u8 {
        u8::try_from((self.0 + 5) / 10).unwrap_or(100)
    }
}

impl FromStr for PrintedShare {
    type Err = ();

    /// `62`, `62%`, `62.5 %`, or `62,5`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        let number = text.strip_suffix('%').unwrap_or(text).trim_end();
        let (whole, tenths) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        let is_number = |digits: &str, most: usize| {
            (1..=most).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())
        };
        if !is_number(whole, 3) || !is_number(tenths, 1) {
            return Err(());
        }
        let (whole, tenths): (u16, u16) = whole.parse().ok().zip(tenths.parse().ok()).ok_or(())?;
        Self::of_permille(whole * 10 + tenths).ok_or(())
    }
}

impl fmt::Display for PrintedShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}%"),
            (whole, tenths) => write!(f, "{whole}.{tenths}%"),
        }
    }
}

/// A figure that was published elsewhere, as printed. It has a share, a term or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFigure {
    pub question: String,
    pub share: Option<PrintedShare>,
    /// How many people it rests on.
    pub base: Option<u32>,
    pub term: Option<Term>,
    /// Where it was published.
    pub source: String,
    /// The survey whose answers it compares with.
    pub survey: Option<Key>,
    /// The question of that survey; otherwise the one with the same text.
    pub question_id: Option<Key>,
}

impl PublishedFigure {
    /// The printed term, or the one of the printed share.
    pub fn term(&self) -> Option<Term> {
        self.term.or_else(|| Some(Term::of_percent(self.share?.percent())))
    }

    /// About how many of its base the share stands for; `None` without either.
    pub fn proportion(&self) -> Option<Proportion> {
        let (share, base) = (u64::from(self.share?.permille()), u64::from(self.base?));
        Proportion::new((share * base + 500) / 1_000, base)
    }

    /// Whether it is about this question of this survey.
    pub fn is_about(&self, survey: Instrument, item: &Item) -> bool {
        if self.survey.as_ref().is_some_and(|own| own.as_str() != survey.key()) {
            return false;
        }
        match &self.question_id {
            Some(id) => id.as_str() == item.id,
            None => folded(&self.question) == folded(&item.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_share_is_read_as_reports_print_it() {
        for (text, permille) in [
            ("62", 620),
            (" 62% ", 620),
            ("62.5 %", 625),
            ("62,5", 625),
            ("0", 0),
            ("100.0%", 1_000),
        ] {
            assert_eq!(text.parse(), Ok(PrintedShare(permille)), "{text}");
        }
        for text in ["", "%", "-1", "+62", "101", "100.1", "62.55", ".5", "62.", "6 2", "most"] {
            assert!(text.parse::<PrintedShare>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_term_follows_the_share_unless_it_was_printed() {
        let figure = |share: &str, term| PublishedFigure {
            question: "Q".to_owned(),
            share: share.parse().ok(),
            base: Some(1_306),
            term,
            source: "A report".to_owned(),
            survey: None,
            question_id: None,
        };
        assert_eq!(figure("74.5", None).term(), Some(Term::Most));
        assert_eq!(figure("74.5", Some(Term::Majority)).term(), Some(Term::Majority));
        let proportion = figure("89", None).proportion().expect("both are known");
        assert_eq!((proportion.count(), proportion.base()), (1_162, 1_306));
        assert_eq!(figure("", Some(Term::Few)).proportion(), None);
    }

    proptest! {
        #[test]
        fn a_share_survives_printing(permille in 0..=1_000_u16) {
            let share = PrintedShare(permille);
            prop_assert_eq!(share.to_string().parse(), Ok(share));
        }

        #[test]
        fn the_count_gives_the_share_back(permille in 0..=1_000_u16, base in 1_000..100_000_u32) {
            let figure = PublishedFigure {
                question: String::new(),
                share: Some(PrintedShare(permille)),
                base: Some(base),
                term: None,
                source: String::new(),
                survey: None,
                question_id: None,
            };
            let shown = figure.proportion().expect("both are known").value() * 1_000.0;
            prop_assert!((shown - f64::from(permille)).abs() <= 0.5 + 1e-9);
        }
    }
}
