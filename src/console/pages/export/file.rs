use std::str::FromStr;

use crate::export::{Format, What, word::REPORT};

/// What can be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Download {
    Tables(File),
    /// A report for word processors.
    Report,
}

impl Download {
    /// Whether it contains responses, one per row.
    pub fn has_rows(self) -> bool {
        matches!(self, Self::Tables(file) if file.has_rows())
    }
}

impl FromStr for Download {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        if name == REPORT { Ok(Self::Report) } else { name.parse().map(Self::Tables) }
    }
}

/// A file to download: its name gives its tables and its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// `None` for figures, questions and rates together.
    pub what: Option<What>,
    pub format: Format,
}

/// The name of a file with several tables.
const ALL: &str = "results";

impl File {
    pub const fn new(what: Option<What>, format: Format) -> Self {
        Self { what, format }
    }

    /// Whether it contains responses, one per row.
    pub fn has_rows(self) -> bool {
        self.what == Some(What::Rows)
    }

    /// "figures.csv".
    pub fn name(self) -> String {
        format!("{}.{}", self.what.map_or(ALL, What::key), self.format.key())
    }
}

impl FromStr for File {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let (stem, ending) = name.rsplit_once('.').ok_or(())?;
        let format = Format::ALL.into_iter().find(|format| format.key() == ending).ok_or(())?;
        match What::ALL.into_iter().find(|what| what.key() == stem) {
            Some(what) => Ok(Self::new(Some(what), format)),
            // A CSV file holds one table.
            None if stem == ALL && format != Format::Csv => Ok(Self::new(None, format)),
            None => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_name_that_reads_back() {
        for format in Format::ALL {
            for what in What::ALL {
                let file = File::new(Some(what), format);
                assert_eq!(file.name().parse(), Ok(file));
            }
        }
        assert_eq!(REPORT.parse(), Ok(Download::Report));
        assert_eq!("figures.docx".parse::<Download>(), Err(()));
        assert_eq!("results.xlsx".parse(), Ok(File::new(None, Format::Xlsx)));
        for nothing in ["results.csv", "figures", "figures.txt", "../figures.csv", ""] {
            assert_eq!(nothing.parse::<File>(), Err(()), "{nothing}");
        }
    }
}
