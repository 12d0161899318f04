//! Setting up an inspection.

use super::*;

#[actix_web::test]
async fn an_inspection_is_set_up_and_its_overview_and_collections_open() {
    let room = Room::new();
    let app = console!(room);
    let cookie = signed_in!(app, "lead@example.org");
    let made = send(&app, post("/console/inspections", &cookie, &MIDLOTHIAN).to_request()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let overview = send(&app, get(made.header(header::LOCATION), &cookie).to_request()).await;
    assert_eq!(overview.status, StatusCode::OK);
    assert!(overview.body.contains("<h1>Midlothian &lt;2026&gt;</h1>"));
    assert!(overview.body.contains("not stated"));
    let place = overview
        .body
        .split(['"', '#'])
        .find(|text| text.starts_with("/console/collections/"))
        .expect("a link")
        .to_owned();
    let collection = send(&app, get(&place, &cookie).to_request()).await;
    assert!(collection.body.contains("https://speir.example/s/"), "{}", collection.body);
    let qr = send(&app, get(&format!("{place}/qr.svg"), &cookie).to_request()).await;
    assert_eq!(qr.header(header::CONTENT_TYPE), "image/svg+xml");
    let stated = post(&format!("{place}/population"), &cookie, &[("population", "1,306")]);
    assert_eq!(send(&app, stated.to_request()).await.header(header::LOCATION), place);
    assert!(
        send(&app, get(&place, &cookie).to_request())
            .await
            .body
            .contains("1,306 people can answer")
    );
}

#[actix_web::test]
async fn a_form_that_cannot_be_taken_keeps_everything_typed() {
    let room = Room::new();
    let app = console!(room);
    let cookie = signed_in!(app, "lead@example.org");
    let mut typed = MIDLOTHIAN;
    typed[3].1 = "three";
    let answer = send(&app, post("/console/inspections", &cookie, &typed).to_request()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "<title>Error: Set up an inspection",
        r##"href="#threshold""##,
        r#"value="three""#,
        r#"value="Midlothian &lt;2026&gt;""#,
        r#"value="2096-02-22""#,
        r#"value="S12000036" checked"#,
        r#"value="age-8-15:1" checked"#,
    ] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    assert!(room.inspections().is_empty());
}

#[actix_web::test]
async fn a_title_and_an_area_with_its_audience_are_taken_only_once() {
    let room = Room::new();
    let app = console!(room);
    let cookie = signed_in!(app, "lead@example.org");
    let made = send(&app, post("/console/inspections", &cookie, &MIDLOTHIAN).to_request()).await;
    let again = send(&app, post("/console/inspections", &cookie, &MIDLOTHIAN).to_request()).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Another inspection has this title"));
    let fields = [
        ("area", "S12000019"),
        ("survey", "age-8-15:1"),
        ("opens_at", "2096-02-02T09:00"),
        ("closes_at", "2096-02-22T17:00"),
    ];
    let collections = format!("{}/collections", made.header(header::LOCATION));
    let taken = send(&app, post(&collections, &cookie, &fields).to_request()).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("already asks 8 to 15 in Midlothian"));
    let mut other = fields;
    other[0].1 = "S12000047";
    assert_eq!(
        send(&app, post(&collections, &cookie, &other).to_request()).await.status,
        StatusCode::SEE_OTHER
    );
}
