//! The definitions that surveys name, as they are stored.

use diesel::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    store::{Connection, StoreError, schema::definitions},
    survey::{Audience, Framework},
};

pub const AUDIENCE: &str = "audience";
pub const GROUP: &str = "group";
pub const FRAMEWORK: &str = "framework";

/// All definitions of a kind that this version of Speir can read.
pub fn read<D: DeserializeOwned>(
    connection: &mut Connection,
    kind: &str,
) -> Result<Vec<D>, StoreError> {
    let texts = definitions::table
        .filter(definitions::kind.eq(kind))
        .order(definitions::key)
        .select(definitions::definition)
        .load::<String>(connection)?;
    // What a later version of Speir wrote, and this one cannot read, is as good as unknown.
    Ok(texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
}

/// Keeps what a survey names: its audience, the group of that, and its framework.
pub fn keep(
    connection: &mut Connection,
    audience: Audience,
    framework: Framework,
) -> Result<(), StoreError> {
    if let Some(definition) = audience.definition() {
        put(connection, AUDIENCE, audience.key(), definition)?;
    }
    if let Some(group) = audience.group() {
        put(connection, GROUP, group.key.as_str(), group)?;
    }
    if let Some(definition) = framework.definition() {
        put(connection, FRAMEWORK, framework.key(), definition)?;
    }
    Ok(())
}

fn put(
    connection: &mut Connection,
    kind: &str,
    key: &str,
    definition: &impl Serialize,
) -> Result<(), StoreError> {
    let text = serde_json::to_string(definition).map_err(|_| StoreError::Stopping)?;
    diesel::delete(definitions::table.find((kind, key))).execute(connection)?;
    diesel::insert_into(definitions::table)
        .values((
            definitions::kind.eq(kind),
            definitions::key.eq(key),
            definitions::definition.eq(text),
        ))
        .execute(connection)?;
    Ok(())
}
