//! The console over HTTP, on a database of its own.

use std::path::Path;

use actix_web::{
    App,
    body::MessageBody,
    dev::{Service, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderMap},
    },
    test,
    web::Data,
};
use clap::Parser;

use super::{SignIns, routes};
use crate::{
    catalogue,
    inspection::{Directory, Inspection, queries},
    settings::Settings,
    store::{DatabaseAddress, Secret, Store},
    survey::Edition,
    users::{self, Known, NewUser, Password, Role},
};

const PASSWORD: &str = "heron kettle gravel";
const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

/// A database with one published survey, a lead and a viewer.
struct Room {
    store: Store,
    _folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&DatabaseAddress::from(folder.path().join("speir.sqlite")))
            .expect("a database");
        let mut connection = store.connection().expect("a connection");
        let survey = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/age-8-15/v1");
        let edition = Edition::read(&survey).expect("the survey");
        let today = "2026-01-12".parse().expect("a date");
        catalogue::publish(&mut connection, &edition, true, today).expect("published");
        let hash = Password::chosen(PASSWORD.to_owned(), &Known::of("", ""))
            .expect("a password")
            .hash()
            .expect("a hash");
        for (email, role) in
            [("lead@example.org", Role::Lead), ("viewer@example.org", Role::Viewer)]
        {
            users::add(&mut connection, &NewUser::new(email, role), &hash).expect("a user");
        }
        drop(connection);
        Self { store, _folder: folder }
    }

    fn inspections(&self) -> Vec<Inspection> {
        queries::unscoped::inspections(&mut self.store.connection().expect("a connection"))
            .expect("inspections")
    }
}

macro_rules! console {
    ($room:expr) => {{
        let secret =
            Secret::from_text("a secret of tests, long enough to be taken").expect("a secret");
        let settings = Flags::parse_from(["speir", "--base-url", "https://speir.example"]).settings;
        let directory = Directory::open($room.store.clone()).expect("a directory");
        let app = App::new()
            .app_data(Data::new($room.store.clone()))
            .app_data(Data::new(settings))
            .app_data(Data::new(directory))
            .app_data(Data::new(SignIns::new()))
            .app_data(Data::new(crate::audit::Failures::default()))
            .app_data(Data::new(secret.clone()))
            .configure(routes(&secret));
        test::init_service(app).await
    }};
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    fn cookie(&self) -> String {
        self.header(header::SET_COOKIE).split(';').next().unwrap_or("").to_owned()
    }
}

async fn send<S, R, B>(app: &S, request: R) -> Answer
where
    S: Service<R, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    let response = test::call_service(app, request).await;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = String::from_utf8(test::read_body(response).await.to_vec()).expect("text");
    Answer { status, headers, body }
}

fn get(path: &str, cookie: &str) -> test::TestRequest {
    test::TestRequest::get().uri(path).insert_header((header::COOKIE, cookie))
}

fn post(path: &str, cookie: &str, fields: &[(&str, &str)]) -> test::TestRequest {
    test::TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, cookie))
        .insert_header(("Sec-Fetch-Site", "same-origin"))
        .insert_header((header::CONTENT_TYPE, FORM))
        .set_payload(serde_urlencoded::to_string(fields).expect("a form"))
}

fn sign_in(email: &str, password: &str) -> test::TestRequest {
    post("/sign-in", "", &[("email", email), ("password", password), ("next", "/console/surveys")])
}

macro_rules! signed_in {
    ($app:expr, $email:expr) => {
        send(&$app, sign_in($email, PASSWORD).to_request()).await.cookie()
    };
}

const MIDLOTHIAN: [(&str, &str); 10] = [
    ("title", "Midlothian <2026>"),
    ("kind", "joint-inspection"),
    ("lead", "lead@example.org"),
    ("threshold", "10"),
    ("opens_on", "2096-02-02"),
    ("closes_on", "2096-02-22"),
    ("areas", "S12000019"),
    ("areas", "S12000036"),
    ("audiences", "age-8-15"),
    ("keep_days", "365"),
];

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
        assert!(answer.body.contains("Administrators and inspection leads"));
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
        assert!(waiting.body.contains("The results are not here yet"), "{place}");
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
        r#"value="age-8-15" checked"#,
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
        ("audience", "age-8-15"),
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

#[actix_web::test]
async fn a_survey_can_be_looked_through_and_nothing_sent_from_it() {
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
async fn what_is_not_there_is_said_in_the_frame_of_the_console() {
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
