//! Every page of a collection that the team records says so, and nothing of how people are asked.

use chrono::{Duration, Utc};
use scraper::{Html, Selector};

use super::{MEETINGS, READINGS, Team, UNREAD, answers};
use crate::console::routes::pages_of_collections;

/// Words about people who are asked.
const WRONG: [&str; 14] = [
    "link",
    "poster",
    "reminder",
    "invitation",
    "invited",
    "two hours",
    "respond",
    "slip",
    "mailbox",
    "ticket",
    "respondent",
    "anonymous survey",
    "response",
    "answered",
];

/// The text of a page within its main part, in lower case.
fn main_of(text: &str) -> String {
    let page = Html::parse_document(text);
    let main = page.select(&Selector::parse("main").unwrap()).next().unwrap();
    main.text().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn filled(route: &str, id: speir::store::Id) -> String {
    let route = route.replace("{id}", &id.to_string()).replace("{number}", "1");
    format!("/console{}", route.replace("{turn}", "1").replace("{format}", "csv"))
}

/// The pages that are shown, each checked.
fn walk(team: &Team, state: &str) -> usize {
    let mut shown = 0;
    for survey in [READINGS, MEETINGS] {
        for route in pages_of_collections() {
            if route.ends_with("/live") {
                continue;
            }
            let path = filled(&route, team.place.id(survey));
            let page = team.get(0, &path);
            if page.status != 200 || !page.headers.contains("text/html") {
                assert!([200, 303, 403, 404].contains(&page.status), "{path}: {}", page.status);
                continue;
            }
            let text = main_of(&page.text);
            assert_eq!(text.matches("not anonymous.").count(), 1, "{state}, {path}: {text}");
            for word in WRONG {
                assert!(!text.contains(word), "{state}, {path}: {word}: {text}");
            }
            assert!(!page.text.contains("It cannot tell who"), "{state}, {path}");
            shown += 1;
        }
    }
    shown
}

#[test]
fn in_every_state_each_page_says_how_it_is_recorded() {
    let team = Team::new();
    team.draw(12, 2);
    for (number, turn, member) in team.given() {
        let path = team.at(READINGS, &format!("records/{number}/{turn}"));
        let saved = team.post(member, &path, &[&[UNREAD][..], &answers("home", "good")].concat());
        assert_eq!(saved.status, 303, "{}", saved.text);
    }
    let new = team.at(MEETINGS, "records/new");
    let meeting =
        [("q-who", "young"), ("q-how-many", "3"), ("q-themes", "safety"), ("save", "done")];
    assert_eq!(team.send(0, &new, &meeting).status, 303);
    assert!(walk(&team, "open") >= 20);

    let at = |hours: i64| (Utc::now() + Duration::hours(hours)).format("%Y-%m-%d %H:%M:%S");
    team.place.sql(&format!(
        "UPDATE collections SET opens_at = '{}', closes_at = '{}'",
        at(24),
        at(48)
    ));
    assert!(walk(&team, "planned") >= 20);
    team.place.sql(&format!(
        "UPDATE collections SET opens_at = '{}', closes_at = '{}'",
        at(-24),
        at(-1)
    ));
    assert!(walk(&team, "closing") >= 20);
    team.place.close();
    assert!(walk(&team, "closed") >= 20);
    team.place.release();
    assert!(walk(&team, "released") >= 20);
}

#[test]
fn an_empty_collection_is_deleted_in_its_own_words() {
    let team = Team::new();
    let delete = team.get(0, &team.at(MEETINGS, "delete"));
    let text = main_of(&delete.text);
    assert!(text.contains("nothing has been recorded."), "{text}");
    for word in WRONG {
        assert!(!text.contains(word), "{word}: {text}");
    }
    assert_eq!(team.send(0, &team.at(MEETINGS, "delete"), &[]).status, 303);
}

#[test]
fn the_target_of_what_the_team_records_is_neither_shown_nor_changed() {
    let team = Team::new();
    let change = team.at(READINGS, "change");
    assert!(!team.get(0, &change).text.contains("name=\"target_percent\""));
    assert_eq!(team.send(0, &change, &[("target_percent", "40")]).status, 303);
    let targets = "SELECT COUNT(*) FROM collections WHERE target_percent = 40";
    assert_eq!(team.place.number(targets), 0);
}

#[test]
fn a_meeting_cannot_be_added_after_closing() {
    let team = Team::new();
    team.place.close();
    let page = team.get(0, &team.at(MEETINGS, "records/new")).text;
    assert!(
        page.contains("It closed on") && page.contains("No meeting can be recorded now."),
        "{page}"
    );
    assert!(!page.contains("No answer") && !page.contains("<form class=\"record\""), "{page}");
}
