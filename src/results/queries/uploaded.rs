use std::collections::HashSet;

use diesel::prelude::*;

use crate::{
    store::{Connection, Id, StoreError, schema::list_uploaders},
    text::is_one_mailbox,
};

/// The collections whose addresses somebody uploaded.
pub fn uploaded_by(connection: &mut Connection, email: &str) -> Result<HashSet<Id>, StoreError> {
    let all = list_uploaders::table.load::<(Id, String)>(connection)?;
    Ok(all.into_iter().filter(|(_, by)| is_one_mailbox(by, email)).map(|(id, _)| id).collect())
}
