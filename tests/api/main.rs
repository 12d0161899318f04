//! The integration tests: the built binary over HTTP, on a database of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod support;

mod api;
mod app;
mod audit;
mod catalogue;
mod commands;
mod comments;
mod console;
mod demo;
mod evaluation;
mod export;
mod fieldwork;
mod form;
mod inspection;
mod intake;
mod invitation;
mod notice;
mod officers;
mod programme;
mod rates;
mod records;
mod results;
mod store;
mod survey;
mod tiers;
mod unreadable;
mod users;
mod web;
