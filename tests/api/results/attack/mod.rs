//! Makes the inspections that `tests/attack` attacks, and writes what is published of each and who
//! said what, one inspection a line.

mod former;
mod maker;
mod model;
mod people;
mod published;

use std::{
    env,
    fs::File,
    io::{BufWriter, Write as _},
};

use maker::Maker;

/// `ATTACK_FILE` names the file, `ATTACK_INSPECTIONS` says how many there are, `ATTACK_SEED` chooses
/// them; with `ATTACK_RULES=former` they are published by the rules of version 0.1.
#[test]
#[ignore = "tests/attack calls it and names the file"]
fn writes_inspections_and_what_is_published_of_them() {
    let told = |name: &str| env::var(name).unwrap_or_default();
    let mut out = BufWriter::new(File::create(told("ATTACK_FILE")).unwrap());
    let mut maker = Maker::new(told("ATTACK_SEED").parse().unwrap());
    let former = told("ATTACK_RULES") == "former";
    for _ in 0..told("ATTACK_INSPECTIONS").parse::<u32>().unwrap() {
        let made = if former {
            let inspected = maker.large();
            former::publish(&maker.surveys[0], inspected.threshold, &inspected.collections)
        } else {
            let inspected = maker.inspection();
            published::publish(&maker.surveys, &inspected)
        };
        serde_json::to_writer(&mut out, &made).unwrap();
        writeln!(out).unwrap();
    }
    out.flush().unwrap();
}
