//! A threshold below ten, to which a second person must agree.

use chrono::Days;

use crate::support::{Answer, Place, Service, inspection, today};

const LEAD: &str = "lead@speir.example";
const ADMIN: &str = "admin@speir.example";

/// An inspection with a threshold of 5 that opens so many days from now, asked for at the command
/// line.
fn asked_for(opens_in: i64) -> (Place, Service, String) {
    let place = Place::new();
    place.publish_all();
    let opens = today() + chrono::TimeDelta::days(opens_in);
    let toml = inspection("Midlothian", opens, opens + Days::new(20));
    let file = place.dir.path().join("low.toml");
    std::fs::write(&file, toml.replacen("[[coll", "threshold = 5\n[[coll", 1)).unwrap();
    let output = place.command(&["inspection", "create", file.to_str().unwrap()]).output().unwrap();
    let warned = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && warned.contains("needs a second person"), "{warned}");
    assert!(warned.contains("lead@speir.example cannot agree"), "{warned}");
    let path = format!("/console/inspections/{}", place.inspection_id());
    let service = place.serve();
    (place, service, path)
}

fn threshold(place: &Place) -> i64 {
    place.number("SELECT threshold FROM inspections")
}

fn agree(service: &Service, path: &str, cookie: &str) -> Answer {
    service.post_as(&format!("{path}/threshold"), cookie, "")
}

#[test]
fn somebody_else_agrees_to_a_low_threshold() {
    let (place, service, path) = asked_for(3);
    let lead = service.sign_in(LEAD, &place.user(LEAD, "lead"));
    assert!(place.run(&["inspection", "list"]).contains("5 waits for a second person"));
    let asked = "Asked for a threshold of 5, for lead@speir.example; a second person must agree";
    let entries = place.entries(9);
    assert!(entries.iter().any(|one| one.action == asked && one.actor == "command line"));
    let page = service.get_as(&path, &lead).text;
    assert!(page.contains("somebody else must agree") && !page.contains("Agree to 5"), "{page}");
    agree(&service, &path, &lead);
    assert_eq!(threshold(&place), 10, "nobody agrees to what they asked for");
    // The same mailbox under another spelling is the same person.
    let same = "lead+second@speir.example";
    let second = service.sign_in(&same.replace('+', "%2B"), &place.user(same, "admin"));
    agree(&service, &path, &second);
    assert_eq!(threshold(&place), 10);
    let admin = service.sign_in(ADMIN, &place.user(ADMIN, "admin"));
    assert!(service.get_as(&path, &admin).text.contains("Agree to 5"));
    assert_eq!(agree(&service, &path, &admin).status, 303);
    assert_eq!(threshold(&place), 5);
    let entry = place.entries(1).remove(0);
    let agreed = "Agreed to a threshold of 5, which lead@speir.example asked for";
    assert_eq!((entry.actor.as_str(), entry.action.as_str()), (ADMIN, agreed));
    assert!(!service.get_as(&path, &admin).text.contains("Agree to 5"));
}

#[test]
fn nobody_agrees_once_a_collection_has_opened() {
    let (place, service, path) = asked_for(-1);
    let admin = service.sign_in(ADMIN, &place.user(ADMIN, "admin"));
    assert!(!service.get_as(&path, &admin).text.contains("Agree to 5"));
    agree(&service, &path, &admin);
    assert_eq!(threshold(&place), 10);
}

#[test]
fn who_may_change_nothing_does_not_agree() {
    let (place, service, path) = asked_for(3);
    for role in ["viewer", "coordinator", "analyst"] {
        let email = format!("{role}@speir.example");
        let cookie = service.sign_in(&email, &place.user(&email, role));
        assert_eq!(agree(&service, &path, &cookie).status, 403, "{role}");
    }
    assert_eq!(threshold(&place), 10);
}
