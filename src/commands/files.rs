//! What a command says about a file that it cannot read or write.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

/// Reads the whole of a file that the command line names.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// Reads a text file that the command line names.
pub fn read_text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?)
        .map_err(|_| format!("{} is not a text file. Save it as UTF-8.", path.display()))
}

/// The size of a file that the command line names, in bytes.
pub fn size(path: &Path) -> Result<u64, String> {
    std::fs::metadata(path).map(|file| file.len()).map_err(|error| unreadable(path, &error))
}

/// Refuses to write over a file.
pub fn refuse_existing(path: &Path) -> Result<(), String> {
    if path.exists() {
        return Err(format!("{} already exists. Name another file with --output.", path.display()));
    }
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    let file = path.display();
    match error.kind() {
        ErrorKind::NotFound => format!("There is no file {file}."),
        ErrorKind::IsADirectory => format!("{file} is a folder. Name a file."),
        ErrorKind::PermissionDenied => {
            format!("You may not read {file}. Ask its owner, or run this as another user.")
        }
        _ => format!("{file} cannot be read: {error}."),
    }
}

/// Why a file could not be written.
pub fn unwritable(path: &Path, error: &io::Error) -> String {
    let file = path.display();
    match error.kind() {
        ErrorKind::NotFound => {
            format!("{file} cannot be written, because its folder does not exist.")
        }
        ErrorKind::AlreadyExists => {
            format!("{file} already exists. Name another file with --output.")
        }
        ErrorKind::IsADirectory => format!("{file} is a folder. Name a file."),
        ErrorKind::PermissionDenied => {
            format!("You may not write {file}. Name a file in another folder.")
        }
        _ => format!("{file} cannot be written: {}", sentence(&error.to_string())),
    }
}

/// With a full stop.
fn sentence(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}
