use speir::inspection::queries::unscoped;

use super::{AREAS, SURVEY, ask, collection, links, page, review, save};
use crate::support::{Desk, wait_until};

fn areas_page(desk: &Desk) -> String {
    format!("/console/inspections/{}/officers/{SURVEY}", desk.place.inspection_id())
}

#[test]
fn everybody_who_is_asked_gets_a_link_of_their_own_once() {
    let desk = review();
    let sent = ask(&desk, "Fife", &["a@fife.example", "b@fife.example"]);
    assert_ne!(sent["a@fife.example"], sent["b@fife.example"]);
    for link in sent.values() {
        let form = desk.service.get(link);
        assert_eq!(form.status, 200);
        for part in
            ["You answer for Fife.", "It is not anonymous", "a@fife.example, b@fife.example"]
        {
            assert!(form.text.contains(part), "{part}: {}", form.text);
        }
        assert!(form.headers.contains("no-store") && !form.headers.contains("set-cookie"));
    }
    let again = desk.post(&page(&desk, "Fife"), &[("people", "A@Fife.example")]);
    assert!(desk.get(&again.location).text.contains("asked before"));
    assert_eq!(desk.place.number("SELECT count(*) FROM officers"), 2);
    // The database alone makes no link.
    for row in desk.place.rows("officers").into_iter().chain(desk.place.rows("notices")) {
        assert!(sent.values().all(|link| !row.contains(&link[6..])), "{row}");
    }
    let log = desk.place.log();
    assert!(sent.values().all(|link| !log.contains(&link[6..])) && !log.contains("fife.example"));
}

#[test]
fn a_list_of_areas_and_addresses_asks_all_of_them_or_nobody() {
    let desk = review();
    let list = "Fife, a@fife.example\nMidlothian; b@mid.example\nfife\tc@fife.example\n";
    for wrong in ["Fife", "Atlantis, a@example.org", "Angus, a@example.org", "Fife, somebody"] {
        let refused = desk.post(&areas_page(&desk), &[("people", &format!("{list}{wrong}"))]);
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.text.contains("b@mid.example"), "what was typed is kept");
    }
    assert_eq!(desk.place.number("SELECT count(*) FROM officers"), 0);
    let asked = desk.post(&areas_page(&desk), &[("people", list)]);
    let shown = desk.get(&asked.location).text;
    for part in ["3 people are asked", "0 of 3 areas have sent", "Nobody named", "Not begun"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    wait_until("three links", || links(&desk.place).len() == 3);
    let overview = desk.get(&format!("/console/inspections/{}", desk.place.inspection_id())).text;
    assert!(overview.contains("Nobody asked: ") && overview.contains("Stirling"), "{overview}");
    for word in ["Behind", "response rate", "Target", "%"] {
        let main = overview.split("<main").nth(1).unwrap().split("class=\"legend").next().unwrap();
        assert!(!main.contains(word), "{word}: {main}");
    }
}

#[test]
fn a_link_that_was_replaced_or_taken_away_opens_nothing() {
    let desk = review();
    let first = ask(&desk, "Fife", &["a@fife.example"])["a@fife.example"].clone();
    let officer = |desk: &Desk| {
        let shown = desk.get(&page(desk, "Fife")).text;
        let at = shown.find("/again").unwrap();
        shown[..at].rsplit('/').next().unwrap().to_owned()
    };
    let again = desk.post(&format!("{}/{}/again", page(&desk, "Fife"), officer(&desk)), &[]);
    assert_eq!(again.status, 303);
    wait_until("a new link", || links(&desk.place)["a@fife.example"] != first);
    let second = links(&desk.place)["a@fife.example"].clone();
    assert_eq!((desk.service.get(&first).status, desk.service.get(&second).status), (410, 200));
    let saved = save(&desk, &second, &[("agreed-definition", "yes")], "draft");
    assert_eq!(saved.status, 303);

    let removed = desk.post(&format!("{}/{}/remove", page(&desk, "Fife"), officer(&desk)), &[]);
    assert!(desk.get(&removed.location).text.contains("What they saved stays"));
    let lost = save_after(&desk, &second);
    assert_eq!(lost.status, 410);
    assert!(lost.text.contains("An answer that was typed"), "nothing typed is lost");
    assert_eq!(desk.place.number("SELECT count(*) FROM notices"), 0, "no reminder waits");
    assert_eq!(desk.place.number("SELECT count(*) FROM records"), 1);
    for wrong in ["/area/abc", &format!("{second}x")] {
        assert_eq!(desk.service.get(wrong).status, 404, "{wrong}");
    }
}

fn save_after(desk: &Desk, link: &str) -> crate::support::Answer {
    super::save_from(desk, link, "{}", &[("comment", "An answer that was typed")], "draft")
}

#[test]
fn an_area_survey_has_no_link_no_invitations_and_no_slips() {
    let desk = review();
    for area in AREAS {
        let id = collection(&desk, area);
        let at = |rest: &str| format!("/console/collections/{id}/{rest}");
        for rest in ["invitations", "slips", "poster", "qr.svg", "records"] {
            assert_eq!(desk.get(&at(rest)).status, 404, "{rest}");
        }
        let shown = desk.get(&format!("/console/collections/{id}")).text;
        assert!(shown.contains("Not anonymous.") && shown.contains("Who is asked"), "{shown}");
        for word in ["poster", "slip", "invitation"] {
            assert!(!shown.to_lowercase().contains(word), "{word}: {shown}");
        }
    }
    let mut connection = desk.place.store().connection().unwrap();
    for one in unscoped::collections(&mut connection).unwrap() {
        assert_eq!(desk.service.get(&format!("/s/{}", one.link)).status, 404);
    }
}

#[test]
fn messages_follow_the_dates_of_their_collection() {
    let desk = review();
    let id = collection(&desk, "Stirling");
    desk.place.sql(&format!(
        "UPDATE collections SET opens_at = '2090-01-01 10:00:00', closes_at = '2090-02-01 10:00:00' \
         WHERE area = '{}'",
        "S12000030"
    ));
    let asked = desk.post(&page(&desk, "Stirling"), &[("people", "a@stirling.example")]);
    assert_eq!(asked.status, 303, "{}", asked.text);
    let due = |kind: &str, at: &str| {
        let query =
            format!("SELECT count(*) FROM notices WHERE kind = '{kind}' AND due_at = '{at}'");
        desk.place.number(&query)
    };
    assert_eq!(due("officer", "2090-01-01 10:00:00"), 1);
    assert_eq!(due("officer-reminder", "2090-01-25 10:00:00"), 1);
    desk.done(
        &format!("/console/collections/{id}/change"),
        &[
            ("opens_at", "2091-03-01T09:00"),
            ("closes_at", "2091-04-01T09:00"),
            ("target_percent", "100"),
            ("version", "1"),
        ],
    );
    assert_eq!(due("officer", "2091-03-01 09:00:00"), 1);
    // British Summer Time begins in between.
    assert_eq!(due("officer-reminder", "2091-03-25 08:00:00"), 1);
}
