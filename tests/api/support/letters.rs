use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use mail_parser::{HeaderValue, MessageParser};

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub id: String,
    /// The path of the personal form.
    pub link: String,
    /// The whole address of the personal form.
    pub address: String,
    /// The path that stops the messages.
    pub stop: String,
}

impl Letter {
    pub fn read(bytes: &[u8]) -> Self {
        let message = MessageParser::default().parse(bytes).expect("a message");
        let text = message.body_text(0).expect("plain text").into_owned();
        assert!(message.body_html(0).is_some(), "every message is there as HTML too");
        let to = message
            .to()
            .and_then(|to| to.first())
            .and_then(|to| to.address())
            .expect("somebody")
            .to_owned();
        let address = text
            .split_whitespace()
            .find(|word| word.contains("/s/") || word.contains("/console/surveys/"));
        let address = address.expect("a link").to_owned();
        let stop = match message.header("List-Unsubscribe") {
            Some(HeaderValue::Address(list)) => {
                list.first().and_then(|a| a.address()).unwrap_or_default().to_owned()
            }
            Some(HeaderValue::Text(text)) => text.trim_matches(['<', '>']).to_owned(),
            other => panic!("List-Unsubscribe is {other:?}"),
        };
        Self {
            to,
            subject: message.subject().unwrap_or_default().to_owned(),
            id: message.message_id().expect("a Message-ID").to_owned(),
            link: path(&address),
            address,
            stop: path(&stop),
        }
    }
}

fn path(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.find('/').map_or_else(String::new, |slash| rest[slash..].to_owned())
}

/// The messages in a folder, by whom they are to.
pub fn letters(folder: &Path) -> BTreeMap<String, Vec<Letter>> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    by_recipient(entries.filter(|path| path.extension().is_some_and(|end| end == "eml")))
}

/// The messages in these files, by whom they are to.
pub fn by_recipient(files: impl IntoIterator<Item = PathBuf>) -> BTreeMap<String, Vec<Letter>> {
    let mut letters: BTreeMap<String, Vec<Letter>> = BTreeMap::new();
    for file in files {
        let letter = Letter::read(&fs::read(file).unwrap());
        letters.entry(letter.to.clone()).or_default().push(letter);
    }
    letters
}

/// Waits until something holds. The bound is there so that a test that fails ends: no test may
/// reach it because the machine is busy.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(
            Instant::now() < deadline,
            "{} seconds have passed, and not yet: {what}",
            PATIENCE.as_secs()
        );
        thread::sleep(Duration::from_millis(50));
    }
}

/// As [`wait_until`], and gives what was found.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let mut found = None;
    wait_until(what, || {
        found = look();
        found.is_some()
    });
    found.unwrap()
}

/// For how long anything is waited for that must come.
pub const PATIENCE: Duration = Duration::from_secs(120);
