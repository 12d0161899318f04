//! How these tests are sorted, and which of them `tests/run` runs on one database only.

use std::{fs, path::Path};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a module with everything below it.
fn source(module: &str) -> String {
    fn add(path: &Path, text: &mut String) {
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                add(&entry.unwrap().path(), text);
            }
        } else if let Ok(file) = fs::read_to_string(path) {
            text.push_str(&file);
        }
    }
    let place = root().join("tests/api").join(module.replace("::", "/"));
    let mut text = String::new();
    add(&place, &mut text);
    add(&place.with_extension("rs"), &mut text);
    text
}

/// Whether a test in this text uses the database that `TEST_DATABASE` names.
fn follows_test_database(text: &str) -> bool {
    ["new", "with_collections", "by_invitation"]
        .iter()
        .any(|made| text.contains(&format!("Place::{made}()")))
}

#[test]
fn tests_that_need_one_database_are_there() {
    let listed = fs::read_to_string(root().join("tests/run.d/one-database")).unwrap();
    for module in listed.lines() {
        assert!(source(module).contains("#[test]"), "there is no {module}");
    }
}

#[test]
fn tests_that_run_once_choose_their_own_database() {
    let listed = fs::read_to_string(root().join("tests/run.d/own-database")).unwrap();
    for module in listed.lines() {
        let text = source(module);
        assert!(text.contains("#[test]"), "there is no {module}");
        assert!(!follows_test_database(&text), "{module} also has to run on the other database");
    }
    assert!(follows_test_database(&source("form::opening")), "the others are recognised");
}

#[test]
fn every_test_stands_in_the_folder_of_a_room() {
    for entry in fs::read_dir(root().join("tests/api")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let room = name.trim_end_matches(".rs");
        let is_room =
            ["", ".rs"].iter().any(|end| root().join(format!("src/{room}{end}")).exists());
        let is_known = ["support", "fixtures", "main", "tiers"].contains(&room);
        assert!(is_room || is_known, "src has no room {room}");
    }
}
