//! From a list of mailboxes to the reminders by a real mail server: most arrives, some comes back,
//! some is refused.

use std::{collections::BTreeMap, fs};

use crate::{
    invitation::bounces::bounce,
    support::{ANSWER, Letter, MailServer, Place, by_recipient, wait_until},
};

/// What a domain was brought, by whom it is to.
pub fn letters(server: &MailServer, domain: &str) -> BTreeMap<String, Vec<Letter>> {
    by_recipient(server.delivered(domain))
}

#[test]
fn of_a_thousand_mailboxes_those_that_were_reached_and_have_not_answered_are_reminded_once() {
    let (server, place) = (MailServer::start(&[]), Place::by_invitation());
    place.invite_at(&[("example.org", 950), ("nowhere.example", 40), ("refused.example", 10)]);
    let service = place.serve_mail(&server.plain, &[]);
    server.wait_for("example.org", 950);
    let notifications = server.wait_for("speir.example", 40);
    wait_until("all is recorded", || place.queue() == 0);
    let invited = letters(&server, "example.org");
    assert_eq!(invited.len(), 950);
    assert_eq!(place.undeliverable(), 10, "those that were refused at once");

    let letter = |number: usize| &invited[&format!("person{number}@example.org")][0];
    assert!(invited.values().all(|letters| letters.len() == 1));
    assert_eq!(service.get(&letter(1).link).status, 200);
    for number in 1..=300 {
        assert_eq!(service.post(&letter(number).link, ANSWER).status, 303);
    }
    for number in 301..=325 {
        assert_eq!(service.post(&letter(number).stop, "List-Unsubscribe=One-Click").status, 200);
    }
    for file in &notifications {
        assert!(bounce(&place, &fs::read(file).unwrap()).status.success());
    }
    assert_eq!(place.undeliverable(), 50);
    let said = bounce(&place, &fs::read(&notifications[0]).unwrap());
    assert!(said.status.success() && place.undeliverable() == 50, "the same one again");

    place.make_due(1);
    wait_until("the reminder has begun", || {
        place.number("SELECT COUNT(*) FROM waves WHERE begun AND number = 1") == 1
    });
    wait_until("the reminders are sent", || place.queue() == 0);
    server.wait_for("example.org", 950 + 625);
    let all = letters(&server, "example.org");
    assert_eq!(all.len(), 950);
    for (to, letters) in &all {
        let number: usize =
            to.trim_start_matches("person").split('@').next().unwrap().parse().unwrap();
        assert_eq!(letters.len(), if number <= 325 { 1 } else { 2 }, "{to}");
        assert!(
            letters.iter().all(|letter| letter.link == invited[to][0].link),
            "{to} has two addresses"
        );
        let reminders =
            letters.iter().filter(|letter| letter.subject.starts_with("Reminder")).count();
        assert_eq!(reminders, letters.len() - 1, "{to}");
    }
    assert_eq!(
        place.number("SELECT sent FROM waves WHERE number = 1"),
        625,
        "and nobody elsewhere"
    );
    assert_eq!(server.delivered("speir.example").len(), 40);

    let collection = place.collection("staff");
    let figures = ["issued", "returned"].map(|name| collection[name].as_u64());
    assert_eq!(
        (figures, collection["issued_as"].as_str()),
        ([Some(950), Some(300)], Some("invitations"))
    );
    place.run(&["check-store"]);
    assert!(!place.log().contains("person"), "the log names somebody");
}

#[test]
fn a_message_says_who_sends_it_where_answers_go_and_how_it_is_stopped() {
    let (server, place) = (MailServer::start(&[]), Place::by_invitation());
    place.invite(5);
    let service = place.serve_mail(&server.plain, &[("SPEIR_MAIL_FROM", "asks@speir.example")]);
    for file in server.wait_for("example.org", 5) {
        let text = fs::read_to_string(file).unwrap();
        let letter = Letter::read(text.as_bytes());
        let header = |name: &str| {
            let lines = text.replace("\n ", " ");
            let head = lines.split("\n\n").next().unwrap();
            let mut found =
                head.lines().filter_map(|line| line.split_once(": ")).filter(|(n, _)| *n == name);
            let (value, more) = (found.next(), found.next());
            assert!(value.is_some() && more.is_none(), "{name}: {value:?}, {more:?}");
            value.unwrap().1.trim().to_owned()
        };
        assert_eq!(header("To"), letter.to);
        assert!(header("From").ends_with("<asks@speir.example>"));
        assert_eq!(
            header("Reply-To"),
            "surveys@speir.example",
            "the inspectorate, and not the employer"
        );
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert_eq!(header("X-Auto-Response-Suppress"), "OOF, AutoReply");
        assert_eq!(header("List-Unsubscribe"), format!("<{}{}>", service.base, letter.stop));
        assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert!(header("Message-ID").ends_with("@speir.example>"));
        assert!(!header("Date").is_empty() && !header("Subject").is_empty());
        let return_path = header("Return-Path");
        let reference = return_path
            .strip_prefix("<bounces+")
            .and_then(|rest| rest.strip_suffix("@speir.example>"));
        assert!(reference.is_some_and(|reference| reference.len() == 39), "{return_path}");
        // The ticket is where it has to be, and in nothing that servers on the way keep.
        let ticket = letter.link.rsplit('/').next().unwrap();
        assert!(!text.split("\n\n").next().unwrap().contains(ticket));
    }
}
