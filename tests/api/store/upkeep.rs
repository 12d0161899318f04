//! Backing up, copying, checking.

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use diesel::connection::SimpleConnection;
use speir::store::upkeep;

use crate::support::{Cluster, Kind, Place, Service, wait_until};

/// A place with something in every table that is filled so far.
fn filled(place: Place) -> Place {
    let place = place.and_collections();
    place.run(&["user", "add", "lead@speir.example", "--role", "lead"]);
    let service = place.serve();
    for number in 0..40 {
        send(
            &service,
            &place.link("staff"),
            &format!("agency=health&comment=Number+{number}+is+%C3%A0+%22quote%22%0D%0A"),
        );
        send(&service, &place.link("age-8-15"), "worker=teacher");
    }
    service.stop();
    place
}

fn send(service: &Service, link: &str, body: &str) {
    assert_eq!(service.post(&service.open(link), body).status, 303);
}

fn comments(place: &Place) -> Vec<String> {
    let (_, comments, sealer) = place.held("staff");
    let mut texts: Vec<_> =
        comments.iter().map(|c| sealer.unseal_comment(c.id, &c.sealed).unwrap()).collect();
    texts.sort();
    texts
}

#[test]
fn a_database_copied_there_and_back_is_the_same_in_every_row() {
    let first = filled(Place::on_sqlite());
    let second = Place::on_postgres();
    let third = Place::on_sqlite();
    for (from, to) in [(&first, &second), (&second, &third)] {
        fs::copy(from.key_file(), to.key_file()).unwrap();
        let said = from.run(&["copy-to", to.address()]);
        for table in [
            "service",
            "survey_versions",
            "inspections",
            "collections",
            "tickets",
            "held_responses",
            "users",
        ] {
            assert!(said.lines().any(|line| line.starts_with(table)), "{said}");
        }
        to.run(&["check-store"]);
        assert_eq!(to.returned("staff"), 40);
        assert_eq!(comments(to), comments(from));
    }
    let there = first.run(&["copy-to", Place::on_postgres().address()]);
    let back = third.run(&["copy-to", Place::on_sqlite().address()]);
    let tables = |said: &str| {
        said.lines().take_while(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(tables(&there), tables(&back), "rows and digests are the same after both journeys");
    assert!(tables(&there).iter().any(|line| line.contains("80 rows")), "{there}");
    let service = third.serve();
    send(&service, &third.link("staff"), "agency=health");
    assert_eq!(third.returned("staff"), 41, "the copy is in service");
}

#[test]
fn nothing_is_copied_into_a_database_that_holds_something() {
    let from = Place::new().and_collections();
    let to = Place::new();
    to.publish_all();
    let said = from.refuse(&["copy-to", to.address()]);
    assert!(said.contains("already contains data"), "{said}");
    assert!(to.collections().is_empty());
}

#[test]
fn a_backup_made_while_people_send_is_whole_and_can_be_put_back() {
    let place = Place::on_sqlite().and_collections();
    let service = place.serve();
    let link = place.link("staff");
    let file = place.dir.path().join("backup.sqlite");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                (0..40).for_each(|_| send(&service, &link, "agency=health&comment=kind"));
            });
        }
        while place.returned("staff") < 20 {}
        let said = place.run(&["backup", file.to_str().unwrap()]);
        assert!(said.contains("Keep the secret separate"), "{said}");
    });
    assert_eq!(place.returned("staff"), 320);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(place.refuse(&["backup", file.to_str().unwrap()]).contains("already"));

    let restored = Place::on_sqlite();
    fs::rename(&file, restored.file()).unwrap();
    fs::copy(place.key_file(), restored.key_file()).unwrap();
    restored.run(&["check-store"]);
    let returned = restored.returned("staff");
    assert!((20..=320).contains(&returned), "{returned}");
    assert_eq!(restored.held("staff").0.len() as u64, returned);
    let leftovers = fs::read_dir(place.dir.path())
        .unwrap()
        .filter(|f| f.as_ref().unwrap().file_name().to_string_lossy().contains("unfinished"));
    assert_eq!(leftovers.count(), 0);
}

