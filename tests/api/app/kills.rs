//! `kill -9` at random moments while 200 people send: of the service's processes, and of PostgreSQL
//! itself.
//!
//! `KILLS` says how many on each database; without it a few, so that the whole suite stays quick.
//! `tests/kills` runs a thousand.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Mutex, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use rand::{Rng, SeedableRng, rngs::SmallRng};
use speir::intake::Ticket;

use crate::support::{Cluster, Kind, Place, Service, agent, wait_until};

const PEOPLE: u64 = 200;
const FEW: usize = 12;
/// More than this many have to be thanked: of fewer the test would say little.
const ENOUGH: usize = 100;

fn kills() -> usize {
    std::env::var("KILLS").map_or(FEW, |number| number.parse().expect("KILLS is a number"))
}

/// What people were told of their responses, each known by the comment in it.
#[derive(Default)]
struct Told {
    thanked: HashSet<String>,
    /// Sent, and given up before any answer was a thank-you.
    gave_up: HashSet<String>,
}

/// Sends responses, each until it is thanked or its person loses patience, to whichever process;
/// some press Send again although they were thanked.
fn person(
    number: u64,
    link: &str,
    bases: &RwLock<Vec<String>>,
    (thanks, over): (&AtomicUsize, &AtomicBool),
) -> Told {
    let mut rng = SmallRng::seed_from_u64(number);
    let agent = agent();
    let mut told = Told::default();
    while !over.load(Ordering::Relaxed) {
        let comment = format!("{number}.{}", told.thanked.len() + told.gave_up.len());
        let (ticket, body) = (Ticket::random(), format!("agency=health&comment={comment}"));
        let patience = rng.random_range(1..12);
        let mut times = 0;
        for _ in 0..patience {
            let base = {
                let bases = bases.read().unwrap();
                bases[rng.random_range(0..bases.len())].clone()
            };
            let request = agent.post(format!("{base}/s/{link}/{ticket}"));
            let sent = request.content_type("application/x-www-form-urlencoded").send(&body);
            times += u8::from(sent.is_ok_and(|answer| answer.status() == 303));
            if times > u8::from(rng.random_ratio(1, 8)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(rng.random_range(0..100)));
        }
        thanks.fetch_add(usize::from(times > 0), Ordering::Relaxed);
        let them = if times > 0 { &mut told.thanked } else { &mut told.gave_up };
        them.insert(comment);
        std::thread::sleep(Duration::from_millis(rng.random_range(0..300)));
    }
    told
}

/// Has people send while `kill` is called so many times, each time with the processes that run,
/// which it replaces.
fn under_kills(
    place: &Place,
    mut processes: Vec<Service>,
    mut kill: impl FnMut(&mut Vec<Service>, &mut SmallRng),
) {
    let link = place.link("staff");
    let bases_of =
        |processes: &[Service]| processes.iter().map(|p| p.base.clone()).collect::<Vec<_>>();
    let bases = RwLock::new(bases_of(&processes));
    let (thanks, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let told = Mutex::new(Told::default());
    let mut rng = SmallRng::from_os_rng();
    std::thread::scope(|scope| {
        for number in 0..PEOPLE {
            let (link, bases, thanks, over, told) = (&link, &bases, &thanks, &over, &told);
            scope.spawn(move || {
                let one = person(number, link, bases, (thanks, over));
                let mut all = told.lock().unwrap();
                all.thanked.extend(one.thanked);
                all.gave_up.extend(one.gave_up);
            });
        }
        for _ in 0..kills() {
            std::thread::sleep(Duration::from_millis(rng.random_range(20..400)));
            kill(&mut processes, &mut rng);
            *bases.write().unwrap() = bases_of(&processes);
        }
        wait_until("a hundred are thanked", || thanks.load(Ordering::Relaxed) > ENOUGH);
        over.store(true, Ordering::Relaxed);
    });
    verify(place, &told.into_inner().unwrap());
}

fn verify(place: &Place, told: &Told) {
    let (responses, comments, sealer) = place.held("staff");
    let mut stored: HashMap<String, usize> = HashMap::new();
    for comment in &comments {
        *stored.entry(sealer.unseal_comment(comment.id, &comment.sealed).unwrap()).or_default() +=
            1;
    }
    let lost: Vec<_> =
        told.thanked.iter().filter(|comment| !stored.contains_key(*comment)).collect();
    let doubles: Vec<_> = stored.iter().filter(|(_, times)| **times > 1).collect();
    assert!(lost.is_empty(), "{} were thanked and are lost: {lost:?}", lost.len());
    assert!(doubles.is_empty(), "{} are there more than once: {doubles:?}", doubles.len());
    assert!(
        stored
            .keys()
            .all(|comment| told.thanked.contains(comment) || told.gave_up.contains(comment))
    );
    assert_eq!((responses.len(), comments.len()), (stored.len(), stored.len()));
    assert_eq!(place.returned("staff"), stored.len() as u64);
    place.run(&["check-store"]);
    assert!(told.thanked.len() > ENOUGH, "only {} were thanked", told.thanked.len());
    println!(
        "{:?}: {} kills; {} responses acknowledged, each there once; {} given up unacknowledged, \
         of which {} are there, none twice; every counter equals its rows",
        place.kind,
        kills(),
        told.thanked.len(),
        told.gave_up.len(),
        stored.len() - told.thanked.len()
    );
}

fn restart(place: &Place, process: &mut Service) {
    process.child.kill().unwrap();
    process.child.wait().unwrap();
    *process = place.serve();
}

#[test]
fn after_kills_of_a_process_on_sqlite_every_acknowledged_response_is_there_exactly_once() {
    let place = Place::on_sqlite().and_collections();
    under_kills(&place, vec![place.serve()], |processes, _| restart(&place, &mut processes[0]));
}

#[test]
fn after_kills_of_either_process_and_of_postgresql_every_acknowledged_response_is_there_exactly_once()
 {
    let cluster = Cluster::start(&[]);
    let address = cluster.new_careless_database();
    let place = Place::at(tempfile::tempdir().unwrap(), address, Kind::Postgres).and_collections();
    under_kills(&place, vec![place.serve(), place.serve()], |processes, rng| {
        let victim = rng.random_range(0..5);
        if victim < 3 {
            cluster.tell("kill");
            std::thread::sleep(Duration::from_millis(rng.random_range(0..200)));
            cluster.tell("start");
        }
        // Sometimes a process goes down together with the database.
        if victim > 1 {
            restart(&place, &mut processes[rng.random_range(0..2)]);
        }
    });
}
