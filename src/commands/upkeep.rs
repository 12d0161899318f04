//! Commands for the database as a whole.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, data, say};
use crate::{
    audit,
    settings::DataSettings,
    store::{DatabaseAddress, Store, upkeep},
};

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write. It must not exist yet
    file: PathBuf,
    #[command(flatten)]
    data: DataSettings,
}

impl Backup {
    pub fn run(self) -> Outcome {
        let (store, _) = data::open_existing(&self.data)?;
        let head = upkeep::backup(&store, &self.file, audit::head)?;
        say(format_args!("{} contains a copy of the database.", self.file.display()))?;
        if let Some(head) = head {
            say(format_args!("Head of its audit log: {head}"))?;
        }
        say("Keep the secret separate from the backup: together they open the sealed answers.")?;
        Ok(())
    }
}

#[derive(Debug, Args)]
pub struct CopyTo {
    /// The empty database to copy into: a path, `sqlite:PATH`, or `postgres://USER@HOST/DATABASE`
    to: String,
    #[command(flatten)]
    data: DataSettings,
}

impl CopyTo {
    pub fn run(self) -> Outcome {
        let (from, _) = data::open_existing(&self.data)?;
        let address: DatabaseAddress = self.to.parse()?;
        let to = Store::open(&address)?;
        for table in upkeep::copy(&from, &to)? {
            say(format_args!(
                "{:16} {:>12} {}  SHA-256 {}",
                table.table,
                table.rows,
                if table.rows == 1 { "row " } else { "rows" },
                table.sha256
            ))?;
        }
        say(format_args!(
            "\nEvery table of {address} is identical to that of {}.",
            from.address()
        ))?;
        say(format_args!(
            "Start Speir there with the same secret, named in SPEIR_SECRET_FILE or stored as {}. \
                No other secret opens the sealed answers.",
            address.key_file().display()
        ))?;
        Ok(())
    }
}

#[derive(Debug, Args)]
pub struct CheckStore {
    #[command(flatten)]
    data: DataSettings,
}

impl CheckStore {
    pub fn run(self) -> Outcome {
        let (store, _) = data::open_existing(&self.data)?;
        let findings = upkeep::check(&mut *store.connection()?)?;
        let log = audit::verify(&mut *store.connection()?, &[])?;
        let mut lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.extend(log.as_ref().err().map(|fault| format!("audit log: {fault}")));
        if lines.is_empty() {
            say("Every counter matches the rows that it counts, and every published survey is \
                    unchanged.")?;
            say("The audit log is intact.")?;
            return Ok(());
        }
        Err(format!(
            "{}\nRestore the last backup, or find out who changed the database by hand.",
            lines.join("\n")
        )
        .into())
    }
}
