//! The rules of the house, read from the sources: which room may know which, and where diesel may
//! stand.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]

mod circles;

use std::{collections::BTreeSet, fs, path::Path};

/// The rooms from the ground up. Each may know those before it.
const ROOMS: [&str; 34] = [
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
    "records",
    "officers",
    "programme",
    "export",
    "evaluation",
    "comments",
    "intake",
    "invitation",
    "form",
    "fieldwork",
    "notice",
    "scheduler",
    "demo",
    "console",
    "api",
    "unreadable",
    "app",
    "commands",
    "main",
    "lib",
];

/// The parts of the console, in the same order.
const CONSOLE: [&str; 6] = ["style", "views", "shell", "live", "pages", "routes"];

/// Where the clocks of Scotland are read, and nowhere else.
const CALENDAR: &str = "language/calendar/";

/// What a survey definition must not need: it is read by programs that have neither a web server
/// nor a database.
const NOT_IN_SURVEY: [&str; 4] = ["actix_web", "diesel", "maud", "lettre"];

/// How addresses begin that the console answers. They are made in `web/paths` alone.
const OF_CONSOLE: [&str; 5] = ["/console", "/sign-in", "/sign-out", "/join", "/digest"];

/// How the other addresses begin that the console leads to.
const ELSEWHERE: [&str; 5] = ["/s/", "/api/", "/surveys-now", "/accessibility", "/privacy"];

/// What asks which database it is, or is said to one kind alone: names of types and variants, and
/// words of SQL.
const ONE_KIND: [&str; 12] = [
    "Sqlite",
    "Postgres",
    "PgConnection",
    "AnyConnection",
    "MultiBackend",
    "DatabaseKind",
    "sqlite_",
    "pg_",
    "PRAGMA",
    "unnest(",
    "randomblob(",
    "gen_random_uuid(",
];

/// What a query has a column type of `store` for: `Moment` for a time, `Count` for a number that is
/// never below zero.
const IN_NO_QUERY: [&str; 5] =
    ["NaiveDateTime", "naive_utc", "and_utc", "trunc_subsecs", "try_from("];

/// A source file: its place below `src`, and its text without comments and without its own tests.
struct Source {
    place: String,
    text: String,
}

impl Source {
    fn new(place: &str, text: &str) -> Self {
        let code = without_tests(text);
        let code = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        Self { place: place.to_owned(), text: code }
    }

    fn room(&self) -> &str {
        self.place.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Whether queries stand here: in a folder or a file of that name.
    fn holds_queries(&self) -> bool {
        self.room() == "store"
            || self.place.split('/').any(|part| part.trim_end_matches(".rs").contains("queries"))
    }

    /// The literals that should be taken from `web/paths`: addresses of the console, and within the
    /// console also what is put behind another address.
    fn addresses(&self) -> impl Iterator<Item = &str> {
        let literals = self.text.match_indices("\"/").map(|(at, _)| {
            let rest = &self.text[at + 1..];
            &rest[..rest.find('"').unwrap_or(rest.len())]
        });
        literals.filter(|literal| {
            let begins = |starts: &[&str]| starts.iter().any(|start| literal.starts_with(start));
            let names_page = literal[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '{');
            !self.place.starts_with("web/paths/")
                && (begins(&OF_CONSOLE)
                    || self.room() == "console" && names_page && !begins(&ELSEWHERE))
        })
    }

    /// Whether a word of [`ONE_KIND`] may stand here: in `store`, and in the two files of a folder
    /// of queries that implement one trait, each for its own kind.
    fn may_say(&self, word: &str) -> bool {
        let own = match word {
            "Sqlite" => Some("/sqlite.rs"),
            "PgConnection" | "unnest(" => Some("/postgres.rs"),
            _ => None,
        };
        self.room() == "store"
            || self.holds_queries() && own.is_some_and(|name| self.place.ends_with(name))
    }

    /// Whether a word stands here, from the beginning of a name.
    fn says(&self, word: &str) -> bool {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_';
        self.text.match_indices(word).any(|(at, _)| !self.text[..at].ends_with(goes_on))
    }

    /// Whether it is the door of its folder.
    fn is_door(&self) -> bool {
        self.place.ends_with("mod.rs") || self.place == "lib.rs"
    }

    fn is_tests(&self) -> bool {
        self.place.contains("tests")
    }

    /// The first names after `crate::`, of use trees too; those after `crate::console::` as
    /// `console::shell`.
    fn knows(&self) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        for (at, start) in self.text.match_indices("crate::") {
            names(&self.text[at + start.len()..], "", &mut known);
        }
        known
    }
}

/// A text without what is built for tests alone: an item of one line, or one with its block.
fn without_tests(text: &str) -> String {
    let mut kept = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line != "#[cfg(test)]" {
            kept.push(line);
            continue;
        }
        let item = lines.by_ref().find(|line| !line.starts_with("#[")).unwrap_or_default();
        if !item.ends_with(';') && !item.ends_with("{}") {
            lines.by_ref().find(|line| line.starts_with('}'));
        }
    }
    kept.join("\n")
}

