//! The digest: queued once a morning, by one process, for whom something needs; stopped by one
//! click.

use std::fs;

use chrono::{DateTime, Days, Utc};
use speir::notice::{
    self,
    digest::{self, Rhythm},
};

use crate::{
    notice::accounts::read,
    support::{
        Cluster, MailServer, Place, Service, agent, by_invitation, inspection, today, wait_until,
    },
};

/// A Monday at 07:30 in Scotland, with the clocks on summer time.
fn monday() -> DateTime<Utc> {
    "2026-07-13T06:30:00Z".parse().unwrap()
}

fn waiting(place: &Place) -> u64 {
    notice::waiting(&mut place.store().connection().unwrap()).unwrap()
}

fn queue_due(place: &Place, now: DateTime<Utc>) -> usize {
    digest::queue_due(&mut place.store().connection().unwrap(), now).unwrap()
}

/// Adds a user, and gives the password.
pub fn add(place: &Place, email: &str, role: &str) -> String {
    place.user(email, role)
}

/// The one message in the mail folder.
fn only_letter(place: &Place) -> Vec<u8> {
    let files: Vec<_> =
        fs::read_dir(place.mail()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    fs::read(&files[0]).unwrap()
}

/// The service with a lead whose only collection is open by invitation, with nobody invited.
fn with_something_to_do() -> (Place, Service, String) {
    let place = Place::by_invitation();
    let password = add(&place, "lead@speir.example", "lead");
    let service = place.serve();
    (place, service, password)
}

#[test]
fn digests_are_queued_once_a_morning_for_leads_and_coordinators_as_each_has_chosen() {
    let place = Place::with_collections();
    for (email, role) in [
        ("lead@speir.example", "lead"),
        ("co@speir.example", "coordinator"),
        ("v@speir.example", "viewer"),
    ] {
        add(&place, email, role);
    }
    add(&place, "daily@speir.example", "lead");
    let user = |email| {
        speir::users::by_email(&mut place.store().connection().unwrap(), email)
            .unwrap()
            .unwrap()
            .user
    };
    digest::set(
        &mut place.store().connection().unwrap(),
        &user("daily@speir.example"),
        Rhythm::Daily,
    )
    .unwrap();
    assert_eq!(
        queue_due(&place, monday() - chrono::TimeDelta::minutes(1)),
        0,
        "it is not half past seven"
    );
    assert_eq!(queue_due(&place, monday()), 3);
    assert_eq!(queue_due(&place, monday() + chrono::TimeDelta::minutes(1)), 0, "once a morning");
    assert_eq!(queue_due(&place, monday() + Days::new(1)), 1, "one has chosen every day");
    digest::set(
        &mut place.store().connection().unwrap(),
        &user("daily@speir.example"),
        Rhythm::Never,
    )
    .unwrap();
    assert_eq!(queue_due(&place, monday() + Days::new(2)), 0);
    assert_eq!(queue_due(&place, monday() + Days::new(7)), 2);
    assert_eq!(waiting(&place), 6);
}

#[test]
fn of_processes_that_try_at_once_one_queues_the_digests() {
    let place = Place::in_cluster(Cluster::shared());
    add(&place, "lead@speir.example", "lead");
    let store = place.store();
    let queued: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    digest::queue_due(&mut store.own_connection().unwrap(), monday()).unwrap()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!((queued, waiting(&place)), (1, 1));
}

#[test]
fn a_digest_says_what_needs_the_lead_and_where_and_tells_nobody_of_another_inspection() {
    let (place, service, _) = with_something_to_do();
    let other = by_invitation("Fife", today() - Days::new(1), today() + Days::new(20));
    place.create(&other.replace("lead@speir.example", "somebody.else@speir.example"));
    place.run(&["message", "digest", "lead@speir.example"]);
    wait_until("the digest is sent", || waiting(&place) == 0);
    let (subject, text) = read(&only_letter(&place));
    assert_eq!(subject, "Speir: 1 collection needs you");
    assert!(
        text.contains("Midlothian, Staff: it is open, but nobody has an invitation or a slip."),
        "{text}"
    );
    let page = text.split_whitespace().find(|word| word.ends_with("/invitations")).expect("a page");
    assert!(page.starts_with(&service.base), "{page}");
    assert!(!text.contains("Fife"), "{text}");
    assert!(!place.log().contains("lead@"), "{}", place.log());
}

#[test]
fn where_nothing_needs_anybody_there_is_no_email() {
    let place = Place::new();
    place.publish_all();
    place.create(&inspection("Midlothian", today() + Days::new(30), today() + Days::new(50)));
    add(&place, "lead@speir.example", "lead");
    let _service = place.serve();
    place.run(&["message", "digest", "lead@speir.example"]);
    wait_until("the digest is dealt with", || waiting(&place) == 0);
    assert!(fs::read_dir(place.mail()).is_err(), "no message was written");
    assert!(
        place
            .refuse(&["message", "digest", "nobody@speir.example"])
            .contains("Nobody has the address")
    );
}

#[test]
fn one_click_stops_the_digest_and_looking_at_the_link_does_not() {
    let (place, service, password) = with_something_to_do();
    place.run(&["message", "digest", "lead@speir.example"]);
    wait_until("the digest is sent", || waiting(&place) == 0);
    let letter = String::from_utf8_lossy(&only_letter(&place)).replace("\r\n ", "");
    assert!(letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    let stop = letter.split("List-Unsubscribe: <").nth(1).unwrap().split('>').next().unwrap();
    let path = stop.strip_prefix(&service.base).expect("an address of this service");
    let setting = || {
        let mut connection = place.store().connection().unwrap();
        let user =
            speir::users::by_email(&mut connection, "lead@speir.example").unwrap().unwrap().user;
        digest::setting(&mut connection, user.id).unwrap()
    };
    assert!(service.get(path).text.contains("Stop the digest"));
    assert_eq!(setting(), Rhythm::Weekly);
    // As a mail program does it: from no page, with no cookie.
    let request = agent().post(stop).header("Content-Type", "application/x-www-form-urlencoded");
    let request = request.header("Sec-Fetch-Site", "cross-site");
    assert_eq!(request.send("List-Unsubscribe=One-Click").unwrap().status(), 200);
    assert_eq!(setting(), Rhythm::Never);
    assert_eq!(service.post(path, "").status, 200, "again is no error");
    let stops = place.entries(50);
    assert_eq!(stops.iter().filter(|entry| entry.action == "Stopped the digest").count(), 1);
    assert_eq!(service.get("/digest/stop/nonsense").status, 404);
    assert_eq!(service.post("/digest/stop/nonsense", "").status, 404);

    let cookie = service.sign_in("lead@speir.example", &password);
    let page = service.get_as("/console/account/digest", &cookie);
    assert!(page.status == 200 && page.text.contains("value=\"never\" checked"), "{}", page.text);
    assert!(!place.log().contains(path.rsplit('/').next().unwrap()), "{}", place.log());
}

#[test]
fn the_setting_is_kept_and_what_is_no_setting_is_refused() {
    let (place, service, password) = with_something_to_do();
    let cookie = service.sign_in("lead@speir.example", &password);
    let post = |body: &str, site: &str| {
        let request = agent()
            .post(format!("{}/console/account/digest", service.base))
            .header("Cookie", &cookie);
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        request.header("Sec-Fetch-Site", site).send(body).unwrap()
    };
    assert_eq!(post("rhythm=hourly", "same-origin").status(), 422);
    assert_eq!(post("rhythm=daily", "cross-site").status(), 403);
    let kept = post("rhythm=daily", "same-origin");
    assert_eq!(
        (kept.status().as_u16(), kept.headers()["location"].to_str().unwrap()),
        (303, "/console/account/digest?kept")
    );
    let page = service.get_as("/console/account/digest?kept", &cookie);
    assert!(
        page.text.contains("value=\"daily\" checked") && page.text.contains("role=\"status\""),
        "{}",
        page.text
    );
    let viewer = service.sign_in("v@speir.example", &add(&place, "v@speir.example", "viewer"));
    assert!(service.get_as("/console/account/digest", &viewer).text.contains("You get none."));
}

#[test]
fn a_real_mail_server_delivers_a_digest() {
    let server = MailServer::start(&[]);
    let place = Place::by_invitation();
    add(&place, "lead@speir.example", "lead");
    let _service = place.serve_mail(&server.plain, &[]);
    place.run(&["message", "digest", "lead@speir.example"]);
    let delivered = server.wait_for("speir.example", 1);
    let (subject, text) = read(&fs::read(&delivered[0]).unwrap());
    assert_eq!(subject, "Speir: 1 collection needs you");
    assert!(text.contains("Upload the list of mailboxes"), "{text}");
}

#[test]
fn administrators_get_the_head_of_the_audit_log_on_every_working_day() {
    let place = Place::with_collections();
    add(&place, "admin@speir.example", "admin");
    add(&place, "v@speir.example", "viewer");
    for day in 0..5 {
        assert_eq!(queue_due(&place, monday() + Days::new(day)), 1);
    }
    assert_eq!(queue_due(&place, monday() + Days::new(5)), 0, "on Saturday");
}

#[test]
fn an_old_digest_proves_that_the_audit_log_was_changed() {
    let place = Place::with_collections();
    add(&place, "admin@speir.example", "admin");
    let _service = place.serve();
    place.run(&["message", "digest", "admin@speir.example"]);
    wait_until("the digest is sent", || waiting(&place) == 0);
    // On a working morning the service sends one of its own, too.
    let any = fs::read_dir(place.mail()).unwrap().next().expect("a digest").unwrap().path();
    let (subject, text) = read(&fs::read(any).unwrap());
    assert!(subject.starts_with("Speir: audit log at entry "), "{subject}");
    let command = text
        .lines()
        .find_map(|line| line.strip_prefix("speir audit verify --head "))
        .expect("a command");
    place.run(&["audit", "verify", "--head", command.trim()]);
    let other = command.trim().replace(':', ":0");
    assert!(
        place
            .refuse(&["audit", "verify", "--head", &other[..other.len() - 1]])
            .contains("does not match the SHA-256")
    );
}
