//! Published versions: kept whole, served from the database, never changed.

use std::{fs, path::Path};

use crate::support::{Place, inspection, today};

/// A place whose surveys are a copy that a test may change.
fn with_own_surveys() -> Place {
    let mut place = Place::new();
    let copy = place.dir.path().join("surveys");
    for audience in ["staff", "age-8-15", "age-16-plus", "parents-carers"] {
        let from = place.surveys.join(audience).join("v1");
        let to = copy.join(audience).join("v1");
        fs::create_dir_all(&to).unwrap();
        for file in ["survey.toml", "gd.toml"] {
            fs::copy(from.join(file), to.join(file)).unwrap();
        }
    }
    place.surveys = copy;
    place
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn publishing_twice_is_the_same_as_once() {
    let place = Place::new();
    assert!(
        place.run(&["survey", "publish", "staff", "1", "--with-drafts"]).contains("is published")
    );
    assert!(
        place
            .run(&["survey", "publish", "staff", "1", "--with-drafts"])
            .contains("is already published")
    );
    let list = place.run(&["survey", "list"]);
    assert_eq!(list.lines().count(), 2, "{list}");
}

#[test]
fn a_draft_translation_is_published_only_with_a_flag() {
    let place = Place::new();
    let refused = place.refuse(&["survey", "publish", "staff", "1"]);
    assert!(refused.contains("gd.toml") && refused.contains("--with-drafts"), "{refused}");
}

#[test]
fn a_file_that_differs_from_what_was_published_stops_the_server() {
    let place = with_own_surveys();
    place.publish_all();
    let file = place.surveys.join("staff/v1/survey.toml");
    let published = place.run(&["survey", "list"]);
    change(&file, "version = 1", "version = 1 ");
    let stopped = place.refuse(&["serve"]);
    assert!(stopped.contains(file.to_str().unwrap()), "{stopped}");
    let digest = published.lines().find(|l| l.contains("staff") && l.contains(" en ")).unwrap();
    let digest = digest.split_whitespace().last().unwrap();
    assert!(stopped.contains(digest), "the published digest is named: {stopped}");
    let hexadecimal =
        stopped.split(|c: char| !c.is_ascii_hexdigit()).filter(|w| w.len() == 64).count();
    assert_eq!(hexadecimal, 2, "both digests are named: {stopped}");
    assert!(
        place.refuse(&["survey", "publish", "staff", "1", "--with-drafts"]).contains("differs")
    );
}

#[test]
fn a_published_version_is_served_after_its_file_is_gone() {
    let place = with_own_surveys();
    place.publish_all();
    place.create(&inspection("Moray", today(), today()));
    fs::remove_dir_all(&place.surveys).unwrap();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    assert!(service.get(&path).text.contains("Question 48"));
    assert_eq!(service.post(&path, "agency=health").status, 303);
}

#[test]
fn each_refusal_names_file_place_and_remedy() {
    let cases = [
        ("survey.toml", "id = \"comment\"", "id = \"worker\"", "appears more than once"),
        ("survey.toml", "kind = \"text\"", "kind = \"choice\"", "no option outside the scale"),
        (
            "survey.toml",
            "question = \"knows-advocate\"",
            "question = \"comment\"",
            "not an earlier question",
        ),
        (
            "survey.toml",
            "answers = [\"no\", \"not-sure\"]",
            "answers = [\"perhaps\"]",
            "does not offer",
        ),
        (
            "survey.toml",
            "title = \"What do you think?\"",
            "title = \"An organisational consultation regarding multidisciplinary intervention \
                arrangements everywhere\"",
            "needs a reading age of",
        ),
        ("survey.toml", "max_length = 2000", "max_length = 9000", "out of bounds"),
        (
            "survey.toml",
            "quality_indicators = [\"2.1\"]",
            "quality_indicators = [\"7.7\"]",
            "has no quality indicator `7.7`",
        ),
        ("survey.toml", "version = 1", "version = 1\ncolour = \"red\"", "unknown field"),
        ("survey.toml", "version = 1", "version = ", "line 3"),
        ("gd.toml", "always = ", "ever = ", "the translation is missing"),
        ("gd.toml", "draft = true", "draft = true\nextra = 1", "unknown field"),
    ];
    for (file, from, to, words) in cases {
        let place = with_own_surveys();
        let path = place.surveys.join("age-8-15/v1").join(file);
        change(&path, from, to);
        let said = place.refuse(&["survey", "check", "age-8-15", "1"]);
        assert!(said.contains(words), "{to}: {said}");
        assert!(said.contains(file), "{to}: {said}");
        assert!(said.contains("age-8-15/v1"), "{to}: {said}");
        place.refuse(&["survey", "publish", "age-8-15", "1", "--with-drafts"]);
    }
}

#[test]
fn a_text_question_that_asks_for_a_name_is_refused() {
    let place = with_own_surveys();
    let file = place.surveys.join("parents-carers/v1/survey.toml");
    let text = fs::read_to_string(&file).unwrap();
    let at = text.rfind("text = ").unwrap();
    let line = text[at..].lines().next().unwrap().to_owned();
    change(&file, &line, "text = \"What is your name?\"");
    let said = place.refuse(&["survey", "check", "parents-carers", "1"]);
    assert!(said.contains("identifies the respondent"), "{said}");
}

#[test]
fn a_question_that_nobody_can_reach_is_refused() {
    let place = with_own_surveys();
    let file = place.surveys.join("age-8-15/v1/survey.toml");
    change(
        &file,
        "ask_when = { question = \"knows-advocate\", answers = [\"no\", \"not-sure\"] }",
        "ask_when = { question = \"knows-advocate\", answers = [\"no\"] }\nask_unless = { \
            question = \"knows-advocate\", answers = [\"no\"] }",
    );
    let said = place.refuse(&["survey", "check", "age-8-15", "1"]);
    assert!(said.contains("no answers lead to it"), "{said}");
}

#[test]
fn a_new_version_keeps_ids_and_kinds_and_the_diff_says_what_compares() {
    let place = with_own_surveys();
    let (v1, v2) = (place.surveys.join("staff/v1"), place.surveys.join("staff/v2"));
    fs::create_dir_all(&v2).unwrap();
    for file in ["survey.toml", "gd.toml"] {
        fs::copy(v1.join(file), v2.join(file)).unwrap();
        change(&v2.join(file), "version = 1", "version = 2");
    }
    assert!(
        place.run(&["survey", "diff", "staff", "1", "2"]).contains("48 questions are the same")
    );
    place.run(&["survey", "check", "staff", "2"]);
    change(
        &v2.join("survey.toml"),
        "text = \"Which service do you work for?\"",
        "text = \"What service do you work in?\"",
    );
    let said = place.run(&["survey", "diff", "staff", "1", "2"]);
    assert!(said.contains("agency has a new wording") && said.contains("with care"), "{said}");
    place.run(&["survey", "check", "staff", "2"]);
    change(&v2.join("survey.toml"), "id = \"agency\"", "id = \"service\"");
    change(
        &v2.join("survey.toml"),
        "What service do you work in?",
        "Which service do you work for?",
    );
    let said = place.refuse(&["survey", "check", "staff", "2"]);
    assert!(said.contains("under the id `agency`"), "{said}");
}

#[test]
fn the_schemas_beside_the_surveys_describe_the_format() {
    for (file, translation) in [("survey.schema.json", false), ("translation.schema.json", true)] {
        let written =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys").join(file))
                .unwrap();
        let arguments: &[&str] = if translation {
            &["survey", "schema", "--translation"]
        } else {
            &["survey", "schema"]
        };
        assert_eq!(
            written.trim(),
            Place::new().run(arguments).trim(),
            "write {file} anew with `speir survey schema`"
        );
    }
}

#[test]
fn a_preview_is_one_file_that_cannot_be_sent() {
    let place = Place::new();
    let file = place.dir.path().join("preview.html");
    place.run(&[
        "survey",
        "preview",
        "age-16-plus",
        "1",
        "--language",
        "gd",
        "--output",
        file.to_str().unwrap(),
    ]);
    let page = fs::read_to_string(file).unwrap();
    assert!(page.contains("<html lang=\"gd\">"));
    assert!(!page.contains("<button type=\"submit\">"));
}
