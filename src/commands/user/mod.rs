//! Commands for console accounts.

mod add;
mod change;
mod link;
mod list;
mod reach;
mod token;

use clap::Subcommand;

use super::Outcome;
use crate::{
    store::Connection,
    users::{self, Account},
};

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add an account. Prints a password unless you give one on standard input
    Add(add::Add),
    /// Add an account without a password, and make a link for its owner to choose one
    Invite(link::Invite),
    /// Make a new link for choosing a password; earlier links stop working
    Link(link::Renew),
    /// List the accounts, with role and last sign-in
    List(list::List),
    /// Change the role of an account
    Role(change::SetRole),
    /// End all sessions of an account
    SignOut(change::SignOut),
    /// Turn off two-step sign-in for somebody who has lost their telephone
    SecondStepOff(change::SecondStepOff),
    /// Remove an account and all its data
    Remove(change::Remove),
    /// Manage the API tokens with which other programs read counts
    #[command(subcommand)]
    Token(token::TokenCommand),
}

impl UserCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Add(command) => command.run(),
            Self::Invite(command) => command.run(),
            Self::Link(command) => command.run(),
            Self::List(command) => command.run(),
            Self::Role(command) => command.run(),
            Self::SignOut(command) => command.run(),
            Self::SecondStepOff(command) => command.run(),
            Self::Remove(command) => command.run(),
            Self::Token(command) => command.run(),
        }
    }
}

/// That no account has this address.
fn nobody(email: &str) -> String {
    format!("Nobody has the address {email}. `speir user list` shows all users.")
}

/// The account of an address.
pub(super) fn account(
    connection: &mut Connection,
    email: &str,
) -> Result<Account, Box<dyn std::error::Error>> {
    let email = email.trim().to_lowercase();
    users::by_email(connection, &email)?.ok_or_else(|| nobody(&email).into())
}
