//! The definitions that surveys name, as they are stored.

use diesel::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    store::{Connection, StoreError, schema::definitions},
    survey::{Audience, Framework, audience, framework},
};

pub const AUDIENCE: &str = "audience";
pub const GROUP: &str = "group";
pub const FRAMEWORK: &str = "framework";

/// All definitions of a kind that this version of Speir can read.
pub fn read<D: DeserializeOwned>(
    connection: &mut Connection,
    kind: &str,
) -> Result<Vec<D>, StoreError> {
    // What a later version of Speir wrote, and this one cannot read, is as good as unknown.
    let texts = texts(connection, kind)?;
    Ok(texts.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect())
}

/// The definitions of a kind as they are stored, each with its key.
pub fn texts(connection: &mut Connection, kind: &str) -> Result<Vec<(String, String)>, StoreError> {
    Ok(definitions::table
        .filter(definitions::kind.eq(kind))
        .order(definitions::key)
        .select((definitions::key, definitions::definition))
        .load(connection)?)
}

/// Keeps what a survey names: its audience, the group of that, and its framework.
pub fn keep(
    connection: &mut Connection,
    audience: Audience,
    framework: Framework,
) -> Result<(), StoreError> {
    if let Some(definition) = audience.definition() {
        let shipped = audience::as_shipped(audience.key());
        put(connection, AUDIENCE, audience.key(), definition, shipped.as_ref())?;
    }
    if let Some(group) = audience.group() {
        put(connection, GROUP, group.key.as_str(), group, None)?;
    }
    if let Some(definition) = framework.definition() {
        let shipped = framework::as_shipped(framework.key());
        put(connection, FRAMEWORK, framework.key(), definition, shipped.as_ref())?;
    }
    Ok(())
}

/// The audience of a key as it was published last, or as Speir ships it.
pub fn audience_before(
    connection: &mut Connection,
    key: &str,
) -> Result<Option<audience::Definition>, StoreError> {
    let stored: Vec<audience::Definition> = read(connection, AUDIENCE)?;
    let found = stored.into_iter().find(|one| one.key.as_str() == key);
    Ok(found.or_else(|| audience::as_shipped(key)))
}

/// Stores a definition, unless it is the one that Speir ships: the next release may correct that.
fn put<D: Serialize + PartialEq>(
    connection: &mut Connection,
    kind: &str,
    key: &str,
    definition: &D,
    shipped: Option<&D>,
) -> Result<(), StoreError> {
    let row = definitions::table.find((kind, key));
    if shipped == Some(definition) {
        diesel::delete(row).execute(connection)?;
        return Ok(());
    }
    // Maps, lists and texts always become JSON.
    let Ok(text) = serde_json::to_string(definition) else { return Ok(()) };
    let changed = diesel::update(row).set(definitions::definition.eq(&text)).execute(connection)?;
    if changed > 0 {
        return Ok(());
    }
    diesel::insert_into(definitions::table)
        .values((
            definitions::kind.eq(kind),
            definitions::key.eq(key),
            definitions::definition.eq(text),
        ))
        .execute(connection)?;
    Ok(())
}
