//! Mail servers that are away, break off or say nothing.

use std::{collections::BTreeMap, time::Duration};

use chrono::{TimeDelta, Utc};

use crate::support::{ANSWER, BadSmtp, Behaviour, Letter, MailServer, Place, Service, wait_until};

/// A server that takes everything, a place whose service sends there, and a first message to each
/// of five mailboxes.
pub fn start() -> (BadSmtp, Place, Service) {
    let (server, place) = (BadSmtp::start(Behaviour::Accept), Place::by_invitation());
    place.invite_at(&[("first.example", 5)]);
    let service = place.serve_mail(&server.address(), &[]);
    arrived(&server, &place, 5);
    (server, place, service)
}

/// Waits until the queue is empty, and holds the server to having taken so many messages, each
/// once.
pub fn arrived(server: &BadSmtp, place: &Place, count: usize) -> BTreeMap<String, Letter> {
    wait_until(&format!("{count} messages are sent"), || {
        server.accepted() >= count && place.queue() == 0
    });
    let taken = server.received().into_iter().filter(|one| one.acknowledged);
    let letters: BTreeMap<_, _> =
        taken.map(|one| (one.to[0].clone(), Letter::read(one.text.as_bytes()))).collect();
    assert_eq!((server.accepted(), letters.len()), (count, count));
    letters
}

/// How often the log says these words.
fn times(place: &Place, words: &str) -> usize {
    place.log().matches(words).count()
}

/// Has the server behave so to six more mailboxes, and waits until the log says that messages wait,
/// and all six do.
fn trouble(server: &BadSmtp, place: &Place, behaviour: Behaviour, domain: &str) {
    let before = times(place, "messages are waiting");
    let soon = (Utc::now() + TimeDelta::seconds(15)).format("%F %T").to_string();
    server.behave(behaviour);
    place.invite_at(&[(domain, 6)]);
    wait_until("the log says so", || times(place, "messages are waiting") > before);
    let waiting =
        format!("SELECT COUNT(*) FROM messages WHERE state = 'queued' AND due_at > '{soon}'");
    wait_until("all six wait", || place.number(&waiting) == 6);
    assert_eq!((place.queue(), place.undeliverable()), (6, 0), "{domain}");
    assert_eq!(
        place.number("SELECT SUM(attempts) FROM messages"),
        0,
        "it is not about these messages"
    );
    server.behave(Behaviour::Accept);
    place.hurry();
}

#[test]
fn nothing_is_lost_while_the_server_is_away_or_wants_nobodys_messages() {
    let (server, place) = (BadSmtp::start(Behaviour::Accept), Place::by_invitation());
    let _service = place.serve_mail(&server.address(), &[]);
    let behaviours = [
        Behaviour::RefuseAtGreeting("421 4.3.2 Closing".to_owned()),
        Behaviour::RefuseSender("530 5.7.0 Authentication required".to_owned()),
        Behaviour::RefuseSender("451 4.3.0 Try again later".to_owned()),
        Behaviour::RefuseRecipients("421 4.4.2 Goodbye".to_owned()),
    ];
    for (time, behaviour) in behaviours.into_iter().enumerate() {
        trouble(&server, &place, behaviour, &format!("d{time}.example"));
        arrived(&server, &place, 6 * (time + 1));
    }
}

#[test]
fn a_server_that_comes_later_or_starts_anew_gets_everything() {
    let (server, place) = (MailServer::start(&[]), Place::by_invitation());
    server.tell("stop");
    place.invite_at(&[("example.org", 6)]);
    let _service = place.serve_mail(&server.plain, &[]);
    wait_until("the log says so", || place.log().contains("messages are waiting"));
    server.tell("start");
    place.hurry();
    server.wait_for("example.org", 6);
    wait_until("all is recorded", || place.queue() == 0);
    // Its end closes the connections that were kept.
    server.tell("stop");
    server.tell("start");
    let before = times(&place, "messages are waiting");
    place.make_due(1);
    server.wait_for("example.org", 12);
    assert_eq!(
        times(&place, "messages are waiting"),
        before,
        "a connection that was idle is opened anew at once"
    );
}

#[test]
fn a_connection_that_breaks_loses_nothing_and_what_comes_twice_has_one_message_id() {
    let (server, place, _service) = start();
    trouble(&server, &place, Behaviour::CutAfterRcpt, "d0.example");
    arrived(&server, &place, 11);
    for (time, behaviour) in (1..).zip([Behaviour::CutDuringData, Behaviour::CutAfterData]) {
        server.behave(behaviour);
        place.invite_at(&[(&format!("d{time}.example"), 6)]);
        let once =
            "SELECT COUNT(*) FROM messages WHERE state = 'queued' AND handed = 1 AND attempts = 1";
        wait_until("each was handed over once", || place.number(once) == 6);
        server.behave(Behaviour::Accept);
        place.hurry();
        arrived(&server, &place, 11 + 6 * time);
    }
    let letters = arrived(&server, &place, 5 + 18);
    let unknown: Vec<_> = server.received().into_iter().filter(|one| !one.acknowledged).collect();
    assert_eq!(unknown.len(), 6, "each was handed over once without an answer");
    for one in unknown {
        let (letter, again) = (Letter::read(one.text.as_bytes()), &letters[&one.to[0]]);
        assert_eq!((&letter.id, &letter.link), (&again.id, &again.link));
    }
    assert_eq!(place.number("SELECT sent FROM waves WHERE number = 0"), 23);
}

#[test]
fn a_slow_or_silent_server_holds_up_neither_answers_nor_the_end() {
    let started = [Behaviour::Slow(Duration::from_secs(600)), Behaviour::Silent].map(|behaviour| {
        let (server, place, service) = start();
        service.stop();
        server.behave(behaviour);
        place.make_due(1);
        let service = place.serve_mail(&server.address(), &[]);
        wait_until("it is sending", || {
            place.number("SELECT COUNT(*) FROM messages WHERE state = 'sending'") == 5
        });
        (server, place, service)
    });
    for (server, _, service) in &started {
        for one in server.received().into_iter().take(2) {
            assert_eq!(service.post(&Letter::read(one.text.as_bytes()).link, ANSWER).status, 303);
        }
    }
    for (_server, place, service) in started {
        service.stop();
        let queued = "SELECT COUNT(*) FROM messages WHERE state = 'queued' AND handed = 0";
        assert_eq!(place.number(queued), 5, "what was not handed over waits for the next start");
    }
}

#[test]
fn two_hundred_messages_need_few_connections() {
    let (server, place) = (BadSmtp::start(Behaviour::Accept), Place::by_invitation());
    place.invite(200);
    let _service = place.serve_mail(&server.address(), &[]);
    arrived(&server, &place, 200);
    assert!((1..=16).contains(&server.connections()), "{}", server.connections());
}
