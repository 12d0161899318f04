//! The accounts of those who sign in to the console.

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
    /// Let somebody sign in. Prints a password, unless one is given on standard input
    Add(add::Add),
    /// Make an account without a password, and a link by which its owner chooses one
    Invite(link::Invite),
    /// Make a new link by which somebody chooses a password, in place of any earlier one
    Link(link::Renew),
    /// List who may sign in, as what, and since when they have not
    List(list::List),
    /// Give somebody another role
    Role(change::SetRole),
    /// End every sign-in of somebody, on all devices
    SignOut(change::SignOut),
    /// Turn off two-step sign-in for somebody who has lost their telephone
    SecondStepOff(change::SecondStepOff),
    /// Remove somebody, with all that is kept for them
    Remove(change::Remove),
    /// The tokens by which other programs read the counts that somebody sees
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

/// The account of an address.
fn account(
    connection: &mut Connection,
    email: &str,
) -> Result<Account, Box<dyn std::error::Error>> {
    let email = email.trim().to_lowercase();
    users::by_email(connection, &email)?.ok_or_else(|| {
        format!("Nobody signs in as {email}. `speir user list` shows who does.").into()
    })
}
