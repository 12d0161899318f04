//! Surveys that an area answers once, by the officers who are named for it.

mod answering;
mod asking;
mod reading;

use std::{collections::BTreeMap, fmt::Write as _, fs};

use chrono::Days;
use mail_parser::MessageParser;

use crate::support::{Answer, Desk, Place, form, hidden, today, wait_until};

pub const SURVEY: &str = "social-work-teams";
pub const AREAS: [&str; 3] = ["Fife", "Midlothian", "Stirling"];

/// A review whose national phase asks three areas, and a lead who is signed in.
pub fn review() -> Desk {
    let place = Place::new();
    place.run(&["survey", "publish", SURVEY, "1", "--with-drafts"]);
    let (opens, closes) = (today() - Days::new(1), today() + Days::new(20));
    let mut toml = format!(
        "title = \"Disabled children\"\nkind = \"thematic-review\"\nframework = \
         \"disabled-children-2024\"\nphase = \"national\"\nlead = \
         \"lead@speir.example\"\nopens_on = {opens}\ncloses_on = {closes}\n"
    );
    for area in AREAS {
        write!(toml, "[[collections]]\narea = \"{area}\"\nsurvey = \"{SURVEY}\"\n").unwrap();
    }
    place.create(&toml);
    Desk::of(place)
}

/// The id of the collection of an area.
pub fn collection(desk: &Desk, area: &str) -> String {
    let all = desk.place.collections();
    let one = all.iter().find(|one| one["area_name"] == area).unwrap();
    one["id"].as_str().unwrap().to_owned()
}

pub fn page(desk: &Desk, area: &str) -> String {
    format!("/console/collections/{}/officers", collection(desk, area))
}

/// Asks people for an area, and gives their links by address once the messages are there.
pub fn ask(desk: &Desk, area: &str, people: &[&str]) -> BTreeMap<String, String> {
    let asked = desk.post(&page(desk, area), &[("people", &people.join("\n"))]);
    assert_eq!(asked.status, 303, "{}", asked.text);
    let all = || people.iter().all(|one| links(&desk.place).contains_key(*one));
    wait_until("the links", all);
    links(&desk.place)
}

/// The last link that was sent to each address.
pub fn links(place: &Place) -> BTreeMap<String, String> {
    let mut files: Vec<_> = fs::read_dir(place.mail()).into_iter().flatten().flatten().collect();
    files.sort_by_key(|file| file.metadata().unwrap().modified().unwrap());
    let read = |file: fs::DirEntry| {
        let bytes = fs::read(file.path()).ok()?;
        let message = MessageParser::default().parse(&bytes)?;
        let text = message.body_text(0)?.into_owned();
        let at = text.find("/area/")?;
        let link = text[at..].split_whitespace().next()?.to_owned();
        let to = message.to()?.first()?.address()?.to_owned();
        Some((to, link))
    };
    files.into_iter().filter_map(read).collect()
}

/// What the form at a link was filled from.
pub fn before(desk: &Desk, link: &str) -> String {
    unescaped(&hidden(&desk.service.get(link), "~before"))
}

pub fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Saves a form that was filled from `before`: everything that it holds, and the button.
pub fn save_from(
    desk: &Desk,
    link: &str,
    before: &str,
    answers: &[(&str, &str)],
    button: &str,
) -> Answer {
    let fields = [&[("~before", before), ("~save", button)], answers].concat();
    desk.service.post(link, form(&fields))
}

/// Saves a form as it is filled now.
pub fn save(desk: &Desk, link: &str, answers: &[(&str, &str)], button: &str) -> Answer {
    let before = before(desk, link);
    save_from(desk, link, &before, answers, button)
}
