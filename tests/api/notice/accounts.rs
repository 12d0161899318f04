//! Mail to users of the console: sent once, by whichever process, and never kept with what opens
//! it.

use std::{fs, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use mail_parser::MessageParser;
use speir::{
    notice::{self, Notice, NoticeKind},
    store::{Id, Passes, upkeep},
    users::{self, NewUser, Role},
};

use crate::support::{
    BadSmtp, Behaviour, Cluster, MailServer, Place, form, snapshot::settings, wait_until,
};

/// Queues an invitation to somebody, and gives the id of the joining.
pub fn invite(place: &Place, recipient: &str, ends_at: DateTime<Utc>) -> Id {
    let joining = Id::random();
    let kind = NoticeKind::Join { joining, role: Role::Lead };
    let notice = Notice { kind, recipient, due_at: Utc::now(), ends_at, actor: None };
    notice::queue(&mut place.store().connection().unwrap(), &notice).unwrap();
    joining
}

fn in_two_days() -> DateTime<Utc> {
    Utc::now() + TimeDelta::days(2)
}

fn waiting(place: &Place) -> u64 {
    notice::waiting(&mut place.store().connection().unwrap()).unwrap()
}

/// The subject and the plain text of a message.
pub fn read(bytes: &[u8]) -> (String, String) {
    let message = MessageParser::default().parse(bytes).expect("a message");
    let text = message.body_text(0).expect("plain text").into_owned();
    assert!(message.body_html(0).is_some(), "every message is there as HTML too");
    (message.subject().unwrap_or_default().to_owned(), text)
}

/// A plain text without its line breaks.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands after `/join/` in a text.
pub fn pass(text: &str) -> String {
    let rest = text.split("/join/").nth(1).expect("a link");
    rest.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn an_invitation_to_the_console_is_sent_once_with_a_link_that_no_table_and_no_log_knows() {
    let place = Place::with_collections();
    let service = place.serve();
    let joining = invite(&place, "new.lead@speir.example", in_two_days());
    wait_until("the notice is sent", || waiting(&place) == 0);
    let files: Vec<_> =
        fs::read_dir(place.mail()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let bytes = fs::read(&files[0]).unwrap();
    let (subject, text) = read(&bytes);
    assert_eq!(subject, "You have been invited to Speir");
    let pass = pass(&text);
    let mut names = settings();
    names.add_filter(&pass, "[pass]");
    names.add_filter(r"(?s)It works once,\s+until.*?\.\s", "It works once, until [time].\n");
    names.bind(|| insta::assert_snapshot!("join", text));
    assert!(
        !String::from_utf8_lossy(&bytes).contains("List-Unsubscribe"),
        "nobody unsubscribes from what lets them in"
    );
    assert_eq!(Passes::of(&place.secret()).read(&pass), Some(joining));
    service.stop();
    for table in upkeep::layout(&mut place.store().connection().unwrap()).unwrap() {
        let rows = place.rows(&table.name).join("\n");
        assert!(!rows.contains(&pass), "{}", table.name);
    }
    let log = place.log();
    assert!(!log.contains(&pass) && !log.contains("new.lead"), "{log}");
}

#[test]
fn an_invitation_names_who_sent_it_and_to_what() {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let inspection = place.inspection_id().to_string();
    let fields = [
        ("email", "new.coordinator@example.org"),
        ("role", "coordinator"),
        ("areas", "S12000019"),
        ("inspections", inspection.as_str()),
    ];
    let made = service.post_as("/console/users", &cookie, &form(&fields));
    assert_eq!(made.status, 303, "{}", made.text);
    wait_until("the notice is sent", || waiting(&place) == 0);
    let file = fs::read_dir(place.mail()).unwrap().next().unwrap().unwrap().path();
    let text = flowing(&read(&fs::read(file).unwrap()).1);
    let by = "lead@speir.example has invited you to Speir as a local co-ordinator for Midlothian.";
    assert!(text.starts_with(by), "{text}");
    assert!(text.contains("You will see: “Midlothian 20"), "{text}");
}

#[test]
fn what_is_withdrawn_before_it_leaves_is_not_sent_and_what_is_not_due_waits() {
    let place = Place::with_collections();
    let first = NewUser::new("first@example.org", Role::Viewer);
    let (first, _) = notice::accounts::invite(
        &mut place.store().connection().unwrap(),
        &first,
        "lead@speir.example",
        Utc::now(),
    )
    .unwrap();
    invite(&place, "second@example.org", in_two_days());
    let kind = NoticeKind::NewPassword { joining: Id::random() };
    let later = Utc::now() + TimeDelta::hours(1);
    let notice = Notice {
        kind,
        recipient: "third@example.org",
        due_at: later,
        ends_at: in_two_days(),
        actor: None,
    };
    {
        let mut connection = place.store().connection().unwrap();
        notice::queue(&mut connection, &notice).unwrap();
        users::queries::remove(&mut connection, first.id).unwrap();
    }
    let _service = place.serve();
    wait_until("the second is sent", || waiting(&place) == 1);
    assert_eq!(fs::read_dir(place.mail()).unwrap().count(), 1);
    place.sql("UPDATE notices SET due_at = '2020-01-01 10:00:00'");
    wait_until("the third is sent", || waiting(&place) == 0);
    assert_eq!(fs::read_dir(place.mail()).unwrap().count(), 2);
}

#[test]
fn nothing_is_sent_while_all_messages_are_paused() {
    let place = Place::with_collections();
    place.run(&["message", "pause"]);
    let service = place.serve();
    invite(&place, "new.lead@speir.example", in_two_days());
    assert!(place.run(&["message", "status"]).contains("1 notice to a user of the console waits."));
    service.after_a_round("Notices");
    assert_eq!(waiting(&place), 1);
    place.run(&["message", "resume"]);
    wait_until("the notice is sent", || waiting(&place) == 0);
}

#[test]
fn trouble_with_the_server_counts_against_nobody_and_a_refusal_for_good_is_written_down() {
    let server = BadSmtp::start(Behaviour::RefuseAtGreeting("421 4.3.2 Closing".to_owned()));
    let place = Place::with_collections();
    let _service = place.serve_mail(&server.address(), &[]);
    invite(&place, "new.lead@speir.example", in_two_days());
    wait_until("the log says so", || place.log().contains("notices are waiting"));
    assert_eq!((waiting(&place), place.number("SELECT SUM(attempts) FROM notices")), (1, 0));
    server.behave(Behaviour::RefuseRecipients("450 4.2.0 Later".to_owned()));
    wait_until("it is refused for now", || place.number("SELECT SUM(attempts) FROM notices") == 1);
    server.behave(Behaviour::Accept);
    place.sql("UPDATE notices SET due_at = '2020-01-01 10:00:00'");
    wait_until("it is sent", || waiting(&place) == 0);
    assert_eq!(server.accepted(), 1);
    server.behave(Behaviour::RefuseRecipients("550 5.1.1 Nobody here".to_owned()));
    let joining = invite(&place, "gone@example.org", in_two_days());
    wait_until("it is given up", || waiting(&place) == 0);
    let entries = place.entries(5);
    let entry = entries.iter().find(|entry| entry.subject == "gone@example.org").expect("an entry");
    assert_eq!(
        entry.action,
        "Gave up sending an invitation to the console: there is no such mailbox"
    );
    let pass = Passes::of(&place.secret()).write(joining).to_string();
    assert!(!place.log().contains("gone@") && !place.log().contains(&pass), "{}", place.log());
}

#[test]
fn what_cannot_be_sent_before_its_time_is_over_is_given_up() {
    let place = Place::with_collections();
    invite(&place, "late@example.org", Utc::now() - TimeDelta::minutes(1));
    let _service = place.serve();
    wait_until("it is given up", || waiting(&place) == 0);
    let entries = place.entries(1);
    assert_eq!(
        entries[0].action,
        "Gave up sending an invitation to the console: it could not be sent in time"
    );
    assert!(fs::read_dir(place.mail()).is_err(), "no message was written");
}

#[test]
fn of_several_processes_one_sends_a_notice() {
    let (server, place) = (
        BadSmtp::start(Behaviour::Slow(Duration::from_millis(5))),
        Place::in_cluster(Cluster::shared()),
    );
    place.publish_all();
    let _services: Vec<_> = (0..3).map(|_| place.serve_mail(&server.address(), &[])).collect();
    for number in 0..30 {
        invite(&place, &format!("user{number}@example.org"), in_two_days());
    }
    wait_until("all are sent", || waiting(&place) == 0);
    let mut to: Vec<_> = server.received().into_iter().flat_map(|one| one.to).collect();
    to.sort();
    assert_eq!(to.len(), 30);
    to.dedup();
    assert_eq!(to.len(), 30);
}

#[test]
fn a_real_mail_server_takes_a_notice_and_delivers_it() {
    let (server, place) = (MailServer::start(&[]), Place::with_collections());
    let _service = place.serve_mail(&server.plain, &[]);
    let joining = invite(&place, "new.lead@example.org", in_two_days());
    let delivered = server.wait_for("example.org", 1);
    let (_, text) = read(&fs::read(&delivered[0]).unwrap());
    assert_eq!(Passes::of(&place.secret()).read(&pass(&text)), Some(joining));
}
