//! The overview of an inspection: what needs action today, a tile map, areas by audience, and
//! recent responses. It uses only counters, and is live (`console/live`).

mod answering;
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
mod params;
mod read;
mod recorded;
mod table;
mod tiles;
mod views;
