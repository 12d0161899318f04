//! Surveys, missing pages, and files.

use super::*;

#[actix_web::test]
async fn a_survey_preview_cannot_be_sent() {
    let room = Room::new();
    let app = console!(room);
    let cookie = signed_in!(app, "viewer@example.org");
    let list = send(&app, get("/console/surveys", &cookie).to_request()).await;
    for (place, language, words) in [
        ("/console/surveys/age-8-15/1?lang=en", "en", "This is a preview."),
        ("/console/surveys/age-8-15/1?lang=gd", "gd", "ro-shealladh a tha seo."),
    ] {
        assert!(list.body.contains(&format!("href=\"{place}\"")), "{place}");
        let form = send(&app, get(place, &cookie).to_request()).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.body.contains(&format!("<html lang=\"{language}\"")), "{place}");
        assert!(form.body.contains(words) && !form.body.contains("type=\"submit\""));
        assert!(form.header(header::CONTENT_SECURITY_POLICY).contains("style-src 'sha256-"));
        assert_eq!(
            send(&app, post(place, &cookie, &[]).to_request()).await.status,
            StatusCode::METHOD_NOT_ALLOWED
        );
    }
    for path in
        ["/console/surveys/age-8-15/9", "/console/surveys/nobody/1", "/console/surveys/staff/x"]
    {
        assert_eq!(
            send(&app, get(path, &cookie).to_request()).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[actix_web::test]
async fn missing_pages_keep_the_console_frame() {
    let room = Room::new();
    let app = console!(room);
    let cookie = signed_in!(app, "lead@example.org");
    let unknown = "00000000-0000-4000-8000-000000000000";
    for path in [
        "/console/nowhere".to_owned(),
        "/console/inspections/7".to_owned(),
        format!("/console/inspections/{unknown}"),
        format!("/console/inspections/{unknown}/collections/new"),
        format!("/console/collections/{unknown}"),
        format!("/console/collections/{unknown}/qr.svg"),
    ] {
        let answer = send(&app, get(&path, &cookie).to_request()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            answer.body.contains("Page not found") && answer.body.contains("Sign out"),
            "{path}"
        );
    }
}

#[actix_web::test]
async fn a_form_that_is_too_long_is_refused_kindly() {
    let room = Room::new();
    let app = console!(room);
    let long = "x".repeat(70_000);
    let answer = send(&app, post("/sign-in", "", &[("email", &long)]).to_request()).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("The form could not be read"));
}

#[actix_web::test]
async fn the_style_sheet_is_kept_for_ever_under_the_digest_of_its_bytes() {
    let room = Room::new();
    let app = console!(room);
    let page = send(&app, get("/sign-in", "").to_request()).await;
    let place = page
        .body
        .split('"')
        .find(|text| text.starts_with("/assets/console."))
        .expect("a style sheet")
        .to_owned();
    let style = send(&app, get(&place, "").to_request()).await;
    assert_eq!(style.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert!(style.body.contains("--focus"));
    assert_eq!(place.len(), "/assets/console.".len() + 12 + ".css".len());
}
