//! Figures of released collections, and when rows are deleted.

mod attack;
mod differencing;
mod retention;
mod uploaders;
