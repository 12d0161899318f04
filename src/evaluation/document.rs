//! The table as a file: for spreadsheets, and for word processors.

use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::{Drafts, Table};
use crate::{
    export::{
        self, Cell, Column, Export, ExportError, Note,
        word::{Block, Grid, Orientation, Word},
    },
    inspection::Inspection,
    language::calendar,
};

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Spreadsheet(export::Format),
    /// Office Open XML (ECMA-376), as word processors read it.
    Word,
}

impl FileKind {
    pub const ALL: [Self; 3] = [
        Self::Spreadsheet(export::Format::Csv),
        Self::Spreadsheet(export::Format::Xlsx),
        Self::Word,
    ];

    /// The file name extension.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Spreadsheet(format) => format.key(),
            Self::Word => "docx",
        }
    }

    /// The display name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spreadsheet(format) => format.name(),
            Self::Word => "Word",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Spreadsheet(format) => format.media_type(),
            Self::Word => Word::MEDIA_TYPE,
        }
    }
}

impl FromStr for FileKind {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.key() == key).ok_or(())
    }
}

impl Table {
    /// The bytes of a file with this table.
    pub fn file(
        &self,
        inspection: &Inspection,
        drafts: Drafts,
        kind: FileKind,
        now: DateTime<Utc>,
    ) -> Result<Vec<u8>, ExportError> {
        match kind {
            FileKind::Word => self.word(inspection, drafts, now).write(),
            FileKind::Spreadsheet(format) => {
                let mut bytes = Vec::new();
                export::write(self.export(inspection, drafts, now), format, &mut bytes)?;
                Ok(bytes)
            }
        }
    }

    fn export(&self, inspection: &Inspection, drafts: Drafts, now: DateTime<Utc>) -> Export<'_> {
        let about = format!("The evaluations of {}.", inspection.title);
        let notes = vec![
            Note::new("What this is", about),
            export::made_on(now),
            Note::new("Framework", inspection.framework.name()),
            Note::new("Drafts", drafts.note()),
        ];
        let mut columns = vec![Column::new("area", "The name of the council area.")];
        columns.push(Column::new("area_code", "The GSS code of the area."));
        let grade = "The grade of this quality indicator in the area. Empty: none is given.";
        columns.extend(self.columns.iter().map(|column| Column::new(column.name(), grade)));
        let rows: export::Rows<'_> = Box::new(move |take| {
            self.rows.iter().try_for_each(|row| {
                let words: Vec<Option<String>> = row
                    .cells
                    .iter()
                    .map(|cell| cell.as_ref().and_then(|cell| cell.words(drafts)))
                    .collect();
                let mut cells = vec![Cell::Text(row.area.name()), Cell::Text(row.area.code())];
                cells.extend(
                    words.iter().map(|words| words.as_deref().map_or(Cell::Empty, Cell::Text)),
                );
                take(&cells)
            })
        });
        let about = "One row is one area.".to_owned();
        Export {
            notes,
            first: None,
            tables: vec![export::Table { name: "evaluations", about, columns, rows }],
        }
    }

    fn word(&self, inspection: &Inspection, drafts: Drafts, now: DateTime<Utc>) -> Word {
        let mut header = vec!["Area".to_owned()];
        header.extend(self.columns.iter().map(super::Column::name));
        let row = |row: &super::Row| {
            let words = row.cells.iter().map(|cell| {
                let words = cell.as_ref().and_then(|cell| cell.words(drafts));
                words.unwrap_or_else(|| "–".to_owned())
            });
            std::iter::once(row.area.name().to_owned()).chain(words).collect()
        };
        Word {
            title: format!("{}: evaluations of quality indicators", inspection.title),
            orientation: Orientation::Landscape,
            blocks: vec![
                Block::paragraph(format!(
                    "Framework: {}. {}",
                    inspection.framework.name(),
                    drafts.note()
                )),
                Block::paragraph(format!(
                    "A dash means that no grade is given. Made {}.",
                    calendar::date_and_time(now)
                )),
                Block::Table(Grid {
                    caption: "Evaluations by area and quality indicator".to_owned(),
                    header,
                    widths: Vec::new(),
                    rows: self.rows.iter().map(row).collect(),
                }),
            ],
            made_at: now,
        }
    }
}
