//! Reading comments: one at a time, in random order, each shown only with its question.
//!
//! The same pages serve the list of a whole inspection and that of one collection.
//! [`crate::comments`] decides what a list contains and what is shown with a comment; no address
//! gives access to more.

pub mod concerns;
mod concerns_view;
pub mod handlers;
mod in_list;
mod list;
mod reading_view;
pub mod redacting;
mod redacting_view;
mod search_view;
mod suggested_view;
mod views;
