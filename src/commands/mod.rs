//! The command line. Each command is a file.

mod audit;
mod bounce;
mod collection;
mod data;
mod demo;
mod export;
mod files;
mod inspection;
mod invitation;
mod message;
mod programme;
mod purge;
mod release;
mod secrets;
mod serve;
mod survey;
mod upkeep;
mod user;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};

/// The result of a command: nothing, or a one-line error.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// That no inspection has this id or title.
fn no_inspection(named: &str) -> String {
    format!("There is no inspection “{named}”. `speir inspection list` shows all of them.")
}

/// Prints a line. A closed output, as in `speir … | head`, is an error and not a panic.
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
    /// Run a demo with made-up data on a temporary database, and print its addresses
    Demo(demo::Demo),
    /// Run the service
    Serve(serve::Serve),
    /// Check, compare, preview, publish and list survey versions
    #[command(subcommand)]
    Survey(survey::SurveyCommand),
    /// Create, show and list inspections
    #[command(subcommand)]
    Inspection(inspection::InspectionCommand),
    /// Create and list programmes, put inspections into them, and import figures published elsewhere
    #[command(subcommand)]
    Programme(programme::ProgrammeCommand),
    /// List collections with their links, states and counts
    #[command(subcommand)]
    Collection(collection::CollectionCommand),
    /// Import mailboxes to invite, and make paper slips with access codes
    #[command(subcommand)]
    Invitation(invitation::InvitationCommand),
    /// Run, show and pause the message queue
    #[command(subcommand)]
    Message(message::MessageCommand),
    /// Read a delivery status notification from standard input, as a mail server delivers it
    Bounce(bounce::Bounce),
    /// Release the results of closed collections; the service does this automatically
    Release(release::Release),
    /// Delete released responses and comments at the end of their retention period; counts and
    /// figures stay
    Purge(purge::Purge),
    /// Export released results as CSV, XLSX or JSON
    Export(export::Export),
    /// Manage the accounts of the console
    #[command(subcommand)]
    User(user::UserCommand),
    /// Back up a SQLite database to a file while the service runs
    Backup(upkeep::Backup),
    /// Copy everything into an empty database, SQLite or PostgreSQL, and compare the two
    CopyTo(upkeep::CopyTo),
    /// Verify the audit log
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Compare every counter with the rows that it counts; reads whole tables
    CheckStore(upkeep::CheckStore),
}

impl Cli {
    /// Parses the command line. Ends the process with an error if it is wrong or contains a secret.
    pub fn read() -> Self {
        let mut command = Self::command();
        let matches = command.get_matches_mut();
        if let Err(sentence) = secrets::refuse(&matches) {
            command.error(ErrorKind::ValueValidation, sentence).exit();
        }
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }

    /// Runs the command.
    pub fn run(self) -> Outcome {
        match self.command {
            Command::Demo(demo) => demo.run(),
            Command::Serve(serve) => serve.run(),
            Command::Survey(command) => command.run(),
            Command::Inspection(command) => command.run(),
            Command::Programme(command) => command.run(),
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
