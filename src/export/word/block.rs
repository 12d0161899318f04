/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    Portrait,
    Landscape,
}

/// The level of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    One,
    Two,
    Three,
}

/// One thing below the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Subtitle(String),
    Heading(Level, String),
    Paragraph(String),
    Table(Grid),
    PageBreak,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The caption above the table, and its description for screen readers.
    pub caption: String,
    /// The header row.
    pub header: Vec<String>,
    /// How wide each column is, as a share of all; equally wide if empty.
    pub widths: Vec<usize>,
    /// The other rows. The first cell of each is its heading.
    pub rows: Vec<Vec<String>>,
}

impl Block {
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    pub fn heading(level: Level, text: impl Into<String>) -> Self {
        Self::Heading(level, text.into())
    }
}
