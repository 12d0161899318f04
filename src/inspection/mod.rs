//! Inspections and their collections: which areas, which audiences, from when until when, under
//! which link.

pub mod area;
mod contact;
pub mod create;
pub mod directory;
mod fieldwork;
pub mod file;
mod link;
pub mod model;
pub mod queries;
mod running;
#[cfg(test)]
pub mod sample;

pub use area::Area;
pub use contact::Contact;
pub use directory::Directory;
pub use fieldwork::{GRACE, State};
pub use link::Link;
pub use model::{Collection, Inspection, InspectionKind, Stratum};
pub use running::{Listed, Running, RunningInspection};
