//! Texts and paragraphs as XML.

use quick_xml::escape::escape;

/// A paragraph in this style.
pub fn paragraph(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(words))
}

/// A run of text within a paragraph.
pub fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", text(words))
}

/// A text as XML 1.0 takes it (section 2.2): without control characters, and escaped. Marks that
/// reorder what follows them are left out, so that a name cannot change how a sentence reads.
pub fn text(words: &str) -> String {
    let allowed: String = words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    escape(allowed).into_owned()
}
