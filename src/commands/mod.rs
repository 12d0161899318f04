//! The command line. Each command is a file.

mod audit;
mod bounce;
mod collection;
mod data;
mod demo;
mod export;
mod inspection;
mod invitation;
mod message;
mod purge;
mod release;
mod secrets;
mod serve;
mod survey;
mod upkeep;
mod user;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};

/// What a command comes to: nothing, or one clear line.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Prints a line. A reader that has gone, as in `speir … | head`, is an error like any other, and
/// not a panic.
fn say(line: impl std::fmt::Display) -> std::io::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}")
}

/// Anonymous, accessible surveys for joint inspections of children's services.
#[derive(Debug, Parser)]
#[command(name = "speir", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Everything, with made-up responses, on a throwaway database; prints the addresses
    Demo(demo::Demo),
    /// The service
    Serve(serve::Serve),
    /// Survey versions: check, compare, preview, publish, list
    #[command(subcommand)]
    Survey(survey::SurveyCommand),
    /// Inspections: create one from a file, show one as a file, list them
    #[command(subcommand)]
    Inspection(inspection::InspectionCommand),
    /// Collections: their links, states and counts
    #[command(subcommand)]
    Collection(collection::CollectionCommand),
    /// Reaching people: mailboxes to invite, slips of paper with access codes
    #[command(subcommand)]
    Invitation(invitation::InvitationCommand),
    /// The queue of messages: run it apart from the service, look at it, pause it
    #[command(subcommand)]
    Message(message::MessageCommand),
    /// Read a delivery status notification on standard input, as a mail server hands it over
    Bounce(bounce::Bounce),
    /// Make results of the collections that have closed; the service does it by itself
    Release(release::Release),
    /// Delete released responses and comments that have been kept long enough; counts and figures
    /// stay
    Purge(purge::Purge),
    /// Write released results as a file: CSV, XLSX or JSON
    Export(export::Export),
    /// The people who may sign in
    #[command(subcommand)]
    User(user::UserCommand),
    /// Write a SQLite database to a file, whole, while the service goes on
    Backup(upkeep::Backup),
    /// Copy everything into an empty database, SQLite or PostgreSQL, and compare the two
    CopyTo(upkeep::CopyTo),
    /// The audit log: verify that no entry was changed or removed
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Compare every counter with what it counts; reads whole tables
    CheckStore(upkeep::CheckStore),
}

impl Cli {
    /// Reads the command line. Ends the process with what is wrong with it, such as a secret in it.
    pub fn read() -> Self {
        let mut command = Self::command();
        let matches = command.get_matches_mut();
        if let Err(sentence) = secrets::refuse(&matches) {
            command.error(ErrorKind::ValueValidation, sentence).exit();
        }
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }

    /// Does what the command line says.
    pub fn run(self) -> Outcome {
        match self.command {
            Command::Demo(demo) => demo.run(),
            Command::Serve(serve) => serve.run(),
            Command::Survey(command) => command.run(),
            Command::Inspection(command) => command.run(),
            Command::Collection(command) => command.run(),
            Command::Invitation(command) => command.run(),
            Command::Message(command) => command.run(),
            Command::Bounce(command) => command.run(),
            Command::Export(command) => command.run(),
            Command::Release(command) => command.run(),
            Command::Purge(command) => command.run(),
            Command::User(command) => command.run(),
            Command::Backup(command) => command.run(),
            Command::CopyTo(command) => command.run(),
            Command::Audit(command) => command.run(),
            Command::CheckStore(command) => command.run(),
        }
    }
}
