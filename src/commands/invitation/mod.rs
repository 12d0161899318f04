//! Commands that invite people.

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
    /// Import a list of mailboxes (CSV, .xlsx, .xls or .ods), and invite them when the collection
    /// opens
    Import(import::Import),
    /// Delete one person's address everywhere, and send it no more messages. Reads the address from
    /// standard input
    Forget(forget::Forget),
    /// Make paper slips with access codes, as a page to print
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

/// Finds a collection by its id or link.
pub(super) fn collection(
    connection: &mut Connection,
    named: &str,
) -> Result<Collection, Box<dyn std::error::Error>> {
    let by_id = named.parse().ok().map(Id);
    // The address of a collection's page contains its link.
    let link: Option<Link> = named.rsplit('/').next().and_then(|link| link.parse().ok());
    let found = queries::unscoped::collections(connection)?
        .into_iter()
        .find(|collection| Some(collection.id) == by_id || Some(&collection.link) == link.as_ref());
    if found.as_ref().is_some_and(Collection::is_signed_in) {
        return Err("The inspection’s team fills in this collection in the console. It has no \
            link, and nobody can be invited to it."
            .into());
    }
    found.ok_or_else(|| {
        // What was typed may be a personal link, and errors are kept in logs.
        "There is no such collection. Give an id or a link, as shown by `speir collection list`."
            .into()
    })
}
