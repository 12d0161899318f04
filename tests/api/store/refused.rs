//! What is said when a database refuses: why, and where, and never a value.

use diesel::connection::SimpleConnection;
use speir::store::{Connection, StoreError, upkeep};

use crate::support::{Kind, Place};

/// What comes of an INSERT INTO chores.
fn insert(connection: &mut Connection, name: &str) -> StoreError {
    let refused = upkeep::mark(connection, name, None).unwrap_err();
    let said = refused.to_string();
    assert!(!said.contains("Unknown") && !said.contains("bob"), "{said}");
    refused
}

fn place() -> (Place, Connection) {
    let place = Place::new();
    let connection = place.store().own_connection().unwrap();
    (place, connection)
}

#[test]
fn a_triggers_words_are_not_repeated() {
    let (place, mut connection) = place();
    place.sql(match place.kind {
        Kind::Sqlite => {
            "CREATE TRIGGER no BEFORE INSERT ON chores BEGIN SELECT RAISE(ABORT, 'no: \
                bob@example.org'); END"
        }
        Kind::Postgres => {
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'no: bob@example.org %', NEW.name; END $$; \
             CREATE TRIGGER no BEFORE INSERT ON chores FOR EACH ROW EXECUTE FUNCTION no()"
        }
    });
    let said = insert(&mut connection, "bob").to_string();
    assert!(
        said.starts_with("The database refused: INSERT on chores: the reason may quote data"),
        "{said}"
    );
}

#[test]
fn the_triggers_of_the_audit_log_are_quoted() {
    let (place, mut connection) = place();
    place.user("lead@speir.example", "lead");
    let refused = connection.batch_execute("UPDATE audit_log SET action = 'bob'").unwrap_err();
    let said = StoreError::from(refused).to_string();
    assert!(
        said.contains("UPDATE on audit_log: entries of the audit log stay as they are"),
        "{said}"
    );
}

#[test]
fn a_full_disk_is_told() {
    let (place, mut connection) = place();
    if place.kind == Kind::Sqlite {
        connection.batch_execute("PRAGMA max_page_count = 1").unwrap();
        assert!(matches!(insert(&mut connection, &"bob".repeat(1_000_000)), StoreError::Full));
    }
}

#[test]
fn a_write_without_permission_is_told() {
    let (place, mut connection) = place();
    let expected = match place.kind {
        Kind::Sqlite => {
            connection.batch_execute("PRAGMA query_only = ON").unwrap();
            "INSERT on chores: attempt to write a readonly database"
        }
        Kind::Postgres => {
            let role = format!("r{}", uuid::Uuid::new_v4().simple());
            connection.batch_execute(&format!("CREATE ROLE {role}; SET ROLE {role}")).unwrap();
            "INSERT on chores: permission denied (SQLSTATE 42501), chores"
        }
    };
    let said = insert(&mut connection, "bob").to_string();
    assert!(said.contains(expected), "{said}");
}

#[test]
fn a_lock_timeout_is_reported() {
    let (place, mut connection) = place();
    let mut holder = place.store().own_connection().unwrap();
    match place.kind {
        Kind::Sqlite => {
            holder.batch_execute("BEGIN IMMEDIATE").unwrap();
            connection.batch_execute("PRAGMA busy_timeout = 20").unwrap();
        }
        Kind::Postgres => {
            holder.batch_execute("BEGIN; LOCK TABLE chores").unwrap();
            connection.batch_execute("SET lock_timeout = '20ms'").unwrap();
        }
    }
    assert!(matches!(insert(&mut connection, "bob"), StoreError::Busy));
}

#[test]
fn a_missing_table_is_named() {
    let (place, mut connection) = place();
    place.sql("DROP TABLE chores");
    let said = insert(&mut connection, "bob").to_string();
    assert!(
        said.contains("INSERT on chores: no such table") && said.ends_with(", chores"),
        "{said}"
    );
}

#[test]
fn a_double_is_told_without_its_value() {
    let (_, mut connection) = place();
    let insert = "INSERT INTO chores (name) VALUES ('bob'), ('bob')";
    let said = StoreError::from(connection.batch_execute(insert).unwrap_err()).to_string();
    assert!(
        said.contains("INSERT on chores: a unique value already exists (SQLSTATE 23505)"),
        "{said}"
    );
    assert!(said.contains("chores") && !said.contains("bob"), "{said}");
}
