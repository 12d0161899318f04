use super::{FIGURES, TITLE, collection, file, in_programme, path_of};
use crate::support::{Answer, Place, Service};

/// What staff answered in an area: so many of so many agreed that they are valued.
fn answers(place: &Place, area: &str, agreed: u32, base: u32) {
    let id = collection(place, area, "staff")["id"].as_str().unwrap().parse().unwrap();
    let id = place.bytes(id);
    place.sql(&format!(
        "INSERT INTO returns (collection, stratum, returned) VALUES ({id}, '', {base})"
    ));
    for (option, count) in [("agree", agreed), ("disagree", base - agreed), ("", base)] {
        place.sql(&format!(
            "INSERT INTO tallies (collection, stratum, question, option, count) VALUES ({id}, \
                '', 'valued', '{option}', {count})"
        ));
    }
}

/// Released results of staff by area, in one programme, each area in its own inspection with its
/// threshold.
pub fn released(areas: &[(&str, u32, u32, u32)]) -> Place {
    let place = Place::new();
    place.publish_all();
    for (area, threshold, agreed, base) in areas {
        place.create(&in_programme(area).replacen(
            "kind =",
            &format!("threshold = {threshold}\nkind ="),
            1,
        ));
        answers(&place, area, *agreed, *base);
    }
    place.released_days_ago(3, "survey = 'staff'");
    place
}

pub struct Analyst {
    pub service: Service,
    pub cookie: String,
}

impl Analyst {
    pub fn of(place: &Place) -> Self {
        let password = place.user("analyst@speir.example", "analyst");
        let service = place.serve();
        let cookie = service.sign_in("analyst@speir.example", &password);
        Self { service, cookie }
    }

    pub fn get(&self, path: &str) -> Answer {
        let page = self.service.get_as(path, &self.cookie);
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        page
    }
}

/// The part of a page about the question of these tests.
fn valued(page: &Answer) -> String {
    let start = page.text.find("id=\"q-valued\"").unwrap_or_else(|| panic!("{}", page.text));
    page.text[start..].split("</section>").next().unwrap().to_owned()
}

#[test]
fn totals_are_told_over_all_areas_with_their_range() {
    let place = released(&[("Fife", 10, 43, 100), ("Moray", 10, 82, 100), ("Angus", 10, 4, 9)]);
    let analyst = Analyst::of(&place);
    let page = analyst.get(&format!("{}/results", path_of(&place, TITLE)));
    assert!(page.text.contains("200 responses in 2 areas"), "{}", page.text);
    let said = valued(&page);
    for words in [
        "125 of 200",
        "The majority of staff in the 2 areas with 30 or more answers (63%, 125 of 200) agreed with “I \
            feel valued for the work I do”, from less than half in Fife (43%) to most in Moray (82%).",
        "Average over 2 areas, each counted the same: 63%.",
        "43 of 100",
        "82 of 100",
        "fewer than 10",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("4 of 9"), "{said}");
    assert!(page.text.contains("Angus") && !page.text.contains("129 of 209"));
}

#[test]
fn the_largest_threshold_holds_for_all_of_a_programme() {
    let place = released(&[("Fife", 5, 3, 6), ("Moray", 12, 30, 40), ("Angus", 5, 6, 11)]);
    let analyst = Analyst::of(&place);
    let said = valued(&analyst.get(&format!("{}/results", path_of(&place, TITLE))));
    assert!(said.contains("30 of 40") && said.contains("fewer than 12"), "{said}");
    for hidden in ["3 of 6", "6 of 11", "39 of 57", "36 of 51", "33 of 46"] {
        assert!(!said.contains(hidden), "{hidden}: {said}");
    }
}

