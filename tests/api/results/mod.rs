//! Figures of released collections, and when rows are deleted.

mod attack;
mod differencing;
mod groups;
mod missing;
mod retention;
mod sample;
mod together;
mod uploaders;
