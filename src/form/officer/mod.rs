//! The form that an area answers once. Each officer has a link of their own; all of them fill in the
//! same draft, whole or in parts, and send it when it is agreed.
//!
//! A page shows all questions at once and works without a script.

mod closed;
mod found;
mod handlers;
mod page;
mod posted;
mod status;

pub use handlers::routes;
