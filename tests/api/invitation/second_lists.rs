//! A list that comes after the invitations have begun.

use std::fs;

use scraper::{Html, Selector};

use crate::support::{Answer, Place, Service};

/// Mailboxes with these numbers, one on a line.
fn list(numbers: std::ops::RangeInclusive<usize>) -> String {
    numbers.map(|n| format!("person{n}@example.org\n")).collect()
}

/// A place whose 30 invitations have been sent.
fn running() -> (Place, Service) {
    let place = Place::by_invitation();
    place.invite(30);
    let service = place.serve();
    place.wait_for_letters(30);
    (place, service)
}

fn import(place: &Place, list: &str, more: &[&str]) -> Vec<String> {
    let file = place.dir.path().join("second.csv");
    fs::write(&file, list).unwrap();
    let link = place.link("staff");
    let fixed = ["invitation", "import", &link, file.to_str().unwrap()].map(str::to_owned);
    fixed.into_iter().chain(more.iter().map(|&more| more.to_owned())).collect()
}

fn refuse(place: &Place, list: &str, more: &[&str]) -> String {
    let arguments = import(place, list, more);
    place.refuse(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn run(place: &Place, list: &str, more: &[&str]) -> String {
    let arguments = import(place, list, more);
    place.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn the_command_says_what_it_would_do_and_does_it_with_yes() {
    let (place, _service) = running();
    let before = place.rows("invitations");
    let said = refuse(&place, &list(26..=35), &[]);
    for part in ["5 new, 5 from an earlier list", "Nothing was imported", "--yes"] {
        assert!(said.contains(part), "{said}");
    }
    let said = refuse(&place, &list(1..=60), &["--yes"]);
    assert!(
        said.contains("30 new, 30 from an earlier list") && said.contains("--adding 30"),
        "{said}"
    );
    assert!(refuse(&place, &list(1..=60), &["--adding", "29"]).contains("--adding 30"));
    assert_eq!((place.rows("invitations"), place.queue()), (before, 0));
    assert!(
        run(&place, &list(26..=35), &["--yes"])
            .contains("5 mailboxes imported, 5 were already in the list")
    );
    place.wait_for_letters(35);
    run(&place, &list(1..=65), &["--adding", "30"]);
    place.wait_for_letters(65);
    assert!(
        place.letters().values().all(|letters| letters.len() == 1),
        "nobody is written to twice"
    );
    let action = place.entries(1).remove(0).action;
    assert_eq!(action, "Imported mailboxes: 30 new, 35 known, after invitations had started");
    // A list that adds nobody sends nothing.
    assert!(run(&place, &list(1..=65), &[]).contains(
        "0 mailboxes imported, 65 were already in the \
            list"
    ));
    place.run(&["check-store"]);
}

/// Sends a form as a browser does, with these fields.
pub fn send(service: &Service, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let part = |(name, value): &(&str, &str)| {
        format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{}\r\n",
            value.replace('\n', "\r\n")
        )
    };
    let body = fields.iter().map(part).collect::<String>() + "--edge--\r\n";
    let request = service.agent.post(format!("{}{path}", service.base)).header("Cookie", cookie);
    Answer::of(request.content_type("multipart/form-data; boundary=edge").send(body).unwrap())
}

/// The hidden fields of the page, as a browser sends them again.
pub fn hidden(page: &str) -> Vec<(String, String)> {
    let fields = Selector::parse("main form input[type=hidden]").unwrap();
    let value = |field: scraper::ElementRef<'_>, name| field.value().attr(name).unwrap().to_owned();
    Html::parse_document(page)
        .select(&fields)
        .map(|field| (value(field, "name"), value(field, "value")))
        .collect()
}

pub fn facts(page: &str) -> Vec<String> {
    let fields = Selector::parse("dl.facts > div").unwrap();
    Html::parse_document(page)
        .select(&fields)
        .map(|one| one.text().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn the_console_shows_a_list_and_adds_it_once_confirmed() {
    let (place, service) = running();
    let password = place.user("coordinator@speir.example", "coordinator");
    let cookie = service.sign_in("coordinator@speir.example", &password);
    let path = format!("/console/collections/{}/invitations/import", place.id("staff").0);
    let before = place.rows("invitations");
    let asked = send(&service, &path, &cookie, &[("list", &list(26..=35))]);
    assert_eq!(asked.status, 200, "{}", asked.text);
    let expected =
        ["New mailboxes 5", "In an earlier list, and not invited again 5", "Mailboxes so far 30"];
    assert_eq!(facts(&asked.text)[..3], expected);
    assert!(facts(&asked.text).contains(
        &"The first and the last address person26@example.org … person35@example.org".to_owned()
    ));
    assert!(asked.headers.contains("no-store"));
    assert_eq!((place.rows("invitations"), place.queue()), (before, 0), "nothing is added yet");
    let fields = hidden(&asked.text);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(send(&service, &path, &cookie, &fields).status, 303);
    place.wait_for_letters(35);
    assert_eq!(
        send(&service, &path, &cookie, &fields).status,
        303,
        "pressed twice, it adds nobody"
    );
    let action = place.entries(1).remove(0).action;
    assert!(action.starts_with("Imported mailboxes: 0 new"), "{action}");
    assert!(place.letters().values().all(|letters| letters.len() == 1));
}

#[test]
fn a_large_list_is_added_with_its_number_alone() {
    let (place, service) = running();
    let password = place.user("coordinator@speir.example", "coordinator");
    let cookie = service.sign_in("coordinator@speir.example", &password);
    let path = format!("/console/collections/{}/invitations/import", place.id("staff").0);
    let list = list(1..=60);
    for fields in [
        &[("list", list.as_str()), ("seen", "30")][..],
        &[("list", &list), ("seen", "30"), ("counted", "31")],
    ] {
        let asked = send(&service, &path, &cookie, fields);
        assert_eq!(asked.status, 422);
        assert!(asked.text.contains("This is not the number of new mailboxes"), "{}", asked.text);
        assert!(asked.text.contains("name=\"counted\""));
    }
    assert_eq!(place.queue(), 0);
    assert_eq!(
        send(&service, &path, &cookie, &[("list", &list), ("seen", "30"), ("counted", "30")])
            .status,
        303
    );
    place.wait_for_letters(60);
}

#[test]
fn a_list_that_changed_meanwhile_is_shown_again() {
    let (place, service) = running();
    let password = place.user("coordinator@speir.example", "coordinator");
    let cookie = service.sign_in("coordinator@speir.example", &password);
    let path = format!("/console/collections/{}/invitations/import", place.id("staff").0);
    run(&place, &list(31..=35), &["--yes"]);
    let asked = send(&service, &path, &cookie, &[("list", &list(26..=40)), ("seen", "10")]);
    assert_eq!((asked.status, facts(&asked.text)[0].as_str()), (200, "New mailboxes 5"));
}

#[test]
fn a_list_for_a_paused_survey_says_that_its_messages_wait() {
    let (place, service) = running();
    let password = place.user("coordinator@speir.example", "coordinator");
    let cookie = service.sign_in("coordinator@speir.example", &password);
    let path = format!("/console/collections/{}/invitations/import", place.id("staff").0);
    let leave = "new ones are sent as soon as you confirm";
    let wait = "Messages for this survey are paused, so new ones wait";
    for (paused, told, not_told) in [("FALSE", leave, wait), ("TRUE", wait, leave)] {
        place.sql(&format!("UPDATE mailings SET paused = {paused}"));
        let asked = send(&service, &path, &cookie, &[("list", &list(26..=35))]).text;
        assert!(asked.contains(told) && !asked.contains(not_told), "{asked}");
    }
}
