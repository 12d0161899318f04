//! The rules of the house, read from the sources: which room may know which, and where diesel may stand.

use std::{collections::BTreeSet, fs, path::Path};

/// The rooms from the ground up. Each may know those before it.
const ROOMS: [&str; 29] = [
    "language",
    "text",
    "rounds",
    "logs",
    "survey",
    "store",
    "audit",
    "catalogue",
    "inspection",
    "users",
    "settings",
    "web",
    "rates",
    "results",
    "comments",
    "intake",
    "invitation",
    "form",
    "fieldwork",
    "notice",
    "keeper",
    "demo",
    "console",
    "api",
    "unreadable",
    "app",
    "commands",
    "main",
    "lib",
];

/// What a survey definition must not need: it is read by programs that have neither a web server nor a database.
const NOT_IN_SURVEY: [&str; 4] = ["actix_web", "diesel", "maud", "lettre"];

/// A source file: its place below `src`, and its text without comments and without its own tests.
struct Source {
    place: String,
    text: String,
}

impl Source {
    fn new(place: &str, text: &str) -> Self {
        let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        Self { place: place.to_owned(), text: code }
    }

    fn room(&self) -> &str {
        self.place.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Whether queries stand here: in a folder or a file of that name.
    fn holds_queries(&self) -> bool {
        self.room() == "store" || self.place.split('/').any(|part| part.trim_end_matches(".rs").contains("queries"))
    }

    fn is_tests(&self) -> bool {
        self.place.contains("tests")
    }

    /// The first names after `crate::`, of use trees too.
    fn knows(&self) -> BTreeSet<String> {
        let mut rooms = BTreeSet::new();
        for (at, _) in self.text.match_indices("crate::") {
            let rest = &self.text[at + "crate::".len()..];
            let mut depth = 0;
            let mut word = String::new();
            let mut expects = true;
            for c in rest.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => expects = true,
                    _ => {}
                }
                let is_word = c.is_ascii_alphanumeric() || c == '_';
                if expects && is_word {
                    word.push(c);
                } else if !word.is_empty() {
                    rooms.insert(std::mem::take(&mut word));
                    expects = false;
                }
                if depth < 0 || depth == 0 && !is_word && c != '{' || c == ';' {
                    break;
                }
            }
        }
        rooms
    }
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let place = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.push(Source::new(&place, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.retain(|source| !source.is_tests());
    found
}

/// What breaks a rule, a line for each.
fn broken(sources: &[Source]) -> Vec<String> {
    let floor = |room: &str| ROOMS.iter().position(|one| *one == room);
    let mut broken = Vec::new();
    for source in sources {
        let Some(own) = floor(source.room()) else {
            broken.push(format!("{}: its room has no floor", source.place));
            continue;
        };
        for other in source.knows() {
            if floor(&other).is_some_and(|other| other > own) {
                broken.push(format!("{} knows {other}, which stands above", source.place));
            }
        }
        if source.text.contains("diesel::") && !source.holds_queries() {
            broken.push(format!("{} needs diesel, and is no place of queries", source.place));
        }
        for package in NOT_IN_SURVEY {
            if source.room() == "survey" && source.text.contains(&format!("{package}::")) {
                broken.push(format!("{} needs {package}", source.place));
            }
        }
    }
    broken
}

#[test]
fn the_house_keeps_its_rules() {
    let sources = sources();
    assert!(sources.len() > 400, "the sources were found");
    let broken = broken(&sources);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_rule_is_broken_by_what_breaks_it() {
    let alone = |place: &str, text: &str| broken(&[Source::new(place, text)]);
    for (place, text) in [
        ("survey/model.rs", "use crate::{\n    language::{Words, args},\n    form::page,\n};"),
        ("intake/mint.rs", "fn f() { crate::console::routes() }"),
        ("inspection/model.rs", "use crate::users::Scope;"),
        ("inspection/model.rs", "use diesel::prelude::*;"),
        ("survey/queries.rs", "use actix_web::HttpResponse;"),
        ("cellar/mod.rs", ""),
    ] {
        assert_eq!(alone(place, text).len(), 1, "{place}: {text}");
    }
    for (place, text) in [
        (
            "console/queries.rs",
            "use crate::{\n    inspection::{Area, change},\n    store::{self, Id},\n};\nuse diesel::prelude::*;",
        ),
        ("store/pool.rs", "use diesel::prelude::*;"),
        (
            "intake/mint.rs",
            "// crate::console stands above.\nuse crate::store::Id;\n#[cfg(test)]\nmod tests { use crate::console; }",
        ),
    ] {
        assert!(alone(place, text).is_empty(), "{place}: {text}");
    }
}
