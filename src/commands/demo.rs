use clap::Args;

use super::Outcome;

#[derive(Debug, Args)]
pub struct Demo {}

impl Demo {
    pub fn run(self) -> Outcome {
        Ok(())
    }
}
