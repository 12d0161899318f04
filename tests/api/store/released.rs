//! Databases of released versions are brought up to date, and nothing in them is lost.

use std::{
    fs,
    io::Read,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use flate2::read::GzDecoder;
use serde_json::Value;

use crate::support::{Kind, Place};

/// The folders of all released versions.
fn versions() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/fixtures/released");
    let entries = fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path());
    let folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    assert!(folders.iter().any(|folder| folder.ends_with("0.1")), "{folders:?}");
    folders
}

/// A place with the database of a version, as that version left it.
fn restored(version: &Path) -> Place {
    let place = Place::new();
    match place.kind {
        Kind::Sqlite => {
            let mut bytes = Vec::new();
            let packed = fs::File::open(version.join("speir.sqlite.gz")).unwrap();
            GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
            fs::write(place.file(), bytes).unwrap();
        }
        Kind::Postgres => {
            let dump = fs::read_to_string(version.join("postgres.sql")).unwrap();
            PgConnection::establish(place.address()).unwrap().batch_execute(&dump).unwrap();
        }
    }
    fs::write(place.key_file(), fs::read(version.join("secret")).unwrap()).unwrap();
    fs::set_permissions(place.key_file(), fs::Permissions::from_mode(0o600)).unwrap();
    place
}

fn tables(version: &Path) -> Vec<(String, i64)> {
    let text = fs::read_to_string(version.join("tables")).unwrap();
    let row = |line: &str| {
        line.split_once(' ').map(|(table, rows)| (table.to_owned(), rows.parse().unwrap()))
    };
    text.lines().map(|line| row(line).unwrap()).collect()
}

#[test]
fn every_released_database_is_brought_up_to_date_with_every_row() {
    for version in versions() {
        let place = restored(&version);
        let said = place.run(&["check-store"]);
        assert!(said.contains("Every counter matches the rows that it counts"), "{said}");
        for (table, rows) in tables(&version) {
            assert_eq!(place.count(&table), rows, "{table} of {}", version.display());
        }
        let now = place.collections();
        let then: Vec<Value> =
            serde_json::from_str(&fs::read_to_string(version.join("collections.json")).unwrap())
                .unwrap();
        assert_eq!(now.len(), then.len());
        for old in then {
            let new = now.iter().find(|new| new["link"] == old["link"]).unwrap();
            for (field, value) in old.as_object().unwrap() {
                assert_eq!(new.get(field).unwrap_or(&Value::Null), value, "{field}");
            }
        }
    }
}

#[test]
fn the_audit_log_of_every_released_version_is_kept_and_verifies() {
    for version in versions() {
        let place = restored(&version);
        let rows = tables(&version).into_iter().find(|(table, _)| table == "audit_log").unwrap().1;
        let said = place.run(&["audit", "verify"]);
        assert!(said.contains(&format!("{rows} entries")), "{said}");
        let entries = place.entries(rows + 1);
        assert_eq!(i64::try_from(entries.len()), Ok(rows));
        assert!(entries.iter().any(|entry| entry.subject == "admin@speir.example"), "{entries:?}");
        assert!(
            entries.windows(2).all(|pair| pair[0].at >= pair[1].at),
            "in the order of their times"
        );
    }
}

#[test]
fn accounts_links_and_tokens_of_every_released_version_still_work() {
    for version in versions() {
        let place = restored(&version);
        place.sql("UPDATE api_tokens SET expires_on = '2096-12-14'");
        let service = place.serve();
        for role in ["admin", "lead", "coordinator", "viewer", "analyst"] {
            let cookie = service
                .sign_in(&format!("{role}@speir.example"), &format!("made+up+for+the+{role}+2026"));
            assert_eq!(service.get_as("/console", &cookie).status, 200, "{role}");
        }
        let token = fs::read_to_string(version.join("token")).unwrap();
        assert_eq!(service.ask(token.trim(), "/inspections").status, 200);
        let open = place
            .collections()
            .into_iter()
            .find(|one| one["state"] == "open" && one["returned"] == 12)
            .unwrap();
        let link = open["link"].as_str().unwrap();
        service.answer(link, "agency=health&comment=kind");
        service.stop();
        place.close_where(&format!("link = '{link}'"));
        assert!(
            place.run(&["release"]).contains("13 responses"),
            "what was held opens under the old secret"
        );
    }
}
