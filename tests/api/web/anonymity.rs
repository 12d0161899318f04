//! Nobody is watched: what the service writes down about its visitors.

use crate::support::Place;

#[test]
fn the_log_holds_no_address_ticket_link_or_answer_even_when_it_says_everything() {
    let place = Place::with_collections();
    let service = place.serve_with(&[("SPEIR_LOG", "trace")]);
    let link = place.link("staff");
    let path = service.open(&link);
    let ticket = path.rsplit('/').next().unwrap().to_owned();
    service.get(&path);
    service.post(&path, "agency=king");
    service.post(&path, "agency=king&comment=%FF");
    let request = service
        .agent
        .post(format!("{}{path}", service.base))
        .header("X-Forwarded-For", "203.0.113.77");
    let request = request
        .header("User-Agent", "Wunderkerze/1.0")
        .content_type("application/x-www-form-urlencoded");
    assert_eq!(request.send("agency=health&comment=Zaubernuss").unwrap().status(), 303);
    service.get(&path);
    service.get(&format!("/s/{link}/damaged-ticket"));
    service.stop();
    let log = place.log();
    assert!(log.contains("forms and messages show them"), "the log is there: {log}");
    for secret in [
        link.as_str(),
        &ticket,
        "203.0.113.77",
        "Wunderkerze",
        "Zaubernuss",
        "damaged-ticket",
        "king",
        "/s/",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[test]
fn what_is_held_has_one_length_whatever_was_answered() {
    let place = Place::with_collections();
    let service = place.serve();
    for body in [
        "carer-type=parent".to_owned(),
        "carer-type=kinship-carer&worker-listens=agree&took-part-in-plan=agree&advocacy-offered=no&advocacy-wanted=yes"
            .to_owned(),
        format!("carer-type=parent&comment={}", "a".repeat(200)),
        "carer-type=parent&comment=a".to_owned(),
    ] {
        let path = service.open(&place.link("parents-carers"));
        let sent = service.post(&path, body);
        assert_eq!(sent.status, 303, "{}", sent.text);
    }
    let (responses, comments, _) = place.held("parents-carers");
    assert_eq!((responses.len(), comments.len()), (4, 2));
    assert!(responses.iter().all(|r| r.sealed.len() == responses[0].sealed.len()));
    assert_eq!(comments[0].sealed.len(), comments[1].sealed.len());
}

#[test]
fn nothing_in_the_large_tables_keeps_the_order_of_arrival() {
    use diesel::{RunQueryDsl, prelude::QueryableByName, sql_types::Text};
    #[derive(QueryableByName)]
    struct Table {
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = Text)]
        sql: String,
    }
    let place = Place::on_sqlite().and_collections();
    let mut connection = place.store().connection().unwrap();
    let tables: Vec<Table> =
        diesel::sql_query("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            .load(&mut connection)
            .unwrap();
    for name in ["tickets", "held_responses", "held_comments", "responses", "comments"] {
        let table = tables.iter().find(|t| t.name == name).unwrap();
        assert!(table.sql.contains("WITHOUT ROWID"), "{name} has no rowid");
        for time in ["TIMESTAMP", "DATE", "AUTOINCREMENT"] {
            assert!(!table.sql.contains(time), "{name} has a {time}");
        }
    }
}
