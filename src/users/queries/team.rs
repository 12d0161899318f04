use diesel::prelude::*;

use crate::store::{Connection, Id, StoreError, schema::inspection_team};

/// The other leads of an inspection, by address.
pub fn team(connection: &mut Connection, inspection: Id) -> Result<Vec<String>, StoreError> {
    Ok(inspection_team::table
        .filter(inspection_team::inspection.eq(inspection))
        .order(inspection_team::email)
        .select(inspection_team::email)
        .load(connection)?)
}

/// Sets the other leads of an inspection.
pub fn set_team(
    connection: &mut Connection,
    inspection: Id,
    emails: &[String],
) -> Result<(), StoreError> {
    diesel::delete(inspection_team::table.filter(inspection_team::inspection.eq(inspection)))
        .execute(connection)?;
    for email in emails {
        diesel::insert_into(inspection_team::table)
            .values((inspection_team::inspection.eq(inspection), inspection_team::email.eq(email)))
            .execute(connection)?;
    }
    Ok(())
}
