use std::path::{Path, PathBuf};

use chrono::Utc;
use clap::Subcommand;
use validator::Validate;

use super::{Outcome, data, say};
use crate::{
    catalogue,
    inspection::{file, queries},
    settings::DataSettings,
    survey::Audience,
};

#[derive(Debug, Subcommand)]
pub enum InspectionCommand {
    /// Create an inspection and its collections from a TOML file
    Create {
        file: PathBuf,
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
            Self::List { data } => list(&data),
        }
    }
}

fn create(path: &Path, data: &DataSettings) -> Outcome {
    let named = |problem: String| format!("{}: {problem}", path.display());
    let text = std::fs::read_to_string(path)
        .map_err(|error| named(format!("it cannot be read ({error}). Name a TOML file.")))?;
    let (store, _) = data::open(data)?;
    let mut connection = store.connection()?;
    let mut latest = std::collections::HashMap::new();
    for audience in Audience::ALL {
        latest.insert(audience, catalogue::latest(&mut connection, audience)?);
    }
    let (inspection, collections) = file::read(&text, |a| latest.get(&a).copied().flatten()).map_err(named)?;
    inspection.validate().map_err(|errors| named(one_line(&errors)))?;
    let now = Utc::now();
    for (number, collection) in collections.iter().enumerate() {
        let place = format!("collection {} ({}, {})", number + 1, collection.area, collection.audience);
        collection.validate().map_err(|errors| named(format!("{place}: {}", one_line(&errors))))?;
        catalogue::edition(&mut connection, collection.audience, collection.version)
            .map_err(|error| named(format!("{place}: {error}")))?;
        let same = |other: &crate::inspection::create::NewCollection| {
            (other.area, other.audience) == (collection.area, collection.audience)
        };
        if collections.iter().skip(number + 1).any(same) {
            return Err(named(format!("{place}: this area and audience stand twice. Take one away.")).into());
        }
        if collection.has_closed(now) {
            eprintln!("warning: {}: {place} has closed already", path.display());
        }
    }
    let inspection = inspection.into_inspection();
    let rows: Vec<_> = collections.into_iter().map(|c| c.into_collection(inspection.id)).collect();
    queries::create(&mut connection, &inspection, &rows).map_err(|error| {
        if error.is_duplicate() {
            named(format!("there is an inspection called “{}” already. Choose another title.", inspection.title))
        } else {
            error.to_string()
        }
    })?;
    say(format_args!(
        "“{}” is created with {} collection{}. `speir collection list` shows their links.",
        inspection.title,
        rows.len(),
        if rows.len() == 1 { "" } else { "s" }
    ))?;
    Ok(())
}

/// The first message of each field.
fn one_line(errors: &validator::ValidationErrors) -> String {
    let mut messages = Vec::new();
    collect(errors, &mut messages);
    messages.join(" ")
}

fn collect(errors: &validator::ValidationErrors, messages: &mut Vec<String>) {
    use validator::ValidationErrorsKind::{Field, List, Struct};
    for kind in errors.errors().values() {
        match kind {
            Field(fields) => messages.extend(fields.iter().map(|e| e.message.as_deref().unwrap_or(&e.code).to_owned())),
            Struct(inner) => collect(inner, messages),
            List(inner) => inner.values().for_each(|inner| collect(inner, messages)),
        }
    }
}

fn list(data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    for one in queries::inspections(&mut *store.connection()?)? {
        say(format_args!(
            "{}  {}  {} to {}  k {}  {}",
            one.id, one.kind, one.opens_on, one.closes_on, one.threshold, one.title
        ))?;
    }
    Ok(())
}
