//! From a list of mailboxes to a response, with messages written to a folder.

use std::{collections::HashSet, fs};

use chrono::Days;

use crate::support::{ANSWER, Kind, Place, by_invitation, found_in, today, wait_until};

#[test]
fn everyone_invited_gets_one_message_and_whoever_has_not_answered_one_reminder() {
    let place = Place::by_invitation();
    place.invite(40);
    let service = place.serve();
    place.wait_for_letters(40);
    let invited = place.letters();
    assert_eq!(invited.len(), 40);
    let links: HashSet<&str> = invited.values().map(|letters| letters[0].link.as_str()).collect();
    assert_eq!(links.len(), 40);
    for number in 1..=15 {
        let letter = &invited[&format!("person{number}@example.org")][0];
        assert!(letter.address.len() < 80, "{}", letter.address);
        assert_eq!(service.get(&letter.link).status, 200);
        let sent = service.post(&letter.link, ANSWER);
        assert_eq!(sent.status, 303, "{}", sent.text);
        // Sent again, by a second press or a lost connection: thanked, and counted once.
        assert_eq!(service.post(&letter.link, ANSWER).status, 303);
        assert_eq!(service.get(&letter.link).status, 410);
    }
    for number in 16..=18 {
        let stop = &invited[&format!("person{number}@example.org")][0].stop;
        assert_eq!(service.get(stop).status, 200);
        // A mail program's one click comes from no page of this service, and without a cookie.
        let stopped = service.post(stop, "List-Unsubscribe=One-Click");
        assert_eq!((stopped.status, stopped.location.as_str()), (200, ""), "{}", stopped.text);
    }
    assert_eq!(place.returned("staff"), 15);
    place.make_due(1);
    place.wait_for_letters(40 + 22);
    for (to, letters) in place.letters() {
        let number: usize =
            to.trim_start_matches("person").split('@').next().unwrap().parse().unwrap();
        assert_eq!(letters.len(), if number <= 18 { 1 } else { 2 }, "{to}");
        assert!(
            letters.iter().all(|letter| letter.link == letters[0].link),
            "a reminder carries the same address"
        );
        assert_eq!(
            letters.iter().filter(|letter| letter.subject.starts_with("Reminder")).count(),
            letters.len() - 1
        );
    }
    let collection = place.collection("staff");
    assert_eq!(
        (collection["issued"].as_u64(), collection["issued_as"].as_str()),
        (Some(40), Some("invitations"))
    );
    // Who opted out can still answer.
    assert_eq!(service.post(&invited["person16@example.org"][0].link, ANSWER).status, 303);
    assert_eq!(place.returned("staff"), 16);
    place.run(&["check-store"]);
}

#[test]
fn a_scanner_that_opens_every_link_twice_changes_nothing() {
    let place = Place::by_invitation();
    place.invite(12);
    let service = place.serve();
    place.wait_for_letters(12);
    let rows = |place: &Place| {
        let tables = ["issued_tickets", "invitations", "invited", "returns", "held_responses"];
        tables.map(|table| (table, place.rows(table)))
    };
    let before = rows(&place);
    for _ in 0..2 {
        for letter in place.letters().into_values().flatten() {
            for path in [&letter.link, &letter.stop, &format!("{}?lang=gd", letter.link)] {
                assert_eq!(service.get(path).status, 200);
                let head = service.agent.head(format!("{}{path}", service.base)).call().unwrap();
                assert_eq!(head.status().as_u16(), 200);
            }
        }
    }
    assert_eq!(rows(&place), before);
    assert_eq!(place.returned("staff"), 0);
    let answered = service.post(&place.letters()["person1@example.org"][0].link, ANSWER);
    assert_eq!(answered.status, 303, "{}", answered.text);
}

