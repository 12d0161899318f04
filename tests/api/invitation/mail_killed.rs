//! `kill -9` at random moments of a service that sends.
//!
//! `KILLS` says how many; without it a few, so that the whole suite stays quick. `tests/kills
//! --messages` runs more.

use std::{
    collections::{HashMap, HashSet},
    thread,
    time::Duration,
};

use rand::{Rng, SeedableRng, rngs::SmallRng};

use crate::support::{BadSmtp, Behaviour, Kind, Letter, Place, wait_until};

const MESSAGES: usize = 600;
/// How many kills the messages of one round suffer.
const A_ROUND: usize = 10;
/// How many messages can be handed over at a kill without their sending being recorded.
const IN_FLIGHT: usize = 16;

#[test]
fn after_kills_of_a_service_that_sends_every_message_has_arrived_and_few_have_twice() {
    let kills: usize =
        std::env::var("KILLS").map_or(A_ROUND, |number| number.parse().expect("KILLS is a number"));
    let (mut left, mut twice, mut busy) = (kills, 0, 0);
    let mut rng = SmallRng::from_os_rng();
    while left > 0 {
        let now = left.min(A_ROUND);
        let (copies, at_work) = round(now, &mut rng);
        assert!(copies <= now * IN_FLIGHT, "{copies} copies after {now} kills");
        (left, twice, busy) = (left - now, twice + copies, busy + at_work);
    }
    assert!(busy * 2 > kills, "only {busy} of {kills} kills came while messages were waiting");
    println!(
        "{kills} kills, {busy} of them while messages were waiting: none lost, {twice} copies"
    );
}

/// Gives how many copies arrived beside the first ones, and how many kills came while messages were
/// waiting.
fn round(kills: usize, rng: &mut SmallRng) -> (usize, usize) {
    let server = BadSmtp::start(Behaviour::Slow(Duration::from_millis(15)));
    let place = Place::by_invitation();
    place.invite(MESSAGES);
    let mut busy = 0;
    for _ in 0..kills {
        let mut service = place.serve_mail(&server.address(), &[]);
        thread::sleep(Duration::from_millis(rng.random_range(20..400)));
        service.child.kill().unwrap();
        service.child.wait().unwrap();
        if place.kind == Kind::Postgres {
            end_leases(&place);
        }
        busy += usize::from(place.number("SELECT COUNT(*) FROM messages") > 0);
    }
    let _service = place.serve_mail(&server.address(), &[]);
    wait_until("all is recorded", || {
        place.queue() == 0 && place.number("SELECT SUM(sent) FROM waves") > 0
    });
    let mut ids: HashMap<String, HashSet<String>> = HashMap::new();
    let received = server.received();
    for one in &received {
        ids.entry(one.to[0].clone()).or_default().insert(Letter::read(one.text.as_bytes()).id);
    }
    assert_eq!(ids.len(), MESSAGES, "messages are lost");
    let differing: Vec<_> = ids.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(differing.is_empty(), "{differing:?}");
    let sent = ["SELECT SUM(sent) FROM waves", "SELECT SUM(sent) FROM invited"]
        .map(|query| place.number(query));
    assert_eq!(sent, [600, 600]);
    place.run(&["check-store"]);
    (received.len() - MESSAGES, busy)
}

/// What a killed process had claimed waits for its lease to end, five minutes, since others may be
/// sending. No other is: the leases end now. First whatever it was writing is over.
fn end_leases(place: &Place) {
    place.sql(
        "LOCK TABLE messages IN ACCESS EXCLUSIVE MODE; \
         UPDATE messages SET due_at = now() AT TIME ZONE 'UTC' WHERE state = 'sending'",
    );
}
