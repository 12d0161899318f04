//! Who may see and change what.

use super::*;

#[actix_web::test]
async fn a_form_of_another_site_changes_nothing() {
    let room = Room::new();
    let app = console!(room);
    let cookie = signed_in!(app, "lead@example.org");
    let forms = [
        post("/console/inspections", &cookie, &MIDLOTHIAN),
        sign_in("lead@example.org", PASSWORD),
        post("/sign-out", &cookie, &[]),
    ];
    for form in forms {
        let answer =
            send(&app, form.insert_header(("Sec-Fetch-Site", "cross-site")).to_request()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("Nothing was changed"));
        assert_eq!(answer.cookie(), "");
    }
    assert!(room.inspections().is_empty());
}

#[actix_web::test]
async fn a_viewer_sees_everything_and_changes_nothing() {
    let room = Room::new();
    let app = console!(room);
    let cookie = signed_in!(app, "viewer@example.org");
    let list = send(&app, get("/console", &cookie).to_request()).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(!list.body.contains("/console/inspections/new"));
    for request in [
        get("/console/inspections/new", &cookie),
        post("/console/inspections", &cookie, &MIDLOTHIAN),
    ] {
        let answer = send(&app, request.to_request()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("administrators and inspection leads"));
    }
    assert!(room.inspections().is_empty());
}

#[actix_web::test]
async fn results_wait_for_their_release_and_are_for_those_who_may_read_them() {
    let room = Room::new();
    let app = console!(room);
    let (lead, viewer) =
        (signed_in!(app, "lead@example.org"), signed_in!(app, "viewer@example.org"));
    let made = send(&app, post("/console/inspections", &lead, &MIDLOTHIAN).to_request()).await;
    let inspection = made.header(header::LOCATION).to_owned();
    let overview = send(&app, get(&inspection, &lead).to_request()).await;
    assert!(!overview.body.contains("See the results"));
    let collection = overview
        .body
        .split(['"', '#'])
        .find(|text| text.starts_with("/console/collections/"))
        .expect("a link");
    for place in [
        &format!("{collection}/results"),
        &format!("{collection}/results/compare"),
        &format!("{inspection}/results"),
    ] {
        let refused = send(&app, get(place, &viewer).to_request()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{place}");
        let waiting = send(&app, get(place, &lead).to_request()).await;
        assert_eq!(waiting.status, StatusCode::OK, "{place}");
        assert!(waiting.body.contains("There are no results yet"), "{place}");
    }
    for nowhere in [
        "collections/nothing/results",
        "inspections/nothing/results",
        "collections/nothing/results/compare?with=x",
    ] {
        let answer = send(&app, get(&format!("/console/{nowhere}"), &lead).to_request()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    let strange =
        send(&app, get(&format!("{collection}/results/compare?with=x"), &lead).to_request()).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
}
