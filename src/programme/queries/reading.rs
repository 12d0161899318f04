use std::collections::HashMap;

use diesel::prelude::*;

use crate::{
    programme::Programme,
    store::{
        Connection, Id, StoreError,
        schema::{programme_inspections, programmes},
    },
    survey::Framework,
};

type Row = (Id, String, Framework, Option<String>);

fn programme((id, title, framework, made_by): Row) -> Programme {
    Programme { id, title, framework, made_by }
}

/// Every programme, by title.
pub fn all(connection: &mut Connection) -> Result<Vec<Programme>, StoreError> {
    let rows = programmes::table.order(programmes::title).load::<Row>(connection)?;
    Ok(rows.into_iter().map(programme).collect())
}

/// One programme, if it exists.
pub fn by_id(connection: &mut Connection, id: Id) -> Result<Option<Programme>, StoreError> {
    let row = programmes::table.find(id).first::<Row>(connection).optional()?;
    Ok(row.map(programme))
}

/// The programme of this title, if there is one.
pub fn by_title(connection: &mut Connection, title: &str) -> Result<Option<Programme>, StoreError> {
    let named = programmes::table.filter(programmes::title.eq(title.trim()));
    Ok(named.first::<Row>(connection).optional()?.map(programme))
}

/// The ids of the inspections of a programme.
pub fn members(connection: &mut Connection, programme: Id) -> Result<Vec<Id>, StoreError> {
    let its_own =
        programme_inspections::table.filter(programme_inspections::programme.eq(programme));
    let ids = its_own.select(programme_inspections::inspection);
    Ok(ids.order(programme_inspections::inspection).load(connection)?)
}

/// The programme of each inspection that has one, by the inspection's id.
pub fn of_inspections(connection: &mut Connection) -> Result<HashMap<Id, Programme>, StoreError> {
    let rows = programme_inspections::table
        .inner_join(programmes::table)
        .select((programme_inspections::inspection, programmes::all_columns))
        .load::<(Id, Row)>(connection)?;
    Ok(rows.into_iter().map(|(inspection, row)| (inspection, programme(row))).collect())
}

/// The programme of an inspection, if it has one.
pub fn of_inspection(
    connection: &mut Connection,
    inspection: Id,
) -> Result<Option<Programme>, StoreError> {
    let row = programme_inspections::table
        .inner_join(programmes::table)
        .filter(programme_inspections::inspection.eq(inspection))
        .select(programmes::all_columns)
        .first::<Row>(connection)
        .optional()?;
    Ok(row.map(programme))
}
