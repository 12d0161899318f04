//! Reports of many mail systems, handed to `speir bounce` as a mail server does, each about a
//! mailbox of its own.

use std::{collections::BTreeMap, fs, path::Path};

use crate::{
    invitation::bounces::bounce,
    invitation::mail_trouble::arrived,
    support::{BadSmtp, Behaviour, Letter, Place, Service},
};

/// A message that was sent, and what names it in a report.
pub struct Sent {
    pub to: String,
    pub return_path: String,
    pub letter: Letter,
    stop: String,
}

impl Sent {
    /// A report of the fixtures, as if it were about this message.
    pub fn report(&self, text: &str) -> String {
        text.replace("{{return_path}}", &self.return_path)
            .replace("{{return_path_quoted}}", &self.return_path.replace('+', "=2B"))
            .replace("{{recipient}}", &self.to)
            .replace("{{stop}}", &self.stop)
    }
}

/// So many mailboxes that have got their invitation, and the messages.
pub fn sent(count: usize) -> (BadSmtp, Place, Service, Vec<Sent>) {
    let (server, place) = (BadSmtp::start(Behaviour::Accept), Place::by_invitation());
    place.invite(count);
    let service = place.serve_mail(&server.address(), &[]);
    arrived(&server, &place, count);
    let sent = server.received().into_iter().map(|one| Sent::of(&one.from, &one.text)).collect();
    (server, place, service, sent)
}

impl Sent {
    pub fn of(from: &str, text: &str) -> Self {
        let letter = Letter::read(text.as_bytes());
        let stop = format!("https://speir.example{}", letter.stop);
        Self { to: letter.to.clone(), return_path: from.to_owned(), letter, stop }
    }
}

