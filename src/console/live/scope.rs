use std::fmt;

use crate::{inspection::Area, users};

/// The visible areas. Two viewers share a page's events only if they see the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibleAreas(Vec<Area>);

impl VisibleAreas {
    pub fn of(scope: &users::Scope) -> Self {
        Self(Area::all().filter(|area| scope.sees_area(*area)).collect())
    }

    pub fn sees(&self, area: Area) -> bool {
        self.0.contains(&area)
    }
}

/// The codes of the areas, for the key of a page.
impl fmt::Display for VisibleAreas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|area| f.write_str(area.code()))
    }
}
