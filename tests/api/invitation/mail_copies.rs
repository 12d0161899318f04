//! Mail servers that take a message and do not say so: nobody gets a third copy.

use std::collections::BTreeMap;

use crate::{
    invitation::bounce_cases::{Sent, outcome, said},
    support::{BadSmtp, Behaviour, Kind, Letter, Place, Service, wait_until},
};

/// How many copies each mailbox was brought, and that all copies of one have the same `Message-ID`.
fn copies(server: &BadSmtp) -> BTreeMap<String, usize> {
    let mut letters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in server.received() {
        letters.entry(one.to[0].clone()).or_default().push(Letter::read(one.text.as_bytes()).id);
    }
    assert!(letters.values().all(|ids| ids.iter().all(|id| *id == ids[0])), "{letters:?}");
    letters.into_iter().map(|(to, ids)| (to, ids.len())).collect()
}

fn counts(place: &Place) -> [i64; 4] {
    ["waiting", "sent", "given_up", "unconfirmed"]
        .map(|column| place.number(&format!("SELECT {column} FROM waves WHERE number = 0")))
}

/// Waits until so many messages were handed over `times` times and wait to be handed over again.
fn handed(place: &Place, count: i64, times: i32) {
    let waiting =
        format!("SELECT COUNT(*) FROM messages WHERE state = 'queued' AND handed = {times}");
    wait_until("messages wait to be handed over again", || place.number(&waiting) == count);
}

/// Kills a service, and ends its leases as time would.
fn kill(place: &Place, mut service: Service) {
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    if place.kind == Kind::Postgres {
        place.sql(
            "LOCK TABLE messages IN ACCESS EXCLUSIVE MODE; \
             UPDATE messages SET due_at = now() AT TIME ZONE 'UTC' WHERE state = 'sending'",
        );
    }
}

#[test]
fn a_server_that_breaks_off_after_the_message_gets_two_copies_at_most() {
    let (server, place) = (BadSmtp::start(Behaviour::CutAfterData), Place::by_invitation());
    place.invite(6);
    let service = place.serve_mail(&server.address(), &[("SPEIR_MAIL_PATIENCE", "0.05")]);
    handed(&place, 6, 1);
    assert_eq!(
        place.number(
            "SELECT COUNT(*) FROM messages WHERE attempts = 1 AND last_error = 'no answer'"
        ),
        6
    );
    place.hurry();
    wait_until("all are given up", || place.queue() == 0);
    assert!(copies(&server).values().all(|copies| *copies == 2));
    assert_eq!(counts(&place), [0, 0, 0, 6]);
    assert_eq!(place.number("SELECT SUM(sent) FROM invited"), 6, "they may have arrived");
    service.stop();
    server.behave(Behaviour::Accept);
    let _service = place.serve_mail(&server.address(), &[]);
    place.make_due(1);
    wait_until("all are reminded", || server.accepted() == 6 && place.queue() == 0);
    place.run(&["check-store"]);
}

#[test]
fn a_message_that_was_not_confirmed_and_comes_back_is_counted_once() {
    let (server, place) = (BadSmtp::start(Behaviour::CutAfterData), Place::by_invitation());
    place.invite(5);
    let _service = place.serve_mail(&server.address(), &[("SPEIR_MAIL_PATIENCE", "0.05")]);
    handed(&place, 5, 1);
    place.hurry();
    wait_until("all are given up", || place.queue() == 0);
    assert_eq!(counts(&place), [0, 0, 0, 5]);
    let one = server.received().pop().unwrap();
    let report = Sent::of(&one.from, &one.text)
        .report(include_str!("../fixtures/bounces/cases/mailbox-full.eml"));
    assert_eq!(outcome(&said(&place, &report)), "again");
    assert_eq!(counts(&place), [1, 0, 0, 4]);
    assert_eq!(place.number("SELECT SUM(sent) FROM invited"), 4);
}

