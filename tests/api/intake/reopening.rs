//! A release and a reopening of the same collection: one of them happens, and nothing is lost.

use std::thread;

use chrono::{Duration, Utc};
use speir::{
    audit,
    fieldwork::change::{self, Refused, Setup},
    inspection::queries,
    intake::release,
};

use crate::support::Place;

#[test]
fn a_release_that_was_due_does_nothing_to_a_collection_that_was_opened_again() {
    let place = Place::with_collections();
    let service = place.serve();
    service.answer(&place.link("staff"), "agency=health");
    service.stop();
    place.close();
    let (store, secret) = (place.store(), place.secret());
    let mut connection = store.connection().unwrap();
    let due =
        queries::unscoped::collection_by_id(&mut connection, place.id("staff")).unwrap().unwrap();
    let from = Setup::from(&due);
    let to = Setup { closes_at: Utc::now() + Duration::days(2), ..from.clone() };
    change::change(&mut connection, due.id, (&from, &to), "lead@speir.example", Utc::now())
        .unwrap();
    drop(connection);
    let released = release::release(&store, &secret, &due, audit::SERVICE, false).unwrap();
    assert_eq!(released, None);
    assert_eq!(
        (place.count("held_responses"), place.count("responses"), place.count("tickets")),
        (1, 0, 1)
    );
    place.release();
    assert_eq!(place.tally("agency", "health"), 1);
}

#[test]
fn of_a_release_and_a_reopening_at_the_same_time_one_happens() {
    let place = Place::with_collections();
    let service = place.serve();
    service.answer(&place.link("staff"), "agency=health");
    service.stop();
    place.close();
    let (store, secret) = (place.store(), place.secret());
    for one in queries::unscoped::collections(&mut store.connection().unwrap()).unwrap() {
        let from = Setup::from(&one);
        let to = Setup { closes_at: Utc::now() + Duration::days(2), ..from.clone() };
        let (released, opened) = thread::scope(|scope| {
            let release = scope
                .spawn(|| release::release(&store, &secret, &one, audit::SERVICE, false).unwrap());
            let opening = scope.spawn(|| {
                let mut connection = store.connection().unwrap();
                change::change(
                    &mut connection,
                    one.id,
                    (&from, &to),
                    "lead@speir.example",
                    Utc::now(),
                )
            });
            (release.join().unwrap(), opening.join().unwrap())
        });
        let after = queries::unscoped::collection_by_id(&mut store.connection().unwrap(), one.id)
            .unwrap()
            .unwrap();
        match opened {
            Ok(()) => {
                assert_eq!((released, after.released_at), (None, None), "{}", one.name());
                assert!(after.closes_at > Utc::now());
            }
            Err(Refused::Released) => {
                assert!(released.is_some() && after.released_at.is_some(), "{}", one.name());
                assert_eq!(after.closes_at, one.closes_at);
            }
            Err(error) => panic!("{error}"),
        }
    }
}
