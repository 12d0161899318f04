//! The parts of the package.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use quick_xml::escape::escape;

use super::Word;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

pub const CONTENT_TYPES: &str = include_str!("content_types.xml");
pub const RELATIONS: &str = include_str!("relations.xml");
pub const RELATIONS_OF_DOCUMENT: &str = include_str!("relations_of_document.xml");
pub const STYLES: &str = include_str!("styles.xml");
pub const SETTINGS: &str = include_str!("settings.xml");

/// The namespace of WordprocessingML.
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The width and height of landscape A4, and its margins, in twentieths of a point.
const PAGE: (usize, usize) = (16_838, 11_906);
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
    let mut body = paragraph("Title", &word.title);
    for one in &word.paragraphs {
        body.push_str(&paragraph("Normal", one));
    }
    body.push_str(&paragraph("Caption", &word.caption));
    body.push_str(&table(word));
    let ((width, height), margin) = (PAGE, MARGIN);
    format!(
        "{DECLARATION}<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:p/><w:sectPr>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn table(word: &Word) -> String {
    let columns = word.header.len().max(1);
    let width = (PAGE.0 - 2 * MARGIN) / columns;
    let mut table = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\" \
         w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{}</w:tblGrid>",
        width * columns,
        text(&word.caption),
        format!("<w:gridCol w:w=\"{width}\"/>").repeat(columns),
    );
    table.push_str(&row(&word.header, width, true));
    for cells in &word.rows {
        table.push_str(&row(cells, width, false));
    }
    table.push_str("</w:tbl>");
    table
}

/// A row that no page break divides. A header row repeats on every page.
fn row(cells: &[String], width: usize, header: bool) -> String {
    let mut row = "<w:tr><w:trPr><w:cantSplit/>".to_owned();
    row.push_str(if header { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
    for (place, cell) in cells.iter().enumerate() {
        let style = if header || place == 0 { "TableHeading" } else { "TableText" };
        // Writing to a text cannot fail.
        let _ = write!(
            row,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            paragraph(style, cell)
        );
    }
    row.push_str("</w:tr>");
    row
}

fn paragraph(style: &str, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        text(words)
    )
}

/// A text as XML 1.0 takes it (section 2.2): without control characters, and escaped.
fn text(words: &str) -> String {
    let allowed: String = words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    escape(allowed).into_owned()
}
