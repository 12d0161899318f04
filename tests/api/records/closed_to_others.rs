//! A collection that the team fills in cannot be reached in any other way.

use speir::inspection::queries::unscoped::collection_by_id;

use super::{MEETINGS, READINGS, Team};

#[test]
fn its_link_opens_nothing_and_nobody_can_be_invited() {
    let team = Team::new();
    let collection = team.place.collection(READINGS);
    assert!(collection["link"].is_null(), "{collection}");
    assert!(collection["url"].as_str().unwrap().contains("/console/collections/"));
    let stored =
        collection_by_id(&mut team.place.store().connection().unwrap(), team.place.id(READINGS));
    let link = stored.unwrap().unwrap().link;
    assert_eq!(team.service.get(&format!("/s/{link}")).status, 404);
    let ticket =
        team.service.open(&team.place.link("staff")).rsplit('/').next().unwrap().to_owned();
    assert_eq!(team.service.get(&format!("/s/{link}/{ticket}")).status, 404);
    assert_eq!(team.service.post(&format!("/s/{link}/{ticket}"), "plan=good").status, 404);
    for page in [
        "invitations",
        "invitations/unreached",
        "invitations/import",
        "invitations/reminders",
        "slips",
        "poster",
        "qr.svg",
        "population",
        "messages/invitation",
        "messages/invitation/html",
    ] {
        assert_eq!(team.get(0, &team.at(READINGS, page)).status, 404, "{page}");
        assert_ne!(team.get(0, &team.at("staff", page)).status, 404, "{page}");
    }
    for (page, fields) in [
        ("slips", vec![("count", "5"), ("place", "here")]),
        ("invitations/import", vec![("list", "email\na@b.example")]),
        ("population", vec![("population", "30")]),
        ("invitations/way", vec![("way", "open")]),
    ] {
        assert_eq!(team.post(0, &team.at(READINGS, page), &fields).status, 404, "{page}");
    }
    let id = team.place.id(READINGS).to_string();
    let said = team.place.refuse(&["invitation", "slips", &id, "--count", "8"]);
    assert!(said.contains("nobody can be invited to it"), "{said}");
    assert!(!team.service.get("/surveys-now").text.contains("Inspectors"));
}

#[test]
fn its_pages_say_that_it_is_not_anonymous_and_offer_no_invitation() {
    let team = Team::new();
    team.draw(10, 2);
    for (survey, page) in [
        (READINGS, ""),
        (READINGS, "records"),
        (READINGS, "records/1/1"),
        (READINGS, "records/sample"),
        (READINGS, "records/figures"),
        (READINGS, "results"),
        (READINGS, "export"),
        (MEETINGS, "records"),
        (MEETINGS, "records/new"),
        (MEETINGS, "records/figures"),
    ] {
        let path = team.at(survey, page);
        let answer = team.get(0, path.trim_end_matches('/'));
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text.contains("Not anonymous."), "{path}: {}", answer.text);
        assert!(!answer.text.contains("It cannot tell who"), "{path}");
        for way in ["/slips", "/poster", "/invitations", "qr.svg", "sealed"] {
            assert!(!answer.text.contains(way), "{path}: {way}");
        }
    }
}

#[test]
fn a_coordinator_sees_nothing_of_it() {
    let team = Team::new();
    team.draw(10, 2);
    let password = team.place.user("coordinator@speir.example", "coordinator");
    let cookie = team.service.sign_in("coordinator@speir.example", &password);
    let overview = format!("/console/inspections/{}", team.place.inspection_id());
    let page = team.service.get_as(&overview, &cookie);
    assert!(page.status == 200 && !page.text.contains("Record reading"), "{}", page.text);
    let path = team.at(READINGS, "");
    let path = path.trim_end_matches('/');
    assert_eq!(team.service.get_as(path, &cookie).status, 404);
    assert_eq!(team.service.get_as(&format!("{path}/live"), &cookie).status, 404);
    assert_eq!(team.service.get_as(&format!("{path}/records"), &cookie).status, 403);
    let rates = team.service.get_as(&format!("{overview}/rates.csv"), &cookie);
    assert!(!rates.text.contains("test-readings"), "{}", rates.text);
}
