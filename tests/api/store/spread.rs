//! What Citus asks for, as far as plain PostgreSQL can stand in for it: a schema on the search path
//! holds a catalogue and functions with the names of Citus.

use diesel::{Connection as _, PgConnection, connection::SimpleConnection};
use speir::store::{
    StoreError,
    upkeep::{self, Swept},
};

use crate::support::{Cluster, Kind, Place, wait_until};

const CATALOGUE: &str = "CREATE SCHEMA citus; CREATE SCHEMA shards; CREATE TABLE \
    citus.pg_dist_partition (logicalrelid regclass); CREATE TABLE citus.shards (parent regclass, \
    name text, up boolean DEFAULT true); CREATE TABLE citus.nodes (nodeid int, success boolean, \
    result text); CREATE FUNCTION citus.run_command_on_shards(asked regclass, command text, \
    parallel boolean DEFAULT true, OUT shardid bigint, OUT success boolean, OUT result text) \
    RETURNS SETOF record LANGUAGE plpgsql AS $$ DECLARE shard record; BEGIN FOR shard IN SELECT * \
    FROM citus.shards WHERE parent = asked LOOP success := shard.up; IF success THEN EXECUTE \
    format(command, shard.name) INTO result; ELSE result := 'connection refused'; END IF; RETURN \
    NEXT; END LOOP; END $$; CREATE FUNCTION citus.run_command_on_all_nodes(command text, parallel \
    boolean DEFAULT true, give_warning_for_connection_errors boolean DEFAULT false, OUT nodeid \
    int, OUT success boolean, OUT result text) RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN \
    nodeid := 1; success := true; EXECUTE command INTO result; RETURN NEXT; RETURN QUERY SELECT * \
    FROM citus.nodes; END $$;";

/// A place on a database that looks as if Citus spread it.
fn spread(address: String) -> Place {
    let place = Place::at(tempfile::tempdir().unwrap(), address, Kind::Postgres);
    place.store();
    place.sql(CATALOGUE);
    let name = place.address().rsplit('/').next().unwrap().to_owned();
    place.sql(&format!("ALTER DATABASE {name} SET search_path = public, citus"));
    place
}

fn here() -> Place {
    spread(Cluster::shared().new_database())
}

fn vacuum(place: &Place, table: &str) -> Result<Swept, StoreError> {
    upkeep::vacuum(&mut place.store().own_connection().unwrap(), &[table])
}

#[test]
fn a_sweep_is_not_done_while_a_shard_holds_deleted_rows() {
    let place = here();
    place.sql(
        "CREATE TABLE shards.comments_1 (LIKE comments) WITH (autovacuum_enabled = false); INSERT \
         INTO citus.pg_dist_partition VALUES ('comments'); INSERT INTO citus.shards VALUES \
         ('comments', 'shards.comments_1'); INSERT INTO shards.comments_1 SELECT '\\x01', \
         int4send(n), 'q', 'a name', false, false FROM generate_series(1, 9) n",
    );
    place.sql("DELETE FROM shards.comments_1");
    let dead = "SELECT pg_stat_get_dead_tuples('shards.comments_1'::regclass)";
    wait_until("the server has counted", || place.number(dead) == 9);
    assert_eq!(vacuum(&place, "comments").unwrap(), Swept::Waits);
    assert_eq!(vacuum(&place, "responses").unwrap(), Swept::Done);
    place.sql("VACUUM shards.comments_1");
    wait_until("the server has counted again", || place.number(dead) == 0);
    assert_eq!(vacuum(&place, "comments").unwrap(), Swept::Done);
    place.sql("UPDATE citus.shards SET up = false");
    let said = vacuum(&place, "comments").unwrap_err().to_string();
    assert!(said.contains("1 shards of comments did not answer"), "{said}");
}

