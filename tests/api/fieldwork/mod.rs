//! How fieldwork goes, and what can be changed.

pub mod changing;
mod changing_inspections;
mod standing;