/// Collects the first names of a path or of each branch of a use tree. Gives what follows it.
fn names<'a>(text: &'a str, before: &str, known: &mut BTreeSet<String>) -> &'a str {
    let Some(mut rest) = text.trim_start().strip_prefix('{') else {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        known.insert(format!("{before}{name}"));
        let Some(inner) = rest.strip_prefix("::") else { return rest };
        let mut ignored = BTreeSet::new();
        return if before.is_empty() && name == "console" {
            names(inner, "console::", known)
        } else {
            names(inner, "", &mut ignored)
        };
    };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if let Some(after) = rest.strip_prefix('}') {
            return after;
        }
        rest = names(rest, before, known);
        // `as NAME` renames what was read.
        rest = rest.trim_start();
        if let Some(renamed) = rest.strip_prefix("as ") {
            rest = renamed.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        }
        if rest.is_empty() {
            return rest;
        }
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
        let part = source.place.split('/').nth(1).unwrap_or_default().trim_end_matches(".rs");
        let console = |part: &str| CONSOLE.iter().position(|one| *one == part);
        for other in source.knows() {
            if source.room() == "console"
                && let (Some(own), Some(other)) =
                    (console(part), other.strip_prefix("console::").and_then(console))
                && other > own
            {
                broken.push(format!(
                    "{} knows console::{}, which stands above",
                    source.place, CONSOLE[other]
                ));
            }
            if floor(&other).is_some_and(|other| other > own) {
                broken.push(format!("{} knows {other}, which stands above", source.place));
            }
        }
        if source.text.contains("diesel::") && !source.holds_queries() {
            broken.push(format!("{} needs diesel, and is no place of queries", source.place));
        }
        for address in source.addresses() {
            broken.push(format!("{} makes the address {address} itself", source.place));
        }
        for word in ONE_KIND {
            if source.says(word) && !source.may_say(word) {
                broken.push(format!("{} says {word}, which is left to store", source.place));
            }
        }
        for word in IN_NO_QUERY {
            if source.holds_queries() && source.room() != "store" && source.says(word) {
                broken.push(format!("{} says {word}, and store has a type for it", source.place));
            }
        }
        if source.text.contains("chrono_tz") && !source.place.starts_with(CALENDAR) {
            broken.push(format!("{} has a calendar of its own", source.place));
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
        ("intake/issuer.rs", "fn f() { crate::console::routes() }"),
        ("rates/mod.rs", "#[cfg(test)]\nmod tests;\n\nuse crate::console::routes;"),
        ("inspection/model.rs", "use crate::users::Scope;"),
        ("inspection/model.rs", "use diesel::prelude::*;"),
        ("survey/queries.rs", "use actix_web::HttpResponse;"),
        (
            "console/shell/error.rs",
            "use crate::{\n    console::{shell::paths, pages::account},\n    web::page,\n};",
        ),
        ("console/views/bar.rs", "fn f() { crate::console::live::script() }"),
        ("notice/words.rs", "fn f() { base.with(\"/console/audit\") }"),
        ("console/pages/join/views.rs", "html! { a href={ (place) \"/delete\" } { } }"),
        ("console/routes.rs", "fn f() { web::resource(\"/{id}\") }"),
        ("cellar/mod.rs", ""),
        ("notice/queries.rs", "match c { Connection::Sqlite(c) => c, Connection::Other(c) => c }"),
        ("audit/queries/mod.rs", "let Connection::Postgres(c) = c else { return };"),
        ("comments/model.rs", "fn f(c: &C) -> bool { matches!(c, store::Connection::Sqlite(_)) }"),
        ("invitation/outbox.rs", "if let DatabaseAddress::Sqlite(path) = address {}"),
        ("users/queries.rs", "fn f(connection: &mut store::AnyConnection) {}"),
        ("users/queries.rs", "fn f(connection: &mut PgConnection) {}"),
        ("users/postgres.rs", "fn f(connection: &mut PgConnection) {}"),
        ("users/queries/postgres.rs", "fn f(connection: &mut SqliteConnection) {}"),
        ("rates/queries.rs", "use diesel::sqlite::Sqlite as Backend;"),
        ("demo/queries.rs", "let sql = \"SELECT name FROM sqlite_schema\";"),
        ("intake/issuer.rs", "use chrono_tz::Europe::London;"),
        ("notice/queries.rs", "fn f(now: DateTime<Utc>) { due_at.le(now.naive_utc()) }"),
        ("notice/queries.rs", "type Row = (Id, chrono::NaiveDateTime);"),
        ("rates/queries/days.rs", "u64::try_from(count).unwrap_or(0)"),
    ] {
        assert_eq!(alone(place, text).len(), 1, "{place}: {text}");
    }
    for (place, text) in [
        (
            "console/queries.rs",
            "use crate::{\n    inspection::{Area, change},\n    store::{self, Id},\n};\nuse \
                diesel::prelude::*;",
        ),
        ("store/pool.rs", "use diesel::prelude::*;"),
        ("web/paths/mod.rs", "const AUDIT: &str = \"/console/audit\";"),
        ("console/views/frame.rs", "html! { a href=\"/privacy\" { \"Privacy\" } }"),
        ("form/code.rs", "fn f() { page_at(\"/code\") }"),
        (
            "store/locks.rs",
            "match c { Connection::Sqlite(_) => (), Connection::Postgres(_) => () }",
        ),
        ("users/queries/sqlite.rs", "impl Batch for SqliteConnection {}"),
        ("users/queries/postgres.rs", "impl Batch for PgConnection {}"),
        ("users/model.rs", "// On Sqlite and Postgres alike.\nlet file = \"speir.sqlite\";"),
        (
            "intake/issuer.rs",
            "// crate::console stands above.\nuse crate::store::Id;\n#[cfg(test)]\nmod tests {\n    \
                use crate::console;\n}",
        ),
    ] {
        assert!(alone(place, text).is_empty(), "{place}: {text}");
    }
}
