//! Mail servers that refuse messages: for now, for good, one mailbox or all.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    invitation::mail_trouble::{arrived, start},
    support::{Behaviour, wait_until},
};

#[test]
fn what_is_refused_for_now_waits_ever_longer_and_is_sent_once_the_server_relents() {
    let (server, place, service) = start();
    server.behave(Behaviour::RefuseRecipients("450 4.2.0 Try again later".to_owned()));
    let mut from = Utc::now();
    place.invite_at(&[("d.example", 6)]);
    for attempt in 1..=3 {
        let refused = format!(
            "SELECT COUNT(*) FROM messages WHERE attempts = {attempt} AND last_error = '450'"
        );
        wait_until("each is refused", || place.number(&refused) == 6);
        let minutes = 2_i32.pow(attempt - 1);
        let at = |from: DateTime<Utc>, seconds: i32| {
            (from + TimeDelta::seconds(seconds.into())).format("%F %T").to_string()
        };
        let (early, late) = (at(from, 30 * minutes), at(Utc::now(), 90 * minutes + 1));
        let waiting =
            format!("{refused} AND state = 'queued' AND due_at BETWEEN '{early}' AND '{late}'");
        assert_eq!(place.number(&waiting), 6, "{early} to {late}: {:?}", place.rows("messages"));
        if attempt < 3 {
            from = Utc::now();
            place.hurry();
        }
    }
    server.behave(Behaviour::Accept);
    service.after_a_round("Messages");
    assert_eq!((server.accepted(), place.queue()), (5, 6), "nothing leaves before its time");
    place.hurry();
    arrived(&server, &place, 11);
    assert_eq!(place.undeliverable(), 0);
    assert!(server.connections() <= 16, "a refusal ends no connection");
}

#[test]
fn only_a_mailbox_that_is_not_there_is_undeliverable() {
    let (server, place, _service) = start();
    let answers = [
        "550 5.1.1 No such user",
        "550 No such user here",
        "550 5.2.1 Mailbox disabled",
        "550 5.1.10 Null MX",
    ];
    for (time, answer) in (1..).zip(answers) {
        server.behave(Behaviour::RefuseRecipients(answer.to_owned()));
        place.invite_at(&[(&format!("d{time}.example"), 6)]);
        wait_until("all six are undeliverable", || {
            place.undeliverable() == 6 * time && place.queue() == 0
        });
    }
    server.behave(Behaviour::Accept);
    place.invite_at(&[("last.example", 6)]);
    arrived(&server, &place, 11);
    place.make_due(1);
    wait_until("the reminders are sent", || server.accepted() == 22 && place.queue() == 0);
    assert_eq!(place.collection("staff")["issued"].as_u64(), Some(11));
    assert!(server.connections() <= 4, "a refusal ends no connection");
}

#[test]
fn a_full_mailbox_is_tried_until_given_up_and_reminded_later() {
    let (server, place, _service) = start();
    let answers = [
        Behaviour::RefuseMessage("552 5.2.2 The mailbox is full".to_owned()),
        Behaviour::RefuseRecipients("550 5.4.7 Expired".to_owned()),
        Behaviour::RefuseRecipients(
            "550 Requested action not taken: mailbox unavailable".to_owned(),
        ),
    ];
    for (time, behaviour) in (1..).zip(answers) {
        server.behave(behaviour);
        place.invite_at(&[(&format!("d{time}.example"), 6)]);
        let refused =
            "SELECT COUNT(*) FROM messages WHERE attempts = 1 AND handed = 0 AND state = 'queued'";
        wait_until("each is refused", || place.number(refused) == 6);
        place.sql("UPDATE messages SET attempts = 31");
        place.hurry();
        wait_until("all six are given up", || place.queue() == 0);
        assert_eq!(place.number("SELECT given_up FROM waves WHERE number = 0"), 6 * time);
    }
    assert_eq!((place.undeliverable(), place.number("SELECT SUM(sent) FROM invited")), (0, 5));
    server.behave(Behaviour::Accept);
    place.make_due(1);
    wait_until("all are reminded", || server.accepted() == 5 + 23 && place.queue() == 0);
    // Reminders leave for those alone who have not answered, so they change no count of invitations
    // and no list.
    assert_eq!((place.number("SELECT SUM(sent) FROM invited"), place.count("unreached")), (5, 18));
    place.run(&["check-store"]);
}

