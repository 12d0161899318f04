//! Whether a CSV or JSON file is whole.
//!
//! Without Speir: `head -n -1 FILE | sha256sum` gives the digest that the last line, `tail -n 1
//! FILE`, must name.

use std::io::{self, BufRead, Write};

use super::digest::Digesting;

/// Why a file cannot be trusted to be whole.
#[derive(Debug, thiserror::Error)]
pub enum NotWhole {
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("its last line does not say how many rows it has: the end is missing")]
    NoEnd,
    #[error(
        "its SHA-256 differs from the one in its last line: something is missing or was changed"
    )]
    Differs,
}

/// Reads a CSV or JSON file to its end, and gives the number of rows that its last line names if
/// the digest there is that of all bytes before it.
pub fn verify(file: &mut dyn BufRead) -> Result<u64, NotWhole> {
    let mut before = Digesting::new(io::sink());
    let (mut line, mut next) = (Vec::new(), Vec::new());
    file.read_until(b'\n', &mut line)?;
    while file.read_until(b'\n', &mut next)? > 0 {
        before.write_all(&line)?;
        std::mem::swap(&mut line, &mut next);
        next.clear();
    }
    let (rows, sha256) = std::str::from_utf8(&line).ok().and_then(end).ok_or(NotWhole::NoEnd)?;
    if before.finish().1 == sha256 { Ok(rows) } else { Err(NotWhole::Differs) }
}

/// The number of rows and the digest that a last line names.
fn end(line: &str) -> Option<(u64, &str)> {
    let (rows, sha256) = match line.strip_prefix("# rows: ") {
        Some(csv) => csv.strip_suffix("\r\n")?.split_once(", sha256: ")?,
        None => line
            .strip_prefix("\"rows\": ")?
            .strip_suffix("\"}\n")?
            .split_once(", \"sha256\": \"")?,
    };
    Some((rows.parse().ok()?, sha256))
}