#[test]
fn a_server_that_never_confirms_gets_two_copies_at_most() {
    let (server, place) = (BadSmtp::start(Behaviour::NeverConfirm), Place::by_invitation());
    place.invite(6);
    let _service = place.serve_mail(&server.address(), &[("SPEIR_MAIL_PATIENCE", "0.005")]);
    wait_until("all are handed over twice", || place.queue() == 0);
    let copies = copies(&server);
    assert!(copies.len() == 6 && copies.values().all(|copies| *copies == 2), "{copies:?}");
    assert_eq!(counts(&place), [0, 0, 0, 6]);
    assert!(place.log().contains("did not answer in time"));
}

#[test]
fn messages_that_are_not_confirmed_hold_up_no_other() {
    let slow: Vec<String> = (1..=6).map(|number| format!("person{number}@example.org")).collect();
    let (server, place) =
        (BadSmtp::start(Behaviour::NeverConfirmTo(slow.clone())), Place::by_invitation());
    place.invite(300);
    let service = place.serve_mail(&server.address(), &[]);
    wait_until("all others are sent", || server.accepted() == 294 && counts(&place)[1] == 294);
    let waits = "SELECT COUNT(*) FROM messages WHERE state = 'sending' AND handed = 1";
    wait_until("the slow ones are handed over", || place.number(waits) == 6);
    kill(&place, service);
    server.behave(Behaviour::Accept);
    let _service = place.serve_mail(&server.address(), &[]);
    wait_until("they are sent too", || place.queue() == 0);
    let copies = copies(&server);
    assert_eq!((copies.len(), copies.values().sum::<usize>()), (300, 306));
    assert!(slow.iter().all(|slow| copies[slow] == 2));
    assert_eq!(counts(&place), [0, 300, 0, 0]);
}

#[test]
fn a_connection_that_breaks_after_one_message_holds_up_no_other() {
    let cut: Vec<String> = (1..=2).map(|number| format!("person{number}@example.org")).collect();
    let (server, place) =
        (BadSmtp::start(Behaviour::CutAfterDataTo(cut.clone())), Place::by_invitation());
    place.invite(100);
    let _service = place.serve_mail(&server.address(), &[]);
    wait_until("all others are sent", || counts(&place)[1] == 98);
    handed(&place, 2, 1);
    assert!(!place.log().contains("messages are waiting"), "{}", place.log());
    server.behave(Behaviour::Accept);
    place.hurry();
    wait_until("they are sent too", || place.queue() == 0);
    assert!(cut.iter().all(|cut| copies(&server)[cut] == 2));
}

#[test]
fn kills_after_the_hand_over_bring_no_third_copy() {
    let (server, place) = (BadSmtp::start(Behaviour::NeverConfirm), Place::by_invitation());
    place.invite(5);
    for time in 1..=2 {
        let service = place.serve_mail(&server.address(), &[]);
        let handed = || usize::try_from(place.number("SELECT SUM(handed) FROM messages")).unwrap();
        wait_until("all are handed over", || {
            handed() == 5 * time && server.received().len() == 5 * time
        });
        kill(&place, service);
    }
    server.behave(Behaviour::Accept);
    let _service = place.serve_mail(&server.address(), &[]);
    wait_until("all is recorded", || place.queue() == 0);
    let copies = copies(&server);
    assert!(copies.len() == 5 && copies.values().all(|copies| *copies == 2), "{copies:?}");
    assert_eq!(counts(&place).into_iter().sum::<i64>(), 5);
    assert_eq!(place.number("SELECT SUM(sent) FROM invited"), 5);
}

#[test]
fn a_stop_with_messages_handed_over_waits_a_while_and_counts_them() {
    let (server, place) = (BadSmtp::start(Behaviour::NeverConfirm), Place::by_invitation());
    place.invite(18);
    let service = place.serve_mail(&server.address(), &[("SPEIR_MAIL_PATIENCE", "0.2")]);
    wait_until("sixteen are handed over", || server.received().len() == 16);
    service.stop();
    assert!(place.log().contains("may be sent twice"), "{}", place.log());
    assert_eq!(place.number("SELECT COUNT(*) FROM messages WHERE handed = 1"), 16);
    assert_eq!(
        place.number("SELECT COUNT(*) FROM messages WHERE handed = 0 AND state = 'queued'"),
        2
    );
}
