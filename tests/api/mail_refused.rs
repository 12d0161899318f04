//! Mail servers that refuse messages: for now, for good, one mailbox or all.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    mail_trouble::{arrived, start},
    support::{Behaviour, wait_until},
};

#[test]
fn what_is_refused_for_now_waits_ever_longer_and_is_sent_once_the_server_relents() {
    let (server, place, service) = start();
    server.behave(Behaviour::RefuseRecipients("450 4.2.0 Try again later".to_owned()));
    let mut from = Utc::now();
    place.invite_at(&[("d.example", 6)]);
    for attempt in 1..=3 {
        let refused = format!("SELECT COUNT(*) FROM messages WHERE attempts = {attempt} AND last_error = '450'");
        wait_until("each is refused", || place.number(&refused) == 6);
        let minutes = 2_i32.pow(attempt - 1);
        let at =
            |from: DateTime<Utc>, seconds: i32| (from + TimeDelta::seconds(seconds.into())).format("%F %T").to_string();
        let (early, late) = (at(from, 30 * minutes), at(Utc::now(), 90 * minutes + 1));
        let waiting = format!("{refused} AND state = 'queued' AND due_at BETWEEN '{early}' AND '{late}'");
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
    assert!(server.connections() <= 4, "a refusal ends no connection");
}

#[test]
fn a_mailbox_that_is_refused_for_good_is_undeliverable_at_once_and_no_other_is() {
    let (server, place, _service) = start();
    let answers = [
        Behaviour::RefuseRecipients("550 5.1.1 No such user".to_owned()),
        Behaviour::RefuseMessage("552 5.2.2 The mailbox is full".to_owned()),
    ];
    for (time, behaviour) in (1..).zip(answers) {
        server.behave(behaviour);
        place.invite_at(&[(&format!("d{time}.example"), 6)]);
        wait_until("all six are undeliverable", || place.undeliverable() == 6 * time && place.queue() == 0);
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
fn a_server_that_refuses_a_hundred_in_a_row_stops_all_sending_until_it_is_resumed() {
    let (server, place, service) = start();
    server.behave(Behaviour::RefuseRecipients("550 5.1.1 No such user".to_owned()));
    place.invite_at(&[("d.example", 250)]);
    wait_until("sending is paused", || place.run(&["message", "status"]).contains("Sending is paused"));
    assert!(place.log().contains("refuses every message for good"));
    assert_eq!((place.undeliverable(), place.queue()), (100, 150));
    server.behave(Behaviour::Accept);
    service.after_a_round("Messages");
    assert_eq!(server.accepted(), 5);
    assert!(place.run(&["message", "resume"]).contains("are sent"));
    arrived(&server, &place, 155);
    assert!(!place.run(&["message", "status"]).contains("paused"));
    assert!(server.connections() <= 4);
}

#[test]
fn a_server_that_refuses_this_service_itself_makes_no_mailbox_undeliverable() {
    let (server, place, _service) = start();
    let refusals = [
        Behaviour::RefuseRecipients("554 5.7.1 Relay access denied".to_owned()),
        Behaviour::RefuseData("554 5.7.1 Too many messages today".to_owned()),
        Behaviour::RefuseMessage("550 5.7.26 This looks like spam".to_owned()),
    ];
    for (time, refusal) in (1..).zip(refusals) {
        server.behave(refusal);
        place.invite_at(&[(&format!("d{time}.example"), 110)]);
        wait_until("sending is paused", || place.run(&["message", "status"]).contains("Sending is paused"));
        assert_eq!((place.undeliverable(), place.queue()), (0, 110));
        server.behave(Behaviour::Accept);
        place.run(&["message", "resume"]);
        place.hurry();
        arrived(&server, &place, 5 + 110 * time);
    }
    assert!(place.log().contains("refuses to take messages from this service"));
}
