use std::collections::HashSet;

use diesel::prelude::*;

use crate::store::{Connection, Id, StoreError, schema::list_uploaders};

/// The collections whose addresses somebody uploaded.
pub fn uploaded_by(connection: &mut Connection, email: &str) -> Result<HashSet<Id>, StoreError> {
    let rows = list_uploaders::table
        .filter(list_uploaders::email.eq(email))
        .select(list_uploaders::collection)
        .load::<Id>(connection)?;
    Ok(rows.into_iter().collect())
}
