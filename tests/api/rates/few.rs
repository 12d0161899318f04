//! What pages, files, the API and the command line tell of a count of few people.

use std::collections::BTreeMap;

use chrono::Days;

use crate::support::{Place, Service, today};

/// Children aged 8 to 15, of whom 8 can answer; young people, 40; parents and carers, 400.
fn three_sizes() -> String {
    let sizes = [("age-8-15", 8), ("age-16-plus", 40), ("parents-carers", 400)];
    let collections = sizes.map(|(audience, population)| {
        format!(
            "[[collections]]\narea = \"Fife\"\naudience = \"{audience}\"\npopulation = {population}\n"
        )
    });
    collections.concat()
}

/// An open inspection with these collections.
fn place_with(collections: &str) -> Place {
    let place = Place::new();
    place.publish_all();
    let (opens, closes) = (today() - Days::new(5), today() + Days::new(18));
    place.create(&format!(
        "title = \"Sizes\"\nkind = \"joint-inspection\"\nlead = \"lead@speir.example\"\nopens_on = \
         {opens}\ncloses_on = {closes}\n{collections}"
    ));
    place
}

/// A text without the times and keys that change with each request.
fn still(text: &str) -> String {
    let text = without(text, "<time", "</time>");
    let text = without(&text, "<input type=\"hidden\"", ">");
    let still = without(&text, "Figures as of ", ". Reload");
    let is_still = |line: &&str| !line.contains("\"as_of\"") && !line.starts_with('#');
    still.lines().filter(is_still).collect::<Vec<_>>().join("\n")
}

/// A text without what stands between `from` and `to`.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(to).map_or("", |(_, rest)| rest))
}

/// Everything that a lead can look at.
pub struct Walk {
    pub place: Place,
    pub service: Service,
    pub password: String,
    cookie: String,
    token: String,
    pub paths: Vec<String>,
    asked: Vec<String>,
}

impl Walk {
    pub fn start() -> Self {
        Self::with(&three_sizes())
    }

    /// An inspection with these collections.
    pub fn with(collections: &str) -> Self {
        let place = place_with(collections);
        let password = place.user("lead@speir.example", "lead");
        let service = place.serve();
        let cookie = service.sign_in("lead@speir.example", &password);
        let token = place.token("lead@speir.example", "A test");
        let list = service.get_as("/console", &cookie).text;
        let is_id = |id: &&str| id.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        let ids = list.split("/console/inspections/").skip(1).filter_map(|rest| rest.get(..36));
        let inspection = ids.into_iter().find(is_id).expect("an inspection").to_owned();
        let mut paths = vec!["/console".to_owned(), "/console/programmes".to_owned()];
        let own = ["", "?sort=name", "/rates.csv", "/export"];
        paths.extend(own.map(|rest| format!("/console/inspections/{inspection}{rest}")));
        let mut asked = vec![format!("/inspections/{inspection}/rates")];
        for one in place.collections() {
            let id = one["id"].as_str().expect("an id");
            let own = ["", "/slips", "/invitations", "/results", "/change", "/delete"];
            paths.extend(own.map(|rest| format!("/console/collections/{id}{rest}")));
            asked.push(format!("/collections/{id}"));
        }
        Self { place, service, password, cookie, token, paths, asked }
    }

    /// Everything that is told, by where.
    pub fn told(&self) -> BTreeMap<String, String> {
        let pages = self.paths.iter().map(|path| {
            let answer = self.service.get_as(path, &self.cookie);
            assert!(answer.status < 500, "{path}: {}", answer.text);
            (path.clone(), still(&answer.text))
        });
        let mut told: BTreeMap<String, String> = pages.collect();
        for path in &self.asked {
            let mut figures = self.service.figures(&self.token, path);
            if let Some(fields) = figures.as_object_mut() {
                fields.remove("as_of");
            }
            told.insert(path.clone(), figures.to_string());
        }
        for arguments in [&["collection", "list"][..], &["collection", "list", "--json"]] {
            told.insert(arguments.join(" "), self.place.run(arguments));
        }
        told
    }

    pub fn answer(&self, audience: &str) {
        let body = match audience {
            "age-8-15" => "worker=teacher",
            "age-16-plus" => "safe-where-i-live=always",
            _ => "carer-type=parent",
        };
        self.service.answer(&self.place.link(audience), body);
    }

    pub fn changed(&self, before: &BTreeMap<String, String>) -> Vec<String> {
        let now = self.told();
        let differ = |(path, text): (&String, &String)| {
            (before.get(path) != Some(text)).then(|| path.clone())
        };
        now.iter().filter_map(differ).collect()
    }

    fn page_of(&self, audience: &str) -> String {
        let collection = self.place.collection(audience);
        let id = collection["id"].as_str().expect("an id");
        self.service.get_as(&format!("/console/collections/{id}"), &self.cookie).text
    }
}

#[test]
fn no_page_file_or_answer_tells_that_one_of_few_has_answered() {
    let walk = Walk::start();
    let before = walk.told();
    assert_eq!(walk.changed(&before), Vec::<String>::new(), "nothing happened");
    for audience in ["age-8-15", "age-16-plus"] {
        walk.answer(audience);
        assert_eq!(walk.place.returned(audience), 1);
        assert_eq!(walk.changed(&before), Vec::<String>::new(), "one of {audience} answered");
    }
    walk.answer("parents-carers");
    assert!(walk.changed(&before).len() > 5, "a large count moves at once");
    assert!(walk.page_of("age-8-15").contains("shown after closing"));
    assert!(walk.page_of("age-16-plus").contains("0 of 40"));
    let few = walk.place.collection("age-8-15");
    assert!(few["returned"].is_null() && few["rate"].is_null(), "{few}");
}

#[test]
fn the_count_of_forty_moves_at_midnight_and_of_eight_at_the_release() {
    let walk = Walk::start();
    for audience in ["age-8-15", "age-16-plus"] {
        walk.answer(audience);
    }
    walk.place.sql(&format!("UPDATE daily_returns SET day = '{}'", today() - Days::new(1)));
    assert!(walk.page_of("age-16-plus").contains("1 of 40"));
    assert!(walk.page_of("age-8-15").contains("shown after closing"));
    assert!(walk.place.collection("age-8-15")["returned"].is_null());
    walk.place.close();
    walk.place.release();
    assert_eq!(walk.place.collection("age-8-15")["returned"], 1);
}

#[test]
fn a_population_stated_later_opens_no_view_of_a_count() {
    let walk = Walk::start();
    walk.answer("age-8-15");
    let collection = walk.place.collection("age-8-15");
    let id = collection["id"].as_str().expect("an id");
    for population in ["4000", "8", "60"] {
        let answer = walk.service.post_as(
            &format!("/console/collections/{id}/population"),
            &walk.cookie,
            &format!("population={population}"),
        );
        assert_eq!(answer.status, 303, "{}", answer.text);
        assert!(walk.place.collection("age-8-15")["returned"].is_null(), "{population}");
        assert!(walk.page_of("age-8-15").contains("shown after closing"), "{population}");
    }
}
