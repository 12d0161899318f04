//! The audit log is a chain: nobody changes it unseen, not even with the database at hand.

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};
use speir::{
    audit::{self, Head},
    store::{
        Connection, HashValue, Id,
        chain::{self, Link},
    },
};

use crate::support::{Kind, Place};

/// A place whose log has ten entries and no trigger left: an attacker with the database would drop
/// them first. What the log holds is kept apart.
pub fn unguarded() -> Place {
    let place = Place::new();
    for number in 1..=10 {
        audit::record(
            &mut place.store().connection().unwrap(),
            "a@speir.example",
            &format!("Did {number}"),
            "It",
        )
        .unwrap();
    }
    place.sql(match place.kind {
        Kind::Sqlite => {
            "DROP TRIGGER audit_log_keeps_its_words; DROP TRIGGER audit_log_keeps_its_rows; \
             DROP TRIGGER audit_log_replaces_nothing; DROP TRIGGER audit_head_goes_forward; \
             DROP TRIGGER audit_head_stays; DROP TRIGGER audit_head_is_one"
        }
        Kind::Postgres => {
            "DROP TRIGGER audit_log_stays ON audit_log; DROP TRIGGER audit_head_goes_forward ON \
             audit_head; DROP TRIGGER audit_head_stays ON audit_head"
        }
    });
    place.sql("CREATE TABLE kept AS SELECT * FROM audit_log");
    place
}

fn put_back(place: &Place) {
    place.sql("DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept");
    is_whole(place, 10);
}

/// The chain holds. What it finds is that the triggers are gone.
pub fn is_whole(place: &Place, entries: usize) {
    let said = place.refuse(&["audit", "verify"]);
    assert!(
        said.contains(&format!(
            "The chain of {entries} entries is intact, but triggers that protect it"
        )),
        "{said}"
    );
}

/// The bytes of an id as SQL.
fn some_id(place: &Place) -> String {
    place.bytes(uuid::Uuid::from_u128(7))
}

pub fn head(place: &Place) -> Head {
    audit::head(&mut place.store().connection().unwrap()).unwrap().unwrap()
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::BigInt)]
    number: i64,
    #[diesel(sql_type = sql_types::Binary)]
    id: Id,
    #[diesel(sql_type = sql_types::Timestamp)]
    at: speir::store::Moment,
    #[diesel(sql_type = sql_types::Text)]
    actor: String,
    #[diesel(sql_type = sql_types::Text)]
    action: String,
    #[diesel(sql_type = sql_types::Text)]
    subject: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Binary>)]
    inspection: Option<Id>,
}

/// Computes every SHA-256 from an entry on anew, as an attacker who knows this program can.
/// `with_head`: that of the head too.
fn chain_anew(place: &Place, from: i64, to: i64, with_head: bool) {
    const ALL: &str =
        "SELECT number, id, at, actor, action, subject, inspection FROM audit_log ORDER BY number";
    let rows: Vec<Row> = match &mut *place.store().connection().unwrap() {
        Connection::Sqlite(connection) => sql_query(ALL).load(connection).unwrap(),
        Connection::Postgres(connection) => sql_query(ALL).load(connection).unwrap(),
    };
    let bytes = |digest: HashValue| match place.kind {
        Kind::Sqlite => format!("X'{digest}'"),
        Kind::Postgres => format!("'\\x{digest}'"),
    };
    let mut previous = chain::START;
    for Row { number, id, at, actor, action, subject, inspection } in rows {
        let link = Link { number, id, at, actor, action, subject, inspection, previous };
        previous = link.digest();
        if (from..=to).contains(&number) {
            let (before, own) = (bytes(link.previous), bytes(previous));
            place.sql(&format!(
                "UPDATE audit_log SET previous = {before}, digest = {own} WHERE number = {number}"
            ));
        }
    }
    if with_head {
        place.sql(&format!("UPDATE audit_head SET digest = {}", bytes(previous)));
    }
}

