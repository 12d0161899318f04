//! Reaching people from the command line.

mod forget;
mod import;
mod slips;

use clap::Subcommand;

use super::Outcome;
use crate::{
    inspection::{Collection, Link, queries},
    store::{Connection, Id},
};

#[derive(Debug, Subcommand)]
pub enum InvitationCommand {
    /// Keep the mailboxes of a list (CSV, .xlsx, .xls or .ods), and invite them when the collection
    /// opens
    Import(import::Import),
    /// Delete one person's address wherever it is, and write to it no more. Reads the address on
    /// standard input
    Forget(forget::Forget),
    /// Make slips of paper with access codes, as a page to print
    Slips(Box<slips::Slips>),
}

impl InvitationCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Import(command) => command.run(),
            Self::Forget(command) => command.run(),
            Self::Slips(slips) => slips.run(),
        }
    }
}

/// The collection that somebody named by its id or by its link.
pub(super) fn collection(
    connection: &mut Connection,
    named: &str,
) -> Result<Collection, Box<dyn std::error::Error>> {
    let by_id = named.parse().ok().map(Id);
    // The link of a page's address will do.
    let link: Option<Link> = named.rsplit('/').next().and_then(|link| link.parse().ok());
    let found = queries::unscoped::collections(connection)?
        .into_iter()
        .find(|collection| Some(collection.id) == by_id || Some(&collection.link) == link.as_ref());
    found.ok_or_else(|| {
        "there is no such collection: name its id or its link, as `speir collection list` shows \
            it"
        .into()
    })
}
