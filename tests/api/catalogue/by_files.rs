//! A new audience, framework and survey come by files alone, while the service runs.

use std::{fs, path::Path};

use crate::support::{Desk, Place, today, wait_until};

const AUDIENCES: &str = r#"
[[audiences]]
key = "foster-carers"
reading_age = 12
longest_sentence = 20
way = "link"
target_percent = 55

[audiences.names.en]
name = "Foster carers"
people = "foster carers"
in_area = "{area} foster carers"
listed = "People who foster"
ask = "Tell us how it is to foster here."

[audiences.names.gd]
name = "Luchd-altraim"
people = "luchd-altraim"
in_area = "luchd-altraim {area}"
listed = "Daoine a tha ag altram"
ask = "Innis dhuinn mu altram an seo."
"#;

const FRAMEWORK: &str = r#"
key = "fostering-2026"
kinds = ["inquiry"]
names.en = "Fostering inquiry"

[[questions]]
number = 1
en = "Finding and keeping foster carers"

[[indicators]]
number = "3.7"
en = "Support for those who foster"

[[surveys]]
survey = "fostering"
version = 1
"#;

const SURVEY: &str = r#"
survey = "fostering"
version = 1
audience = "foster-carers"
framework = "fostering-2026"
name = "Fostering today"
language = "en"
title = "Fostering here"
minutes = 2
introduction = ["We ask how it is to foster."]

[[pages]]
id = "help"
title = "Help"

[[pages.questions]]
id = "supported"
kind = "choice"
text = "Do you get the help that you need?"
inspection_question = 1
quality_indicators = ["3.7"]
options = [
    { id = "yes", text = "Yes", favourable = true },
    { id = "no", text = "No" },
    { id = "unsure", text = "I am not sure", outside = true },
]
"#;

const GAELIC: &str = r#"
survey = "fostering"
version = 1
language = "gd"
name = "Altram an-diugh"
title = "Altram an seo"
introduction = ["Tha sinn a' faighneachd mu altram."]

[pages]
help = "Cuideachadh"

[questions.supported]
text = "A bheil thu a' faighinn a' chuideachaidh a tha a dhìth ort?"
options = { yes = "Tha", no = "Chan eil", unsure = "Chan eil mi cinnteach" }
"#;

/// The folder of surveys with those files beside what Speir ships.
fn write(surveys: &Path) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/audiences.toml");
    fs::create_dir_all(surveys.join("frameworks")).unwrap();
    fs::create_dir_all(surveys.join("fostering/v1")).unwrap();
    let audiences = fs::read_to_string(shipped).unwrap() + AUDIENCES;
    fs::write(surveys.join("audiences.toml"), audiences).unwrap();
    fs::write(surveys.join("frameworks/fostering-2026.toml"), FRAMEWORK).unwrap();
    fs::write(surveys.join("fostering/v1/survey.toml"), SURVEY).unwrap();
    fs::write(surveys.join("fostering/v1/gd.toml"), GAELIC).unwrap();
}

