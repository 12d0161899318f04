//! Inspections and their collections: areas, audiences, dates and links.

pub mod area;
mod contact;
pub mod create;
pub mod directory;
mod fieldwork;
pub mod file;
mod link;
pub mod model;
mod placed;
pub mod queries;
mod running;
#[cfg(test)]
pub mod sample;

pub use area::Area;
pub use contact::Contact;
pub use directory::Directory;
pub use fieldwork::{GRACE, State};
pub use link::Link;
pub use model::{Collection, Inspection, InspectionKind, Part};
pub use placed::{Placed, Reachable};
pub use running::{Listed, Running, RunningInspection};
