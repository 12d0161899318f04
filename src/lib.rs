//! Speir asks children, young people, parents, carers and staff what they think of children's services, keeps what
//! they say anonymous, and shows inspection leads how many have answered.
//!
//! Each module is a room; `docs/ARCHITECTURE.md` draws them and says which may know which.

pub mod language;
pub mod survey;
pub mod catalogue;
pub mod inspection;
pub mod results;
pub mod store;
pub mod settings;
pub mod web;
pub mod console;
