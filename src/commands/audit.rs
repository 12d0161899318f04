//! Commands for the audit log.

use clap::{Args, Subcommand};

use super::{Outcome, data, say};
use crate::{
    audit::{self, Head},
    language::numbers::counted,
    settings::Database,
    store::{Store, StoreError},
};

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Verify that no entry was changed, removed, replaced or inserted. Needs no secret
    Verify(Verify),
}

impl AuditCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Verify(command) => command.run(),
        }
    }
}

#[derive(Debug, Args)]
pub struct Verify {
    /// An older head to find in the chain, from an email or from `speir backup`; repeat it for
    /// several
    #[arg(long, value_name = "NUMBER:SHA-256")]
    head: Vec<Head>,
    #[command(flatten)]
    database: Database,
}

impl Verify {
    pub fn run(self) -> Outcome {
        let address = data::address(&self.database)?;
        if !Store::is_there(&address)? {
            return Err(StoreError::Absent(address.to_string()).into());
        }
        let store = Store::open(&address)?;
        let sound = audit::verify(&mut *store.connection()?, &self.head)??;
        let entries = counted(sound.entries, "entry", "entries");
        match sound.head {
            Some(head) => say(format_args!("The audit log is intact: {entries}, head {head}"))?,
            None => say("The audit log is empty.")?,
        }
        for older in &self.head {
            say(format_args!(
                "Its first {} {} the head {older}",
                counted(older.number, "entry", "entries"),
                if older.number == 1 { "matches" } else { "match" }
            ))?;
        }
        Ok(())
    }
}
