use std::path::PathBuf;

use chrono::Utc;
use clap::Args;

use crate::{
    audit,
    commands::{Outcome, data, files, say},
    inspection::queries,
    invitation::{
        AddressBook,
        import::{self, Consent, ImportError, PartNames, ReadList, Refusal, Source},
    },
    language::numbers::counted,
    settings::DataSettings,
};

/// The largest file that is accepted, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

#[derive(Debug, Args)]
pub struct Import {
    /// The collection's id or link
    collection: String,
    /// The list: CSV in any encoding, or a workbook (.xlsx, .xls, .ods), with a column of email
    /// addresses
    file: PathBuf,
    /// Show how Speir reads the list and what would change, and store nothing
    #[arg(long)]
    check: bool,
    /// The sheet to read, if several sheets of a workbook contain addresses
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Leave out rows that cannot be used, and import the others
    #[arg(long)]
    skip_bad: bool,
    /// Import although invitations have started, so that new ones are sent at once
    #[arg(long)]
    yes: bool,
    /// The number of new mailboxes in the list. A large list needs it once invitations have started
    #[arg(long, value_name = "NUMBER")]
    adding: Option<usize>,
    #[command(flatten)]
    data: DataSettings,
}

/// The error, and what to do about it.
fn explained(error: &ImportError) -> String {
    let ImportError::NotSeen(changes) = error else { return error.to_string() };
    let part = |(part, count): &(String, usize)| {
        format!("\n  {count} new in {}", if part.is_empty() { "no part" } else { part })
    };
    let parts: String = changes.parts.iter().map(part).collect();
    let flag = if changes.are_large() {
        format!("--adding {}", changes.added)
    } else {
        "--yes".to_owned()
    };
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
        let (store, secret) = data::open_existing(&self.data)?;
        let mut connection = store.connection()?;
        let collection = super::collection(&mut connection, &self.collection)?;
        let inspection =
            queries::unscoped::inspection_by_id(&mut connection, collection.inspection)?;
        let parts = queries::parts_of(&mut connection, collection.id)?;
        let reading = self.read(&PartNames::of(&parts))?;
        let threshold = inspection.map_or(0, |inspection| inspection.threshold);
        let book = AddressBook::of(&secret, collection.id);
        let source = Source { collection: &collection, parts: &parts, threshold, book: &book };
        report(&reading)?;
        if self.check {
            if let Some(example) = reading.example() {
                say(format_args!("First and last address: {example}"))?;
            }
            let changes = import::look(&mut connection, &source, &reading.list, Utc::now())?;
            let has =
                if changes.begun { ", and their invitations would be sent at once" } else { "" };
            let (added, known) = (changes.added, changes.known);
            if changes.again > 0 {
                say(format_args!(
                    "Not reached so far, and would be invited again: {}",
                    changes.again
                ))?;
            }
            say(format_args!(
                "{}: {added} new, {known} from an earlier list{has}. Nothing was stored.",
                collection.name()
            ))?;
            return Ok(());
        }
        if !reading.list.bad.is_empty() && !self.skip_bad {
            let count = reading.list.bad.len();
            return Err(format!(
                "{} cannot be used, so nothing was imported. Correct the list, or leave {} out \
                    with --skip-bad.",
                counted(count, "row", "rows"),
                if count == 1 { "it" } else { "them" }
            )
            .into());
        }
        let whose = (audit::COMMAND_LINE, self.consent());
        let imported = import::store(&mut connection, &source, &reading.list, whose, Utc::now())
            .map_err(|error| explained(&error))?;
        say(format_args!("{}: {imported}.", collection.name()))?;
        if collection.open_link {
            say("Its open link works too, so people who have both can answer twice. Close the \
                    link in the console.")?;
        }
        Ok(())
    }

    fn read(&self, parts: &PartNames) -> Result<ReadList, Box<dyn std::error::Error>> {
        let named = |problem: String| format!("{}: {problem}", self.file.display());
        if files::size(&self.file)? > LARGEST {
            return Err(
                named("The file is larger than 256 MB. Import it in parts.".to_owned()).into()
            );
        }
        let bytes = files::read(&self.file)?;
        match import::read(&bytes, parts, self.sheet.as_deref()) {
            Ok(reading) => Ok(reading),
            Err(refusal @ Refusal::Choose(_)) => {
                Err(named(format!("{refusal} Name it with --sheet.")).into())
            }
            Err(Refusal::MostlyBad(reading)) => {
                report(&reading)?;
                Err(named(Refusal::MostlyBad(reading).to_string()).into())
            }
            Err(refusal) => Err(named(refusal.to_string()).into()),
        }
    }
}

/// Prints how a list was read and what is left out.
fn report(reading: &ReadList) -> Outcome {
    for (name, value) in reading.facts() {
        say(format_args!("{name}: {value}"))?;
    }
    for (part, count) in reading.parts() {
        say(format_args!("  in {part}: {count}"))?;
    }
    for reason in reading.left_out() {
        say(format_args!("Left out: {reason}"))?;
    }
    Ok(())
}
