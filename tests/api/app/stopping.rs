//! Stopping, kindly and not: whatever was acknowledged is there, once.

use std::{
    collections::HashSet,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use crate::support::{Place, Service, agent, wait_until};

/// How many send at the same time.
pub const SENDERS: usize = 16;

/// Sends without pause until `after` responses are acknowledged and `then` has been done, to which
/// the number of those who still send is given: whoever is turned away sends no more. Gives the
/// tickets thanked for.
pub fn load(
    service: &Service,
    link: &str,
    after: usize,
    then: impl FnOnce(&AtomicUsize),
) -> HashSet<String> {
    let thanked = Mutex::new(HashSet::new());
    let over = AtomicBool::new(false);
    let sending = AtomicUsize::new(SENDERS);
    std::thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                let agent = agent();
                while !over.load(Ordering::Relaxed) {
                    let ticket = speir::intake::Ticket::random().to_string();
                    let url = format!("{}/s/{link}/{ticket}", service.base);
                    let sent = agent
                        .post(url)
                        .content_type("application/x-www-form-urlencoded")
                        .send("agency=health");
                    match sent {
                        Ok(answer) if answer.status() == 303 => {
                            thanked.lock().unwrap().insert(ticket);
                        }
                        _ => break,
                    }
                }
                sending.fetch_sub(1, Ordering::Relaxed);
            });
        }
        wait_until("enough are thanked", || thanked.lock().unwrap().len() >= after);
        then(&sending);
        over.store(true, Ordering::Relaxed);
    });
    thanked.into_inner().unwrap()
}

#[test]
fn a_service_told_to_stop_answers_what_it_has_accepted() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let thanked = load(&service, &link, 200, |sending| {
        service.signal("TERM");
        wait_until("nobody is answered any more", || sending.load(Ordering::Relaxed) == 0);
    })
    .len();
    service.stop();
    let held = place.held("staff").0.len();
    assert!(thanked >= 200, "{thanked}");
    assert!(
        (thanked..=thanked + SENDERS).contains(&held),
        "{thanked} were thanked, {held} are held"
    );
    assert_eq!(place.returned("staff"), held as u64);
}

#[test]
fn after_a_kill_at_any_moment_everything_acknowledged_is_there_once() {
    let place = Place::with_collections();
    let link = place.link("staff");
    let mut thanked = 0;
    for round in 0..6 {
        let service = place.serve();
        let acknowledged = load(&service, &link, 20 + 37 * round, |_| service.signal("KILL")).len();
        assert!(acknowledged >= 20, "{acknowledged}");
        thanked += acknowledged;
    }
    let held = place.held("staff").0.len();
    // Each sender may have been stored without hearing of it, in each round.
    assert!(
        (thanked..=thanked + 6 * SENDERS).contains(&held),
        "{thanked} were thanked, {held} are held"
    );
    assert_eq!(place.returned("staff"), held as u64, "counts equal rows");
}
