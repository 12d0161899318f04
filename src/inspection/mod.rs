//! Inspections and their collections: areas, audiences, dates and links.

pub mod area;
mod contact;
pub mod create;
pub mod directory;
mod earlier;
mod fieldwork;
pub mod file;
mod kind;
mod link;
pub mod model;
mod particulars;
mod placed;
pub mod queries;
mod running;
#[cfg(test)]
pub mod sample;
mod uses;

pub use area::Area;
pub use contact::Contact;
pub use directory::Directory;
pub use earlier::{Earlier, followed};
pub use fieldwork::{GRACE, State};
pub use kind::InspectionKind;
pub use link::Link;
pub use model::{Collection, Inspection, LowThreshold, Part};
pub use particulars::{Particulars, Phase};
pub use placed::{Placed, Reachable};
pub use running::{Listed, Running, RunningInspection};
pub use uses::Uses;