#[test]
fn a_new_audience_with_its_survey_is_asked_and_its_results_are_read() {
    let mut place = Place::new();
    place.surveys = place.dir.path().join("surveys");
    fs::create_dir_all(&place.surveys).unwrap();
    let desk = Desk::of(place);
    write(&desk.place.surveys);
    assert!(desk.place.run(&["survey", "check"]).contains("no problems, 1 question"));
    desk.place.run(&["survey", "publish", "fostering", "1"]);

    let proposed = desk.get("/console/inspections/new?framework=fostering-2026");
    for part in [r#"value="inquiry" checked"#, r#"value="fostering:1" checked"#, "Fostering today"]
    {
        assert!(proposed.text.contains(part), "{part}");
    }
    let day = today().to_string();
    let until = (today() + chrono::Days::new(2)).to_string();
    let made = desk.post(
        "/console/inspections",
        &[
            ("framework", "fostering-2026"),
            ("title", "Fostering in Fife"),
            ("kind", "inquiry"),
            ("lead", "lead@speir.example"),
            ("opens_on", &day),
            ("closes_on", &until),
            ("areas", "S12000047"),
            ("surveys", "fostering:1"),
            ("threshold", "10"),
            ("keep_days", "30"),
            ("listed", "yes"),
            ("step", "create"),
        ],
    );
    assert_eq!(made.status, 303, "{}", made.text);
    let listed = desk.place.collection("foster-carers");
    assert_eq!((&listed["survey"], &listed["version"]), (&"fostering".into(), &1.into()));
    assert_eq!(listed["target_percent"], 55);
    let list = desk.place.run(&["survey", "list"]);
    assert!(list.lines().all(|line| line.ends_with("  Fostering in Fife")), "{list}");
    assert!(desk.get("/console/surveys").text.contains("Fostering in Fife"));

    desk.place.sql("UPDATE collections SET opens_at = '2020-01-01 00:00:00'");
    let link = listed["link"].as_str().unwrap();
    wait_until("the survey is open", || desk.service.get(&format!("/s/{link}")).status == 303);
    let in_gaelic = desk.service.get(&format!("{}?lang=gd", desk.service.open(link)));
    assert!(in_gaelic.text.contains("Altram an seo"), "{}", in_gaelic.text);
    for number in 0..14 {
        let answer = if number < 11 { "supported=yes" } else { "supported=no" };
        desk.service.answer(link, answer);
    }
    desk.place.release();
    let results = desk.get(&desk.at("foster-carers", "results")).text;
    for part in ["foster carers", "Finding and keeping foster carers", "Most"] {
        assert!(results.contains(part), "{part}: {results}");
    }
    let across = desk.get(&format!("{}/results", made.location)).text;
    assert!(across.contains("Fostering today"), "{across}");
    let figures = desk.place.run(&["export", link]);
    assert!(figures.contains("foster-carers,fostering,"), "{figures}");
}

#[test]
fn how_a_published_audience_is_asked_never_changes_and_what_is_not_anonymous_says_so() {
    let mut place = Place::new();
    place.surveys = place.dir.path().join("surveys");
    fs::create_dir_all(&place.surveys).unwrap();
    write(&place.surveys);
    place.run(&["survey", "publish", "fostering", "1"]);
    let file = place.surveys.join("audiences.toml");
    let before = fs::read_to_string(&file).unwrap();
    for (from, to) in [
        (AUDIENCES.to_owned(), AUDIENCES.replace("way = \"link\"", "way = \"signed-in\"")),
        (AUDIENCES.to_owned(), AUDIENCES.replace("way = \"link\"", "way = \"link\"\nyoung = true")),
    ] {
        fs::write(&file, before.replace(&from, &to)).unwrap();
        let refused = place.refuse(&["survey", "publish", "fostering", "1"]);
        assert!(refused.contains("changes how foster-carers is asked"), "{refused}");
    }
    fs::write(&file, before.replace("Foster carers", "Carers who foster")).unwrap();
    place.run(&["survey", "publish", "fostering", "1"]);

    place.surveys = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys");
    for survey in ["record-reading", "conversations", "social-work-teams"] {
        place.run(&["survey", "publish", survey, "1", "--with-drafts"]);
    }
    let desk = Desk::of(place);
    assert!(desk.get("/console/surveys").text.contains("Fostering today"));
    for survey in ["record-reading", "conversations", "social-work-teams"] {
        for (language, says, never) in [
            ("en", "It is not anonymous", "It is anonymous"),
            ("gd", "Chan eil e gun urra", "Tha e gun urra"),
        ] {
            let preview = desk.get(&format!("/console/surveys/{survey}/1?lang={language}")).text;
            assert!(preview.contains(says) && !preview.contains(never), "{survey} {language}");
            assert!(!preview.contains("form is anonymous"), "{survey}");
        }
    }
}
