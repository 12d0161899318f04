//! Stopping, kindly and not: whatever was acknowledged is there, once.

use std::{
    collections::HashSet,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::support::{Place, Service, agent};

/// Sends without pause until told to stop. Gives how many were thanked for.
fn load(service: &Service, link: &str, during: impl FnOnce()) -> HashSet<String> {
    let thanked = Mutex::new(HashSet::new());
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let agent = agent();
                while !over.load(Ordering::Relaxed) {
                    let ticket = speir::intake::Ticket::random().to_string();
                    let url = format!("{}/s/{link}/{ticket}", service.base);
                    let sent = agent.post(url).content_type("application/x-www-form-urlencoded").send("agency=health");
                    match sent {
                        Ok(answer) if answer.status() == 303 => {
                            thanked.lock().unwrap().insert(ticket);
                        }
                        _ => break,
                    }
                }
            });
        }
        during();
        over.store(true, Ordering::Relaxed);
    });
    thanked.into_inner().unwrap()
}

#[test]
fn a_service_told_to_stop_answers_what_it_has_accepted() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let mut thanked = 0;
    let pause = || std::thread::sleep(Duration::from_millis(600));
    thanked += load(&service, &link, || {
        pause();
        service.signal("TERM");
        pause();
    })
    .len();
    service.stop();
    let held = place.held("staff").0.len();
    assert!(thanked > 50, "{thanked}");
    assert!((thanked..=thanked + 16).contains(&held), "{thanked} were thanked, {held} are held");
    assert_eq!(place.returned("staff"), held as u64);
}

#[test]
fn after_a_kill_at_any_moment_everything_acknowledged_is_there_once() {
    let place = Place::with_collections();
    let link = place.link("staff");
    let mut thanked = 0;
    for round in 0..6 {
        let service = place.serve();
        thanked += load(&service, &link, || {
            std::thread::sleep(Duration::from_millis(120 + 70 * round));
            service.signal("KILL");
        })
        .len();
    }
    let held = place.held("staff").0.len();
    // Each of 16 senders may have been stored without hearing of it, in each round.
    assert!((thanked..=thanked + 6 * 16).contains(&held), "{thanked} were thanked, {held} are held");
    assert_eq!(place.returned("staff"), held as u64, "counts equal rows");
}
