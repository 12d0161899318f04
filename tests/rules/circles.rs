//! Files that use each other in a circle are one file in disguise: neither can be read, tested or
//! moved alone. A folder's `mod.rs` is its door, through which its files may look at each other.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;

type Path = Vec<String>;

/// The circles among files, each as the places of its files.
pub fn circles(sources: &[Source]) -> Vec<String> {
    let house = House::new(sources);
    let uses: Vec<BTreeSet<usize>> = (0..sources.len()).map(|own| house.uses(own)).collect();
    let reached: Vec<BTreeSet<usize>> = (0..sources.len()).map(|own| reach(&uses, own)).collect();
    let mut told = BTreeSet::new();
    for (own, far) in reached.iter().enumerate() {
        let circle: Vec<&str> = (0..sources.len())
            .filter(|other| far.contains(other) && reached[*other].contains(&own))
            .map(|other| sources[other].place.as_str())
            .collect();
        if circle.len() > 1 {
            told.insert(circle.join(", "));
        }
    }
    told.into_iter().collect()
}

fn reach(uses: &[BTreeSet<usize>], from: usize) -> BTreeSet<usize> {
    let mut far = BTreeSet::new();
    let mut next = vec![from];
    while let Some(one) = next.pop() {
        next.extend(uses[one].iter().filter(|other| far.insert(**other)));
    }
    far
}

struct House<'a> {
    sources: &'a [Source],
    /// Each file by the path of its module.
    files: BTreeMap<Path, usize>,
    /// What each file names by `use`: the path by the name.
    named: Vec<BTreeMap<String, Path>>,
    /// What a door passes on: the path of the item by that under the door.
    passed_on: BTreeMap<Path, Path>,
}

impl<'a> House<'a> {
    fn new(sources: &'a [Source]) -> Self {
        let files: BTreeMap<Path, usize> =
            sources.iter().enumerate().map(|(at, source)| (module(source), at)).collect();
        let mut passed_on = BTreeMap::new();
        let mut named = Vec::new();
        for source in sources {
            let own = module(source);
            let mut here = BTreeMap::new();
            for (is_public, path, name) in used(source) {
                let path = absolute(&own, &path);
                if is_public && source.is_door() {
                    passed_on.insert(
                        [own.as_slice(), std::slice::from_ref(&name)].concat(),
                        path.clone(),
                    );
                }
                here.insert(name, path);
            }
            named.push(here);
        }
        Self { sources, files, named, passed_on }
    }

    /// The files that a file uses, doors left out.
    fn uses(&self, own: usize) -> BTreeSet<usize> {
        let names = &self.named[own];
        let mut paths: Vec<Path> = names.values().cloned().collect();
        // Items that are called by way of their module: `queries::all`.
        for (before, after) in pairs(&self.sources[own].text) {
            if let Some(path) = names.get(before) {
                paths.push([path.as_slice(), &[after.to_owned()]].concat());
            }
        }
        let home = |path: &Path| self.home(path);
        let is_other = |file: &usize| *file != own && !self.sources[*file].is_door();
        paths.iter().filter_map(home).filter(is_other).collect()
    }

    /// The file that holds an item.
    fn home(&self, path: &Path) -> Option<usize> {
        let mut path = path.clone();
        // No item passes more doors than this.
        for _ in 0..8 {
            match self.passed_on.get(&path) {
                Some(further) if *further != path => path.clone_from(further),
                _ => break,
            }
        }
        (1..=path.len()).rev().find_map(|length| self.files.get(&path[..length]).copied())
    }
}

/// The path of a file's module below the crate.
fn module(source: &Source) -> Path {
    let place = source.place.trim_end_matches(".rs").trim_end_matches("/mod");
    place.split('/').map(ToOwned::to_owned).collect()
}

