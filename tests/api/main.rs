//! The integration tests: the built binary over HTTP, on a database of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod support;

mod anonymity;
mod away;
mod commands;
mod composed;
mod console;
mod demo;
mod forms;
mod generate;
mod intake;
mod kills;
mod pooled;
mod processes;
mod properties;
mod publishing;
mod refusals;
mod schemas;
mod stopping;
mod tls;
mod upkeep;
