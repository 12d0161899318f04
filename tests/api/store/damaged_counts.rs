//! A count that cannot be right is an error with a sentence, and never a figure.

use serde_json::Value;

use crate::{
    api::counts::{and_two_inspections, two_inspections},
    support::{Place, Service},
};

/// What an administrator opens.
struct Reader<'a> {
    service: &'a Service,
    cookie: String,
    token: String,
    inspection: String,
    collection: String,
}

impl Reader<'_> {
    fn pages(&self) -> [String; 3] {
        [
            "/console".to_owned(),
            format!("/console/inspections/{}", self.inspection),
            format!("/console/collections/{}", self.collection),
        ]
    }

    fn reads_figures(&self) {
        for page in self.pages() {
            assert_eq!(self.service.get_as(&page, &self.cookie).status, 200, "{page}");
        }
        self.service.figures(&self.token, &format!("/collections/{}", self.collection));
    }

    /// Every page, the API and the file say that a count in `column` is damaged.
    fn reads_of_damage(&self, column: &str, why: &str) {
        let sentence = format!("A count in the database (column {column}) {why}.");
        for page in self.pages() {
            let answer = self.service.get_as(&page, &self.cookie);
            assert_eq!(answer.status, 500, "{page}: {}", answer.text);
            assert!(answer.text.contains(&sentence), "{sentence} {page}: {}", answer.text);
        }
        let rates = format!("/console/inspections/{}/rates.csv", self.inspection);
        assert_eq!(self.service.get_as(&rates, &self.cookie).status, 500);
        let answer = self.service.ask(&self.token, &format!("/collections/{}", self.collection));
        assert_eq!(answer.status, 500, "{}", answer.text);
        assert!(!answer.headers.contains("retry-after"), "{}", answer.headers);
        assert!(answer.problem().contains(&sentence), "{}", answer.text);
    }
}

fn with_answers(place: &Place, test: impl FnOnce(&Reader<'_>, &str)) {
    let password = place.user("admin@speir.example", "admin");
    let token = place.token("admin@speir.example", "A test");
    let service = place.serve();
    let of = |one: &&Value| one["area"] == "S12000047" && one["audience"] == "age-8-15";
    let collection = place.collections().iter().find(of).unwrap().clone();
    let said = |name: &str| collection[name].as_str().unwrap().to_owned();
    service.answer(&said("link"), "safe-where-i-live=always");
    let inspection = service.figures(&token, &format!("/collections/{}", said("id")));
    let inspection = inspection["collection"]["inspection"].as_str().unwrap().to_owned();
    let cookie = service.sign_in("admin@speir.example", &password);
    let reader = Reader { service: &service, cookie, token, inspection, collection: said("id") };
    test(&reader, &said("link"));
}

const NEGATIVE: &str = "is below zero, or too large";

#[test]
fn a_negative_count_of_responses_is_an_error_and_no_figure() {
    let place = two_inspections();
    with_answers(&place, |reader, link| {
        reader.reads_figures();
        place.sql("UPDATE returns SET returned = -4");
        reader.reads_of_damage("returned", NEGATIVE);
        assert!(place.log().contains("(column returned)"), "{}", place.log());

        // Responses are still taken.
        reader.service.answer(link, "safe-where-i-live=always");
        reader.reads_of_damage("returned", NEGATIVE);

        // No other part makes up for it.
        place.sql(
            "INSERT INTO returns (collection, stratum, returned) SELECT collection, 'health', 90 \
             FROM returns",
        );
        reader.reads_of_damage("returned", NEGATIVE);

        place.sql("UPDATE returns SET returned = 2");
        reader.reads_figures();
    });
}

#[test]
fn a_population_below_zero_is_an_error_and_not_unknown() {
    let place = two_inspections();
    with_answers(&place, |reader, link| {
        place.sql("UPDATE collections SET population = -40 WHERE population = 40");
        reader.reads_of_damage("population", NEGATIVE);
        reader.service.answer(link, "safe-where-i-live=always");
        place.sql("UPDATE collections SET population = 40 WHERE population = -40");
        reader.reads_figures();
    });
}

#[test]
fn a_text_in_the_place_of_a_count_is_an_error() {
    let place = and_two_inspections(Place::on_sqlite());
    with_answers(&place, |reader, _| {
        place.sql("UPDATE returns SET returned = 'many'");
        reader.reads_of_damage("returned", "is not a whole number");
    });
}
