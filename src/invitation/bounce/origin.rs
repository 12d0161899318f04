//! Whether a returned message comes from a mail system, or from a person whose mailbox therefore
//! exists.

use super::{automatic::is_daemon, mime::Mail};

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A mail system. It reports with an empty return path (RFC 5321, section 4.5.5), by the name
    /// of one, or with the media type of reports (RFC 6522).
    System,
    /// It has a non-empty return path.
    Person,
    /// It has no return path.
    Unknown,
}

pub fn origin(mail: &Mail) -> Origin {
    let lower = |name| mail.outer(name).unwrap_or_default().to_lowercase();
    let path = mail.outer("return-path").map(|path| bare(path).to_lowercase());
    let is_system = path.as_deref().is_some_and(|path| path.is_empty() || is_daemon(path))
        || is_daemon(&lower("from"))
        || lower("content-type").starts_with("multipart/report");
    match path {
        _ if is_system => Origin::System,
        Some(_) => Origin::Person,
        None => Origin::Unknown,
    }
}

/// The sender addresses of a message: the return path and the From field.
pub fn senders(mail: &Mail) -> Vec<String> {
    let path = mail.outer("return-path").map(bare);
    if path.is_some_and(str::is_empty) {
        return Vec::new();
    }
    let from = mail.outer("from").map(|from| bare(from.rsplit('<').next().unwrap_or(from)));
    path.into_iter().chain(from).map(str::to_owned).collect()
}

fn bare(path: &str) -> &str {
    path.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))
}