#[test]
fn a_base_backup_and_the_archived_log_of_postgresql_bring_back_everything_that_was_archived() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, base) = (folder.path().join("archive"), folder.path().join("base"));
    fs::create_dir(&archive).unwrap();
    for open in [folder.path(), &archive] {
        fs::set_permissions(open, fs::Permissions::from_mode(0o777)).unwrap();
    }
    let kept = archive.display();
    let archive_command = format!("archive_command=test ! -f {kept}/%f && cp %p {kept}/%f");
    let cluster = Cluster::start(&["-c", "archive_mode=on", "-c", &archive_command]);
    let place = Place::in_cluster(&cluster).and_collections();
    let service = place.serve();
    let link = place.link("staff");
    (0..20).for_each(|_| send(&service, &link, "agency=health&comment=before"));
    let mut backup = Command::new("pg_basebackup");
    backup.arg("--pgdata").arg(&base).arg("--dbname").arg(&cluster.address);
    let output = backup.args(["--checkpoint", "fast"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (0..30).for_each(|_| send(&service, &link, "agency=health&comment=after"));
    service.stop();
    let archived = || fs::read_dir(&archive).unwrap().count();
    let before = archived();
    cluster.sql("SELECT pg_switch_wal()");
    wait_until("the log is archived", || archived() > before);
    cluster.tell("kill");
    let database = place.address().rsplit('/').next().unwrap().to_owned();

    let restore_command = format!("restore_command=cp {kept}/%f %p");
    let restored = Cluster::start(&["--restore", base.to_str().unwrap(), "-c", &restore_command]);
    let address = format!("{}{database}", restored.address.strip_suffix("postgres").unwrap());
    let again = Place::at(tempfile::tempdir().unwrap(), address, Kind::Postgres);
    fs::copy(place.key_file(), again.key_file()).unwrap();
    again.run(&["check-store"]);
    assert_eq!(again.returned("staff"), 50);
    assert_eq!(comments(&again).iter().filter(|text| *text == "after").count(), 30);
    send(&again.serve(), &link, "agency=health");
    assert_eq!(again.returned("staff"), 51, "the restored database is in service");
}

#[test]
fn a_backup_that_cannot_be_written_says_why_and_leaves_nothing() {
    let place = Place::on_sqlite().and_collections();
    assert!(place.refuse(&["backup", "/nowhere/at/all"]).contains("Check that the folder exists"));
    let said = Place::on_postgres().and_collections().refuse(&["backup", "/nowhere/at/all"]);
    assert!(said.contains("pg_basebackup"), "{said}");
}

#[test]
fn a_counter_that_differs_from_its_rows_is_found() {
    let place = filled(Place::new());
    let said = place.run(&["check-store"]);
    assert!(said.contains("Every counter matches"), "{said}");
    let spoil =
        |statement: &str| place.store().connection().unwrap().batch_execute(statement).unwrap();
    spoil("UPDATE daily_returns SET returned = returned + 1");
    let said = place.refuse(&["check-store"]);
    assert!(
        said.contains(
            "the counter says 40 responses, but there are 41 counted by \
        day"
        ),
        "{said}"
    );
    spoil("UPDATE daily_returns SET returned = returned - 1");
    spoil("DELETE FROM held_responses");
    assert!(place.refuse(&["check-store"]).contains("there are 0 held responses"));
    let nothing = if place.kind == Kind::Postgres { "'\\x00'" } else { "x'00'" };
    spoil(&format!("UPDATE survey_versions SET source = {nothing} WHERE survey = 'staff'"));
    assert!(place.refuse(&["check-store"]).contains("staff survey (en) differs from its SHA-256"));
}

#[test]
fn a_database_of_the_version_before_gains_the_counters_that_it_lacks() {
    let place = filled(Place::new());
    let back = "DROP TABLE returns; DELETE FROM __diesel_schema_migrations WHERE version = \
        '00000000000002'";
    place.store().connection().unwrap().batch_execute(back).unwrap();
    place.run(&["check-store"]);
    assert_eq!(place.returned("staff"), 40);
}

#[test]
fn every_table_can_be_copied_even_those_that_nothing_fills_yet() {
    let place = Place::new();
    place.publish_all();
    let tables = upkeep::layout(&mut place.store().connection().unwrap()).unwrap();
    let said = place.run(&["copy-to", Place::new().address()]);
    for table in tables {
        assert!(
            said.lines().any(|line| line.split_whitespace().next() == Some(&table.name)),
            "{table}: {said}"
        );
    }
}
