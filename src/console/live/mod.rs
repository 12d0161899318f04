//! Pages that move by themselves.
//!
//! One hub in each process reads the counters while somebody watches, at most once in two seconds
//! and once for all pages. It makes the regions of each watched page once, and hands the same bytes
//! to everybody who watches it: a thousand open dashboards cost the database what one does. What is
//! sent, compressed once for all, are the regions that changed; whoever missed an event gets all of
//! them. Nobody watching costs nothing.
//!
//! A page that moves is correct without a script, as of the time that it tells. To make one move:
//!
//! 1. let its room offer `moving(&model) -> Vec<(String, Markup)>`, and let its view put each of
//!    these into an element with `data-live` and that key;
//! 2. implement [`Page`] for what the page depends on, the viewer's [`VisibleAreas`] among it;
//! 3. answer its `…/live` with [`answer`], and put [`status`] and [`script`] into the page.

mod encoding;
mod hub;
mod page;
mod reading;
mod scope;
pub mod script;
mod sent;
mod stream;
#[cfg(test)]
mod tests;
mod views;

pub use hub::Hub;
pub use page::{Moving, Page};
pub use reading::Snapshot;
pub use scope::VisibleAreas;
pub use stream::answer;
pub use views::{Moment, script, status};
