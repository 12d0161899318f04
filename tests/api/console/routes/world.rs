//! Two inspections, and things of each that a route can name.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use chrono::{Days, Utc};
use speir::{
    inspection::queries::unscoped,
    invitation::code::queries::batches,
    programme::{self, NewProgramme},
    store::{Connection, Id},
    users::{
        self, NewUser, Role,
        tokens::{NewToken, Token, queries as tokens},
    },
};
use uuid::Uuid;

use crate::support::{Answer, PATIENCE, Place, Service, form, inspection, some, today};

/// What stands in the title and the comments of the inspection that is not one's own.
pub const FOREIGN: &str = "Zephyr";
/// A survey that an area answers once.
const ONCE: &str = "social-work-teams";

/// What of an inspection a route can name.
#[derive(Clone, Copy, Debug)]
pub struct Things {
    pub inspection: Id,
    pub collection: Id,
    /// A collection of records, with one of them.
    pub records: Id,
    /// A collection of meetings, with one of them.
    pub meetings: Id,
    /// A collection that the area answers once, with an officer.
    pub once: Id,
    pub officer: Id,
    pub comment: Id,
    pub batch: Id,
    /// The programme of the inspection alone.
    pub programme: Id,
    /// Somebody who was invited to read it.
    pub person: Id,
    /// A token of whoever asks, or of somebody else.
    pub token: Id,
    /// The code of its area.
    pub area: &'static str,
}

/// An inspection of Midlothian that whoever asks has to do with, and one of Fife that they have
/// not.
pub struct World {
    pub place: Place,
    pub service: Service,
    pub own: Things,
    pub other: Things,
    pub email: String,
    password: String,
}

impl World {
    /// As somebody of this role sees it. A viewer sees every inspection, unless they are `invited`
    /// to their own alone.
    pub fn of(role: Role, invited: bool) -> Self {
        let place = Place::new();
        place.publish_all();
        place.publish_records();
        place.run(&["survey", "publish", ONCE, "1", "--with-drafts"]);
        let midlothian = inspection("Midlothian", today() - Days::new(1), today() + Days::new(20));
        place.create(&(midlothian + &recorded("Midlothian")));
        let fife = inspection("Fife", today() - Days::new(1), today() + Days::new(20));
        let fife = fife.replace("lead@speir.example", "somebody.else@speir.example");
        let fife = fife.replace("title = \"Fife", &format!("title = \"{FOREIGN}"));
        place.create(&(fife + &recorded("Fife")));
        place.user("another@speir.example", "admin");
        let mut connection = place.store().connection().unwrap();
        let surveys = ["staff", "test-readings", "test-meetings", ONCE];
        let [own, other] = ["Midlothian", "Fife"]
            .map(|area| surveys.map(|survey| found(&mut connection, area, survey)));
        let email = format!("{}@speir.example", role.key());
        let inspection = own[0].0.to_string();
        let of: &[&str] = if invited { &["--inspection", &inspection] } else { &[] };
        let password = place.user_with(&email, role.key(), of);
        drop(connection);
        let own = things(&place, own, "own", &email);
        let other = things(&place, other, FOREIGN, "another@speir.example");
        // More requests than a program may make in a minute.
        let service = place.serve_with(&[("SPEIR_API_PER_MINUTE", "100000")]);
        Self { place, service, own, other, email, password }
    }

    pub fn sign_in(&self) -> String {
        self.service.sign_in(&self.email, &self.password)
    }

    /// The addresses of a route, each with whether it is about what is one's own; `None` where it
    /// is about neither.
    pub fn addresses(&self, route: &str) -> Vec<(String, Option<bool>)> {
        let ways: &[&str] =
            if route.contains("{of:") { &["inspections", "collections"] } else { &[""] };
        let mut addresses = Vec::new();
        for way in ways {
            let route = route.replace("{of:inspections|collections}", way);
            let route = words(&route);
            for (own, things) in [(true, self.own), (false, self.other)] {
                if own || route.contains("{id}") {
                    addresses.push((
                        filled(&route, things, things),
                        route.contains("{id}").then_some(own),
                    ));
                }
            }
            // A foreign comment or batch on a page of one's own.
            if route.contains("{comment}") || route.contains("{batch}") {
                addresses.push((filled(&route, self.own, self.other), Some(false)));
            }
        }
        addresses
    }

