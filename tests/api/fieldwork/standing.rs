//! What needs somebody is the same in the list of inspections, the overview, the digest, the API
//! and the files.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use serde_json::Value;
use speir::notice;

use crate::{
    api::counts::two_inspections,
    notice::accounts::read,
    support::{Place, Service, today, wait_until},
};

/// The reasons of each collection that needs somebody, by its id, as the API gives them.
fn by_api(service: &Service, token: &str, inspection: &str) -> BTreeMap<String, BTreeSet<String>> {
    let rates = service.figures(token, &format!("/inspections/{inspection}/rates"));
    let list = |value: &Value| value.as_array().unwrap().clone();
    let mut needs = BTreeMap::new();
    for one in list(&rates["areas"]).iter().flat_map(|area| list(&area["audiences"])) {
        let id = one["collection"].as_str().unwrap().to_owned();
        let reasons: BTreeSet<_> = list(&one["standing"]["needs"])
            .iter()
            .map(|need| need.as_str().unwrap().to_owned())
            .collect();
        let alone = service.figures(token, &format!("/collections/{id}"));
        assert_eq!(
            alone["standing"]["needs"], one["standing"]["needs"],
            "the collection's own figures say the same"
        );
        needs.insert(id, reasons);
    }
    needs
}

/// The ids of collections that a text links to, with the text before each link.
fn linked(text: &str) -> Vec<(&str, String)> {
    let mut parts = text.split("/console/collections/");
    let mut before = parts.next().unwrap_or_default();
    let mut found = Vec::new();
    for part in parts {
        found.push((before, part.chars().take(36).collect()));
        before = part;
    }
    found
}

fn digest(place: &Place) -> String {
    place.run(&["message", "digest", "lead@speir.example"]);
    let waiting = || notice::waiting(&mut place.store().connection().unwrap()).unwrap();
    wait_until("the digest is sent", || waiting() == 0);
    let letters = std::fs::read_dir(place.mail())
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    letters
        .map(|letter| read(&letter))
        .find(|(subject, _)| subject.starts_with("Speir: "))
        .unwrap()
        .1
}

#[test]
fn what_needs_somebody_is_the_same_everywhere() {
    let place = two_inspections();
    let password = place.user("lead@speir.example", "lead");
    let link = |area: &str, audience: &str| {
        let of = |one: &&Value| one["area"] == area && one["audience"] == audience;
        place.collections().iter().find(of).unwrap()["link"].as_str().unwrap().to_owned()
    };
    let people = place.dir.path().join("list.csv");
    std::fs::write(
        &people,
        (1..=20).fold(String::new(), |list, n| list + &format!("person{n}@example.org\n")),
    )
    .unwrap();
    place.run(&[
        "invitation",
        "import",
        &link("S12000019", "staff"),
        people.to_str().unwrap(),
        "--adding",
        "20",
    ]);
    place.sql(
        "UPDATE collections SET population = 10 WHERE area = 'S12000047' AND audience = 'age-8-15'",
    );
    let service = place.serve();
    let fife = link("S12000047", "age-8-15");
    for _ in 0..12 {
        service.answer(&fife, "safe-where-i-live=always");
    }
    wait_until("the responses are counted", || {
        place.number("SELECT COUNT(*) FROM held_responses") == 12
    });
    // The count of so few people moves at midnight.
    place.sql(&format!("UPDATE daily_returns SET day = '{}'", today() - Days::new(1)));
    place.sql("UPDATE mailings SET paused = TRUE");
    let token = place.token("lead@speir.example", "A test");
    let inspections = service.figures(&token, "/inspections");
    let inspection = inspections["inspections"][0]["id"].as_str().unwrap().to_owned();

    let needs = by_api(&service, &token, &inspection);
    let with = |reason: &str| -> BTreeSet<String> {
        needs
            .iter()
            .filter(|(_, reasons)| reasons.contains(reason))
            .map(|(id, _)| id.clone())
            .collect()
    };
    let counts = ["behind", "no-population", "too-many", "messages-paused", "closing"]
        .map(|reason| with(reason).len());
    assert_eq!(counts, [2, 1, 1, 1, 0], "{needs:?}");

    let cookie = service.sign_in("lead@speir.example", &password);
    let list = service.get_as("/console", &cookie).text;
    assert!(list.contains("2 collections are behind, 2 more need you"), "{list}");

    let page = service.get_as(&format!("/console/inspections/{inspection}"), &cookie).text;
    assert!(page.contains("4 collections need you today."), "{page}");
    let section = page
        .split_once("aria-label=\"What needs you\"")
        .unwrap()
        .1
        .split_once("</section>")
        .unwrap()
        .0;
    for (heading, reason) in [
        ("2 are behind", "behind"),
        ("No population", "no-population"),
        ("Too many", "too-many"),
        ("Messages paused", "messages-paused"),
    ] {
        let part = section.split_once(heading).unwrap().1.split_once("</li>").unwrap().0;
        let named: BTreeSet<String> = linked(part).into_iter().map(|(_, id)| id).collect();
        assert_eq!(named, with(reason), "{heading}");
    }
    assert_eq!(section.matches("<li").count(), 4, "no other reason stands there");

    let text = digest(&place);
    for (words, reason) in [
        ("it should now be at", "behind"),
        ("its population is unknown", "no-population"),
        ("more than its population", "too-many"),
        ("its messages are paused", "messages-paused"),
    ] {
        let said: BTreeSet<String> = linked(&text)
            .into_iter()
            .filter(|(before, _)| before.contains(words))
            .map(|(_, id)| id)
            .collect();
        assert_eq!(said, with(reason), "{words}: {text}");
    }

    let csv = service.get_as(&format!("/console/inspections/{inspection}/rates.csv"), &cookie).text;
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let mut in_file: Vec<BTreeSet<String>> = rows
        .iter()
        .map(|row| row["needs"].split_whitespace().map(str::to_owned).collect())
        .collect();
    let mut expected: Vec<_> = needs.into_values().collect();
    in_file.sort();
    expected.sort();
    assert_eq!(in_file, expected);
}
