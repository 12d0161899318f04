use std::collections::BTreeSet;

use super::sources::{Source, sources};
use crate::{
    console::shell::{
        ConsoleError,
        access::{FromRow, InAddress, Named, Names},
    },
    evaluation::{Change, Column, Evaluation, FileKind, Place, Table, Team, lacking, queries},
    inspection::{Area, Inspection},
    store::{Connection, StoreError},
    users::{Scope, Sight},
    web::paths,
};

/// How many changes a page of the history shows.
pub const A_PAGE: u32 = 20;

/// The evaluations of an inspection.
#[derive(Debug)]
pub struct TablePage {
    pub inspection: Inspection,
    pub table: Table,
}

/// One evaluation with everything that its page shows.
#[derive(Debug)]
pub struct EvaluationPage {
    pub inspection: Inspection,
    pub place: Place,
    pub column: Column,
    pub evaluation: Evaluation,
    pub team: Team,
    /// The results that it can rest on.
    pub sources: Vec<Source>,
    /// The latest changes, the newest first, and one more than a page shows if there are more.
    pub history: Vec<Change>,
}

/// What an address of an evaluation names, without its contents.
#[derive(Debug)]
pub struct Addressed {
    pub inspection: Inspection,
    pub place: Place,
    pub column: Column,
}

impl FromRow for TablePage {
    type Row = Inspection;

    fn read(
        connection: &mut Connection,
        inspection: Inspection,
        scope: &Scope,
    ) -> Result<Self, StoreError> {
        let areas = areas(connection, &inspection, scope)?;
        let graded = queries::evaluations(connection, inspection.id)?;
        Ok(Self { table: Table::new(&inspection, &areas, &graded), inspection })
    }
}

impl Named for Addressed {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        Inspection::find(connection, scope, names)?
            .then(|inspection| Self::read(connection, inspection, scope, names))
    }
}

impl Addressed {
    /// `None` unless the inspection evaluates this indicator in this area, or once did.
    fn read(
        connection: &mut Connection,
        inspection: Inspection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Option<Self>, ConsoleError> {
        let (code, number) = (names.text("area"), names.text("indicator"));
        let Some(area) = Area::all().find(|area| area.code() == code) else { return Ok(None) };
        let place = Place { inspection: inspection.id, area, indicator: number.to_owned() };
        let framework = inspection.framework;
        let title = framework.indicator(number);
        let evaluates = title.is_some()
            && lacking(framework).is_none()
            && areas(connection, &inspection, scope)?.contains(&area);
        if !evaluates && queries::evaluation(connection, &place)?.number == 0 {
            return Ok(None);
        }
        let column = Column { number: number.to_owned(), title };
        Ok(Some(Self { inspection, place, column }))
    }

    /// The address of its page.
    pub fn address(&self) -> String {
        paths::evaluations::ONE.of(
            self.inspection.id,
            self.place.area.code(),
            &self.place.indicator,
        )
    }

    /// "2.1 Impact on families: Fife".
    pub fn title(&self) -> String {
        format!("{}: {}", self.column.name(), self.place.area)
    }
}

impl Named for EvaluationPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        Addressed::find(connection, scope, names)?.then(|found| {
            let Addressed { inspection, place, column } = found;
            let Some(team) = queries::team(connection, inspection.id)? else { return Ok(None) };
            Ok(Some(Self {
                evaluation: queries::evaluation(connection, &place)?,
                history: queries::changes(connection, &place, None, i64::from(A_PAGE) + 1)?,
                sources: sources(connection, scope, &inspection, &place)?,
                team,
                inspection,
                place,
                column,
            }))
        })
    }
}

impl EvaluationPage {
    /// What its address names.
    pub fn addressed(&self) -> Addressed {
        let Self { inspection, place, column, .. } = self;
        Addressed { inspection: inspection.clone(), place: place.clone(), column: column.clone() }
    }
}

impl InAddress for FileKind {
    const NAME: &'static str = "format";
}

/// The areas that an inspection asks in.
fn areas(
    connection: &mut Connection,
    inspection: &Inspection,
    scope: &Scope,
) -> Result<BTreeSet<Area>, StoreError> {
    let collections = scope.collections_of(connection, inspection)?;
    Ok(collections.iter().map(|collection| collection.area).collect())
}
