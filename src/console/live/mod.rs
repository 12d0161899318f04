//! Live pages.
//!
//! One hub in each process reads the counters while there are viewers, at most once in two seconds
//! and once for all pages. It makes the regions of each watched page once, and sends the same bytes
//! to all of its viewers: a thousand open dashboards cost the database what one does. Only changed
//! regions are sent, compressed once; a viewer who missed an event gets all. Without viewers it
//! does nothing.
//!
//! A live page is correct without script, as of the time shown on it. To make a page live:
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
