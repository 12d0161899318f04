//! A linking attack, and that it fails: somebody holds the complete database after release, an
//! older copy of it, and an exact list of who pressed Send in which order, and tries every order
//! that there is to match responses to people.

use std::{fmt::Write, ops::Range};

use diesel::{
    RunQueryDsl, prelude::QueryableByName, sql_query, sql_types::Binary, sql_types::Text,
};
use rand::seq::SliceRandom;
use speir::{
    inspection::{Collection, queries as inspections},
    store::Connection,
    survey::{Answer, Answers, Survey},
};

use super::statistics::{Orders, deviations, tells_nothing};
use crate::support::{Kind, Place, Service, today};

/// How many collections, and how many people answer in each.
const COLLECTIONS: usize = 24;
const PEOPLE: usize = 40;
const AREAS: [&str; COLLECTIONS] = [
    "Angus",
    "Fife",
    "Moray",
    "Highland",
    "Falkirk",
    "Stirling",
    "Inverclyde",
    "Midlothian",
    "West Lothian",
    "East Lothian",
    "Aberdeenshire",
    "Renfrewshire",
    "Clackmannanshire",
    "East Ayrshire",
    "North Ayrshire",
    "South Ayrshire",
    "Orkney Islands",
    "Shetland Islands",
    "Glasgow City",
    "Dundee City",
    "Aberdeen City",
    "City of Edinburgh",
    "Scottish Borders",
    "Perth and Kinross",
];
const AGENCIES: [&str; 9] = [
    "social-work",
    "health",
    "education",
    "police",
    "third-sector",
    "housing",
    "childrens-reporter",
    "fire-and-rescue",
    "other",
];
const ROLES: [&str; 3] = ["frontline", "manager", "other"];

/// What one person answers: like nobody else in their collection.
fn body(person: usize) -> String {
    let (agency, role, works) =
        (AGENCIES[person % 9], ROLES[person / 9 % 3], ["yes", "no"][person / 27]);
    format!("agency={agency}&role={role}&works-with-protection={works}&comment=Person{person}end")
}

/// Whose answers these are.
fn person(survey: &Survey, answers: &[u8]) -> usize {
    let answers = Answers::decode_closed(survey, answers).unwrap();
    let place = |id: &str| match answers.get(survey.item(id).unwrap().0) {
        Some(Answer::One(place)) => *place,
        other => panic!("{other:?}"),
    };
    place("agency") + 9 * place("role") + 27 * place("works-with-protection")
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Binary)]
    id: Vec<u8>,
    #[diesel(sql_type = Binary)]
    value: Vec<u8>,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// The rows of a collection in `table`, in an order of SQL.
fn rows(place: &Place, table: &str, value: &str, collection: &Collection, order: &str) -> Vec<Row> {
    let value = if place.kind == Kind::Sqlite {
        format!("CAST({value} AS BLOB)")
    } else {
        value.to_owned()
    };
    let bind = if place.kind == Kind::Sqlite { "?" } else { "$1" };
    let query = format!(
        "SELECT id, {value} AS value FROM {table} WHERE collection = {bind} ORDER BY {order}"
    );
    let query = sql_query(query).bind::<Binary, _>(collection.id);
    match &mut *place.store().connection().unwrap() {
        Connection::Sqlite(connection) => query.load(connection).unwrap(),
        Connection::Postgres(connection) => query.load(connection).unwrap(),
    }
}

/// The orders of rows that the kind of database knows.
fn orders(place: &Place) -> &'static [&'static str] {
    match place.kind {
        Kind::Sqlite => &["id"],
        Kind::Postgres => &["id", "ctid", "xmin::text::bigint, cmin::text::bigint, ctid"],
    }
}

/// Where in the files of the database each row lies: its collection's places of them, first to
/// last.
fn order_in_files(files: &[Vec<u8>], rows: &[Row]) -> Vec<usize> {
    let place = |row: &Row| {
        let at = |bytes: &Vec<u8>| bytes.windows(16).position(|window| window == row.id);
        files
            .iter()
            .enumerate()
            .find_map(|(file, bytes)| Some((file, at(bytes)?)))
            .unwrap_or_default()
    };
    let places: Vec<_> = rows.iter().map(place).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|row| places[*row]);
    order
}