#[test]
fn a_server_that_refuses_a_hundred_in_a_row_stops_all_sending_until_it_is_resumed() {
    let (server, place, service) = start();
    server.behave(Behaviour::RefuseRecipients("550 5.1.1 No such user".to_owned()));
    place.invite_at(&[("d.example", 250)]);
    wait_until("sending is paused", || {
        place.run(&["message", "status"]).contains("Sending is paused")
    });
    assert!(place.log().contains("permanently refuses every message"));
    wait_until("those under way are recorded", || {
        place.number("SELECT COUNT(*) FROM messages WHERE state = 'sending'") == 0
    });
    let refused = place.undeliverable();
    assert!((100..104).contains(&refused), "{refused}");
    server.behave(Behaviour::Accept);
    service.after_a_round("Messages");
    assert_eq!(server.accepted(), 5);
    assert!(place.run(&["message", "resume"]).contains("are sent"));
    arrived(&server, &place, 255 - usize::try_from(refused).unwrap());
    assert!(!place.run(&["message", "status"]).contains("paused"));
    assert!(server.connections() <= 16);
}

#[test]
fn a_collection_that_servers_refuse_by_policy_is_paused_and_loses_nobody() {
    let (server, place, _service) = start();
    let refusals = [
        Behaviour::RefuseRecipients("554 5.7.1 Relay access denied".to_owned()),
        Behaviour::RefuseData("554 5.7.1 Too many messages today".to_owned()),
        Behaviour::RefuseMessage("550 5.7.26 This looks like spam".to_owned()),
        Behaviour::RefuseMessage("554 Message rejected".to_owned()),
        Behaviour::RefuseMessage("552 5.3.4 Message too large".to_owned()),
        Behaviour::RefuseSender("550 5.1.8 Sender domain does not exist".to_owned()),
        Behaviour::RefuseSender("550 5.1.1 No such user".to_owned()),
    ];
    for (time, refusal) in (1..).zip(refusals) {
        server.behave(refusal);
        place.invite_at(&[(&format!("d{time}.example"), 110)]);
        let paused = "SELECT COUNT(*) FROM mailings WHERE paused AND paused_by_refusals";
        wait_until("the collection is paused", || place.number(paused) == 1);
        let under_way = "SELECT COUNT(*) FROM messages WHERE state = 'sending'";
        wait_until("those under way are recorded", || place.number(under_way) == 0);
        assert_eq!((place.undeliverable(), place.queue()), (0, 110));
        let refused = place.number("SELECT COUNT(*) FROM messages WHERE attempts > 0");
        assert!((10..60).contains(&refused), "{refused} of 110");
        let listed = "SELECT COUNT(*) FROM unreached WHERE why = 'refused' AND NOT sent";
        assert_eq!(place.number(listed), refused, "whoever was refused is listed");
        server.behave(Behaviour::Accept);
        place.sql(
            "UPDATE mailings SET paused = FALSE, paused_by_refusals = FALSE, recent = 0, \
            refused = 0",
        );
        place.hurry();
        arrived(&server, &place, 5 + 110 * time);
        assert_eq!(place.count("unreached"), 0, "whoever is reached is listed no longer");
    }
    place.run(&["check-store"]);
    assert!(place.log().contains("refuses messages from this service"));
    let entries = place.entries(50);
    assert!(entries.iter().any(|entry| {
        entry.action.contains("Paused the messages because mail servers refuse them")
    }));
}
