//! The audit log as the service keeps it: whole, guarded, and checked wherever it is copied.

use std::{fs, thread};

use speir::audit;

use super::chain::{head, unguarded};
use crate::support::{Kind, Place};

#[test]
fn entries_of_many_processes_form_one_chain() {
    let place = Place::new();
    thread::scope(|scope| {
        for number in 0..6 {
            let place = &place;
            scope.spawn(move || {
                let store = place.store();
                let mut connection = store.connection().unwrap();
                for _ in 0..20 {
                    audit::record(
                        &mut connection,
                        &format!("{number}@speir.example"),
                        "Did it",
                        "It",
                    )
                    .unwrap();
                }
            });
        }
    });
    let said = place.run(&["audit", "verify"]);
    assert!(said.contains("The audit log is intact: 120 entries"), "{said}");
}

#[test]
fn an_entry_of_work_that_is_undone_leaves_no_gap() {
    let place = Place::new();
    let store = place.store();
    let mut connection = store.connection().unwrap();
    audit::record(&mut connection, "a@speir.example", "Did it", "It").unwrap();
    let undone: Result<(), _> = connection.writing(|connection| {
        audit::record(connection, "a@speir.example", "Did what failed", "It")?;
        Err(speir::store::StoreError::Stopping)
    });
    assert!(undone.is_err());
    audit::record(&mut connection, "a@speir.example", "Did more", "It").unwrap();
    assert!(place.run(&["audit", "verify"]).contains("2 entries"));
}

#[test]
fn copies_and_backups_keep_the_chain_and_name_its_head() {
    let first = Place::on_sqlite().and_collections();
    let head = head(&first).to_string();
    let file = first.dir.path().join("backup.sqlite");
    let said = first.run(&["backup", file.to_str().unwrap()]);
    assert!(said.contains(&format!("Head of its audit log: {head}")), "{said}");
    let there = Place::on_postgres();
    let back = Place::on_sqlite();
    for (from, to) in [(&first, &there), (&there, &back)] {
        fs::copy(from.key_file(), to.key_file()).unwrap();
        from.run(&["copy-to", to.address()]);
        assert!(
            to.run(&["audit", "verify", "--head", &head]).contains(" the head "),
            "{:?}",
            to.kind
        );
        audit::record(&mut to.store().connection().unwrap(), "a@speir.example", "Did it", "It")
            .unwrap();
        to.run(&["audit", "verify", "--head", &head]);
    }
}

#[test]
fn the_check_of_the_store_verifies_the_log() {
    let place = unguarded();
    place.sql("UPDATE audit_log SET action = 'Nothing' WHERE number = 2");
    let said = place.refuse(&["check-store"]);
    assert!(said.contains("audit log: Entry 2 (") && said.contains("was changed"), "{said}");
}

#[test]
fn an_older_head_is_found_in_a_log_that_is_guarded() {
    let place = Place::new().and_collections();
    let older = head(&place);
    place.user("lead@speir.example", "lead");
    let seen = place.run(&["audit", "verify", "--head", &older.to_string()]);
    assert!(seen.contains(&format!("Its first 1 entry matches the head {older}")), "{seen}");
}

#[test]
fn each_trigger_that_is_gone_switched_off_or_changed_is_named() {
    let weakened: &[(&str, &str)] = match Place::new().kind {
        Kind::Sqlite => &[
            ("audit_log_keeps_its_words", "DROP TRIGGER audit_log_keeps_its_words"),
            ("audit_head_is_one", "DROP TRIGGER audit_head_is_one"),
            (
                "audit_log_keeps_its_rows",
                "DROP TRIGGER audit_log_keeps_its_rows; CREATE TRIGGER audit_log_keeps_its_rows \
                 BEFORE DELETE ON audit_log BEGIN SELECT 1; END",
            ),
        ],
        Kind::Postgres => &[
            ("audit_head_stays", "DROP TRIGGER audit_head_stays ON audit_head"),
            ("audit_log_stays", "ALTER TABLE audit_log DISABLE TRIGGER audit_log_stays"),
            (
                "audit_log_stays",
                "DROP TRIGGER audit_log_stays ON audit_log; CREATE TRIGGER audit_log_stays BEFORE \
                 TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()",
            ),
            (
                "audit_head_goes_forward",
                "CREATE OR REPLACE FUNCTION audit_head_goes_forward() RETURNS trigger LANGUAGE \
                 plpgsql AS $$ BEGIN RETURN NEW; END $$",
            ),
        ],
    };
    for (trigger, statement) in weakened {
        let place = Place::new().and_collections();
        place.run(&["audit", "verify"]);
        place.sql(statement);
        let said = place.refuse(&["audit", "verify"]);
        assert!(
            said.contains("triggers that protect it") && said.contains(trigger),
            "{statement}: {said}"
        );
        assert!(place.refuse(&["check-store"]).contains(trigger));
    }
}

#[test]
fn an_emptied_log_is_found_while_there_are_accounts() {
    let place = unguarded();
    place.user("lead@speir.example", "lead");
    place.sql("DELETE FROM audit_log; DELETE FROM audit_head");
    let said = place.refuse(&["audit", "verify"]);
    assert!(said.contains("The log was emptied: accounts exist"), "{said}");
}

#[test]
fn an_empty_log_and_a_wrong_head_are_told_plainly() {
    let place = Place::new();
    place.store();
    assert!(place.run(&["audit", "verify"]).contains("The audit log is empty"));
    let said = place.refuse(&["audit", "verify", "--head", "17"]);
    assert!(said.contains("a head is a number, a colon and 64 hexadecimal digits"), "{said}");
    let nowhere = place.dir.path().join("nowhere.sqlite");
    let mut command = place.command(&["audit", "verify"]);
    let output = command.env("DATABASE_URL", &nowhere).output().unwrap();
    assert!(!output.status.success() && !nowhere.exists());
}
