//! Inspections and collections: set up and deleted.

mod deleting;
mod kinds;
mod setup;
mod several;