struct Fieldwork {
    place: Place,
    collections: Vec<Collection>,
    survey: std::sync::Arc<Survey>,
    /// Who pressed Send, in order.
    sent: Orders,
}

impl Fieldwork {
    fn begin() -> Self {
        let place = Place::new();
        place.publish_all();
        let (from, until) = (today() - chrono::Days::new(1), today() + chrono::Days::new(9));
        let mut toml = format!(
            "title = \"Many areas\"\nkind = \"thematic-review\"\nlead = \
                \"lead@speir.example\"\nopens_on = {from}\ncloses_on = {until}\n"
        );
        for area in AREAS {
            write!(
                toml,
                "[[collections]]\narea = \"{area}\"\naudience = \"staff\"\npopulation = 100\n"
            )
            .unwrap();
        }
        place.create(&toml);
        let mut connection = place.store().connection().unwrap();
        let collections = inspections::unscoped::collections(&mut connection).unwrap();
        let edition = speir::catalogue::edition(&mut connection, collections[0].survey, 1).unwrap();
        let mut rng = rand::rng();
        let mut sent: Orders = vec![(0..PEOPLE).collect(); COLLECTIONS];
        for order in &mut sent {
            order.shuffle(&mut rng);
        }
        let survey = std::sync::Arc::clone(edition.english());
        Self { place, collections, survey, sent }
    }

    /// Some people send, one after the other, in all collections by turns.
    fn send(&self, service: &Service, some: Range<usize>) {
        for turn in some {
            for (collection, order) in self.collections.iter().zip(&self.sent) {
                service.answer(collection.link.as_str(), &body(order[turn]));
            }
        }
    }

    fn responses(&self, order: &str) -> Orders {
        let of = |collection: &Collection| {
            let rows = rows(&self.place, "responses", "answers", collection, order);
            rows.iter().map(|row| person(&self.survey, &row.value)).collect()
        };
        self.collections.iter().map(of).collect()
    }

    fn comments(&self, order: &str) -> Orders {
        let of = |collection: &Collection| {
            let text =
                if self.place.kind == Kind::Sqlite { "text" } else { "convert_to(text, 'UTF8')" };
            let rows = rows(&self.place, "comments", text, collection, order);
            let person = |row: &Row| {
                let text = String::from_utf8(row.value.clone()).unwrap();
                text["Person".len()..].trim_end_matches("end").parse().unwrap()
            };
            rows.iter().map(person).collect()
        };
        self.collections.iter().map(of).collect()
    }

    /// The people behind held rows in the order of their ids, which an older copy of the database
    /// has.
    fn held(&self) -> Orders {
        let secret = self.place.secret();
        let of = |collection: &Collection| {
            let sealer = speir::intake::Sealer::of(&secret, collection);
            let mut connection = self.place.store().connection().unwrap();
            let rows = speir::intake::held_responses(&mut connection, collection.id).unwrap();
            rows.iter()
                .map(|r| person(&self.survey, &sealer.unseal_answers(r.id, &r.sealed).unwrap()))
                .collect()
        };
        self.collections.iter().map(of).collect()
    }

    fn versions(&self, table: &str) -> usize {
        let Connection::Postgres(connection) = &mut *self.place.store().connection().unwrap()
        else {
            return COLLECTIONS;
        };
        let query = format!(
            "SELECT DISTINCT encode(collection, 'hex') || xmin::text AS version FROM {table}"
        );
        let versions: Vec<Version> = sql_query(query).load(connection).unwrap();
        assert!(versions.iter().all(|row| !row.version.is_empty()));
        versions.len()
    }
}

