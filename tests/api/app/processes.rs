//! Several processes on one PostgreSQL: none needs what another knows.

use std::{
    collections::HashSet,
    process::Stdio,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use chrono::Days;
use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt,
};
use rand::{Rng, SeedableRng, rngs::SmallRng, seq::SliceRandom};
use speir::store::Id;

use crate::support::{Cluster, Place, agent, inspection, today, wait_until};

#[test]
fn of_processes_that_start_at_once_on_an_empty_database_one_makes_the_tables() {
    let place = Place::on_postgres();
    let starting: Vec<_> = (0..8)
        .map(|number| {
            let address = format!("lead{number}@example.org");
            let mut command = place.command(&["user", "add", &address, "--role", "lead"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for process in starting {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(
        place.refuse(&["user", "add", "lead0@example.org", "--role", "lead"]).contains("already")
    );
}

#[test]
fn a_sign_in_by_one_process_holds_for_every_other_and_for_one_that_starts_later() {
    let place = Place::on_postgres().and_collections();
    let password = place.user("lead@speir.example", "lead");
    let (first, second) = (place.serve(), place.serve());
    let cookie = first.sign_in("lead@speir.example", &password);
    first.stop();
    let page = second.get_as("/console", &cookie);
    assert!(
        page.status == 200 && page.text.contains("Midlothian"),
        "{} {}",
        page.status,
        page.text
    );
    assert_eq!(place.serve().get_as("/console", &cookie).status, 200);
}

#[test]
fn what_one_process_makes_the_others_show() {
    let place = Place::on_postgres();
    place.publish_all();
    let (first, second) = (place.serve(), place.serve());
    place.create(&inspection("Fife", today() - Days::new(1), today() + Days::new(9)));
    let link = place.link("staff");
    for process in [&first, &second] {
        wait_until("the link leads to its form", || {
            process.get(&format!("/s/{link}")).status == 303
        });
    }
    let path = first.open(&link);
    assert_eq!(second.get(&path).status, 200);
    assert_eq!(second.post(&path, "agency=health").status, 303);
    assert_eq!(second.post(&path, "agency=health").status, 303, "it is thanked again");
    assert_eq!(
        first.post(&path, "agency=health").status,
        409,
        "another process does not know whose answers were stored"
    );
    assert_eq!(place.returned("staff"), 1);
}

#[derive(QueryableByName)]
struct Deadlocks {
    #[diesel(sql_type = BigInt)]
    deadlocks: i64,
}

#[test]
fn of_3000_tickets_sent_to_two_processes_at_once_each_counts_once_and_no_two_batches_deadlock() {
    const TICKETS: usize = 3_000;
    let cluster = Cluster::start(&[]);
    let place = Place::in_cluster(&cluster).and_collections();
    let processes = [place.serve(), place.serve()];
    let audiences = [
        ("staff", "agency=health&~own=1"),
        ("age-8-15", "worker=teacher&~own=1"),
        ("parents-carers", "carer-type=parent&~own=1"),
    ];
    let links = audiences.map(|(audience, _)| place.link(audience));
    let mut rng = SmallRng::seed_from_u64(11);
    let forms: Vec<_> = (0..TICKETS)
        .map(|number| {
            let (_, body) = audiences[number % audiences.len()];
            (
                format!(
                    "/s/{}/{}",
                    links[number % audiences.len()],
                    speir::intake::Ticket::random()
                ),
                body,
            )
        })
        .collect();
    // Each goes to both processes, and some to one of them twice, in an order of its own.
    let mut sends: Vec<(usize, usize)> = (0..TICKETS)
        .flat_map(|form| [(form, 0), (form, 1), (form, rng.random_range(0..2))])
        .collect();
    sends.shuffle(&mut rng);
    let (next, turned_away, thanked) =
        (AtomicUsize::new(0), AtomicUsize::new(0), Mutex::new(HashSet::new()));
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| {
                let agent = agent();
                while let Some((form, process)) = sends.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (path, body) = &forms[*form];
                    let request = agent.post(format!("{}{path}", processes[*process].base));
                    let sent =
                        request.content_type("application/x-www-form-urlencoded").send(*body);
                    if sent.unwrap().status() == 303 {
                        thanked.lock().unwrap().insert(*form);
                    } else {
                        turned_away.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(turned_away.into_inner(), 0, "nobody is turned away: {}", place.log());
    assert_eq!(thanked.lock().unwrap().len(), TICKETS);
    assert_eq!(
        audiences.map(|(audience, _)| place.returned(audience)).iter().sum::<u64>(),
        TICKETS as u64
    );
    place.run(&["check-store"]);
    let mut connection = PgConnection::establish(place.address()).unwrap();
    let found: Deadlocks =
        sql_query("SELECT sum(deadlocks)::bigint AS deadlocks FROM pg_stat_database")
            .get_result(&mut connection)
            .unwrap();
    assert_eq!(found.deadlocks, 0);
}

#[test]
fn commit_times_are_refused_and_lost_commits_warned_of() {
    let cluster = Cluster::start(&["-c", "track_commit_timestamp=on"]);
    let said = Place::in_cluster(&cluster).refuse(&["serve"]);
    assert!(
        said.contains("track_commit_timestamp = on") && said.contains("records when each response"),
        "{said}"
    );
    let cluster = Cluster::start(&["-c", "fsync=off", "-c", "log_statement=mod"]);
    let place = Place::in_cluster(&cluster);
    place.serve().stop();
    assert!(
        place.log().contains("\"fsync\"") && place.log().contains("can be lost"),
        "{}",
        place.log()
    );
    assert!(place.log().contains("logs statements"), "{}", place.log());
}

#[test]
fn on_postgresql_the_secret_is_a_key_file_in_the_working_folder_unless_one_is_given() {
    let place = Place::on_postgres();
    let in_folder = |folder: &std::path::Path| {
        let mut command = place.command(&[
            "user",
            "add",
            &format!("{}@example.org", Id::random()),
            "--role",
            "lead",
        ]);
        command.env_remove("SPEIR_SECRET_FILE").current_dir(folder).output().unwrap()
    };
    let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(in_folder(here.path()).status.success());
    assert!(here.path().join("speir.key").exists());
    assert!(in_folder(here.path()).status.success());
    let output = in_folder(elsewhere.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success()
            && said.contains("speir.key")
            && said.contains("SPEIR_SECRET_FILE"),
        "{said}"
    );
    assert!(
        !elsewhere.path().join("speir.key").exists(),
        "no new key is made for a database that has one"
    );
}
