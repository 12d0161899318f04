//! `kill -9` at random moments of a release.
//!
//! `KILLS` says how many; without it a few, so that the whole suite stays quick. `tests/kills
//! --release` runs more.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use rand::Rng;

use crate::support::{Kind, PATIENCE, Place};

/// How many responses are released; a quarter have a comment.
const RESPONSES: i64 = 4_096;

/// A place whose collection of staff has closed, with everything held.
fn closed() -> Place {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    thread::scope(|scope| {
        for sender in 0..16 {
            let (service, link) = (&service, &link);
            scope.spawn(move || {
                for n in 0..RESPONSES / 16 {
                    let comment =
                        if n % 4 == 0 { format!("&comment=Wunder{sender}") } else { String::new() };
                    service.answer(
                        link,
                        &format!("agency=health&role=manager&listened-to=agree{comment}"),
                    );
                }
            });
        }
    });
    drop(service);
    place.close();
    place
}

/// The same place again, on a database of its own.
fn twin(of: &Place) -> Place {
    let twin = if of.kind == Kind::Sqlite { Place::on_sqlite() } else { Place::on_postgres() };
    of.run(&["copy-to", twin.address()]);
    fs::copy(of.key_file(), twin.key_file()).unwrap();
    twin
}

#[test]
fn after_kills_of_a_release_no_response_is_lost_doubled_or_half_tallied() {
    let kills: usize =
        std::env::var("KILLS").map_or(8, |number| number.parse().expect("KILLS is a number"));
    let closed = closed();
    let undisturbed = twin(&closed);
    let begun = Instant::now();
    undisturbed.run(&["release"]);
    let whole = begun.elapsed();
    let (mut amid, mut before) = (0, 0);
    // The time that a whole release takes is a guess at where its middle is: a machine that is busy
    // may miss it.
    for kill in 0..10 * kills {
        if kill >= kills && amid > 0 {
            break;
        }
        let place = twin(&closed);
        let mut child =
            place.command(&["release"]).stdout(std::process::Stdio::null()).spawn().unwrap();
        // The first ones are spread evenly, lest a few all fall on one moment.
        let share = u32::try_from(kill)
            .ok()
            .filter(|kill| *kill < 8)
            .map_or_else(|| rand::rng().random(), |kill| (f64::from(kill) + 0.5) / 8.0);
        thread::sleep(whole.mul_f64(share).min(Duration::from_secs(10)));
        amid += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        before += usize::from(is_whole(&place) == State::Held);
        place.run(&["release"]);
        assert_eq!(is_whole(&place), State::Released);
        place.run(&["check-store"]);
        for table in ["tickets", "issued_tickets"] {
            assert_eq!(place.count(table), 0, "{table}");
        }
    }
    println!(
        "{kills} kills, {amid} of them amid a release, {before} before it was committed: nothing \
            lost or doubled"
    );
    assert!(amid > 0, "no kill came amid a release");
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    Held,
    Released,
}

/// Either nothing is released or everything, and nothing twice.
fn is_whole(place: &Place) -> State {
    // A killed process may leave PostgreSQL to finish what it was told last.
    let deadline = Instant::now() + PATIENCE;
    loop {
        let counts = ["held_responses", "held_comments", "responses", "comments"]
            .map(|table| place.count(table));
        let tallied = [
            place.tally("agency", ""),
            place.tally("role", "manager"),
            place.tally("listened-to", "agree"),
        ];
        let comments = RESPONSES / 4;
        if counts == [RESPONSES, comments, 0, 0] && tallied == [0; 3] {
            return State::Held;
        }
        if counts == [0, 0, RESPONSES, comments] && tallied == [RESPONSES; 3] {
            return State::Released;
        }
        assert!(Instant::now() < deadline, "half released: {counts:?}, tallied {tallied:?}");
        thread::sleep(Duration::from_millis(50));
    }
}
