//! Programmes: who sees and changes them, their totals, and figures published elsewhere.

mod command;
mod console;
mod export;
mod over_time;
mod results;
mod scope;

use std::fs;

use chrono::Days;
use serde_json::Value;

use crate::support::{Answer, Place, Service, inspection, today};

/// The programme of these tests.
pub const TITLE: &str = "Joint inspections 2096";
/// A file of one figure.
pub const FIGURES: &str = "question,share,base,term,source,survey,question_id\n\
    I feel valued for the work I do.,40,1000,,Report of 2017,staff,valued\n";

/// An inspection of an area, of four surveys, in the programme of these tests.
pub fn in_programme(area: &str) -> String {
    let toml = inspection(area, today() - Days::new(1), today() + Days::new(20));
    format!("programme = \"{TITLE}\"\n{toml}")
}

/// Inspections of Midlothian and of Fife in one programme. The lead of these tests leads the first.
pub fn two_inspections() -> Place {
    let place = Place::new();
    place.publish_all();
    place.create(&in_programme("Midlothian"));
    place.create(&in_programme("Fife").replace("lead@speir.example", "other@speir.example"));
    place
}

/// The path of the only programme with this title.
pub fn path_of(place: &Place, title: &str) -> String {
    let said = place.run(&["programme", "list"]);
    let line = said.lines().find(|line| line.ends_with(title)).unwrap_or_else(|| panic!("{said}"));
    format!("/console/programmes/{}", line.split_whitespace().next().unwrap())
}

/// Writes a file beside the database, and gives its path.
pub fn file(place: &Place, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = place.dir.path().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// The collection of an area and a survey.
pub fn collection(place: &Place, area: &str, survey: &str) -> Value {
    let is = |one: &&Value| one["area_name"] == area && one["survey"] == survey;
    place.collections().iter().find(is).unwrap().clone()
}

/// Sends a file of figures as a browser does that has just opened the page.
pub fn upload(service: &Service, cookie: &str, path: &str, bytes: &[u8]) -> Answer {
    let page = service.get_as(path, cookie).text;
    let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    upload_after(service, cookie, path, (seen.unwrap_or_default(), bytes))
}

/// The same with what the page of the form said about the figures that there were.
pub fn upload_after(
    service: &Service,
    cookie: &str,
    path: &str,
    (seen, bytes): (&str, &[u8]),
) -> Answer {
    let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; \
                filename=\"figures.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    let seen = format!(
        "\r\n--edge\r\nContent-Disposition: form-data; name=\"seen\"\r\n\r\n{seen}\r\n--edge--\r\n"
    );
    let body = [head.as_bytes(), bytes, seen.as_bytes()].concat();
    let request = service.agent.post(format!("{}{path}/figures", service.base));
    let request = request.header("Cookie", cookie);
    Answer::of(request.content_type("multipart/form-data; boundary=edge").send(&body).unwrap())
}
