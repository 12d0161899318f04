//! Folds texts for comparison: only letters and digits, without case and accents.

/// The letters and digits of `text` in lower case and without accents, `&` read as *and*. Two texts
/// with the same fold differ only in case, accents, spaces or punctuation.
pub fn folded(text: &str) -> String {
    words(text).concat()
}

/// The words of `text`, each folded. Anything except letters and digits separates words.
pub fn words(text: &str) -> Vec<String> {
    let spaced = visible(text).replace("&amp;", "&").replace('&', " and ");
    let plain: String = spaced.chars().flat_map(char::to_lowercase).filter_map(bare).collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `text` trimmed, without invisible characters, and with every kind of space and full-width letter
/// as a plain one. Web pages, mail programs and East Asian keyboards add these to addresses.
pub fn visible(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\0' => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\n' | '\r' => Some('\n'),
        space if space.is_whitespace() => Some(' '),
        other => Some(other),
    };
    text.chars().filter_map(plain).collect::<String>().trim().to_owned()
}

/// A lower-case letter without its accent; `None` for a combining accent or an apostrophe.
const fn bare(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_signs_do_not_count() {
        for text in [
            "Perth & Kinross",
            "perth and  KINROSS",
            "Perth-and-Kinross.",
            "Pe\u{300}rth\u{a0}and\u{200b} Kinròss",
        ] {
            assert_eq!(folded(text), "perthandkinross", "{text:?}");
        }
        assert_eq!(folded("E-mail_Address *"), "emailaddress");
        assert_eq!(visible(" \u{200b}a1＠council.example\u{a0}"), "a1@council.example");
    }
}
