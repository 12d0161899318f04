//! Queries for who sees which inspection.

use diesel::prelude::*;

use crate::{
    inspection::{Area, Inspection},
    store::{
        Connection, Id, StoreError,
        schema::{collections, inspection_readers, inspection_team, inspections},
    },
};

/// The inspections that somebody leads, alone or with others.
pub fn led_by(connection: &mut Connection, email: &str) -> Result<Vec<Id>, StoreError> {
    let shared = inspection_team::table
        .filter(inspection_team::email.eq(email))
        .select(inspection_team::inspection);
    let led =
        inspections::table.filter(inspections::lead.eq(email).or(inspections::id.eq_any(shared)));
    Ok(led.select(inspections::id).load(connection)?)
}

/// The inspections that ask anybody in these areas.
pub(super) fn in_areas(connection: &mut Connection, areas: &[Area]) -> Result<Vec<Id>, StoreError> {
    let codes: Vec<&str> = areas.iter().map(|area| area.code()).collect();
    let there =
        collections::table.filter(collections::area.eq_any(codes)).select(collections::inspection);
    Ok(there.distinct().load(connection)?)
}

/// The areas in which these inspections ask anybody.
pub(super) fn areas_of(
    connection: &mut Connection,
    inspections: &[Id],
) -> Result<Vec<Area>, StoreError> {
    let there = collections::table
        .filter(collections::inspection.eq_any(inspections))
        .select(collections::area);
    Ok(there.distinct().load(connection)?)
}

/// The inspections that somebody reads without leading them.
pub fn read_by(connection: &mut Connection, email: &str) -> Result<Vec<Id>, StoreError> {
    let rows = inspection_readers::table.filter(inspection_readers::email.eq(email));
    Ok(rows.select(inspection_readers::inspection).load(connection)?)
}

/// Every inspection with everybody who leads it, by address.
pub(super) fn leads_of_all(connection: &mut Connection) -> Result<Vec<(Id, String)>, StoreError> {
    let mut leads: Vec<(Id, String)> = inspection_team::table
        .select((inspection_team::inspection, inspection_team::email))
        .load(connection)?;
    leads.extend(
        inspections::table
            .select((inspections::id, inspections::lead))
            .load::<(Id, String)>(connection)?,
    );
    Ok(leads)
}

/// Every inspection with those who read it, by address.
pub fn readers_of_all(connection: &mut Connection) -> Result<Vec<(Id, String)>, StoreError> {
    let columns = (inspection_readers::inspection, inspection_readers::email);
    Ok(inspection_readers::table
        .order(inspection_readers::email)
        .select(columns)
        .load(connection)?)
}

/// The titles of the inspections that somebody leads or reads by name.
pub fn titles_of(connection: &mut Connection, email: &str) -> Result<Vec<String>, StoreError> {
    let mut ids = read_by(connection, email)?;
    ids.extend(
        leads_of_all(connection)?.into_iter().filter(|(_, lead)| lead == email).map(|(id, _)| id),
    );
    let named = inspections::table.filter(inspections::id.eq_any(ids));
    Ok(named.order(inspections::title).select(inspections::title).load(connection)?)
}

/// Who reads an inspection without leading it, by address.
pub fn readers(
    connection: &mut Connection,
    inspection: &Inspection,
) -> Result<Vec<String>, StoreError> {
    let rows = inspection_readers::table.filter(inspection_readers::inspection.eq(inspection.id));
    Ok(rows.order(inspection_readers::email).select(inspection_readers::email).load(connection)?)
}

/// Locks the row of an inspection until the transaction ends, so that changes to its people are
/// serialised.
pub fn hold(connection: &mut Connection, inspection: &Inspection) -> Result<(), StoreError> {
    diesel::update(inspections::table.find(inspection.id))
        .set(inspections::keep_days.eq(inspections::keep_days))
        .execute(connection)?;
    Ok(())
}

/// Sets who reads an inspection without leading it.
pub fn set_readers(
    connection: &mut Connection,
    inspection: &Inspection,
    emails: &[String],
) -> Result<(), StoreError> {
    let before = inspection_readers::table.filter(inspection_readers::inspection.eq(inspection.id));
    diesel::delete(before).execute(connection)?;
    emails.iter().try_for_each(|email| add(connection, inspection.id, email))
}

/// Sets the inspections that somebody reads.
pub fn set_read_by(
    connection: &mut Connection,
    email: &str,
    inspections: &[Id],
) -> Result<(), StoreError> {
    diesel::delete(inspection_readers::table.filter(inspection_readers::email.eq(email)))
        .execute(connection)?;
    inspections.iter().try_for_each(|inspection| add(connection, *inspection, email))
}

fn add(connection: &mut Connection, inspection: Id, email: &str) -> Result<(), StoreError> {
    diesel::insert_into(inspection_readers::table)
        .values((
            inspection_readers::inspection.eq(inspection),
            inspection_readers::email.eq(email),
        ))
        .execute(connection)?;
    Ok(())
}

/// Removes an address from the lists of people who lead or read an inspection. The main lead is in
/// the inspection's row and stays until replaced.
pub(in crate::users) fn forget(connection: &mut Connection, email: &str) -> Result<(), StoreError> {
    diesel::delete(inspection_team::table.filter(inspection_team::email.eq(email)))
        .execute(connection)?;
    set_read_by(connection, email, &[])
}
