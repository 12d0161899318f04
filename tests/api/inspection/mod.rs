//! Inspections and collections: set up and deleted.

mod deleting;
mod kinds;
mod second_person;
mod setup;
mod several;
