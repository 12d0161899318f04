use std::{io, path::PathBuf};

use chrono::Utc;
use clap::{ArgGroup, Args, ValueEnum};

use super::{Outcome, data, files, invitation::collection, no_inspection, programme, say};
use crate::{
    audit::{self, Subject},
    export::{self, ExportError, Format, ProgrammeSelection, Selection, What},
    inspection::queries,
    language::numbers::counted,
    programme::all_together,
    results::Reader,
    settings::DataSettings,
    store::{Connection, Store, private},
    survey::{Instrument, Key},
};

/// Write released results to a file: figures, questions and response rates, or responses, one per
/// row, or a report for word processors.
///
/// A CSV file has one table: the figures, unless --what names another. A CSV or JSON file ends with
/// a line that gives the number of rows and the SHA-256 of everything before it. If the file is
/// complete, `head -n -1 FILE | sha256sum` gives the same.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("asked").required(true).args(["collection", "inspection", "programme"])))]
pub struct Export {
    /// The collection's id or link
    collection: Option<String>,
    /// All collections of the inspection with this title
    #[arg(long, value_name = "TITLE")]
    inspection: Option<String>,
    /// The figures of the programme with this title, over all its inspections; it has no rows
    #[arg(long, value_name = "TITLE")]
    programme: Option<String>,
    /// Export only the collections of one survey; rows need one survey
    #[arg(long, alias = "audience", requires = "inspection", conflicts_with = "programme")]
    survey: Option<Key>,
    /// The file format
    #[arg(long, value_enum, default_value = "csv")]
    format: Kind,
    /// The table. By default, figures as CSV, and figures, questions and rates together in the
    /// other formats
    #[arg(long, value_enum)]
    what: Option<What>,
    /// The file to write. It must not exist yet. By default, standard output
    #[arg(long)]
    output: Option<PathBuf>,
    #[command(flatten)]
    data: DataSettings,
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// One table as comma-separated values (RFC 4180), in UTF-8
    Csv,
    /// A workbook, one table per sheet
    Xlsx,
    /// One object with notes, codebook and tables
    Json,
    /// A report for word processors: sentences and tables by inspection question
    Docx,
}

impl Kind {
    /// The format of tables; `None` for a report.
    const fn format(self) -> Option<Format> {
        match self {
            Self::Csv => Some(Format::Csv),
            Self::Xlsx => Some(Format::Xlsx),
            Self::Json => Some(Format::Json),
            Self::Docx => None,
        }
    }
}

type Failed = Box<dyn std::error::Error>;

/// The export of a programme, and its subject in the audit log.
fn of_programme(
    connection: &mut Connection,
    title: &str,
    what: Option<What>,
) -> Result<(export::Export<'static>, Subject), Failed> {
    let (scope, subject) = programme_scope(connection, title)?;
    Ok((export::of_programme(&scope, what, Utc::now())?, subject))
}

fn programme_scope(
    connection: &mut Connection,
    title: &str,
) -> Result<(ProgrammeSelection, Subject), Failed> {
    let programme = programme::named(connection, title)?;
    let subject = Subject::from(&programme);
    let members = all_together(connection, programme.id)?;
    let scope = ProgrammeSelection::read(connection, programme, members, &Reader::operator())?;
    if scope.across.is_empty() {
        return Err(format!("The programme “{title}” has no released results yet.").into());
    }
    Ok((scope, subject))
}

impl Export {
    pub fn run(self) -> Outcome {
        match (self.format, &self.output) {
            (Kind::Xlsx, None) => {
                return Err("A workbook cannot be printed. Name a file with --output.".into());
            }
            (Kind::Docx, None) => {
                return Err("A report cannot be printed. Name a file with --output.".into());
            }
            (Kind::Docx, Some(_)) if self.what.is_some() => {
                return Err("A report has no single table. Leave out --what.".into());
            }
            _ => {}
        }
        if let Some(file) = &self.output {
            files::refuse_existing(file)?;
        }
        let (store, _) = data::open_existing(&self.data)?;
        let Some(format) = self.format.format() else { return self.report(&store) };
        let what = self.what.or((format == Format::Csv).then_some(What::Figures));
        let (contents, subject) = if let Some(title) = &self.programme {
            of_programme(&mut *store.connection()?, title, what)?
        } else {
            let scope = self.scope(&mut *store.connection()?)?;
            (export::contents(&scope, what, &store, Utc::now())?, scope.subject())
        };
        let mut connection = store.connection()?;
        export::record(&mut connection, audit::COMMAND_LINE, subject, what, format)?;
        drop(connection);
        let Some(file) = &self.output else {
            return match export::write(contents, format, &mut io::stdout().lock()) {
                Ok(_) => Ok(()),
                // The reader of the output may close it; `main` handles that.
                Err(ExportError::Write(error)) => Err(error.into()),
                Err(error) => Err(error.into()),
            };
        };
        let mut rows = 0;
        let written = private::write_new_with(file, |mut out| {
            rows = export::write(contents, format, &mut out).map_err(io::Error::other)?;
            Ok(())
        });
        written.map_err(|error| files::unwritable(file, &error))?;
        say(format_args!("{} in {}.", counted(rows, "row", "rows"), file.display()))?;
        Ok(())
    }

    fn report(&self, store: &Store) -> Outcome {
        let Some(file) = &self.output else { return Ok(()) };
        let mut connection = store.connection()?;
        let (report, subject) = if let Some(title) = &self.programme {
            let (scope, subject) = programme_scope(&mut connection, title)?;
            (export::report_of_programme(&scope, Utc::now())?, subject)
        } else {
            let scope = self.scope(&mut connection)?;
            (export::report(&scope, Utc::now())?, scope.subject())
        };
        let bytes = report.write()?;
        export::record_report(&mut connection, audit::COMMAND_LINE, subject)?;
        let written = private::write_new_with(file, |out| out.write_all(&bytes));
        written.map_err(|error| files::unwritable(file, &error))?;
        say(format_args!("A report in {}.", file.display()))?;
        Ok(())
    }

    fn scope(&self, connection: &mut Connection) -> Result<Selection, Failed> {
        let operator = Reader::operator();
        if let Some(title) = &self.inspection {
            let all = queries::unscoped::inspections(connection)?;
            let found = all.into_iter().find(|inspection| inspection.title == *title);
            let inspection = found.ok_or_else(|| no_inspection(title))?;
            let survey = self.survey.as_ref().map(|key| key.as_str().parse::<Instrument>());
            return Ok(Selection::of_inspection(
                connection,
                inspection,
                survey.transpose()?,
                &operator,
            )?);
        }
        let collection = collection(connection, self.collection.as_deref().unwrap_or_default())?;
        let inspection = queries::unscoped::inspection_by_id(connection, collection.inspection)?
            .ok_or("Its inspection was deleted.")?;
        if collection.released_at.is_none() {
            eprintln!("warning: This collection is not released yet, so there are no figures.");
        }
        Ok(Selection::of_collection(connection, inspection, collection, &operator)?)
    }
}
