use std::path::{Path, PathBuf};

use chrono::Utc;
use clap::Subcommand;

use super::{Outcome, data, files, no_inspection, say};
use crate::{
    audit, catalogue,
    inspection::{
        Earlier, Inspection,
        create::{NewInspection, set_up},
        file, queries,
    },
    language::numbers::counted,
    programme::{self, NotJoined},
    settings::DataSettings,
    store::Connection,
    users::{Role, queries::without_role},
};

#[derive(Debug, Subcommand)]
pub enum InspectionCommand {
    /// Create an inspection and its collections from a TOML file
    Create {
        /// The TOML file; `speir inspection show` prints one
        file: PathBuf,
        #[command(flatten)]
        data: DataSettings,
    },
    /// Print an inspection and its collections as a TOML file for `create`
    Show {
        /// The title or id of the inspection
        #[arg(value_name = "TITLE|ID")]
        inspection: String,
        #[command(flatten)]
        data: DataSettings,
    },
    /// List the inspections
    List {
        #[command(flatten)]
        data: DataSettings,
    },
}

impl InspectionCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Create { file, data } => create(&file, &data),
            Self::Show { inspection, data } => show(&inspection, &data),
            Self::List { data } => list(&data),
        }
    }
}

fn create(path: &Path, data: &DataSettings) -> Outcome {
    let named = |problem: String| format!("{}: {problem}", path.display());
    let text = files::read_text(path)?;
    let (store, _) = data::open(data)?;
    let mut connection = store.connection()?;
    let numbers = catalogue::numbers(&mut connection)?;
    let versions = |survey| numbers.get(&survey).into_iter().flatten().copied().collect();
    let earlier = Earlier::all(
        queries::unscoped::inspections(&mut connection)?,
        &queries::unscoped::collections(&mut connection)?,
    );
    let published = |survey, version| {
        catalogue::edition(&mut connection, survey, version)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let sound = file::sound(&text, versions, published, (&earlier, Utc::now()))
        .map_err(|problem| named(problem.to_string()))?;
    for closed in &sound.closed {
        eprintln!("warning: {}", named(closed.to_string()));
    }
    let title = sound.inspection.programme.clone();
    // Whoever types the command may be anybody, so the lead asks, and somebody else must agree.
    let lead = sound.inspection.lead.clone();
    let inspection = sound.inspection.into_inspection(&lead);
    let rows: Vec<_> =
        sound.collections.into_iter().map(|c| c.into_collection(inspection.id)).collect();
    let action = set_up(&rows);
    let made: Result<(), NotJoined> = connection.writing(|connection| {
        queries::create(connection, &inspection, &rows)?;
        let title = title.as_deref();
        let joined = title
            .map(|title| programme::join(connection, &inspection, title, (None, None)))
            .transpose()?;
        audit::record(connection, audit::COMMAND_LINE, &action, &inspection)?;
        queries::record_low_threshold(connection, audit::COMMAND_LINE, &inspection)?;
        if let Some(joined) = joined {
            joined.record(connection, audit::COMMAND_LINE, &inspection)?;
        }
        Ok(())
    });
    made.map_err(|error| match error {
        NotJoined::Store(error) if error.is_duplicate() => named(format!(
            "an inspection “{}” already exists. Choose another title.",
            inspection.title
        )),
        NotJoined::Store(error) => error.to_string(),
        error => named(error.to_string()),
    })?;
    if !without_role(&mut connection, std::slice::from_ref(&inspection.lead), &Role::LEADING)?
        .is_empty()
    {
        eprintln!(
            "warning: No inspection lead or administrator has the address {} yet. Check the spelling, or add them: \
                speir user add {} --role lead",
            inspection.lead, inspection.lead
        );
    }
    if let Some(low) = &inspection.low_threshold {
        eprintln!(
            "warning: A threshold of {} needs a second person. The inspection has a threshold of {} until another of its leads, or an administrator, agrees on its page, before the first collection opens. {} cannot agree, since it is asked for in their name.",
            low.wanted, inspection.threshold, low.by
        );
    }
    say(format_args!(
        "“{}” is created with {}. `speir collection list` shows {}.",
        inspection.title,
        counted(rows.len(), "collection", "collections"),
        if rows.len() == 1 { "its link" } else { "their links" }
    ))?;
    Ok(())
}

fn show(asked: &str, data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let inspection = named(&mut connection, asked)?;
    let collections = queries::as_new(&mut connection, &inspection)?;
    let programme = programme::queries::of_inspection(&mut connection, inspection.id)?;
    let follows = match inspection.particulars.follows {
        Some(id) => queries::unscoped::inspection_by_id(&mut connection, id)?,
        None => None,
    };
    let new = NewInspection {
        programme: programme.map(|one| one.title),
        follows: follows.map(|one| one.title),
        ..NewInspection::from(&inspection)
    };
    say(file::write(&new, &collections).trim_end())?;
    Ok(())
}

/// The inspection of this title or id.
pub fn named(
    connection: &mut Connection,
    asked: &str,
) -> Result<Inspection, Box<dyn std::error::Error>> {
    let is_asked = |one: &Inspection| one.title == asked || one.id.to_string() == asked;
    let found = queries::unscoped::inspections(connection)?.into_iter().find(is_asked);
    Ok(found.ok_or_else(|| no_inspection(asked))?)
}

fn list(data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    for one in queries::unscoped::inspections(&mut *store.connection()?)? {
        let waits = one
            .low_threshold
            .as_ref()
            .map_or_else(String::new, |low| format!(" ({} waits for a second person)", low.wanted));
        say(format_args!(
            "{}  {}  {} to {}  fewest people: {}{waits}  {}",
            one.id, one.kind, one.opens_on, one.closes_on, one.threshold, one.title
        ))?;
    }
    Ok(())
}
