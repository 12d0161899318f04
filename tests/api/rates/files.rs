//! Response rates as files, for everybody who sees the inspection.

use std::io::{Cursor, Read};

use serde_json::Value;
use speir::{export::verify::verify, inspection::queries};

use crate::{
    api::counts::two_inspections,
    support::{Answer, Place, Service},
};

fn file(service: &Service, cookie: &str, id: &str, format: &str) -> Answer {
    service.get_as(&format!("/console/inspections/{id}/rates.{format}"), cookie)
}

fn inspection(place: &Place) -> String {
    let all = queries::unscoped::inspections(&mut place.store().connection().unwrap()).unwrap();
    all.iter().find(|one| one.title == "Two areas").unwrap().id.to_string()
}

/// The areas of a CSV file, which must be whole.
fn areas(text: &str) -> Vec<String> {
    verify(&mut text.as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap()[1].to_owned()).collect()
}

#[test]
fn everybody_takes_the_rates_that_they_see_away_and_it_is_written_down() {
    let place = two_inspections();
    let id = inspection(&place);
    let service = place.serve();
    let sign_in = |email: &str, role: &str| service.sign_in(email, &place.user(email, role));
    for role in ["admin", "lead", "viewer", "analyst", "coordinator"] {
        let cookie = sign_in(&format!("{role}@speir.example"), role);
        let page = service.get_as(&format!("/console/inspections/{id}"), &cookie).text;
        for format in ["csv", "xlsx", "json"] {
            assert!(
                page.contains(&format!("/console/inspections/{id}/rates.{format}\" download")),
                "{role}, {format}"
            );
        }
        let answer = file(&service, &cookie, &id, "csv");
        assert_eq!(answer.status, 200, "{role}");
        for header in
            ["no-store", "attachment; filename=\\\"speir-rates.csv\\\"", "text/csv", "nosniff"]
        {
            assert!(answer.headers.contains(header), "{header}: {}", answer.headers);
        }
        let expected: &[&str] = if role == "coordinator" {
            &["Midlothian"; 2]
        } else {
            &["Fife", "Fife", "Midlothian", "Midlothian"]
        };
        assert_eq!(areas(&answer.text), expected, "{role}");
    }
    let other = sign_in("other@speir.example", "lead");
    assert_eq!(file(&service, &other, &id, "csv").status, 404);
    assert_eq!(file(&service, "", &id, "csv").status, 303);
    assert_eq!(file(&service, &other, &id, "ods").status, 404);
    let entries = place.entries(50);
    let taken: Vec<_> =
        entries.iter().filter(|entry| entry.action == "Downloaded response rates as CSV").collect();
    assert_eq!(taken.len(), 5);
    assert_eq!(
        (taken[0].actor.as_str(), taken[0].subject.as_str()),
        ("coordinator@speir.example", "Two areas: Midlothian")
    );
    assert!(taken[1..].iter().all(|entry| entry.subject == "Two areas"));
}

#[test]
fn the_rates_are_the_same_in_every_form_and_explain_themselves() {
    let place = two_inspections();
    let id = inspection(&place);
    let service = place.serve();
    let cookie =
        service.sign_in("viewer@speir.example", &place.user("viewer@speir.example", "viewer"));
    let token = place.token("viewer@speir.example", "A test");
    let json = file(&service, &cookie, &id, "json").text;
    assert_eq!(verify(&mut json.as_bytes()).unwrap(), 4);
    let json: Value = serde_json::from_str(&json).unwrap();
    let columns: Vec<&str> =
        json["tables"][0]["columns"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let csv = file(&service, &cookie, &id, "csv").text;
    assert_eq!(csv.lines().next().unwrap().split(',').collect::<Vec<_>>(), columns);
    let explained = json["codebook"].to_string();
    for column in &columns {
        assert!(explained.contains(&format!("[\"rates\",\"{column}\",null,")), "{column}");
    }
    assert!(json["notes"].to_string().contains("Response Rate 1"), "{}", json["notes"]);
    let place_of = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let rates = service.figures(&token, &format!("/inspections/{id}/rates"));
    let standing = &rates["areas"][0]["audiences"][0]["standing"];
    let row = &json["tables"][0]["rows"][0];
    assert_eq!((&row[0], &row[2]), (&"S12000047".into(), &"age-8-15".into()));
    assert_eq!(row[place_of("issued")], standing["rate"]["issued"]);
    assert_eq!(row[place_of("course")], standing["course"]);
    assert_eq!(row[place_of("pace_percent")], standing["pace_percent"]);
    let request =
        service.agent.get(format!("{}/console/inspections/{id}/rates.xlsx", service.base));
    let mut answer = request.header("Cookie", &cookie).call().unwrap();
    let bytes = answer.body_mut().read_to_vec().unwrap();
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sheets = String::new();
    book.by_name("xl/workbook.xml").unwrap().read_to_string(&mut sheets).unwrap();
    for name in ["Notes", "Codebook", "Rates", "End"] {
        assert!(sheets.contains(&format!("\"{name}\"")), "{name}: {sheets}");
    }
}