    pub fn ask(&self, method: &str, address: &str, cookie: &str, body: &str) -> Answer {
        self.raw(method, address, cookie, body)
            .unwrap_or_else(|| panic!("no answer to {method} {address}"))
    }

    /// Sends a target as it is written: clients tidy addresses up. Of a stream only the head is
    /// read.
    pub fn raw(&self, method: &str, target: &str, cookie: &str, body: &str) -> Option<Answer> {
        let host = self.service.base.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let type_of_form = if method == "POST" {
            "Content-Type: application/x-www-form-urlencoded\r\n"
        } else {
            ""
        };
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: \
             close\r\n{type_of_form}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let mut some = [0; 16 * 1024];
        let head = loop {
            let count = stream.read(&mut some).ok().filter(|count| *count > 0)?;
            bytes.extend_from_slice(&some[..count]);
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break String::from_utf8_lossy(&bytes[..end]).into_owned();
            }
        };
        let lower = head.to_lowercase();
        if !lower.contains("text/event-stream") {
            let _ = stream.read_to_end(&mut bytes);
        }
        let field = |name: &str| {
            let line =
                head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}: ")));
            line.map(|line| line[name.len() + 2..].to_owned()).unwrap_or_default()
        };
        Some(Answer {
            status: head.split(' ').nth(1)?.parse().ok()?,
            location: field("location"),
            cookie: field("set-cookie").split(';').next().unwrap().to_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            size: bytes.len(),
            bytes,
            headers: lower,
        })
    }
}

/// Whether somebody of this role sees what is not their own.
pub fn sees_all(role: Role, invited: bool) -> bool {
    matches!(role, Role::Admin | Role::Analyst) || role == Role::Viewer && !invited
}

fn words(route: &str) -> String {
    route
        .replace("{kind}", "invitation")
        .replace("{format}", "csv")
        .replace("{file}", if route.starts_with("/audit") { "audit.csv" } else { "rates.csv" })
        .replace("{survey}/{version}", "staff/1")
        .replace("{survey}", ONCE)
}

/// A route about `things`, with what is named inside it from `inner`.
fn filled(route: &str, things: Things, inner: Things) -> String {
    let id = match route.split('/').nth(1) {
        Some("inspections") => things.inspection,
        Some("users") => things.person,
        Some("programmes") => things.programme,
        Some("account") => things.token,
        _ if route.ends_with("/records/new") || route.contains("{number}/delete") => {
            things.meetings
        }
        _ if route.contains("/records") => things.records,
        _ if route.contains("/officers") || route.ends_with("/answers") => things.once,
        _ => things.collection,
    };
    let route = route.replace("{number}", "1").replace("{turn}", "1");
    let route =
        route.replace("{id}", &id.to_string()).replace("{comment}", &inner.comment.to_string());
    let route = route.replace("{officer}", &inner.officer.to_string());
    let route = route.replace("{area}", things.area).replace("{indicator}", "2.1");
    format!("/console{}", route.replace("{batch}", &inner.batch.to_string()))
}

/// Collections that inspectors fill in or an area answers, as lines of the file of an inspection.
fn recorded(area: &str) -> String {
    ["test-readings", "test-meetings", ONCE]
        .map(|survey| format!("[[collections]]\narea = \"{area}\"\nsurvey = \"{survey}\"\n"))
        .concat()
}

/// The inspection and the collection of a survey in an area.
fn found(connection: &mut Connection, area: &str, survey: &str) -> (Id, Id) {
    let all = unscoped::collections(connection).unwrap();
    let one = all.iter().find(|one| one.area.name() == area && one.survey.key() == survey).unwrap();
    (one.inspection, one.id)
}

