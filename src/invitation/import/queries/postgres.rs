use std::collections::HashMap;

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Binary, Text},
};

use super::{AddRows, Row};
use crate::store::{Id, StoreError};

/// How many mailboxes one statement stores.
const AT_ONCE: usize = 10_000;
const INVITE: &str = "INSERT INTO invitations (id, collection, stratum, fingerprint, address, \
    state, opted_out) SELECT t.id, $1, t.stratum, t.fingerprint, t.address, 'waiting', false FROM \
    unnest($2, $3, $4, $5) AS t (id, stratum, fingerprint, address) ON CONFLICT (collection, \
    fingerprint) DO NOTHING RETURNING id";
const ISSUE: &str = "INSERT INTO issued_tickets (collection, digest, stratum) \
    SELECT $1, t.digest, t.stratum FROM unnest($2, $3) AS t (digest, stratum) ORDER BY t.digest";

#[derive(QueryableByName)]
struct Added {
    #[diesel(sql_type = Binary)]
    id: Id,
}

impl AddRows for PgConnection {
    fn add(&mut self, collection: Id, rows: &[Row]) -> Result<Vec<(Id, String)>, StoreError> {
        let mut added = Vec::with_capacity(rows.len());
        for rows in rows.chunks(AT_ONCE) {
            let by_id: HashMap<Id, &Row> = rows.iter().map(|row| (row.id, row)).collect();
            let new = sql_query(INVITE)
                .bind::<Binary, _>(collection)
                .bind::<Array<Binary>, _>(rows.iter().map(|row| row.id).collect::<Vec<_>>())
                .bind::<Array<Text>, _>(
                    rows.iter().map(|row| row.part.as_str()).collect::<Vec<_>>(),
                )
                .bind::<Array<Binary>, _>(
                    rows.iter().map(|row| row.fingerprint).collect::<Vec<_>>(),
                )
                .bind::<Array<Binary>, _>(
                    rows.iter().map(|row| row.address.as_slice()).collect::<Vec<_>>(),
                )
                .load::<Added>(self)?;
            let new: Vec<&Row> = new.iter().filter_map(|new| by_id.get(&new.id).copied()).collect();
            sql_query(ISSUE)
                .bind::<Binary, _>(collection)
                .bind::<Array<Binary>, _>(new.iter().map(|row| row.ticket).collect::<Vec<_>>())
                .bind::<Array<Text>, _>(new.iter().map(|row| row.part.as_str()).collect::<Vec<_>>())
                .execute(self)?;
            added.extend(new.into_iter().map(|row| (row.id, row.part.clone())));
        }
        Ok(added)
    }
}