#[test]
fn a_changed_column_of_an_entry_is_found() {
    let place = unguarded();
    let other_bytes = some_id(&place);
    let mut changes = vec![
        "actor = 'b@speir.example'".to_owned(),
        "action = 'Did nothing'".to_owned(),
        "subject = ''".to_owned(),
        "at = '2020-01-01 10:00:00'".to_owned(),
        format!("id = {other_bytes}"),
        format!("inspection = {other_bytes}"),
        // A boundary between two columns that moves.
        "actor = actor || substr(action, 1, 1), action = substr(action, 2)".to_owned(),
    ];
    if place.kind == Kind::Sqlite {
        let others = [
            "digest = X'00'",
            "previous = 'none'",
            "at = 'never'",
            "at = replace(at, ' ', 'T')",
            "at = at || 'Z'",
            "at = julianday(at)",
            "actor = CAST(actor AS BLOB)",
            "actor = CAST(X'FF' AS TEXT)",
            "action = action || char(0)",
        ];
        changes.extend(others.map(str::to_owned));
    }
    for number in [1, 4, 10] {
        for change in &changes {
            place.sql(&format!("UPDATE audit_log SET {change} WHERE number = {number}"));
            let said = place.refuse(&["audit", "verify"]);
            assert!(
                said.contains(&format!("Entry {number} ")) && said.contains("was changed"),
                "{change}: {said}"
            );
            assert_eq!(said.lines().count(), 1, "{said}");
            assert!(
                !said.contains("Did") && !said.contains('@'),
                "nothing of its contents: {said}"
            );
            put_back(&place);
        }
    }
}

#[test]
fn removed_entries_are_found() {
    let place = unguarded();
    for (condition, expected) in [
        ("number = 1", "Entry 1 was removed: entry 2 ("),
        ("number = 5", "Entry 5 was removed: entry 6 ("),
        ("number = 10", "Entry 10 was removed: the head of the log is entry 10"),
        ("number BETWEEN 3 AND 5", "Entries 3 to 5 were removed: entry 6 ("),
        ("number > 7", "Entries 8 to 10 were removed"),
        ("number > 0", "Entries 1 to 10 were removed"),
    ] {
        place.sql(&format!("DELETE FROM audit_log WHERE {condition}"));
        let said = place.refuse(&["audit", "verify"]);
        assert!(said.contains(expected), "{condition}: {said}");
        put_back(&place);
    }
    // What comes after is renumbered, and chained anew.
    for removed in [1, 5] {
        place.sql(&format!("DELETE FROM audit_log WHERE number = {removed}"));
        for number in removed + 1..=10 {
            place.sql(&format!(
                "UPDATE audit_log SET number = {} WHERE number = {number}",
                number - 1
            ));
        }
        assert!(place.refuse(&["audit", "verify"]).contains(&format!("Entry {removed} (")));
        chain_anew(&place, 1, 9, false);
        assert!(place.refuse(&["audit", "verify"]).contains("Entry 10 was removed"));
        put_back(&place);
    }
    place.sql("DELETE FROM audit_head");
    assert!(place.refuse(&["audit", "verify"]).contains("The head of the log was removed"));
}

#[test]
fn replaced_inserted_and_swapped_entries_are_found() {
    let place = unguarded();
    for number in [1, 6, 10] {
        place.sql(&format!(
            "UPDATE audit_log SET action = 'Something else' WHERE number = {number}"
        ));
        chain_anew(&place, number, number, false);
        let said = place.refuse(&["audit", "verify"]);
        assert!(
            said.contains(&format!("Entry {number} (")) && said.contains("was replaced"),
            "{said}"
        );
        put_back(&place);
    }
    for (number, expected) in
        [(0, "Entry 0 ("), (-4, "Entry -4 ("), (11, "Entry 11 ("), (40, "Entry 40 (")]
    {
        let id = some_id(&place);
        place.sql(&format!(
            "INSERT INTO audit_log SELECT {number}, {id}, at, actor, action, subject, inspection, \
             previous, digest FROM kept WHERE number = 3"
        ));
        let said = place.refuse(&["audit", "verify"]);
        assert!(said.contains(expected) && said.contains("was inserted"), "{said}");
        put_back(&place);
    }
    for number in (4..=10).rev() {
        place.sql(&format!("UPDATE audit_log SET number = {} WHERE number = {number}", number + 1));
    }
    let said = place.refuse(&["audit", "verify"]);
    assert!(said.contains("Entry 4 was removed") || said.contains("Entry 4 ("), "{said}");
    put_back(&place);
    place.sql(
        "UPDATE audit_log SET number = 100 WHERE number = 4; UPDATE audit_log SET number = 4 \
         WHERE number = 7; UPDATE audit_log SET number = 7 WHERE number = 100",
    );
    assert!(place.refuse(&["audit", "verify"]).contains("Entry 4 ("));
}

