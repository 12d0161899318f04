//! The results of an inspection over its areas: one audience at a time, or the audiences side by
//! side.

mod audiences;
mod audiences_view;
pub mod handlers;
mod views;
