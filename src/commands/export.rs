use std::{io, path::PathBuf};

use chrono::Utc;
use clap::Args;

use super::{Outcome, data, invitation::collection, say};
use crate::{
    audit,
    export::{self, ExportError, Format, Selection, What},
    inspection::queries,
    settings::DataSettings,
    store::{Connection, private},
    survey::Audience,
};

/// Writes released results as a file: figures, questions and response rates, or responses a row
/// each.
///
/// A CSV file holds one table; the figures, unless --what names another. A CSV or JSON file ends in
/// a line with the number of rows and the SHA-256 of all before it: `head -n -1 FILE | sha256sum`
/// gives the same if the file is whole.
#[derive(Debug, Args)]
pub struct Export {
    /// The collection's id, or its link
    #[arg(required_unless_present = "inspection")]
    collection: Option<String>,
    /// All collections of the inspection with this title
    #[arg(long, value_name = "TITLE", conflicts_with = "collection")]
    inspection: Option<String>,
    /// Of an inspection, the collections of one audience; rows are of one audience
    #[arg(long, requires = "inspection")]
    audience: Option<Audience>,
    /// In which form
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Which table; without it, figures as CSV, and figures, questions and rates together in the
    /// other forms
    #[arg(long, value_enum)]
    what: Option<What>,
    /// The file to write, which must not be there yet. Without it, standard output
    #[arg(long)]
    output: Option<PathBuf>,
    #[command(flatten)]
    data: DataSettings,
}

impl Export {
    pub fn run(self) -> Outcome {
        if self.format == Format::Xlsx && self.output.is_none() {
            return Err("a workbook is no text: name a file with --output".into());
        }
        if let Some(file) = self.output.as_deref().filter(|file| file.exists()) {
            return Err(format!(
                "{} is there already. Name another file with --output.",
                file.display()
            )
            .into());
        }
        let what = self.what.or((self.format == Format::Csv).then_some(What::Figures));
        let (store, _) = data::open_existing(&self.data)?;
        let scope = self.scope(&mut *store.connection()?)?;
        let contents = export::contents(&scope, what, &store, Utc::now())?;
        export::record(
            &mut *store.connection()?,
            audit::COMMAND_LINE,
            scope.subject(),
            what,
            self.format,
        )?;
        let Some(file) = &self.output else {
            return match export::write(contents, self.format, &mut io::stdout().lock()) {
                Ok(_) => Ok(()),
                // Whoever reads the output may go away, which `main` looks for.
                Err(ExportError::Write(error)) => Err(error.into()),
                Err(error) => Err(error.into()),
            };
        };
        let mut rows = 0;
        let written = private::write_new_with(file, |mut out| {
            rows = export::write(contents, self.format, &mut out).map_err(io::Error::other)?;
            Ok(())
        });
        written.map_err(|error| format!("{}: {error}", file.display()))?;
        say(format_args!("{rows} row{} in {}.", if rows == 1 { "" } else { "s" }, file.display()))?;
        Ok(())
    }

    fn scope(&self, connection: &mut Connection) -> Result<Selection, Box<dyn std::error::Error>> {
        if let Some(title) = &self.inspection {
            let all = queries::unscoped::inspections(connection)?;
            let found = all.into_iter().find(|inspection| inspection.title == *title);
            let inspection = found
                .ok_or("there is no inspection with this title: see `speir inspection list`")?;
            return Ok(Selection::of_inspection(connection, inspection, self.audience)?);
        }
        let collection = collection(connection, self.collection.as_deref().unwrap_or_default())?;
        let inspection = queries::unscoped::inspection_by_id(connection, collection.inspection)?
            .ok_or("its inspection is gone")?;
        if collection.released_at.is_none() {
            eprintln!("warning: this collection is not released yet, so there are no figures.");
        }
        Ok(Selection::of_collection(connection, inspection, collection)?)
    }
}