#[test]
fn a_rewritten_chain_is_found_by_an_older_head() {
    let place = unguarded();
    let older = head(&place).to_string();
    assert!(
        place
            .refuse(&["audit", "verify", "--head", &older])
            .contains("The chain of 10 entries is intact")
    );
    place.sql("UPDATE audit_log SET action = 'Something else' WHERE number = 8");
    chain_anew(&place, 8, 10, true);
    // The chain alone does not tell.
    is_whole(&place, 10);
    let said = place.refuse(&["audit", "verify", "--head", &older]);
    assert!(
        said.contains("Entry 10 (")
            && said.contains("does not match the SHA-256 of the head that you gave"),
        "{said}"
    );
    place.sql("DELETE FROM audit_log WHERE number = 10; UPDATE audit_head SET number = 9");
    chain_anew(&place, 1, 9, true);
    is_whole(&place, 9);
    let said = place.refuse(&["audit", "verify", "--head", &older]);
    assert!(said.contains("The log ends with entry 9: entry 10"), "{said}");
}

#[test]
fn no_statement_rewrites_an_entry_past_the_triggers() {
    let place = Place::new().and_collections();
    let rows = place.rows("audit_log");
    let same = "SELECT number, id, at, 'Somebody else', action, subject, inspection, previous, \
        digest FROM audit_log";
    let mut statements = vec![
        "UPDATE audit_log SET action = 'Nothing'".to_owned(),
        "DELETE FROM audit_log".to_owned(),
        format!(
            "INSERT INTO audit_log {same} WHERE true ON CONFLICT (number) DO UPDATE SET actor = \
                'Somebody else'"
        ),
        format!(
            "INSERT INTO audit_log {same} WHERE true ON CONFLICT (id) DO UPDATE SET actor = \
                'Somebody else'"
        ),
        "UPDATE audit_head SET number = 0".to_owned(),
        "DELETE FROM audit_head".to_owned(),
    ];
    match place.kind {
        Kind::Sqlite => statements.extend([
            format!("INSERT OR REPLACE INTO audit_log {same}"),
            format!("REPLACE INTO audit_log {same}"),
            "REPLACE INTO audit_log SELECT number + 100, id, at, 'Somebody else', action, \
             subject, inspection, previous, digest FROM audit_log"
                .to_owned(),
            "REPLACE INTO audit_log SELECT number, randomblob(16), at, 'Somebody else', action, \
             subject, inspection, previous, digest FROM audit_log"
                .to_owned(),
            "UPDATE OR REPLACE audit_log SET number = 1".to_owned(),
            "REPLACE INTO audit_head VALUES (1, 0, X'00')".to_owned(),
        ]),
        Kind::Postgres => {
            statements.extend(
                [
                    "TRUNCATE audit_log",
                    "TRUNCATE audit_log CASCADE",
                    "TRUNCATE \
                audit_head",
                ]
                .map(str::to_owned),
            );
        }
    }
    for statement in statements {
        for pragma in if place.kind == Kind::Sqlite { &["OFF", "ON"][..] } else { &[""] } {
            let store = place.store();
            let mut connection = store.connection().unwrap();
            if place.kind == Kind::Sqlite {
                connection.batch_execute(&format!("PRAGMA recursive_triggers = {pragma}")).unwrap();
            }
            assert!(connection.batch_execute(&statement).is_err(), "{statement}");
        }
    }
    assert_eq!(place.rows("audit_log"), rows);
    place.run(&["audit", "verify"]);
}
