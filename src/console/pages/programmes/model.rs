use std::collections::{BTreeSet, HashMap};

use chrono::Utc;

use crate::{
    console::shell::access::FromRow,
    inspection::Collection,
    programme::{self, Programme, Progress, PublishedFigure, queries},
    rates,
    store::{Connection, Id, StoreError},
    survey::Instrument,
    users::{Role, Scope},
};

/// A programme as somebody sees it.
pub struct ProgrammePage {
    pub programme: Programme,
    pub progress: Progress,
    /// The surveys with released results.
    pub released: Vec<Instrument>,
    pub figures: Vec<PublishedFigure>,
    pub may_change: bool,
    /// Whether no inspection is in it, so that it can be deleted.
    pub is_empty: bool,
    /// Whether the viewer may not see all of its inspections and areas.
    pub is_partial: bool,
    /// How many of its inspections the viewer sees.
    pub inspections: usize,
}

impl FromRow for ProgrammePage {
    type Row = Programme;

    fn read(
        connection: &mut Connection,
        programme: Programme,
        scope: &Scope,
    ) -> Result<Self, StoreError> {
        let members = queries::members(connection, programme.id)?;
        let mut seen = Vec::new();
        let mut released = BTreeSet::new();
        for (inspection, collections) in programme::together(connection, scope, programme.id)? {
            let figures = rates::figures_of(connection, inspection.id, Utc::now())?;
            let counted = collections.into_iter().map(|one| {
                let returned = figures.returned(&one);
                (one, returned)
            });
            let counted: Vec<_> = counted.collect();
            released.extend(
                counted
                    .iter()
                    .filter(|(one, _)| one.released_at.is_some() && !one.is_area())
                    .map(|(one, _)| one.survey),
            );
            seen.push((inspection, counted));
        }
        Ok(Self {
            progress: Progress::new(&seen, Utc::now()),
            released: released.into_iter().collect(),
            figures: queries::figures(connection, programme.id)?,
            is_empty: members.is_empty(),
            may_change: programme::may_change(scope, &programme, &members),
            is_partial: is_limited(scope),
            inspections: seen.len(),
            programme,
        })
    }
}

/// Whether somebody sees only some inspections or areas, whatever there is.
fn is_limited(scope: &Scope) -> bool {
    match scope.user().role {
        Role::Admin | Role::Analyst => false,
        Role::Viewer => !scope.user().everywhere,
        Role::Lead | Role::Coordinator | Role::Reader => true,
    }
}

/// A programme in the list.
pub struct Listed {
    pub programme: Programme,
    pub progress: Progress,
    pub inspections: usize,
    pub figures: u64,
}

/// The programmes that somebody sees, by title.
pub fn listed(connection: &mut Connection, scope: &Scope) -> Result<Vec<Listed>, StoreError> {
    let now = Utc::now();
    let figures = queries::figure_counts(connection)?;
    let returns = rates::figures_of_all(connection, now)?;
    let of_each = queries::of_inspections(connection)?;
    let mut collections: HashMap<Id, Vec<(Collection, rates::Visible)>> = HashMap::new();
    for one in scope.collections(connection)? {
        let returned = returns.returned(&one);
        collections.entry(one.inspection).or_default().push((one, returned));
    }
    let mut members: HashMap<Id, Vec<_>> = HashMap::new();
    for inspection in scope.inspections(connection)? {
        if let Some(programme) = of_each.get(&inspection.id) {
            let counted = collections.remove(&inspection.id).unwrap_or_default();
            members.entry(programme.id).or_default().push((inspection, counted));
        }
    }
    let list = |programme: Programme| {
        let seen = members.remove(&programme.id).unwrap_or_default();
        Listed {
            progress: Progress::new(&seen, now),
            inspections: seen.len(),
            figures: figures.get(&programme.id).copied().unwrap_or(0),
            programme,
        }
    };
    Ok(programme::seen(connection, scope)?.into_iter().map(list).collect())
}
