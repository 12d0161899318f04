//! Collections that the inspection's team fills in the console.

mod closed_to_others;
mod figures;
mod meetings;
mod pages;
mod reading;
mod recording;
mod sampling;
mod setting_up;
mod warnings;

use std::fmt::Write;

use chrono::Days;

use crate::support::{Answer, Place, Service, form, today};

pub const READINGS: &str = "test-readings";
pub const MEETINGS: &str = "test-meetings";

/// The inspection of a team of four, with records and meetings in Midlothian that are open.
pub struct Team {
    pub place: Place,
    pub service: Service,
    /// The addresses and cookies of the lead and three others, in the order of addresses.
    pub members: Vec<(String, String)>,
}

impl Team {
    pub fn new() -> Self {
        let place = Place::new();
        place.publish_all();
        place.publish_records();
        let (opens, closes) = (today() - Days::new(1), today() + Days::new(20));
        let mut toml = format!(
            "title = \"Midlothian records\"\nkind = \"joint-inspection\"\nlead = \
             \"a@speir.example\"\nopens_on = {opens}\ncloses_on = {closes}\n"
        );
        for survey in [READINGS, MEETINGS, "staff"] {
            write!(toml, "[[collections]]\narea = \"Midlothian\"\nsurvey = \"{survey}\"\n")
                .unwrap();
        }
        place.create(&toml);
        let emails = ["a", "b", "c", "d"].map(|name| format!("{name}@speir.example"));
        let inspection = place.bytes(place.inspection_id());
        let passwords = emails.clone().map(|email| place.user(&email, "lead"));
        for email in &emails[1..] {
            place.sql(&format!(
                "INSERT INTO inspection_team (inspection, email) VALUES ({inspection}, '{email}')"
            ));
        }
        let service = place.serve();
        let sign_in = |(email, password): (String, String)| {
            let cookie = service.sign_in(&email, &password);
            (email, cookie)
        };
        let members = emails.into_iter().zip(passwords).map(sign_in).collect();
        Self { place, service, members }
    }

    pub fn at(&self, survey: &str, rest: &str) -> String {
        format!("/console/collections/{}/{rest}", self.place.id(survey))
    }

    pub fn get(&self, member: usize, path: &str) -> Answer {
        self.service.get_as(path, &self.members[member].1)
    }

    pub fn post(&self, member: usize, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.service.post_as(path, &self.members[member].1, &form(fields))
    }

    /// Sends a form as its page was filled.
    pub fn send(&self, member: usize, path: &str, fields: &[(&str, &str)]) -> Answer {
        let from = crate::support::from(&self.get(member, path));
        self.post(member, path, &[&[("from", from.as_str())], fields].concat())
    }

    /// Draws a sample for the first `readers` members.
    pub fn draw(&self, size: u32, readers: usize) {
        let size = size.to_string();
        let mut fields = vec![("size", size.as_str())];
        fields.extend(self.members[..readers].iter().map(|(email, _)| ("readers", email.as_str())));
        let drawn = self.send(0, &self.at(READINGS, "records/sample"), &fields);
        assert_eq!(drawn.status, 303, "{}", drawn.text);
    }

    /// Who is to do which reading: number, turn and the place of the member.
    pub fn given(&self) -> Vec<(u32, u32, usize)> {
        let rows = self.place.rows("records");
        assert!(!rows.is_empty());
        let mut connection = self.place.store().connection().unwrap();
        let all = speir::records::queries::of_collection(&mut connection, self.place.id(READINGS))
            .unwrap();
        let member = |email: &str| self.members.iter().position(|(one, _)| one == email).unwrap();
        all.iter().map(|one| (one.number, one.turn.number(), member(&one.reader))).collect()
    }
}

/// What a form of a reading that nobody has begun is filled from.
pub const UNREAD: (&str, &str) = ("from", "{\"edits\":0,\"written\":{}}");

/// The answers of a finished reading.
pub fn answers<'a>(setting: &'a str, plan: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut answers = vec![
        ("q-setting", setting),
        ("q-risk", "good"),
        ("q-plan", plan),
        ("q-review", "does-not-apply"),
        ("save", "done"),
    ];
    if setting != "home" {
        answers.push(("q-contact", "weak"));
    }
    answers
}