/// A path of a `use` as one below the crate; of another crate as it is.
fn absolute(own: &Path, path: &[String]) -> Path {
    let ups = path.iter().take_while(|part| *part == "super").count();
    match path.first().map(String::as_str) {
        Some("crate") => path[1..].to_vec(),
        Some("self") => [own.as_slice(), &path[1..]].concat(),
        Some("super") => [&own[..own.len().saturating_sub(ups)], &path[ups..]].concat(),
        // A door may name its own files without `self`.
        _ => [own.as_slice(), path].concat(),
    }
}

/// What a file names at its top by `use`: whether for others too, the path, and the name.
fn used(source: &Source) -> Vec<(bool, Path, String)> {
    let mut found = Vec::new();
    for (at, start) in source.text.match_indices("use ") {
        let line = source.text[..at].rsplit('\n').next().unwrap_or_default();
        if line.is_empty()
            || line.starts_with("pub") && !line.contains(['{', '(', '"'])
            || matches!(line, "pub(super) " | "pub(crate) ")
        {
            let tree = source.text[at + start.len()..].split(';').next().unwrap_or_default();
            let mut leaves = Vec::new();
            branch(tree, &[], &mut leaves);
            found.extend(leaves.into_iter().map(|(path, name)| (!line.is_empty(), path, name)));
        }
    }
    found
}

/// The leaves of a use tree, with the names that they have.
fn branch(tree: &str, before: &[String], leaves: &mut Vec<(Path, String)>) {
    let tree = tree.trim();
    if let Some((stem, inner)) = tree.split_once('{') {
        let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
        let stem = stem.split("::").map(str::trim).filter(|part| !part.is_empty());
        let before: Path = before.iter().cloned().chain(stem.map(ToOwned::to_owned)).collect();
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    branch(&inner[start..at], &before, leaves);
                    start = at + 1;
                }
                _ => (),
            }
        }
        branch(&inner[start..], &before, leaves);
    } else if !tree.is_empty() {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Path =
            before.iter().cloned().chain(path.split("::").map(|p| p.trim().to_owned())).collect();
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name =
            if name.is_empty() { path.last().cloned() } else { Some(name.trim().to_owned()) };
        leaves.extend(name.map(|name| (path, name)));
    }
}

/// Each `before::after` of a text.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices("::").filter_map(move |(at, _)| {
        let before = &text[..at];
        let start = before.rfind(|c| !is_name(c)).map_or(0, |place| place + 1);
        let after = &text[at + 2..];
        let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
        let is_first = !before[..start].ends_with("::");
        (is_first && start < at && end > 0).then(|| (&before[start..], &after[..end]))
    })
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let found = circles(&super::sources());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_circle_is_found_however_it_is_closed() {
    let made = |files: &[(&str, &str)]| {
        circles(&files.iter().map(|(place, text)| Source::new(place, text)).collect::<Vec<_>>())
    };
    let door = ("a/mod.rs", "mod b;\nmod c;\n\npub use b::B;\npub use c::C;\n");
    let closed = ["a/b.rs, a/c.rs"];
    assert_eq!(made(&[("a/b.rs", "use super::c::C;"), ("a/c.rs", "use super::b::B;")]), closed);
    assert_eq!(made(&[door, ("a/b.rs", "use super::C;"), ("a/c.rs", "use crate::a::B;")]), closed);
    assert_eq!(
        made(&[
            door,
            ("a/b.rs", "use super::{d, c::{self, e}};\n\nfn f() { c::g() }"),
            ("a/c.rs", "use crate::{\n    a::{B as D},\n    store::Id,\n};"),
        ]),
        closed
    );
    assert_eq!(
        made(&[
            ("a/b.rs", "use super::c::C;"),
            ("a/c.rs", "use super::d::D;"),
            ("a/d.rs", "use super::b;\n\nfn f() { b::g() }"),
        ]),
        ["a/b.rs, a/c.rs, a/d.rs"]
    );
    assert!(made(&[door, ("a/b.rs", "use super::C;"), ("a/c.rs", "use crate::e::B;")]).is_empty());
    let tests = "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use crate::a::b::B;\n}\n";
    assert!(made(&[door, ("a/b.rs", "use super::C;"), ("a/c.rs", tests)]).is_empty());
}
