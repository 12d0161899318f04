//! Parses the command line.

use std::{io, process::ExitCode};

use speir::commands::Cli;

fn main() -> ExitCode {
    match Cli::read().run() {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output has closed it.
        Err(error)
            if error
                .downcast_ref::<io::Error>()
                .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("speir: {error}");
            ExitCode::FAILURE
        }
    }
}
