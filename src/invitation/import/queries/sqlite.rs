use diesel::prelude::*;

use super::{AddRows, Row};
use crate::store::{
    Id, StoreError,
    schema::{invitations, issued_tickets},
};

impl AddRows for SqliteConnection {
    fn add(&mut self, collection: Id, rows: &[Row]) -> Result<Vec<(Id, String)>, StoreError> {
        let mut added = Vec::with_capacity(rows.len());
        for row in rows {
            let inserted = diesel::insert_or_ignore_into(invitations::table)
                .values((
                    invitations::id.eq(row.id),
                    invitations::collection.eq(collection),
                    invitations::part.eq(&row.part),
                    invitations::fingerprint.eq(row.fingerprint),
                    invitations::address.eq(&row.address),
                    invitations::state.eq("waiting"),
                    invitations::opted_out.eq(false),
                ))
                .execute(self)?;
            if inserted > 0 {
                diesel::insert_into(issued_tickets::table)
                    .values((
                        issued_tickets::collection.eq(collection),
                        issued_tickets::digest.eq(row.ticket),
                        issued_tickets::part.eq(&row.part),
                    ))
                    .execute(self)?;
                added.push((row.id, row.part.clone()));
            }
        }
        Ok(added)
    }
}
