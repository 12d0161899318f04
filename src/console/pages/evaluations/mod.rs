//! Evaluations of quality indicators: the table of an inspection, and one evaluation with its
//! history. Only those who lead the inspection and administrators see them.

mod fill;
mod form_view;
pub mod handlers;
mod history_view;
mod model;
pub mod one;
mod one_view;
mod sources;
mod table_view;
mod wording_view;
