//! Nothing of the console is left out of the walk, and nothing of it goes around the scope.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::ROUTES;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file below a folder, with its path from `src`.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn add(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { add(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    add(&root().join("src").join(folder), &mut found);
    let rust =
        found.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let name = |path: &Path| path.strip_prefix(root().join("src")).unwrap().display().to_string();
    rust.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// The name of every field that any form or query of the console is read for.
pub fn fields_of_console() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, source) in sources("console") {
        for call in [".one(\"", ".all(\"", ".has(\"", ".exactly(\"", ".is_there(\""] {
            names.extend(
                source.split(call).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()),
            );
        }
        // Queries are read into structures.
        for part in source.split("#[derive(").skip(1).filter(|part| part.contains("Deserialize")) {
            let body = part.split_once('{').map_or("", |(_, body)| body).split('}').next().unwrap();
            let fields = body
                .lines()
                .filter_map(|line| line.trim().trim_start_matches("pub ").split_once(": "));
            names.extend(
                fields
                    .map(|(name, _)| name.to_owned())
                    .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')),
            );
        }
    }
    assert!(
        names.len() > 30 && names.contains("with") && names.contains("inspections"),
        "{names:?}"
    );
    names
}

/// The addresses of the console by the names of their constants, such as `inspection::PAGE`.
fn addresses() -> BTreeMap<String, String> {
    let source = fs::read_to_string(root().join("src/web/paths/mod.rs")).unwrap();
    let mut module = String::new();
    let mut found = BTreeMap::new();
    for item in source.split("pub ").skip(1) {
        if let Some(name) = item.strip_prefix("mod ") {
            module = format!("{}::", name.split_once(' ').unwrap().0);
        } else if let Some((name, rest)) =
            item.strip_prefix("const ").and_then(|constant| constant.split_once(':'))
            && let Some(address) = rest.split('"').nth(1)
        {
            found.insert(format!("{module}{name}"), address.to_owned());
        }
        if item.contains("\n}\n") {
            module.clear();
        }
    }
    found
}

/// The routes that the sources register: each address with its methods.
fn registered() -> BTreeSet<(String, String)> {
    let source = fs::read_to_string(root().join("src/console/routes.rs")).unwrap();
    let pages = &source[source.find("fn pages(").unwrap()..];
    let addresses = addresses();
    let mut found = BTreeSet::new();
    for rest in pages.split("web::resource(paths::").skip(1) {
        let (name, after) = rest.split_once(".in_console()").unwrap();
        let address = addresses[name].strip_prefix("/console").unwrap();
        let end = after.find("service(").unwrap_or(after.len());
        for method in ["get", "post"] {
            if after[..end].contains(&format!(".{method}(")) {
                found.insert((method.to_uppercase(), address.to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_address_of_the_console_is_a_route() {
    let source = fs::read_to_string(root().join("src/console/routes.rs")).unwrap()
        + &fs::read_to_string(root().join("src/console/pages/digest/stop.rs")).unwrap()
        + &fs::read_to_string(root().join("src/form/officer/handlers.rs")).unwrap();
    for name in addresses().keys().filter(|name| !name.contains("::OF_")) {
        let used = |by: &str| source.contains(&format!("(paths::{name}{by}"));
        assert!(used(".in_console()") || used(".pattern()") || used(")"), "{name} leads nowhere");
    }
}

#[test]
fn the_walk_leaves_no_route_out() {
    let walked: BTreeSet<_> = ROUTES
        .iter()
        .map(|(method, route, _)| ((*method).to_owned(), (*route).to_owned()))
        .collect();
    assert_eq!(walked.len(), ROUTES.len(), "none stands there twice");
    let registered = registered();
    assert!(registered.len() > 60, "{registered:?}");
    let none = Vec::<&(String, String)>::new();
    assert_eq!(registered.difference(&walked).collect::<Vec<_>>(), none, "not walked");
    assert_eq!(walked.difference(&registered).collect::<Vec<_>>(), none, "not there any more");
}

#[test]
fn every_route_is_registered_where_the_walk_looks() {
    for (file, source) in sources("console").into_iter().chain(sources("api")) {
        let registers = source.contains("web::resource(")
            || source.contains(".route(")
            || source.contains("web::scope(");
        let known = ["console/routes.rs", "console/pages/digest/stop.rs", "api/mod.rs"]
            .contains(&file.as_str());
        assert!(!registers || known, "{file} registers a route");
    }
}

#[test]
fn the_console_and_the_api_read_rows_within_a_scope_only() {
    // The one reader of live pages reads for all viewers; what a viewer gets of it was found within
    // their scope.
    let reads_for_all = ["console/live/reading.rs", "console/tests/mod.rs"];
    // Where ids in addresses and forms are read.
    let reads_ids = ["console/shell/access/names.rs", "api/access.rs"];
    for (file, source) in sources("console").into_iter().chain(sources("api")) {
        let code = source.split("#[cfg(test)]").next().unwrap();
        let is = |files: &[&str]| files.contains(&file.as_str());
        assert!(is(&reads_for_all) || !code.contains("unscoped"), "{file} goes around the scope");
        for reading in [
            "parse::<Uuid>",
            "parse::<uuid::Uuid>",
            "parse_str(",
            "Path::<Uuid>",
            "Id(uuid",
            ": Uuid =",
            "Id::from",
        ] {
            assert!(is(&reads_ids) || !code.contains(reading), "{file} reads an id by {reading}");
        }
        let ids_in_paths = code.contains("Path<Uuid>") || code.contains("Path<Id>");
        assert!(!ids_in_paths, "{file} takes an id from an address");
    }
}

#[test]
fn raw_parts_of_an_address_name_no_rows() {
    // Passes that vouch for themselves.
    let known = ["console/pages/join/handlers.rs", "console/pages/digest/stop.rs"];
    for (file, source) in sources("console") {
        let raw = source.contains("Path<String>") || source.contains("Path<(String");
        assert!(!raw || known.contains(&file.as_str()), "{file} takes a raw part of an address");
    }
}
