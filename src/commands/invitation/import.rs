use std::{collections::BTreeSet, path::PathBuf};

use chrono::Utc;
use clap::Args;

use crate::{
    audit,
    commands::{Outcome, data, say},
    inspection::queries,
    invitation::{
        AddressBook,
        import::{self, Consent, ImportError, Source},
    },
    settings::DataSettings,
};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

#[derive(Debug, Args)]
pub struct Import {
    /// The collection: its id, or its link
    collection: String,
    /// The CSV file: a column of email addresses and, if need be, one of strata
    file: PathBuf,
    /// Pass over rows that cannot be taken, and keep the others
    #[arg(long)]
    skip_bad: bool,
    /// Import although the invitations have begun, so that the new ones leave at once
    #[arg(long)]
    yes: bool,
    /// How many new mailboxes the list has. A large list needs this number once the invitations have begun
    #[arg(long, value_name = "NUMBER")]
    adding: Option<usize>,
    #[command(flatten)]
    data: DataSettings,
}

/// The error with what to do about it.
fn explained(error: &ImportError) -> String {
    let ImportError::NotSeen(changes) = error else { return error.to_string() };
    let part = |(part, count): &(String, usize)| {
        format!("\n  {count} new in {}", if part.is_empty() { "no part" } else { part })
    };
    let parts: String = changes.parts.iter().map(part).collect();
    let flag = if changes.are_large() { format!("--adding {}", changes.added) } else { "--yes".to_owned() };
    format!("{error}{parts}\nIf that is right, run this again with {flag}.")
}

impl Import {
    const fn consent(&self) -> Consent {
        match (self.adding, self.yes) {
            (Some(count), _) => Consent::Counted(count),
            (None, true) => Consent::AsItIs,
            (None, false) => Consent::None,
        }
    }

    pub fn run(self) -> Outcome {
        let named = |problem: String| format!("{}: {problem}", self.file.display());
        let (store, secret) = data::open_existing(&self.data)?;
        let mut connection = store.connection()?;
        let collection = super::collection(&mut connection, &self.collection)?;
        let inspection = queries::unscoped::inspection_by_id(&mut connection, collection.inspection)?;
        let strata = queries::strata_of(&mut connection, collection.id)?;
        let size = std::fs::metadata(&self.file).map_err(|error| named(error.to_string()))?.len();
        if size > LARGEST {
            return Err(named("the file is larger than 256 MB. Import it in parts.".to_owned()).into());
        }
        let bytes = std::fs::read(&self.file).map_err(|error| named(error.to_string()))?;
        let list = import::read(&bytes, &strata.iter().map(|stratum| stratum.key.clone()).collect::<BTreeSet<_>>());
        for row in &list.bad {
            eprintln!("{}: {row}", self.file.display());
        }
        if !list.bad.is_empty() && !self.skip_bad {
            let rows = if list.bad.len() == 1 { "row" } else { "rows" };
            return Err(format!(
                "{} {rows} cannot be taken, so nothing was imported. Correct the file, or pass over them with --skip-bad.",
                list.bad.len()
            )
            .into());
        }
        if list.mailboxes.is_empty() {
            return Err(named("there is no mailbox in it".to_owned()).into());
        }
        let threshold = inspection.map_or(0, |inspection| u32::try_from(inspection.threshold).unwrap_or(0));
        let book = AddressBook::of(&secret, collection.id);
        let source = Source { collection: &collection, strata: &strata, threshold, book: &book };
        let whose = (audit::COMMAND_LINE, self.consent());
        let imported =
            import::store(&mut connection, &source, &list, whose, Utc::now()).map_err(|error| explained(&error))?;
        say(format_args!("{}: {imported}.", collection.name()))?;
        if list.repeated > 0 {
            say(format_args!("{} rows named an address again, and count once.", list.repeated))?;
        }
        if collection.open_link {
            say("Its open link is open too: whoever has both can answer twice. Close the link in the console.")?;
        }
        Ok(())
    }
}
