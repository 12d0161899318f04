mod changing;
mod figures;
mod reading;

pub use changing::{add, change, hold, put, remove};
pub use figures::{figure_counts, figures, replace, with_figures_of};
pub use reading::{all, by_id, by_title, members, of_inspection, of_inspections};

use super::{NotDone, NotJoined};

impl From<diesel::result::Error> for NotJoined {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<diesel::result::Error> for NotDone {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}
