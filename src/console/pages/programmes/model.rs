use std::collections::BTreeSet;

use chrono::Utc;

use crate::{
    console::shell::access::FromRow,
    programme::{self, Programme, Progress, PublishedFigure, queries},
    rates,
    store::{Connection, StoreError},
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
    /// Whether the viewer may not see all of its inspections and areas.
    pub is_partial: bool,
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
            let figures = rates::figures_of(connection, inspection.id)?;
            let counted = collections.into_iter().map(|one| {
                let returned = figures.returned(&one);
                (one, returned)
            });
            let counted: Vec<_> = counted.collect();
            released.extend(
                counted
                    .iter()
                    .filter(|(one, _)| one.released_at.is_some())
                    .map(|(one, _)| one.survey),
            );
            seen.push((inspection, counted));
        }
        Ok(Self {
            progress: Progress::new(&seen, Utc::now()),
            released: released.into_iter().collect(),
            figures: queries::figures(connection, programme.id)?,
            may_change: programme::may_change(scope, &programme, &members),
            is_partial: is_limited(scope),
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
    let returns = rates::figures_of_all(connection)?;
    let mut listed = Vec::new();
    for one in programme::seen(connection, scope)? {
        let seen: Vec<_> = programme::together(connection, scope, one.id)?
            .into_iter()
            .map(|(inspection, collections)| {
                let counted = collections.into_iter().map(|collection| {
                    let returned = returns.returned(&collection);
                    (collection, returned)
                });
                (inspection, counted.collect())
            })
            .collect();
        listed.push(Listed {
            progress: Progress::new(&seen, now),
            inspections: seen.len(),
            figures: figures.get(&one.id).copied().unwrap_or(0),
            programme: one,
        });
    }
    Ok(listed)
}
