//! Programmes: the list, one programme, its form, and the upload of figures that were published
//! elsewhere.

mod changing;
mod deleting;
pub mod figures;
mod figures_view;
mod form;
mod form_view;
pub mod handlers;
mod list_view;
mod model;
pub mod new;
mod upload;
mod views;

pub use changing::ChangingProgramme;
pub use deleting::DeletingProgramme;