/// What `speir bounce` says of a message, which never is an error.
pub fn said(place: &Place, message: &str) -> String {
    let output = bounce(place, message.as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The word for what became of something.
pub fn outcome(said: &str) -> &str {
    said.split(':').next().unwrap()
}

/// What a report may change.
#[derive(Debug, PartialEq, Eq)]
struct State {
    tables: BTreeMap<&'static str, Vec<String>>,
    counts: BTreeMap<&'static str, i64>,
}

const COUNTS: [(&str, &str); 7] = [
    ("undeliverable", "SELECT SUM(undeliverable) FROM invited"),
    ("opted out", "SELECT SUM(opted_out) FROM invited"),
    ("waiting", "SELECT SUM(waiting) FROM waves"),
    ("refused", "SELECT COALESCE(SUM(refused), 0) FROM mailings"),
    ("no mailbox", "SELECT COUNT(*) FROM unreached WHERE why = 'no-mailbox'"),
    ("listed as refused", "SELECT COUNT(*) FROM unreached WHERE why = 'refused'"),
    ("not understood", "SELECT COALESCE(SUM(counted), 0) FROM unread_bounces"),
];

impl State {
    fn of(place: &Place) -> Self {
        let tables =
            ["invitations", "invited", "messages", "waves"].map(|table| (table, place.rows(table)));
        Self {
            tables: tables.into(),
            counts: COUNTS.map(|(name, query)| (name, place.number(query))).into(),
        }
    }

    /// The counts that have grown by one, while no other has changed.
    fn grown(&self, before: &Self) -> Vec<&'static str> {
        let changed = self.counts.iter().filter(|(name, count)| before.counts[*name] != **count);
        changed
            .map(|(name, count)| (*name, *count - before.counts[name]))
            .map(|(name, by)| {
                assert_eq!(by, 1, "{name}");
                name
            })
            .collect()
    }
}

fn check(place: &Place, case: &str, becomes: &str, report: &str) {
    let before = State::of(place);
    let told = said(place, report);
    assert_eq!(outcome(&told), becomes, "{case}: {told}");
    let after = State::of(place);
    let grown: &[&str] = match becomes {
        "undeliverable" => &["no mailbox", "undeliverable"],
        "again" => &["waiting"],
        "not-the-mailbox" => &["listed as refused", "refused"],
        "stops-messages" => &["opted out"],
        "counted" => &["not understood"],
        _ => &[],
    };
    assert_eq!(after.grown(&before), grown, "{case}");
    if matches!(becomes, "nothing" | "counted") {
        assert_eq!(after.tables, before.tables, "{case}");
    }
    let told = said(place, report);
    let again = State::of(place);
    if becomes == "counted" {
        assert_eq!(
            (outcome(&told), again.grown(&after)),
            ("counted", vec!["not understood"]),
            "{case}"
        );
    } else {
        assert_eq!((outcome(&told), again), ("nothing", after), "the same report again: {case}");
    }
}

fn all_of(folder: &str) {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/fixtures/bounces").join(folder);
    let expected = fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let cases: Vec<(&str, &str)> =
        expected.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    let files = fs::read_dir(&folder)
        .unwrap()
        .filter(|file| file.as_ref().unwrap().path().extension().unwrap() == "eml");
    assert_eq!(files.count(), cases.len(), "every file is expected to become something");
    let (_server, place, _service, sent) = sent(cases.len());
    for ((case, becomes), one) in cases.into_iter().zip(&sent) {
        let text = fs::read_to_string(folder.join(case)).unwrap();
        check(&place, case, becomes, &one.report(&text));
    }
}

#[test]
fn cases_of_the_field_become_what_they_should() {
    all_of("cases");
}

#[test]
fn reports_of_known_mail_systems_become_what_they_should() {
    all_of("systems");
}

#[test]
fn a_report_with_any_line_ends_becomes_the_same() {
    let (_server, place, _service, sent) = sent(6);
    let text = include_str!("../fixtures/bounces/systems/gmail-unknown.eml");
    for (one, ends) in sent.iter().zip(["\n", "\r\n", "\r"]) {
        check(&place, ends, "undeliverable", &one.report(text).replace('\n', ends));
    }
}

#[test]
fn refusals_that_are_not_about_mailboxes_pause_a_collection() {
    let (_server, place, _service, sent) = sent(12);
    let text = include_str!("../fixtures/bounces/cases/refused-by-policy.eml");
    let paused = |place: &Place| place.number("SELECT COUNT(*) FROM mailings WHERE paused");
    for (count, one) in (1..).zip(&sent) {
        assert_eq!(outcome(&said(&place, &one.report(text))), "not-the-mailbox");
        assert_eq!(paused(&place), i64::from(count >= 10), "{count}");
    }
    assert_eq!(place.undeliverable(), 0);
}

#[test]
fn a_report_that_comes_late_changes_nothing_about_a_newer_message() {
    let (server, place, _service, sent) = sent(6);
    let (full, gone) = (
        include_str!("../fixtures/bounces/cases/mailbox-full.eml"),
        include_str!("../fixtures/bounces/cases/unknown-mailbox.eml"),
    );
    assert_eq!(outcome(&said(&place, &sent[0].report(full))), "again");
    let waiting = State::of(&place);
    for text in [gone, full] {
        assert_eq!(outcome(&said(&place, &sent[0].report(text))), "nothing");
        assert_eq!(State::of(&place), waiting, "the message is on its way again");
    }
    place.hurry();
    arrived_again(&server, &place, 7);
    let arrived = State::of(&place);
    for text in [gone, full] {
        assert_eq!(outcome(&said(&place, &sent[0].report(text))), "nothing");
        assert_eq!(State::of(&place), arrived, "the message has arrived");
    }
    let newer = server.received().pop().unwrap();
    assert_eq!(
        outcome(&said(&place, &Sent::of(&newer.from, &newer.text).report(gone))),
        "undeliverable"
    );
}

/// Waits until the queue is empty, and holds the server to having taken so many messages.
pub fn arrived_again(server: &BadSmtp, place: &Place, count: usize) {
    crate::support::wait_until("the queue is empty", || {
        server.accepted() >= count && place.queue() == 0
    });
    assert_eq!(server.accepted(), count);
}

#[test]
fn a_reminder_that_comes_back_changes_no_count_and_lists_nobody() {
    let (server, place, service, sent) = sent(6);
    let answered = service.post(&sent[0].letter.link, crate::support::ANSWER);
    assert_eq!(answered.status, 303);
    place.make_due(1);
    arrived_again(&server, &place, 11);
    let reminder = server
        .received()
        .into_iter()
        .map(|one| Sent::of(&one.from, &one.text))
        .find(|one| one.letter.subject.starts_with("Reminder") && one.to == sent[1].to);
    let reminder = reminder.unwrap();
    let counts = |place: &Place| (place.rows("invited"), place.rows("unreached"));
    let before = counts(&place);
    let gone = include_str!("../fixtures/bounces/cases/unknown-mailbox.eml");
    assert_eq!(outcome(&said(&place, &reminder.report(gone))), "undeliverable");
    assert_eq!(counts(&place), before);
    // The invitation's own report still counts.
    assert_eq!(outcome(&said(&place, &sent[1].report(gone))), "undeliverable");
    assert_eq!(place.undeliverable(), 1);
    assert_eq!(place.count("unreached"), 1);
}
