//! Reminders to everybody, also to those who have answered.

use std::fs;

use chrono::Days;
use mail_parser::MessageParser;

use crate::support::{ANSWER, Desk, Place, by_invitation, today};

#[test]
fn everybody_is_reminded_where_that_was_chosen() {
    let place = Place::new();
    place.run(&["survey", "publish", "staff", "1", "--with-drafts"]);
    let toml = by_invitation("Midlothian", today() - Days::new(1), today() + Days::new(20));
    place.create(&toml.replace("[[coll", "remind_everybody = true\n[[coll"));
    place.invite(5);
    let service = place.serve();
    place.wait_for_letters(5);
    let link = place.letters()["person1@example.org"][0].link.clone();
    assert_eq!(service.post(&link, ANSWER).status, 303);
    place.make_due(1);
    place.wait_for_letters(10);
    let letters = place.letters();
    assert!(letters.values().all(|own| own.len() == 2), "{letters:?}");
    let spent = service.get(&link);
    assert_eq!(spent.status, 410);
    assert!(spent.text.contains("These answers have already been sent"), "{}", spent.text);
    let files = fs::read_dir(place.mail()).unwrap().map(|file| fs::read(file.unwrap().path()));
    let texts = files.map(|bytes| {
        let bytes = bytes.unwrap();
        let text =
            MessageParser::default().parse(&bytes).unwrap().body_text(0).unwrap().into_owned();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let says = "If you have answered already, thank you: there is nothing to do.";
    assert_eq!(texts.filter(|text| text.contains(says)).count(), 5, "the reminders say so");
}

#[test]
fn the_form_of_the_inspection_says_when_to_remind_everybody() {
    let desk = Desk::of(Place::by_invitation());
    let path = format!("/console/inspections/{}/change", desk.place.inspection_id());
    for page in ["/console/inspections/new", &path] {
        let text = desk.get(page).text.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in ["Who gets reminders?", "if few people are asked, or if others read their mail"]
        {
            assert!(text.contains(said), "{page}: {said}");
        }
    }
}
