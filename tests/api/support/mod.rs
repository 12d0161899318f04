//! Starting the built binary and talking to it.

mod cluster;
mod place;
mod service;

use std::fmt::Write;

use chrono::{NaiveDate, Utc};

pub use cluster::Cluster;
pub use place::{Kind, Place};
pub use service::{Answer, Service, agent, free_port};

pub const SPEIR: &str = env!("CARGO_BIN_EXE_speir");

pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// An inspection of one area with a collection for each audience.
pub fn inspection(area: &str, opens_on: NaiveDate, closes_on: NaiveDate) -> String {
    let mut toml = format!(
        "title = \"{area} {opens_on}\"\nkind = \"joint-inspection\"\nlead = \"lead@speir.example\"\n\
         opens_on = {opens_on}\ncloses_on = {closes_on}\n"
    );
    for (audience, population) in [("staff", 1_306), ("age-8-15", 110), ("age-16-plus", 95), ("parents-carers", 190)] {
        writeln!(toml, "[[collections]]\narea = \"{area}\"\naudience = \"{audience}\"\npopulation = {population}")
            .unwrap();
    }
    toml
}
