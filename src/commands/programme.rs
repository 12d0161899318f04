use std::path::{Path, PathBuf};

use clap::Subcommand;
use validator::Validate;

use super::{Outcome, data, files, inspection, say};
use crate::{
    audit,
    language::numbers::counted,
    programme::{self, NewProgramme, NotJoined, Programme, file, queries},
    settings::DataSettings,
    store::Connection,
    survey::Framework,
};

#[derive(Debug, Subcommand)]
pub enum ProgrammeCommand {
    /// Create a programme, which groups inspections that are reported together
    Create {
        /// The title, such as "Joint inspections 2018-20"
        title: String,
        /// The key of its framework; by default joint-2018
        #[arg(long, value_name = "KEY")]
        framework: Option<String>,
        #[command(flatten)]
        data: DataSettings,
    },
    /// Put an inspection into a programme, and out of any other
    Add {
        /// The title of the programme
        title: String,
        /// The title or id of the inspection
        #[arg(value_name = "INSPECTION")]
        inspection: String,
        #[command(flatten)]
        data: DataSettings,
    },
    /// Replace the figures of a programme that were published elsewhere by those of a CSV file
    #[command(after_help = "The first line of the file names the columns, in any order: \
        question,share,base,term,source. The columns survey,question_id may follow; they say which \
        question a figure compares with.")]
    Import {
        /// The title of the programme
        title: String,
        /// The CSV file, in UTF-8, with up to 5,000 figures and 1 MB
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
        #[command(flatten)]
        data: DataSettings,
    },
    /// List the programmes with their inspections
    List {
        #[command(flatten)]
        data: DataSettings,
    },
}

impl ProgrammeCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Create { title, framework, data } => create(&title, framework.as_deref(), &data),
            Self::Add { title, inspection, data } => add(&title, &inspection, &data),
            Self::Import { title, file, data } => import(&title, &file, &data),
            Self::List { data } => list(&data),
        }
    }
}

fn create(title: &str, framework: Option<&str>, data: &DataSettings) -> Outcome {
    let (store, _) = data::open(data)?;
    let framework = framework.map_or_else(|| Ok(Framework::first()), str::parse)?;
    let new = NewProgramme::new(title, framework);
    new.validate().map_err(|errors| {
        let all = errors.field_errors();
        let first = all.values().flat_map(|errors| errors.iter()).next();
        first.and_then(|error| error.message.clone()).unwrap_or_default().into_owned()
    })?;
    let new = new.into_programme(None);
    let made = programme::create(&mut *store.connection()?, &new, &[], audit::COMMAND_LINE);
    made.map_err(|error| {
        if error.is_duplicate() {
            format!("A programme “{}” already exists. Choose another title.", title.trim())
        } else {
            error.to_string()
        }
    })?;
    say(format_args!("The programme “{}” is created.", new.title))?;
    Ok(())
}

fn add(title: &str, asked: &str, data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let programme = named(&mut connection, title)?;
    let inspection = inspection::named(&mut connection, asked)?;
    connection.writing(|connection| {
        let joined = programme::join(connection, &inspection, &programme.title, (None, None))?;
        joined.record(connection, audit::COMMAND_LINE, &inspection)?;
        Ok::<_, NotJoined>(())
    })?;
    say(format_args!("“{}” is in the programme “{}”.", inspection.title, programme.title))?;
    Ok(())
}

fn import(title: &str, path: &Path, data: &DataSettings) -> Outcome {
    let wrong = |mistakes: &[file::Mistake]| {
        let lines = mistakes.iter().map(|one| format!("{}: {one}", path.display()));
        let count = counted(mistakes.len(), "mistake", "mistakes");
        let all = lines.collect::<Vec<_>>().join("\n");
        format!("{all}\nNothing was imported. Correct {count} and try again.")
    };
    if files::size(path)? > file::LARGEST as u64 {
        return Err(wrong(&[file::too_large()]).into());
    }
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let programme = named(&mut connection, title)?;
    let known = file::Known::read(&mut connection)?;
    let figures =
        file::read_known(&files::read(path)?, &known).map_err(|mistakes| wrong(&mistakes))?;
    let before = programme::import(&mut connection, &programme, &figures, audit::COMMAND_LINE)?;
    let imported = counted(figures.len(), "figure", "figures");
    say(match before {
        0 => format!("Imported {imported} into “{}”.", programme.title),
        before => format!("Imported {imported} into “{}” in place of {before}.", programme.title),
    })?;
    Ok(())
}

fn list(data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let figures = queries::figure_counts(&mut connection)?;
    for one in queries::all(&mut connection)? {
        let inspections = queries::members(&mut connection, one.id)?.len();
        say(format_args!(
            "{}  {}  {}  {}  {}",
            one.id,
            one.framework,
            counted(inspections, "inspection", "inspections"),
            counted(figures.get(&one.id).copied().unwrap_or(0), "figure", "figures"),
            one.title
        ))?;
    }
    Ok(())
}

/// The programme of this title.
pub fn named(
    connection: &mut Connection,
    title: &str,
) -> Result<Programme, Box<dyn std::error::Error>> {
    Ok(queries::by_title(connection, title)?.ok_or_else(|| {
        format!("There is no programme “{title}”. `speir programme list` shows all of them.")
    })?)
}