#[test]
fn every_node_has_to_keep_the_promises() {
    let place = here();
    let mut direct = PgConnection::establish(place.address()).unwrap();
    let mut node = |result: &str| {
        let set = format!("DELETE FROM citus.nodes; INSERT INTO citus.nodes VALUES (2, {result})");
        direct.batch_execute(&set).unwrap();
    };
    node(r#"true, '{"track_commit_timestamp": "on"}'"#);
    let said = place.refuse(&["serve"]);
    assert!(
        said.contains("Node 2 of this Citus cluster runs with track_commit_timestamp = on"),
        "{said}"
    );
    node(r#"true, '{"track_commit_timestamp": "off", "fsync": "off", "log_statement": "all"}'"#);
    place.serve().stop();
    for words in ["Node 2 of this Citus cluster", "\"fsync\"", "can be lost", "logs statements"] {
        assert!(place.log().contains(words), "{words}: {}", place.log());
    }
    assert!(!place.log().contains("does not answer"), "{}", place.log());
    node("false, 'connection refused'");
    place.serve().stop();
    assert!(place.log().contains("does not answer"), "{}", place.log());
    place.sql("DROP FUNCTION citus.run_command_on_all_nodes(text, boolean, boolean)");
    place.serve().stop();
    assert!(place.log().contains("could not be checked"), "{}", place.log());
}

/// Notes under which settings tickets are written.
const WATCH: &str = "CREATE TABLE IF NOT EXISTS seen (propagated text, waits text, durable text); \
    CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.seen \
    VALUES (current_setting('citus.propagate_set_commands', true), \
    current_setting('lock_timeout'), current_setting('synchronous_commit')); RETURN NULL; END $$; \
    CREATE TRIGGER see AFTER INSERT ON tickets FOR EACH STATEMENT EXECUTE FUNCTION see()";

#[test]
fn the_writer_sets_its_limits_on_every_node() {
    let careless = || Cluster::shared().new_careless_database();
    let plain = Place::at(tempfile::tempdir().unwrap(), careless(), Kind::Postgres);
    for (place, propagated) in [(spread(careless()), "local"), (plain, "")] {
        let place = place.and_collections();
        place.sql(WATCH);
        let service = place.serve();
        assert_eq!(service.post(&service.open(&place.link("staff")), "agency=health").status, 303);
        let as_they_should = format!(
            "SELECT COUNT(*) FROM seen WHERE COALESCE(propagated, '') = '{propagated}' AND waits \
                = '5s' AND durable = 'on'"
        );
        assert_eq!(place.number(&as_they_should), 1);
    }
}

#[test]
fn responses_are_released_and_purged_on_a_spread_database() {
    let place = here().and_collections();
    place.sql(
        "INSERT INTO citus.pg_dist_partition SELECT unnest(ARRAY['responses', 'comments', \
        'tickets'])::regclass",
    );
    let service = place.serve();
    for _ in 0..12 {
        assert_eq!(
            service.post(&service.open(&place.link("staff")), "agency=health&comment=kind").status,
            303
        );
    }
    service.stop();
    place.close_where("audience = 'staff'");
    place.run(&["release"]);
    assert_eq!((place.count("responses"), place.count("comments")), (12, 12));
    place.released_days_ago(400, "audience = 'staff'");
    let said = place.run(&["purge"]);
    assert!(said.contains("12 responses and 12 comments deleted"), "{said}");
    assert_eq!((place.count("responses"), place.count("comments")), (0, 0));
    assert!(place.run(&["purge"]).contains("Nothing is due"));
}

#[test]
fn a_copy_follows_foreign_keys_where_a_table_was_made_anew() {
    let from = Place::on_sqlite().and_collections();
    let to = Place::on_postgres();
    to.store();
    // As after undistribute_table: the table that others refer to is the youngest.
    to.sql(
        "CREATE TABLE anew (LIKE inspections INCLUDING ALL); DROP TABLE inspections CASCADE; \
         ALTER TABLE anew RENAME TO inspections; \
         ALTER TABLE collections ADD FOREIGN KEY (inspection) REFERENCES inspections (id)",
    );
    std::fs::copy(from.key_file(), to.key_file()).unwrap();
    from.run(&["copy-to", to.address()]);
    assert_eq!(to.collections().len(), 4);
}

/// What is held back by somebody else's lock is refused in time, on plain PostgreSQL as before.
#[test]
fn a_locked_table_keeps_nobody_waiting_for_ever() {
    let place = here().and_collections();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    let mut holder = PgConnection::establish(place.address()).unwrap();
    holder.batch_execute("BEGIN; LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE").unwrap();
    assert_eq!(service.post(&path, "agency=health").status, 503);
    holder.batch_execute("ROLLBACK").unwrap();
    wait_until("it is taken", || service.post(&path, "agency=health").status == 303);
    assert_eq!(place.returned("staff"), 1);
}
