//! The TOML file of an inspection, which `speir inspection create FILE` and the console read and
//! `speir inspection show` writes.

mod read;
mod sound;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use sound::{Sound, sound};
pub use write::write;

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// Counted from 1; `None` where no single line is wrong.
    pub line: Option<usize>,
    pub reason: String,
}

impl std::fmt::Display for FileProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}