/// Adds a comment, a batch, a reader and a token of `owner`.
fn things(
    place: &Place,
    [(inspection, collection), (_, records), (_, meetings), (_, once)]: [(Id, Id); 4],
    word: &str,
    owner: &str,
) -> Things {
    for (id, note) in [(records, "unread"), (meetings, "draft")] {
        let (of, id) = (place.bytes(id.0), place.bytes(Uuid::new_v4()));
        place.sql(&format!(
            "INSERT INTO records (collection, number, reading, id, reader, state, answers, edits, \
             stratum, counted, counted_of, updated_at) VALUES ({of}, 1, 1, {id}, \
             '{word}@speir.example', '{note}', '{{}}', 0, '', 0, '', '2026-01-01 00:00:00')"
        ));
    }
    let officer = Id(Uuid::new_v4());
    place.sql(&format!(
        "INSERT INTO officers (id, collection, email, added_by, added_at) VALUES ({}, {}, \
         '{word}.officer@speir.example', 'test', '2026-01-01 00:00:00')",
        place.bytes(officer.0),
        place.bytes(once.0)
    ));
    let comment = Id(Uuid::new_v4());
    for (number, text) in some(word, 12).into_iter().enumerate() {
        let id = if number == 0 { comment.0 } else { Uuid::new_v4() };
        let (collection, id) = (place.bytes(collection.0), place.bytes(id));
        place.sql(&format!(
            "INSERT INTO comments (collection, id, question, text, seen, redacted) \
             VALUES ({collection}, {id}, 'comment', '{text}', FALSE, FALSE)"
        ));
    }
    let bytes = place.bytes(collection.0);
    place.sql(&format!(
        "INSERT INTO returns (collection, stratum, returned) VALUES ({bytes}, '', 30)"
    ));
    let mut connection = place.store().connection().unwrap();
    let found = unscoped::collection_by_id(&mut connection, collection).unwrap().unwrap();
    let (link, area) = (found.link, found.area.code());
    let sheets = place.dir.path().join(format!("{word}.html"));
    place.run(&[
        "invitation",
        "slips",
        link.as_str(),
        "--count",
        "8",
        "--place",
        word,
        "--output",
        sheets.to_str().unwrap(),
    ]);
    let row = speir::inspection::queries::unscoped::collection_by_id(&mut connection, collection)
        .unwrap()
        .unwrap();
    let figures = speir::rates::PartFigures::default();
    let batch = batches(&mut connection, &row, &figures).unwrap()[0].id;
    let reader = NewUser::new(&format!("{word}.reader@speir.example"), Role::Reader)
        .of_inspections([inspection]);
    let (person, _) =
        speir::notice::accounts::invite(&mut connection, &reader, "Speir", Utc::now()).unwrap();
    let account = users::by_email(&mut connection, owner).unwrap().unwrap().user;
    let (new, token) = (NewToken::new(word, 30), Token::random());
    let made = tokens::add(&mut connection, owner, &account, (Id::random(), &new), &token, today())
        .unwrap();
    let tokens::Made::Kept(kept) = made else { panic!("{made:?}") };
    let (programme, person) = (programme(&mut connection, inspection, word), person.id);
    Things {
        inspection,
        collection,
        records,
        meetings,
        once,
        officer,
        comment,
        batch,
        programme,
        person,
        token: kept.id,
        area,
    }
}

/// A programme called `word` with this inspection.
fn programme(connection: &mut Connection, inspection: Id, word: &str) -> Id {
    let inspection = unscoped::inspection_by_id(connection, inspection).unwrap().unwrap();
    let new = NewProgramme::new(&format!("{word} programme"), inspection.framework);
    let programme = new.into_programme(None);
    programme::create(connection, &programme, &[&inspection], "test").unwrap();
    programme.id
}

/// A form with the same text in every field.
pub fn every_field(names: &[String], text: &str) -> String {
    let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text)).collect();
    form(&fields)
}
