//! Figures of released collections, and when rows are deleted.

mod attack;
mod differencing;
mod missing;
mod retention;
mod together;
mod uploaders;
