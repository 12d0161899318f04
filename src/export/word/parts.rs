//! The parts of the package.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    Block, Level, Orientation, Word,
    table::table,
    text::{paragraph, run, text},
};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

pub const CONTENT_TYPES: &str = include_str!("content_types.xml");
pub const RELATIONS: &str = include_str!("relations.xml");
pub const RELATIONS_OF_DOCUMENT: &str = include_str!("relations_of_document.xml");
pub const STYLES: &str = include_str!("styles.xml");
pub const SETTINGS: &str = include_str!("settings.xml");
pub const FOOTER: &str = include_str!("footer.xml");

/// The namespace of `WordprocessingML`, and that of relations between parts.
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The short and the long side of A4, and its margins, in twentieths of a point.
const PAGE: (usize, usize) = (11_906, 16_838);
const MARGIN: usize = 1_134;

/// Title, language and time.
pub fn properties(title: &str, made_at: DateTime<Utc>) -> String {
    let made_at = made_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>Speir</dc:creator><dc:language>en-GB</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{made_at}</dcterms:created>\
         </cp:coreProperties>",
        text(title)
    )
}

pub fn document(word: &Word) -> String {
    let (width, height, orientation) = match word.orientation {
        Orientation::Portrait => (PAGE.0, PAGE.1, "portrait"),
        Orientation::Landscape => (PAGE.1, PAGE.0, "landscape"),
    };
    let mut body = paragraph("Title", &word.title);
    let tables = word.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    let mut number = 0;
    for one in &word.blocks {
        if matches!(one, Block::Table(_)) {
            number += 1;
        }
        body.push_str(&block(one, (tables > 1).then_some(number), width - 2 * MARGIN));
    }
    let margin = MARGIN;
    format!(
        "{DECLARATION}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATED}\"><w:body>{body}<w:p/>\
         <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\" w:orient=\"{orientation}\"/>\
         <w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn block(block: &Block, number: Option<usize>, room: usize) -> String {
    match block {
        Block::Subtitle(words) => paragraph("Subtitle", words),
        Block::Heading(Level::One, words) => paragraph("Heading1", words),
        Block::Heading(Level::Two, words) => paragraph("Heading2", words),
        Block::Heading(Level::Three, words) => paragraph("Heading3", words),
        Block::Paragraph(words) => paragraph("Normal", words),
        Block::PageBreak => "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>".to_owned(),
        // Two tables without a paragraph between them would be one.
        Block::Table(grid) => {
            let after = paragraph("TableText", "");
            format!("{}{}{after}", caption(&grid.caption, number), table(grid, room))
        }
    }
}

/// A caption. Where there are several tables it has a number, as a field that word processors
/// keep in order and make lists of tables from.
fn caption(words: &str, number: Option<usize>) -> String {
    let Some(number) = number else { return paragraph("Caption", words) };
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr>{}<w:fldSimple \
         w:instr=\" SEQ Table \\* ARABIC \">{}</w:fldSimple>{}</w:p>",
        run("Table "),
        run(&number.to_string()),
        run(&format!(": {words}"))
    )
}
