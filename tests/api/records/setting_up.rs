//! What the team records is set up without anything that only people who are asked have.

use super::{READINGS, Team};
use crate::support::{Place, today};

const ONLY_ASKED: [(&str, &str); 6] = [
    ("population", "109"),
    ("target_percent", "80"),
    ("parts", "[{ key = \"east\", name = \"East\", population = 10 }]"),
    ("strata", "[{ key = \"east\", name = \"East\", population = 10 }]"),
    ("open_link", "false"),
    ("coordinator", "\"someone@speir.example\""),
];

#[test]
fn a_file_is_refused_with_the_key_that_does_not_apply() {
    let place = Place::new();
    place.publish_all();
    place.publish_records();
    let day = today();
    let head = format!(
        "title = \"Records\"\nkind = \"joint-inspection\"\nlead = \"a@speir.example\"\nopens_on = \
         {day}\ncloses_on = {day}\n[[collections]]\narea = \"Fife\"\nsurvey = \"{READINGS}\"\n"
    );
    for (key, value) in ONLY_ASKED {
        let file = place.dir.path().join("inspection.toml");
        std::fs::write(&file, format!("{head}{key} = {value}\n")).unwrap();
        let said = place.refuse(&["inspection", "create", file.to_str().unwrap()]);
        assert!(said.contains("Line 6") || said.contains("line 6"), "{key}: {said}");
        assert!(said.contains(&format!("`{key}`")) && said.contains("team"), "{key}: {said}");
    }
}

#[test]
fn the_file_of_an_inspection_with_records_can_be_set_up_again() {
    let team = Team::new();
    team.draw(12, 2);
    let file =
        team.get(0, &format!("/console/inspections/{}/file", team.place.inspection_id())).text;
    let readings = file.split("[[collections]]").find(|one| one.contains(READINGS)).unwrap();
    for (key, _) in ONLY_ASKED {
        assert!(!readings.contains(key), "{key}: {readings}");
    }
    let place = Place::new();
    place.publish_all();
    place.publish_records();
    place.create(&file);
}

#[test]
fn the_page_offers_what_applies_and_refuses_the_rest() {
    let team = Team::new();
    let path = format!("/console/inspections/{}/collections", team.place.inspection_id());
    let page = team.get(0, &format!("{path}/new?by=team")).text;
    assert!(page.contains(&format!("{READINGS}:1")) && page.contains("Not anonymous."));
    assert!(!page.contains("value=\"staff:1\""));
    for name in ["population", "target_percent", "parts", "coordinator", "way"] {
        assert!(!page.contains(&format!("name=\"{name}\"")), "{name}");
    }
    assert!(!team.get(0, &format!("{path}/new")).text.contains(&format!("{READINGS}:1")));
    let survey = format!("{READINGS}:1");
    let base = [
        ("area", "S12000047"),
        ("survey", survey.as_str()),
        ("opens_at", "2096-12-03T09:00"),
        ("closes_at", "2096-12-21T17:00"),
    ];
    for (name, value) in [
        ("population", "109"),
        ("target_percent", "80"),
        ("parts", "east, East, 10"),
        ("coordinator", "someone@speir.example"),
        ("way", "link"),
    ] {
        let refused = team.post(0, &path, &[&base[..], &[(name, value)]].concat());
        assert_eq!(refused.status, 422, "{name}");
        assert!(
            refused.text.contains("recorded by the inspection’s team"),
            "{name}: {}",
            refused.text
        );
    }
    assert_eq!(team.post(0, &path, &base).status, 303);
}
