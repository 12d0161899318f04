//! The messages of an inspection: everybody in scope can read them, leads can change them and send
//! themselves a test. A message is previewed as in one collection, with links to the console.

pub mod handlers;
mod model;
pub mod preview;
mod views;
