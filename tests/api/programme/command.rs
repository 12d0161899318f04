use super::{FIGURES, TITLE, file, in_programme, two_inspections};
use crate::support::Place;

#[test]
fn a_programme_is_created_filled_and_listed() {
    let place = Place::new();
    place.publish_all();
    place.create(&in_programme("Fife").replace(&format!("programme = \"{TITLE}\"\n"), ""));
    let said = place.run(&["programme", "create", TITLE, "--framework", "joint-2018"]);
    assert!(said.contains("is created"), "{said}");
    let title = place.run(&["inspection", "list"]);
    let title = title.split("  ").last().unwrap().trim();
    place.run(&["programme", "add", TITLE, title]);
    let figures = file(&place, "figures.csv", FIGURES);
    assert!(place.run(&["programme", "import", TITLE, &figures]).contains("Imported 1 figure"));
    let again = place.run(&["programme", "import", TITLE, &figures]);
    assert!(again.contains("in place of 1"), "{again}");
    let listed = place.run(&["programme", "list"]);
    assert!(listed.contains("joint-2018  1 inspection  1 figure  Joint inspections 2096"));
    assert!(
        place.run(&["inspection", "show", title]).contains(&format!("programme = \"{TITLE}\""))
    );
    let actions: Vec<String> = place.entries(4).into_iter().map(|entry| entry.action).collect();
    assert_eq!(
        actions,
        [
            "Imported 1 published figure in place of 1",
            "Imported 1 published figure",
            "Put the inspection into the programme “Joint inspections 2096”",
            "Created the programme with the framework joint-2018",
        ]
    );
}

#[test]
fn a_set_up_file_makes_its_programme_once() {
    let place = two_inspections();
    let listed = place.run(&["programme", "list"]);
    assert_eq!(listed.lines().count(), 1);
    assert!(listed.contains("2 inspections"), "{listed}");
}

#[test]
fn a_programme_of_another_framework_is_refused_and_nothing_is_made() {
    let place = Place::new();
    place.publish_all();
    place.run(&["programme", "create", TITLE]);
    place.sql("UPDATE programmes SET framework = 'care-leavers'");
    let path = file(&place, "inspection.toml", in_programme("Fife"));
    let said = place.refuse(&["inspection", "create", &path]);
    assert!(said.contains("has the framework care-leavers"), "{said}");
    assert_eq!((place.count("inspections"), place.count("collections")), (0, 0));
}

#[test]
fn every_mistake_of_a_file_is_told_and_nothing_is_stored() {
    let place = Place::new();
    place.publish_all();
    place.run(&["programme", "create", TITLE]);
    let good = file(&place, "good.csv", FIGURES);
    place.run(&["programme", "import", TITLE, &good]);
    let text = "question,share,base,term,source\nQ,62,,,R\nQ2,162,x,,R\n,62,,,\n";
    let bad = file(&place, "bad.csv", text);
    let said = place.refuse(&["programme", "import", TITLE, &bad]);
    for words in [
        "bad.csv: Line 3: “162” is not a share.",
        "bad.csv: Line 3: “x” is not a base.",
        "bad.csv: Line 4: It has no question.",
        "bad.csv: Line 4: It has no source.",
        "Correct 4 mistakes",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let rows = place.rows("published_figures");
    assert!(rows.len() == 1 && rows[0].contains("Report of 2017"), "{rows:?}");
}

#[test]
fn what_cannot_be_done_is_told_with_its_remedy() {
    let place = Place::new();
    place.run(&["programme", "create", TITLE]);
    let missing = place.dir.path().join("none.csv").display().to_string();
    let large = file(&place, "large.csv", vec![b'x'; 1024 * 1024 + 1]);
    let good = file(&place, "good.csv", FIGURES);
    for (arguments, says) in [
        (vec!["create", TITLE], "already exists. Choose another title."),
        (vec!["create", " "], "Write the title of the programme."),
        (vec!["create", "Moon", "--framework", "moon"], "\"moon\" is not a framework."),
        (vec!["add", "Moon", "Fife"], "There is no programme “Moon”."),
        (vec!["add", TITLE, "Fife"], "There is no inspection “Fife”."),
        (vec!["import", TITLE, &missing], "There is no file"),
        (vec!["import", TITLE, &large], "larger than 1 MB"),
        (vec!["import", "Moon", &good], "There is no programme “Moon”."),
    ] {
        let said = place.refuse(&[vec!["programme"], arguments].concat());
        assert!(said.contains(says), "{says}: {said}");
    }
    assert_eq!(place.count("programmes"), 1);
}
