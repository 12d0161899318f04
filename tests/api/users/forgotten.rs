//! Somebody who has forgotten their password chooses another by a link, and nobody learns who has an
//! account.

use std::{fs, time::Instant};

use crate::{
    notice::accounts::{pass, read},
    support::{Place, Service, wait_until},
};

const LEAD: &str = "lead@speir.example";

fn ask(service: &Service, email: &str) -> (u16, String) {
    let answer = service.post("/sign-in/forgotten", format!("email={email}"));
    (answer.status, answer.text.replace("<wbr>", "").replace(email, "THEM"))
}

/// The link in the only message, when it has come.
fn link(place: &Place) -> String {
    place.wait_for_letters(1);
    let file = fs::read_dir(place.mail()).unwrap().next().unwrap().unwrap().path();
    let (subject, text) = read(&fs::read(file).unwrap());
    assert_eq!(subject, "Choose a new password for Speir");
    format!("/join/{}", pass(&text))
}

#[test]
fn a_link_by_email_replaces_a_forgotten_password() {
    let place = Place::with_collections();
    let old = place.user(LEAD, "lead");
    let service = place.serve();
    assert!(service.get("/sign-in").text.contains("href=\"/sign-in/forgotten\""));
    let (status, known) = ask(&service, LEAD);
    assert_eq!((status, known.contains("Look at your email")), (200, true), "{known}");
    assert_eq!(
        ask(&service, "nobody@speir.example"),
        (200, known),
        "nobody learns who has an account"
    );
    let link = link(&place);
    let new = "marble kestrel orbit 52";
    assert_eq!(service.post(&link, format!("password={new}&again={new}")).status, 303);
    assert_eq!(service.post("/sign-in", format!("email={LEAD}&password={old}")).status, 422);
    service.sign_in(LEAD, new);
    assert_eq!(service.get(&link).status, 410, "it works once");
    assert!(place.audited().contains("Asked for a link for a new password"));
}

#[test]
fn whoever_was_only_invited_gets_no_link_and_keeps_theirs() {
    let place = Place::with_collections();
    let said = place.run(&["user", "invite", LEAD, "--role", "lead"]);
    let join = format!("/join/{}", said.split("/join/").nth(1).unwrap().lines().next().unwrap());
    place.user("other@speir.example", "lead");
    let service = place.serve();
    assert_eq!(ask(&service, LEAD).0, 200);
    assert_eq!(ask(&service, "other@speir.example").0, 200);
    place.wait_for_letters(2);
    assert_eq!(service.get(&join).status, 200);
}

#[test]
fn too_many_requests_wait_and_flood_nobody() {
    let place = Place::with_collections();
    place.user(LEAD, "lead");
    let service = place.serve();
    let begun = Instant::now();
    let asked = (0..1_000).find(|_| ask(&service, LEAD).0 == 429).expect("a limit");
    let came_back = usize::try_from(begun.elapsed().as_secs() / 60).unwrap();
    assert!((10..=10 + came_back).contains(&asked), "{asked}: one network has ten");
    let asked = || place.audited().matches("Asked for a link for a new password").count();
    wait_until("three are asked for", || asked() >= 3);
    assert_eq!(asked(), 3, "one account gets three, then one every ten minutes");
}