#[test]
fn a_list_is_kept_whole_or_with_leave_without_its_bad_rows() {
    let place = Place::by_invitation();
    let link = place.link("staff");
    let file = place.dir.path().join("list.csv");
    let import = |text: &str| {
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let good: String = (1..=9).map(|n| format!("person{n}@example.org\n")).collect();
    let path = import(&format!(
        "email\n{good}not an address\nPerson3@EXAMPLE.org\nann@example.org,health\n"
    ));
    let said = place.refuse(&["invitation", "import", &link, &path]);
    assert!(said.contains("1 row cannot be used, so nothing was imported"), "{said}");
    assert_eq!(place.rows("invitations").len(), 0);
    let said = place.run(&["invitation", "import", &link, &path, "--skip-bad"]);
    assert!(
        said.contains("1 row, line 11: not an email address")
            && said.contains("1 row repeats an address"),
        "{said}"
    );
    assert!(said.contains("10 mailboxes imported"), "{said}");
    let said = place.run(&["invitation", "import", &link, &import(&good)]);
    assert!(said.contains("0 mailboxes imported, 9 were already in the list"), "{said}");
    let said = place.refuse(&["invitation", "import", "bcdfghjkmn", &path]);
    assert!(said.contains("There is no such collection"), "{said}");
    let said = place.refuse(&["invitation", "import", &link, &import("email\n\n")]);
    assert!(said.contains("no mailbox"), "{said}");
}

#[test]
fn fewer_than_five_mailboxes_are_refused_since_the_count_would_tell_who_has_answered() {
    let place = Place::by_invitation();
    let file = place.dir.path().join("list.csv");
    fs::write(&file, "a@example.org\nb@example.org\nc@example.org\nd@example.org\n").unwrap();
    let said =
        place.refuse(&["invitation", "import", &place.link("staff"), file.to_str().unwrap()]);
    assert!(said.contains("4 mailboxes") && said.contains("could show who has answered"), "{said}");
    assert_eq!(place.rows("invitations").len(), 0);
}

#[test]
fn a_hundred_thousand_mailboxes_are_imported() {
    let place = Place::by_invitation();
    let list: String =
        (1..=100_000).map(|n| format!("somebody.with.a.name.{n}@council.example.org\n")).collect();
    let said = place.import(&list);
    assert!(said.contains("100,000 mailboxes imported"), "{said}");
}

#[test]
fn what_the_database_and_the_log_hold_names_nobody() {
    let place = Place::by_invitation();
    place.invite(10);
    let service = place.serve_with(&[("SPEIR_LOG", "debug")]);
    place.wait_for_letters(10);
    let letters = place.letters();
    let letter = &letters["person7@example.org"][0];
    assert_eq!(service.post(&letter.link, ANSWER).status, 303);
    assert_eq!(service.post(&letters["person8@example.org"][0].stop, "").status, 200);
    let ticket = letter.link.rsplit('/').next().unwrap();
    let stop = letter.stop.rsplit('/').next().unwrap();
    drop(service);
    let secrets = ["person7@", "person8@", ticket, stop];
    for secret in secrets {
        assert!(!place.log().contains(secret), "the log holds {secret}");
    }
    let mut files = place.files();
    files.retain(|file| !file.starts_with(place.mail()) && !file.ends_with("list.csv"));
    assert_eq!(found_in(&files, &secrets), []);
}

#[test]
fn addresses_are_deleted_a_month_after_closing_and_the_audit_log_says_so() {
    let place = Place::by_invitation();
    place.invite(10);
    let service = place.serve();
    place.wait_for_letters(10);
    let letter = place.letters()["person1@example.org"][0].clone();
    assert_eq!(service.post(&letter.link, ANSWER).status, 303);
    drop(service);
    let closed = |days| {
        let at = today() - Days::new(days);
        place.sql(&format!(
            "UPDATE collections SET opens_at = '2020-01-01 00:00:00', closes_at = '{at} 17:00:00'"
        ));
    };
    closed(29);
    let service = place.serve();
    service.after_a_round("Messages");
    assert_eq!(place.rows("invitations").len(), 10);
    drop(service);
    closed(31);
    let _service = place.serve();
    wait_until("the addresses are gone", || place.rows("invitations").is_empty());
    let audit = place.rows("audit_log").join("\n");
    assert!(audit.contains("Deleted the email addresses of 10 invitations"), "{audit}");
    assert_eq!(place.collection("staff")["issued"].as_u64(), Some(10), "the counts stay");
}

#[test]
fn one_person_is_forgotten_on_request_and_not_brought_back_by_a_later_list() {
    use std::{io::Write, process::Stdio};
    let place = Place::by_invitation();
    place.invite(10);
    let forget = |address: &str| {
        let mut child = place
            .command(&["invitation", "forget"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(address.as_bytes()).unwrap();
        child.wait_with_output().unwrap().status.success()
    };
    assert!(forget("Person4@Example.org\n"));
    assert!(!forget("nobody@example.org"));
    place.invite(10);
    let _service = place.serve();
    place.wait_for_letters(9);
    assert!(!place.letters().contains_key("person4@example.org"));
}

#[test]
fn messages_go_out_when_the_collection_opens_and_not_while_they_are_paused() {
    let place = Place::new();
    place.run(&["survey", "publish", "staff", "1", "--with-drafts"]);
    place.create(&by_invitation("Fife", today() + Days::new(2), today() + Days::new(20)));
    place.invite(6);
    let service = place.serve();
    service.after_a_round("Messages");
    assert_eq!(place.letters().len(), 0, "it has not opened yet");
    place.run(&["message", "pause"]);
    place.sql("UPDATE collections SET opens_at = '2020-01-01 00:00:00'");
    place.make_due(0);
    wait_until("the messages are in the queue", || place.queue() == 6);
    service.after_a_round("Messages");
    assert_eq!(place.letters().len(), 0);
    place.run(&["message", "resume"]);
    place.wait_for_letters(6);
}

#[test]
fn no_more_messages_leave_in_a_minute_than_the_limit_of_all_processes_together() {
    let place = Place::by_invitation();
    place.invite(50);
    let settings = [("SPEIR_MAIL_PER_MINUTE", "12")];
    let from = chrono::Utc::now().timestamp() / 60;
    let first = place.serve_with(&settings);
    let second = (place.kind == Kind::Postgres).then(|| place.serve_with(&settings));
    wait_until("the first messages", || !place.letters().is_empty());
    for process in [Some(&first), second.as_ref()].into_iter().flatten() {
        // One that waits for the other to end sending takes no turn.
        process.after_a_round("Messages");
        process.after_a_round("Messages");
    }
    let sent = place.letters().len();
    let minutes = usize::try_from(chrono::Utc::now().timestamp() / 60 - from).unwrap() + 1;
    assert!(sent >= 12 && sent <= 12 * minutes, "{sent} in {minutes} minutes");
}

#[test]
fn of_two_processes_that_send_none_sends_what_the_other_has_sent() {
    let place = Place::by_invitation();
    place.invite(400);
    let _first = place.serve();
    let _second = place.serve();
    place.wait_for_letters(400);
    assert!(place.letters().values().all(|letters| letters.len() == 1));
}
