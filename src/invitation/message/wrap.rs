/// The longest line of a plain text, in characters (RFC 5322, section 2.1.1, advises 78; a quoted
/// line gets two more).
const COLUMNS: usize = 72;

/// Wraps a text at its spaces. A word longer than a line, such as an address, stays whole.
pub fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > COLUMNS {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_longer_than_it_must_be(words in proptest::collection::vec("\\PC{1,90}", 0..40)) {
            let words: Vec<String> = words.iter().map(|word| word.replace(char::is_whitespace, "x")).collect();
            let wrapped = wrap(&words.join(" "));
            prop_assert_eq!(wrapped.split([' ', '\n']).filter(|w| !w.is_empty()).collect::<Vec<_>>(), words);
            for line in wrapped.lines() {
                prop_assert!(line.chars().count() <= COLUMNS || !line.contains(' '), "{}", line);
            }
        }
    }
}
