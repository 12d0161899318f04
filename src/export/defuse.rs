//! Text that a spreadsheet would take for a formula.
//!
//! A spreadsheet that opens a CSV file runs a cell that begins with `=`, `+`, `-` or `@`, or with a
//! tab, a carriage return or a line feed before one of these, and so do their full-width forms in
//! some editions. OWASP's page "CSV Injection" advises an apostrophe before such a cell, which
//! makes it text. Numbers are written as numbers and are never touched.

use std::borrow::Cow;

/// What a formula begins with, and what may stand before it.
const DANGEROUS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Puts an apostrophe before a text that a spreadsheet would run. A text that looks as if this was
/// done to it gets one too, so that [`restore`] gives every text back as it was.
pub fn defuse(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The way back from [`defuse`].
pub fn restore(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_dangerous(text) => text,
        _ => cell,
    }
}

fn is_dangerous(text: &str) -> bool {
    // Nearly every cell begins with a letter or digit.
    match text.as_bytes().first() {
        None => false,
        Some(first) if first.is_ascii_alphanumeric() => false,
        Some(_) => text.trim_start_matches('\'').starts_with(DANGEROUS),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_gets_an_apostrophe_and_plain_words_do_not() {
        for formula in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]
        {
            assert_eq!(defuse(formula), format!("'{formula}"));
        }
        for plain in ["", "a=b", "social-work", "'quoted'", "Na h-Eileanan Siar", "5"] {
            assert_eq!(defuse(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_none_begins_a_formula(text in "['=+@\t\r\n－-]{0,4}.{0,8}") {
            let cell = defuse(&text);
            prop_assert!(!cell.starts_with(DANGEROUS));
            prop_assert_eq!(restore(&cell), &text);
        }
    }
}
