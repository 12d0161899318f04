//! Figures of released collections, and when rows are deleted.

mod differencing;
mod retention;
