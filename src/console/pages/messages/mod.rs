//! What the messages of an inspection say: read by whoever sees it, changed by whoever may change
//! it, and tried out in one's own mailbox. A message is shown as it would look in one collection,
//! with links that lead to the console.

pub mod handlers;
mod model;
pub mod preview;
mod views;