/// Releases what staff answered in the second inspection of an area.
pub fn second(place: &Place) {
    let both: Vec<_> =
        place.collections().into_iter().filter(|one| one["survey"] == "staff").collect();
    let second = both.iter().find(|one| one["state"] != "released").unwrap();
    let id = place.bytes(second["id"].as_str().unwrap().parse().unwrap());
    for (option, count) in [("agree", 82), ("disagree", 18), ("", 100)] {
        place.sql(&format!(
            "INSERT INTO tallies (collection, stratum, question, option, count) VALUES ({id}, \
                '', 'valued', '{option}', {count})"
        ));
    }
    place.sql(&format!(
        "INSERT INTO returns (collection, stratum, returned) VALUES ({id}, '', 100)"
    ));
    place.released_days_ago(2, &format!("id = {id}"));
}

#[test]
fn an_area_that_two_inspections_asked_is_told_apart() {
    let place = released(&[("Fife", 10, 43, 100)]);
    let again = in_programme("Fife").replacen("title = \"Fife", "title = \"Second Fife", 1);
    place.create(&again);
    second(&place);
    let analyst = Analyst::of(&place);
    let said = valued(&analyst.get(&format!("{}/results", path_of(&place, TITLE))));
    assert!(said.contains("in Fife (Fife ") && said.contains("in Fife (Second Fife "), "{said}");
}

#[test]
fn imported_figures_are_compared_and_marked_as_published_elsewhere() {
    let place = released(&[("Fife", 10, 430, 1_000), ("Moray", 10, 820, 1_000)]);
    place.run(&["programme", "create", "Joint inspections 2090"]);
    let figures = format!(
        "{FIGURES}I have regular supervision.,,,most,Report of 2017,staff,supervision-regular\n\
         Nobody asks this.,50,,,Report of 2017,staff,\n"
    );
    let figures = file(&place, "figures.csv", figures);
    place.run(&["programme", "import", "Joint inspections 2090", &figures]);
    let analyst = Analyst::of(&place);
    let compare = format!("{}/results/compare?survey=staff", path_of(&place, TITLE));
    let choice = analyst.get(&compare);
    let with = path_of(&place, "Joint inspections 2090");
    let with = with.rsplit('/').next().unwrap();
    assert!(choice.text.contains(&format!("with={with}")), "{}", choice.text);
    let page = analyst.get(&format!("{compare}&with={with}")).text;
    for words in [
        "Published elsewhere</strong>: Report of 2017",
        "40%",
        "of 1,000",
        "1,250 of 2,000",
        "23 points higher, more than chance would explain",
        "“Nobody asks this.” matches no question of this survey.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn two_programmes_are_compared_by_their_totals() {
    let place = released(&[("Fife", 10, 600, 1_000)]);
    place.create(&in_programme("Moray").replace(TITLE, "Joint inspections 2099"));
    answers(&place, "Moray", 660, 1_000);
    place.released_days_ago(2, "survey = 'staff' AND released_at IS NULL");
    let analyst = Analyst::of(&place);
    let (then, now) = (path_of(&place, TITLE), path_of(&place, "Joint inspections 2099"));
    let with = then.rsplit('/').next().unwrap();
    let page = analyst.get(&format!("{now}/results/compare?survey=staff&with={with}")).text;
    for words in ["600 of 1,000", "660 of 1,000", "6 points higher"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let itself = format!("{then}/results/compare?with={with}");
    assert_eq!(analyst.service.get_as(&itself, &analyst.cookie).status, 404);
}

#[test]
fn totals_stay_after_responses_are_deleted() {
    let place = released(&[("Fife", 10, 43, 100), ("Moray", 10, 82, 100)]);
    place.released_days_ago(400, "survey = 'staff'");
    let said = place.run(&["purge"]);
    assert_eq!(
        place.number("SELECT COUNT(*) FROM collections WHERE purged_at IS NOT NULL"),
        2,
        "{said}"
    );
    let analyst = Analyst::of(&place);
    let path = path_of(&place, TITLE);
    assert!(valued(&analyst.get(&format!("{path}/results"))).contains("125 of 200"));
    assert!(analyst.get(&path).text.contains("Staff 200"));
}
