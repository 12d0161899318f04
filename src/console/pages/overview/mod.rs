//! How an inspection stands: what needs somebody today, a map of tiles, areas by audiences, and
//! what has come lately. It rests on counters alone, and moves by itself (`console/live`).

mod asked;
mod cell;
mod changes;
pub mod handlers;
mod legend;
mod lines;
mod map;
mod model;
#[cfg(test)]
mod model_tests;
mod moving;
mod needs;
mod next;
mod next_queries;
mod read;
mod table;
mod tiles;
mod views;
