//! Documents for word processors: Office Open XML (ECMA-376, part 1, `WordprocessingML`), A4 in
//! British English, with the usual styles, so that they can be edited. The header row of a table
//! repeats on every page and is marked as one for screen readers, and so is the first column.

mod block;
mod parts;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::io::{Cursor, Write};

use chrono::{DateTime, Utc};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::ExportError;
pub use block::{Block, Grid, Level, Orientation};

/// The name of the file of a report.
pub const REPORT: &str = "report.docx";

/// The contents of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The title: in the properties of the document, and at its top.
    pub title: String,
    pub orientation: Orientation,
    pub blocks: Vec<Block>,
    pub made_at: DateTime<Utc>,
}

impl Word {
    pub const MEDIA_TYPE: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// The bytes of the file.
    pub fn write(&self) -> Result<Vec<u8>, ExportError> {
        let mut package = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, text) in [
            ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
            ("_rels/.rels", parts::RELATIONS.to_owned()),
            ("docProps/core.xml", parts::properties(&self.title, self.made_at)),
            ("word/_rels/document.xml.rels", parts::RELATIONS_OF_DOCUMENT.to_owned()),
            ("word/styles.xml", parts::STYLES.to_owned()),
            ("word/settings.xml", parts::SETTINGS.to_owned()),
            ("word/footer.xml", parts::FOOTER.to_owned()),
            ("word/document.xml", parts::document(self)),
        ] {
            package.start_file(name, options)?;
            package.write_all(text.as_bytes())?;
        }
        Ok(package.finish()?.into_inner())
    }
}
