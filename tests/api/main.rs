//! The integration tests: the built binary over HTTP, on a database of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod support;

mod access;
mod anonymity;
mod away;
mod bounces;
mod changing;
mod changing_inspections;
mod codes;
mod commands;
mod comments;
mod composed;
mod console;
mod counts;
mod deleting;
mod demo;
mod differencing;
mod digest;
mod edge;
mod exports;
mod forms;
mod generate;
mod intake;
mod invitations;
mod kills;
mod linking;
mod live;
mod mail_killed;
mod mail_refused;
mod mail_tls;
mod mail_trouble;
mod mailing;
mod notices;
mod pooled;
mod processes;
mod properties;
mod publishing;
mod rate_files;
mod redaction;
mod refusals;
mod release;
mod release_killed;
mod reopening;
mod retention;
mod routes;
mod schemas;
mod second_lists;
mod setup;
mod slips;
mod stopping;
mod tls;
mod tokens;
mod unseen;
mod upkeep;
