use super::{model::Overview, moving::moving, params::Params};
use crate::{
    console::live::{Moving, Page, Snapshot, VisibleAreas},
    store::{Id, StoreError},
};

/// The overview of one inspection, within the visible areas; `None` if there is no such inspection.
pub fn read(
    reading: &mut Snapshot<'_>,
    inspection: Id,
    params: Params,
    scope: &VisibleAreas,
) -> Result<Option<Overview>, StoreError> {
    let now = reading.now;
    let counters = reading.counters()?;
    let Some(found) = counters.inspections.iter().find(|one| one.id == inspection) else {
        return Ok(None);
    };
    let its_own = counters.collections.iter().filter(|one| one.inspection == inspection);
    let collections: Vec<_> = its_own.filter(|one| scope.sees(one)).cloned().collect();
    let standings = reading.standings(inspection)?;
    Ok(Some(Overview::new(found.clone(), &collections, (&standings, &counters.days), params, now)))
}

/// The overview as a live page.
#[derive(Clone, Debug)]
pub struct LiveOverview {
    pub inspection: Id,
    pub params: Params,
    pub scope: VisibleAreas,
}

impl Page for LiveOverview {
    fn key(&self) -> String {
        let survey = self.params.survey.map_or("everybody", |survey| survey.key());
        format!("overview {} {survey} {}", self.inspection, self.scope)
    }

    fn moving(&self, reading: &mut Snapshot<'_>) -> Result<Option<Moving>, StoreError> {
        let found = read(reading, self.inspection, self.params, &self.scope)?;
        Ok(found.map(|overview| Moving { total: overview.total, regions: moving(&overview) }))
    }
}
