//! What may be read of the answers of areas.

use std::sync::Arc;

use super::model::{AreaRow, AreasPage};
use crate::{
    inspection::Inspection,
    records::{Reading, Written},
    survey::Survey,
    users::Role,
};

/// The answers of one area.
pub struct Answered {
    pub inspection: Inspection,
    pub area: AreaRow,
    pub survey: Arc<Survey>,
    /// What the reader may see: nothing before the area has sent it.
    pub sent: Option<Reading>,
}

/// What an area has sent, for somebody in this role: the team reads it at once, and others once the
/// collection is released.
pub fn readable(area: &AreaRow, role: Role) -> Option<&Reading> {
    area.sent().filter(|_| role.may_change() || area.collection.released_at.is_some())
}

/// The areas whose answers somebody may read, with them.
pub struct Across<'a> {
    pub page: &'a AreasPage,
    pub answered: Vec<(&'a AreaRow, &'a Written)>,
}

impl<'a> Across<'a> {
    pub fn of(page: &'a AreasPage, role: Role) -> Self {
        let answered = page
            .areas
            .iter()
            .filter_map(|area| readable(area, role).map(|response| (area, &response.written)));
        Self { page, answered: answered.collect() }
    }
}
