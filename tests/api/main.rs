//! The integration tests: the built binary over HTTP, on a database of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod support;

mod access;
mod anonymity;
mod audit_chain;
mod away;
mod bodies;
mod bounce_cases;
mod bounces;
mod changing;
mod changing_inspections;
mod codes;
mod commands;
mod comments;
mod composed;
mod counts;
mod damaged_counts;
mod deleting;
mod demo;
mod differencing;
mod digest;
mod edge;
mod exclusive;
mod exports;
mod failures;
mod first_password;
mod forms;
mod generate;
mod intake;
mod invitations;
mod kills;
mod linking;
mod links;
mod lists;
mod live;
mod mail_copies;
mod mail_killed;
mod mail_refused;
mod mail_settings;
mod mail_tls;
mod mail_trouble;
mod mailing;
mod message_locks;
mod messages;
mod notices;
mod pooled;
mod processes;
mod properties;
mod publishing;
mod rate_files;
mod redaction;
mod refusals;
mod refused;
mod release;
mod release_killed;
mod released;
mod reopening;
mod repeating;
mod retention;
mod routes;
mod schemas;
mod second_lists;
mod second_step;
mod sessions;
mod setup;
mod sign_in_limits;
mod slips;
mod spread;
mod standing;
mod stopping;
mod surveys_now;
mod teams;
mod texts;
mod tls;
mod tokens;
mod unreached;
mod unreadable;
mod unseen;
mod upkeep;
