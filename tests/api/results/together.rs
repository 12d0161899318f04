//! Children and young people are reported together, and what is too few of each alone is shown of both.

use crate::support::{Place, Service};

/// Released responses of so many children and young people, of whom all but two say that their worker
/// listens.
fn answered(children: usize, older: usize) -> (Place, Service, String) {
    let place = Place::with_collections();
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &place.user("lead@speir.example", "lead"));
    for (audience, count) in [("age-8-15", children), ("age-16-plus", older)] {
        let link = place.link(audience);
        for number in 0..count {
            let says = if number < 2 { "never" } else { "always" };
            service.answer(&link, &format!("q.worker-listens={says}&q.worker=social-worker"));
        }
    }
    place.release();
    (place, service, cookie)
}

/// The part of a page about that question.
fn question(page: &str) -> &str {
    let (_, rest) = page.split_once("id=\"q-worker-listens\"").expect("the question");
    rest.split_once("</section>").expect("its end").0
}

fn export(place: &Place, service: &Service, cookie: &str) -> Vec<String> {
    let path = format!("/console/inspections/{}/export/figures.csv", place.inspection_id());
    let text = service.get_as(&path, cookie).text;
    let own = |line: &&str| line.contains("worker-listens");
    text.lines().filter(own).map(str::to_owned).collect()
}

#[test]
fn few_of_each_are_shown_together_only() {
    let (place, service, cookie) = answered(19, 14);
    let at = |audience: &str| format!("/console/collections/{}/results", place.id(audience));
    for audience in ["age-8-15", "age-16-plus"] {
        let page = service.get_as(&at(audience), &cookie).text;
        assert!(question(&page).contains("shown for several groups of people together"));
        assert!(!question(&page).contains('%'), "{}", question(&page));
        let both = service.get_as(&format!("{}/together", at(audience)), &cookie);
        assert!(both.text.contains("Children and young people together, Midlothian"));
        assert!(question(&both.text).contains("29 of 33"), "{}", question(&both.text));
    }
    let path = format!("/console/inspections/{}/results?group=young", place.inspection_id());
    let across = service.get_as(&path, &cookie).text;
    assert!(question(&across).contains("29 of 33"), "{}", question(&across));
    let lines = export(&place, &service, &cookie);
    let of = |text: &str| lines.iter().filter(|line| line.contains(text)).count();
    assert!(of(",young,") > 0 && of("children and young people") > 0, "{lines:?}");
    let both = "shown for several audiences together once all of them are released";
    assert!(of(both) > 0 && of(both) % 2 == 0, "{lines:?}");
    let alone =
        lines.iter().filter(|line| line.contains(",age-8-15,") || line.contains(",age-16-plus,"));
    assert!(
        alone.clone().count() > 0 && alone.clone().all(|line| line.contains(",yes,")),
        "{lines:?}"
    );
}

#[test]
fn many_of_each_are_shown_each_and_together() {
    let (place, service, cookie) = answered(31, 30);
    let at = |audience: &str| format!("/console/collections/{}/results", place.id(audience));
    let page = |path: &str| service.get_as(path, &cookie).text;
    assert!(question(&page(&at("age-8-15"))).contains("29 of 31"));
    assert!(question(&page(&at("age-16-plus"))).contains("28 of 30"));
    let both = page(&format!("{}/together", at("age-8-15")));
    assert!(question(&both).contains("57 of 61") && question(&both).contains("by who was asked"));
    assert!(page(&at("age-8-15")).contains("Children and young people together"));
    let staff = service.get_as(&format!("{}/together", at("staff")), &cookie);
    assert_eq!((staff.status, staff.location.as_str()), (303, at("staff").as_str()));
}

#[test]
fn what_waits_for_another_audience_is_not_shown_before() {
    let place = Place::with_collections();
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &place.user("lead@speir.example", "lead"));
    let link = place.link("age-8-15");
    for _ in 0..19 {
        service.answer(&link, "q.worker-listens=always&q.worker=social-worker");
    }
    place.close_where(&format!("link = '{link}'"));
    place.run(&["release"]);
    let path = format!("/console/collections/{}/results", place.id("age-8-15"));
    let page = service.get_as(&path, &cookie).text;
    assert!(question(&page).contains("shown for several groups of people together"));
    assert!(!page.contains("Children and young people together"), "nothing is there yet");
    assert_eq!(service.get_as(&format!("{path}/together"), &cookie).status, 303);
    // Another area cannot be added to what is published.
    let added = service.post_as(
        &format!("/console/inspections/{}/collections", place.inspection_id()),
        &cookie,
        &crate::support::form(&[
            ("area", "S12000047"),
            ("survey", "age-8-15:1"),
            ("way", "link"),
            ("opens_at", "2096-12-03T09:00"),
            ("closes_at", "2096-12-21T17:00"),
        ]),
    );
    assert_eq!(added.status, 422);
    assert!(added.text.contains("results of this inspection are out"), "{}", added.text);
}
