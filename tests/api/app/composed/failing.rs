//! A process that stops, hangs or dies.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use speir::intake::Ticket;

use super::Composed;
use crate::support::{Answer, Service, wait_until};

/// Opens a form and sends it, as a person does.
fn answer(web: &Service, link: &str) -> Answer {
    let path = web.open(link);
    assert_eq!(web.get(&path).status, 200);
    web.post(&path, "agency=health")
}

#[test]
fn forms_are_taken_while_one_process_lives_and_kept_by_the_browser_while_none_does() {
    let composed = Composed::up();
    let (web, link) = (&composed.proxy.web, composed.place.link("staff"));
    assert!((0..10).all(|_| answer(web, &link).status == 303));
    composed.first.signal("KILL");
    assert!((0..10).all(|_| answer(web, &link).status == 303));
    assert_eq!(composed.place.returned("staff"), 20);
    composed.second.signal("KILL");
    let away = web.post(&composed.path(), "agency=health");
    assert_eq!(away.status, 503);
    assert!(away.headers.contains(r#""retry-after": "5""#), "{}", away.headers);
    assert!(
        away.text.contains("try again in a minute") && away.text.contains("feuchaibh a-rithist"),
        "{}",
        away.text
    );
}

#[test]
fn what_was_on_its_way_into_a_process_that_died_is_taken_once_by_the_other() {
    let composed = Composed::up();
    let (web, link) = (&composed.proxy.web, composed.place.link("staff"));
    // It still accepts connections, but answers nobody.
    composed.first.signal("STOP");
    let statuses = std::thread::scope(|scope| {
        let send = || web.post(&format!("/s/{link}/{}", Ticket::random()), "agency=health").status;
        let posts: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
        wait_until("the other process has answered some", || {
            posts.iter().any(std::thread::ScopedJoinHandle::is_finished)
        });
        assert!(
            posts.iter().any(|one| !one.is_finished()),
            "some wait for the process that is stopped"
        );
        composed.first.signal("KILL");
        posts.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(statuses, [303; 8], "{}", composed.place.log());
    assert_eq!(composed.place.returned("staff"), 8);
}

#[test]
fn nobody_notices_that_a_process_stops_or_dies_under_load_and_everybody_counts_once() {
    for signal in ["TERM", "KILL"] {
        let composed = Composed::up();
        let (proxy, place, link) = (&composed.proxy, &composed.place, composed.place.link("staff"));
        let sent = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for household in 1..=8 {
                let (sent, link) = (&sent, &link);
                scope.spawn(move || {
                    while sent.fetch_add(1, Ordering::Relaxed) < 400 {
                        let path = format!("/s/{link}/{}", Ticket::random());
                        let answer = proxy.post_from(household, &path, "", "agency=health&~own=1");
                        assert!(answer.starts_with("HTTP/1.1 303 "), "{signal}: {}", place.log());
                    }
                });
            }
            while sent.load(Ordering::Relaxed) < 100 {
                std::thread::sleep(Duration::from_millis(1));
            }
            composed.first.signal(signal);
        });
        assert_eq!(composed.place.returned("staff"), 400, "{signal}");
    }
}

#[test]
fn a_response_that_both_processes_are_given_counts_once() {
    let composed = Composed::up();
    let path = composed.path();
    for service in [&composed.first, &composed.second, &composed.proxy.web] {
        assert_eq!(service.post(&path, "agency=health&~own=1").status, 303);
    }
    assert_eq!(composed.place.returned("staff"), 1);
    // Without a script nothing says that the ticket was nobody else's.
    assert_eq!(
        composed.first.post(&path, "agency=health").status,
        303,
        "it has seen these answers"
    );
    assert_eq!(composed.second.post(&path, "agency=health").status, 409);
    assert_eq!(
        composed.second.post(&path, "agency=police&~own=1").status,
        303,
        "the page vouches for its answers"
    );
    assert_eq!(composed.place.returned("staff"), 1);
}
