//! Starting the built binary and talking to it.

mod asking;
mod bad_smtp;
mod closing;
mod cluster;
mod desk;
pub mod document;
mod files;
mod letters;
mod mailserver;
mod place;
mod script;
mod service;
mod slips;
pub mod snapshot;
mod written;

use std::fmt::Write;

use chrono::{NaiveDate, Utc};

pub use bad_smtp::{BadSmtp, Behaviour};
pub use cluster::Cluster;
pub use desk::{Desk, field, from, in_days};
pub use files::found_in;
pub use letters::{Letter, PATIENCE, by_recipient, letters, wait_for, wait_until};
pub use mailserver::MailServer;
pub use place::{Kind, Place};
pub use service::{Answer, Service, agent, free_port};
pub use slips::Slips;
pub use written::{ASKED_STAFF, form, hidden, some};

pub const SPEIR: &str = env!("CARGO_BIN_EXE_speir");

/// The smallest answer.
pub const ANSWER: &str = "agency=health";

pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// An inspection of one area with a collection for each audience.
pub fn inspection(area: &str, opens_on: NaiveDate, closes_on: NaiveDate) -> String {
    let mut toml = format!(
        "title = \"{area} {opens_on}\"\nkind = \"joint-inspection\"\nlead = \
         \"lead@speir.example\"\nopens_on = {opens_on}\ncloses_on = {closes_on}\n"
    );
    for (audience, population) in
        [("staff", 1_306), ("age-8-15", 110), ("age-16-plus", 95), ("parents-carers", 190)]
    {
        writeln!(
            toml,
            "[[collections]]\narea = \"{area}\"\naudience = \"{audience}\"\npopulation \
            = {population}"
        )
        .unwrap();
    }
    toml
}

/// An inspection of one area that asks staff by invitation.
pub fn by_invitation(area: &str, opens_on: NaiveDate, closes_on: NaiveDate) -> String {
    format!(
        "title = \"{area} {opens_on}\"\nkind = \"joint-inspection\"\nlead = \
         \"lead@speir.example\"\nopens_on = {opens_on}\ncloses_on = \
         {closes_on}\n[[collections]]\narea = \"{area}\"\naudience = \"staff\"\npopulation = \
         2_000\nopen_link = false\ncoordinator = \"coordinator@speir.example\"\n"
    )
}
