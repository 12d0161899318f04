//! The console over HTTP, with a separate database.

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

/// A response.
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
    ("surveys", "age-8-15:1"),
    ("keep_days", "365"),
];

mod access;
mod pages;
mod setup;
mod signing_in;
