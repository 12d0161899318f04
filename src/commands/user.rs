use clap::Subcommand;

use super::Outcome;

#[derive(Debug, Subcommand)]
pub enum UserCommand {}

impl UserCommand {
    pub fn run(self) -> Outcome {
        match self {}
    }
}
