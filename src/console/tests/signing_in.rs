//! Signing in and out.

use super::*;

#[actix_web::test]
async fn without_sign_in_every_page_leads_to_sign_in_and_back() {
    let room = Room::new();
    let app = console!(room);
    for path in ["/console", "/console/surveys", "/console/inspections/new", "/console/nowhere"] {
        let answer = send(&app, get(path, "").to_request()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(
            answer.header(header::LOCATION),
            format!("/sign-in?next={}", path.replace('/', "%2F"))
        );
        assert_eq!(answer.cookie(), "", "{path}");
    }
}

#[actix_web::test]
async fn signing_in_sets_a_cookie_and_signing_out_ends_the_session() {
    let room = Room::new();
    let app = console!(room);
    let answer = send(&app, sign_in(" Lead@Example.org ", PASSWORD).to_request()).await;
    assert_eq!(
        (answer.status, answer.header(header::LOCATION)),
        (StatusCode::SEE_OTHER, "/console/surveys")
    );
    let cookie = answer.header(header::SET_COOKIE);
    for part in ["__Host-speir=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/;", "Max-Age=43200"]
    {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    let page = send(&app, get("/console/surveys", &answer.cookie()).to_request()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("lead@<wbr>example.<wbr>org") && page.body.contains("Version 1"));
    let out = send(&app, post("/sign-out", &answer.cookie(), &[]).to_request()).await;
    assert_eq!(out.header(header::LOCATION), "/sign-in");
    assert!(
        out.header(header::SET_COOKIE).contains("Max-Age=0"),
        "{}",
        out.header(header::SET_COOKIE)
    );
    let after = send(&app, get("/console/surveys", &answer.cookie()).to_request()).await;
    assert_eq!(after.status, StatusCode::SEE_OTHER, "the old cookie opens nothing");
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_page() {
    let room = Room::new();
    let app = console!(room);
    let wrong = send(&app, sign_in("lead@example.org", "heron kettle").to_request()).await;
    let unknown = send(&app, sign_in("nobody@example.org", PASSWORD).to_request()).await;
    assert_eq!(
        (wrong.status, unknown.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(wrong.body.replace("lead@", "nobody@"), unknown.body);
    assert!(wrong.body.contains("<title>Error: Sign in"));
    assert!(!wrong.body.contains("heron"), "the password is sent back");
    assert_eq!(wrong.cookie(), "");
}

#[actix_web::test]
async fn the_eleventh_try_for_one_address_has_to_wait() {
    let room = Room::new();
    let app = console!(room);
    for _ in 0..10 {
        send(&app, sign_in("lead@example.org", "wrong").to_request()).await;
    }
    let answer = send(&app, sign_in("lead@example.org", PASSWORD).to_request()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!answer.header(header::RETRY_AFTER).is_empty());
    assert!(answer.body.contains("seconds, then try again"), "{}", answer.body);
}
