use diesel::prelude::*;

use crate::{
    programme::{NewProgramme, Programme},
    store::{
        Connection, Id, StoreError,
        schema::{inspections, programme_inspections, programmes, published_figures},
    },
};

/// Adds a programme. No two may have the same title.
pub fn add(connection: &mut Connection, programme: &Programme) -> Result<(), StoreError> {
    diesel::insert_into(programmes::table)
        .values((
            programmes::id.eq(programme.id),
            programmes::title.eq(&programme.title),
            programmes::framework.eq(programme.framework.key()),
            programmes::made_by.eq(&programme.made_by),
        ))
        .execute(connection)?;
    Ok(())
}

/// Locks the row of a programme until the transaction ends, so that changes to it are serialised.
/// Whether it is still there.
pub fn hold(connection: &mut Connection, id: Id) -> Result<bool, StoreError> {
    let held = diesel::update(programmes::table.find(id))
        .set(programmes::title.eq(programmes::title))
        .execute(connection)?;
    Ok(held == 1)
}

pub fn change(connection: &mut Connection, id: Id, to: &NewProgramme) -> Result<(), StoreError> {
    diesel::update(programmes::table.find(id))
        .set((programmes::title.eq(to.title.trim()), programmes::framework.eq(to.framework.key())))
        .execute(connection)?;
    Ok(())
}

/// Puts an inspection into a programme and out of any other; into none for `None`.
pub fn put(
    connection: &mut Connection,
    inspection: Id,
    programme: Option<Id>,
) -> Result<(), StoreError> {
    // Locks the inspection, so that of two programmes the second gets it.
    diesel::update(inspections::table.find(inspection))
        .set(inspections::keep_days.eq(inspections::keep_days))
        .execute(connection)?;
    diesel::delete(programme_inspections::table.find(inspection)).execute(connection)?;
    if let Some(programme) = programme {
        diesel::insert_into(programme_inspections::table)
            .values((
                programme_inspections::inspection.eq(inspection),
                programme_inspections::programme.eq(programme),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Removes a programme without inspections. Returns how many published figures it had.
pub fn remove(connection: &mut Connection, id: Id) -> Result<usize, StoreError> {
    let figures = published_figures::table.filter(published_figures::programme.eq(id));
    let removed = diesel::delete(figures).execute(connection)?;
    diesel::delete(programmes::table.find(id)).execute(connection)?;
    Ok(removed)
}
