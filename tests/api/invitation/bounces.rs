//! What comes back: notifications of a real mail server, handed to `speir bounce`.

use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    process::{Command, Output, Stdio},
};

use crate::support::{MailServer, Place, SPEIR, free_port, wait_until};

/// Hands a message to `speir bounce`, as a mail server does.
pub fn bounce(place: &Place, message: &[u8]) -> Output {
    let mut command = place.command(&["bounce"]);
    hand(&mut command, message)
}

fn hand(command: &mut Command, message: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Whoever fails may not have read it.
    let _ = child.stdin.take().unwrap().write_all(message);
    child.wait_with_output().unwrap()
}

/// What `speir bounce` says of a message, which never is an error.
fn said(place: &Place, message: &[u8]) -> String {
    let output = bounce(place, message);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The notifications of a Postfix about as many messages to one domain, which five mailboxes have.
fn notifications(server: &MailServer, place: &Place, domain: &str) -> Vec<Vec<u8>> {
    place.invite_at(&[(domain, 5)]);
    let service = place.serve_mail(&server.plain, &[]);
    let files = server.wait_for("speir.example", 5);
    wait_until("all is recorded", || place.queue() == 0);
    drop(service);
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

/// The tables that a bounce may change.
fn rows(place: &Place) -> [Vec<String>; 4] {
    ["invitations", "invited", "messages", "waves"].map(|table| place.rows(table))
}

#[test]
fn the_mail_server_itself_hands_back_what_it_could_not_deliver() {
    let place = Place::by_invitation();
    place.invite_at(&[("example.org", 6), ("nowhere.example", 7)]);
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let speir = folder.path().join("speir");
    fs::copy(SPEIR, &speir).unwrap();
    let script = folder.path().join("bounce");
    let key = place.key_file();
    let settings =
        format!("DATABASE_URL='{}' SPEIR_SECRET_FILE='{}'", place.address(), key.display());
    fs::write(&script, format!("#!/bin/sh\n{settings} exec {} bounce\n", speir.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    // What the database has no time for is handed back, and comes again.
    let again = [
        "maximal_queue_lifetime=1d",
        "bounce_queue_lifetime=1d",
        "queue_run_delay=2s",
        "minimal_backoff_time=2s",
        "maximal_backoff_time=4s",
    ];
    let again: Vec<&str> = again.iter().flat_map(|setting| ["-o", setting]).collect();
    let server = MailServer::start(
        &[&["--bounce-command", script.to_str().unwrap()], again.as_slice()].concat(),
    );
    // Postfix runs nothing as root, but as whoever keeps the mail.
    let keeper = format!("--reference={}", server.folder.join("mail/example.org").display());
    assert!(
        Command::new("chown")
            .args(["-R", &keeper])
            .arg(place.dir.path())
            .status()
            .unwrap()
            .success()
    );
    let _service = place.serve_mail(&server.plain, &[]);
    wait_until("all seven are undeliverable", || place.undeliverable() == 7);
    assert_eq!(server.delivered("speir.example").len(), 7);
    server.wait_for("example.org", 6);
    wait_until("six are delivered", || place.collection("staff")["issued"].as_u64() == Some(6));
    assert_eq!(place.undeliverable(), 7);
}

#[test]
fn a_mailbox_that_is_full_is_written_to_again_and_given_up_after_five_times() {
    let (server, place) = (MailServer::start(&[]), Place::by_invitation());
    let mut received = notifications(&server, &place, "full.example");
    assert!(said(&place, &received[0]).contains("sent again later"));
    let once = rows(&place);
    assert_eq!(place.queue(), 1);
    assert!(said(&place, &received[0]).contains("Nothing had to be changed"));
    assert_eq!(rows(&place), once);
    let hours = "due_at BETWEEN '2020-01-01' AND '2100-01-01' AND returned = 1";
    assert_eq!(
        place.number(&format!("SELECT COUNT(*) FROM messages WHERE {hours} AND state = 'queued'")),
        1
    );
    let _service = place.serve_mail(&server.plain, &[]);
    for time in 2..=5 {
        place.hurry();
        received = server
            .wait_for("speir.example", 4 + time)
            .into_iter()
            .map(|file| fs::read(file).unwrap())
            .collect();
        wait_until("it is recorded", || place.queue() == 0);
        let said = said(&place, received.last().unwrap());
        assert!(
            said.contains(if time < 5 { "sent again later" } else { "will not be sent again" }),
            "{time}: {said}"
        );
    }
    assert_eq!(place.undeliverable(), 0, "a full mailbox exists");
    assert_eq!(
        place.collection("staff")["issued"].as_u64(),
        Some(4),
        "its invitation was not delivered"
    );
    assert_eq!(place.queue(), 0);
    assert_eq!(place.number("SELECT sent FROM waves WHERE number = 0"), 4);
    assert_eq!(place.number("SELECT given_up FROM waves WHERE number = 0"), 1);
}

#[test]
fn whatever_is_no_notification_about_a_message_of_this_service_changes_nothing() {
    let (server, place) = (MailServer::start(&[]), Place::by_invitation());
    let genuine =
        String::from_utf8(notifications(&server, &place, "nowhere.example").swap_remove(0))
            .unwrap();
    let before = rows(&place);
    let start = genuine.find("bounces+").unwrap() + "bounces+".len();
    let reference = &genuine[start..start + 39];
    let forged = |place: usize| {
        let mut text = reference.to_owned();
        let other = if &text[place..=place] == "a" { "b" } else { "a" };
        text.replace_range(place..=place, other);
        genuine.replace(reference, &text)
    };
    let delayed = genuine.replace("Action: failed", "Action: delayed");
    assert_ne!(delayed, genuine);
    let harmless = [
        String::new(),
        "\0\u{1}+\n".repeat(1_000),
        format!(
            "From: ann@example.org\nTo: bounces+{reference}@speir.example\nSubject: Away\n\nBack \
                on Monday.\n"
        ),
        delayed,
        forged(0),
        forged(27),
        forged(38),
        include_str!("../fixtures/bounces/postfix-5.1.1.eml").to_owned(),
        include_str!("../fixtures/bounces/postfix-4.2.2.eml").to_owned(),
    ];
    for message in &harmless {
        said(&place, message.as_bytes());
        assert_eq!(rows(&place), before, "{message}");
    }
    // Another service with its own secret.
    said(&Place::by_invitation(), genuine.as_bytes());
    // Mail servers and programs may change letter case.
    assert!(
        said(&place, genuine.replace(reference, &reference.to_uppercase()).as_bytes())
            .contains("undeliverable")
    );
    assert!(said(&place, genuine.as_bytes()).contains("Nothing had to be changed"));
    assert_eq!(place.undeliverable(), 1);
}

#[test]
fn a_notification_is_handed_back_for_later_while_the_database_is_away() {
    let place = Place::by_invitation();
    let notification = include_bytes!("../fixtures/bounces/postfix-5.1.1.eml");
    let nowhere = [
        place.dir.path().join("nowhere/speir.sqlite").display().to_string(),
        format!("postgres://speir@127.0.0.1:{}/nowhere", free_port()),
    ];
    for address in nowhere {
        let output = hand(place.command(&["bounce"]).env("DATABASE_URL", &address), notification);
        assert_eq!(output.status.code(), Some(75), "{address}");
        assert!(!output.stderr.is_empty());
    }
    assert_eq!(bounce(&place, notification).status.code(), Some(0));
}
