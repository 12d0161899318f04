//! Nobody can see who has answered: of two services that differ in nothing but whose invitation was
//! used, every page, every export and every log says the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use crate::support::{ANSWER, Kind, Place, Service, wait_until};

const ROLES: [&str; 5] = ["admin", "lead", "coordinator", "viewer", "analyst"];

/// Everything that is the same in two twins until somebody answers.
struct Twin {
    place: Place,
    service: Service,
}

/// Two copies of a service in which ten people have been invited, and the personal links of the
/// first two.
fn twins() -> ([Twin; 2], [String; 2], Vec<(String, String)>) {
    let first = Place::by_invitation();
    first.invite(10);
    // No digest comes between the invitations, at whatever hour the test runs.
    first.sql("INSERT INTO chores (name, done_on) VALUES ('digest', CURRENT_DATE)");
    let users: Vec<(String, String)> =
        ROLES.map(|role| (format!("{role}@speir.example"), password(&first, role))).into();
    let service = first.serve();
    first.wait_for_letters(10);
    drop(service);
    let letters = first.letters();
    let links =
        ["person1@example.org", "person2@example.org"].map(|to| letters[to][0].link.clone());
    let second = if first.kind == Kind::Sqlite { Place::on_sqlite() } else { Place::on_postgres() };
    first.run(&["copy-to", second.address()]);
    fs::copy(first.key_file(), second.key_file()).unwrap();
    let twins = [first, second].map(|place| {
        let _ = fs::remove_file(place.dir.path().join("log"));
        let service = place.serve_with(&[("SPEIR_LOG", "debug")]);
        Twin { place, service }
    });
    (twins, links, users)
}

fn password(place: &Place, role: &str) -> String {
    place.user(&format!("{role}@speir.example"), role)
}

/// Every page of the console that `cookie` opens, found by its links.
fn walk(twin: &Twin, cookie: &str) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut ahead = BTreeSet::from(["/console".to_owned()]);
    while let Some(path) = ahead.pop_first() {
        let (page, links) = look(twin, &path, cookie);
        ahead.extend(links.into_iter().filter(|link| !pages.contains_key(link)));
        pages.insert(path, page);
    }
    pages
}

/// A page, and the addresses to which it leads.
fn look(Twin { place, service }: &Twin, path: &str, cookie: &str) -> (String, Vec<String>) {
    let page = service.get_as(path, cookie);
    let links = page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links = links.map(|link| link.replace("&amp;", "&"));
    let links =
        links.filter(|link| link.starts_with("/console") && !is_another_each_time(link)).collect();
    let key = hidden_key(&page.text);
    let text =
        timeless(&page.text.replace(&key, "a key")).replace(&service.base, "https://speir.example");
    let text = text.replace(place.mail().to_str().unwrap(), "mail");
    // The twins are walked one after the other, and these say when somebody signed in or took a
    // file away.
    let tells_the_time = ["/console/audit", "/console/users", "/console/account"]
        .iter()
        .any(|of| path.starts_with(of));
    let text = if tells_the_time { text.replace(|c: char| c.is_ascii_digit(), "") } else { text };
    (format!("{} {text}", page.status), links)
}

/// The random key by which a form that is sent twice is recognised.
fn hidden_key(page: &str) -> String {
    let key = page.split("name=\"making\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    key.unwrap_or("no key").to_owned()
}

/// Whether an address gives something else whenever it is asked: a fresh key, or a file with the
/// moment at which it was taken.
fn is_another_each_time(link: &str) -> bool {
    link == "/console/account/second-step"
        || link.ends_with("/rates.xlsx")
        || link.ends_with("/rates.json")
        || link.starts_with("/console/audit/")
}

/// A page without the minute at which it was shown, and without what is random in each.
fn timeless(page: &str) -> String {
    let mut text = page.to_owned();
    for (from, until) in [("Figures as of ", "Reload the page"), ("name=\"batch\" value=\"", "\"")]
    {
        while let Some(start) = text.find(from) {
            let rest = start + from.len();
            let end = text[rest..].find(until).map_or(text.len(), |at| rest + at);
            text.replace_range(start..end, "");
        }
    }
    text
}

/// A log without its times, ports and folders.
fn log(place: &Place) -> Vec<String> {
    let said = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let message = value["fields"]["message"].to_string();
        format!("{} {}", value["level"], message.split("127.0.0.1").next().unwrap())
    };
    let mut lines: Vec<String> = place.log().lines().map(said).collect();
    // This comes whenever a processor has nothing else to do.
    lines.retain(|line| !line.contains("the forms are compressed"));
    lines.sort();
    lines
}

#[test]
fn of_two_people_nobody_can_tell_which_has_answered_by_any_page_as_any_role_any_export_or_any_log()
{
    let (twins, links, users) = twins();
    for (twin, link) in twins.iter().zip(&links) {
        assert_eq!(twin.service.get(link).status, 200);
        assert_eq!(twin.service.post(link, ANSWER).status, 303, "{}", twin.place.log());
        assert_eq!(twin.place.returned("staff"), 1);
    }
    // And a reminder, which concerns the one and not the other.
    for twin in &twins {
        twin.place.make_due(1);
    }
    for twin in &twins {
        let reminders = || {
            twin.place
                .letters()
                .into_values()
                .flatten()
                .filter(|l| l.subject.starts_with("Reminder"))
                .count()
        };
        wait_until("nine reminders", || reminders() == 9 && twin.place.queue() == 0);
    }
    let [first, second] = &twins;
    for (email, password) in &users {
        let cookies = [first, second].map(|twin| twin.service.sign_in(email, password));
        let (here, there) = (walk(first, &cookies[0]), walk(second, &cookies[1]));
        assert!(here.len() > 8, "{email} sees {:?}", here.keys());
        for (path, page) in &here {
            // A chart moves with the clock: what tells somebody apart would do so again.
            let again = || look(first, path, &cookies[0]).0 == look(second, path, &cookies[1]).0;
            let same = there.get(path) == Some(page)
                || (there.contains_key(path) && (0..3).any(|_| again()));
            assert!(same, "{path} differs for {email}:\n{page}\n{:?}", there.get(path));
            for secret in links
                .iter()
                .map(|link| link.rsplit('/').next().unwrap())
                .chain(["person1@", "person2@"])
            {
                assert!(!page.contains(secret), "{path} names somebody to {email}");
            }
        }
        assert_eq!(here.len(), there.len());
    }
    for command in
        [&["collection", "list", "--json"][..], &["message", "status"], &["inspection", "list"]]
    {
        assert_eq!(first.place.run(command), second.place.run(command), "{command:?}");
    }
    assert_eq!(log(&first.place), log(&second.place));
    // Without the secret not even the whole database tells: what is kept of an invitation has not
    // changed, and what is kept of a ticket leads to none.
    for table in ["invitations", "invited", "waves", "mailings", "audit_log", "returns", "holdings"]
    {
        let rows = |twin: &Twin| {
            let mut rows = twin.place.rows(table);
            // What the walk itself has done.
            rows.retain(|row| {
                !["Downloaded", "Signed in", "Confirmed with"].iter().any(|done| row.contains(done))
            });
            rows
        };
        assert_eq!(rows(first), rows(second), "{table}");
    }
    let invitations = first.place.rows("invitations").join("\n");
    for ticket in first.place.rows("issued_tickets") {
        let digest = ticket.split('"').nth(3).unwrap();
        assert!(digest.len() >= 64 && !invitations.contains(digest), "{ticket}");
    }
}
