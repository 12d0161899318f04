use std::fmt;

use crate::{
    inspection::{Area, Collection},
    users,
};

/// The visible areas, and whether collections that inspectors fill in are visible. Two viewers share
/// a page's events only if they see the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibleAreas {
    areas: Vec<Area>,
    records: bool,
}

impl VisibleAreas {
    pub fn of(scope: &users::Scope) -> Self {
        Self {
            areas: Area::all().filter(|area| scope.sees_area(*area)).collect(),
            records: scope.sees_records(),
        }
    }

    /// Whether a collection is visible, in an inspection that is.
    pub fn sees(&self, collection: &Collection) -> bool {
        self.areas.contains(&collection.area) && (self.records || !collection.is_signed_in())
    }
}

/// The codes of the areas, and a mark for records, for the key of a page.
impl fmt::Display for VisibleAreas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.records { "+" } else { "" })?;
        self.areas.iter().try_for_each(|area| f.write_str(area.code()))
    }
}
