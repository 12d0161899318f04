//! More than two times: what people answered to each question of a survey each time that it was
//! asked, as a small line of points.

pub mod collection;
mod line;
mod model;
pub mod programme;
mod views;