#[test]
fn nobody_who_holds_the_database_and_knows_who_sent_when_can_tell_whose_a_response_is() {
    let work = Fieldwork::begin();
    let service = work.place.serve();
    work.send(&service, 0..15);
    work.place.run(&["release", "--comments"]);
    work.send(&service, 15..30);
    work.place.run(&["release", "--comments"]);
    work.send(&service, 30..PEOPLE);
    drop(service);
    if work.place.kind == Kind::Postgres {
        // That the attack is a good one: while the collection is open, with the secret, it
        // succeeds.
        let control: Orders = work.responses_held_by_place();
        assert!(
            deviations(&control, &work.sent)[2] > 5.0,
            "the order of the rows on the disk is not seen"
        );
    }
    let old_copy = work.held();
    work.place.release();
    for order in orders(&work.place) {
        tells_nothing(&format!("responses by {order}"), &work.responses(order), &work.sent);
        tells_nothing(&format!("comments by {order}"), &work.comments(order), &work.sent);
        tells_nothing(
            &format!("comments beside responses by {order}"),
            &work.comments(order),
            &work.responses(order),
        );
        tells_nothing(
            &format!("responses beside an old copy by {order}"),
            &work.responses(order),
            &old_copy,
        );
    }
    assert_eq!((work.versions("responses"), work.versions("comments")), (COLLECTIONS, COLLECTIONS));
    if work.place.kind == Kind::Sqlite {
        let files: Vec<Vec<u8>> =
            work.place.files().iter().filter_map(|file| std::fs::read(file).ok()).collect();
        for (name, table, value) in
            [("responses", "responses", "answers"), ("comments", "comments", "text")]
        {
            let by_id =
                if name == "responses" { work.responses("id") } else { work.comments("id") };
            let found = work.collections.iter().zip(by_id).map(|(collection, people)| {
                let rows = rows(&work.place, table, value, collection, "id");
                order_in_files(&files, &rows).into_iter().map(|row| people[row]).collect()
            });
            tells_nothing(
                &format!("{name} in the bytes of the files"),
                &found.collect(),
                &work.sent,
            );
        }
    }
}

impl Fieldwork {
    /// The people behind held rows in the order in which they lie on PostgreSQL's disk.
    fn responses_held_by_place(&self) -> Orders {
        let secret = self.place.secret();
        let of = |collection: &Collection| {
            let sealer = speir::intake::Sealer::of(&secret, collection);
            let rows = rows(&self.place, "held_responses", "sealed", collection, "ctid");
            let open = |row: &Row| {
                let id = speir::store::Id(
                    row.id.as_slice().try_into().map(uuid::Uuid::from_bytes).unwrap(),
                );
                person(&self.survey, &sealer.unseal_answers(id, &row.value).unwrap())
            };
            rows.iter().map(open).collect()
        };
        self.collections.iter().map(of).collect()
    }
}

#[test]
fn nobody_who_holds_the_mail_log_and_the_database_can_tell_whose_a_response_is() {
    let place = Place::by_invitation();
    place.invite(PEOPLE);
    let service = place.serve();
    place.wait_for_letters(PEOPLE);
    let letters = place.letters();
    let mailboxes: Vec<String> = (1..=PEOPLE).map(|n| format!("person{n}@example.org")).collect();
    let mut order: Vec<usize> = (0..PEOPLE).collect();
    order.shuffle(&mut rand::rng());
    for one in &order {
        let link = &letters[&mailboxes[*one]][0].link;
        let path = &link[link.find("/s/").unwrap()..];
        assert_eq!(service.post(path, body(*one)).status, 303);
    }
    drop(service);
    let before = ["invitations", "messages"].map(|table| place.rows(table));
    place.release();
    assert_eq!(["invitations", "messages"].map(|table| place.rows(table)), before);
    assert_eq!((place.count("issued_tickets"), place.count("responses")), (0, 40));
    let mut connection = place.store().connection().unwrap();
    let collections = inspections::unscoped::collections(&mut connection).unwrap();
    let survey = std::sync::Arc::clone(
        speir::catalogue::edition(&mut connection, collections[0].survey, 1).unwrap().english(),
    );
    let work = Fieldwork { place, collections, survey, sent: vec![order] };
    let list: Orders = vec![(0..PEOPLE).collect()];
    for order in orders(&work.place) {
        tells_nothing(
            &format!("responses by {order}, of those invited"),
            &work.responses(order),
            &work.sent,
        );
        tells_nothing(
            &format!("responses by {order}, beside the list"),
            &work.responses(order),
            &list,
        );
    }
}
