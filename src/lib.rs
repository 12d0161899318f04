//! Speir asks children, young people, parents, carers and staff what they think of children's
//! services, keeps what they say anonymous, and shows inspection leads how many have answered.
//!
//! Each module is a room; `docs/ARCHITECTURE.md` lists them and says which may know which.

pub mod api;
pub mod app;
pub mod audit;
pub mod catalogue;
pub mod commands;
pub mod comments;
pub mod console;
pub mod demo;
pub mod evaluation;
pub mod export;
pub mod fieldwork;
pub mod form;
pub mod inspection;
pub mod intake;
pub mod invitation;
pub mod language;
pub mod logs;
pub mod notice;
pub mod officers;
pub mod programme;
pub mod rates;
pub mod records;
pub mod results;
pub mod rounds;
pub mod scheduler;
pub mod settings;
pub mod store;
pub mod survey;
pub mod text;
mod unreadable;
pub mod users;
pub mod web;
