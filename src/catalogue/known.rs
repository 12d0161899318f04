//! What this process knows of surveys, audiences and frameworks beyond what Speir ships: what was
//! published, as the database keeps it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::queries;
use crate::{
    store::{
        Connection, Count, StoreError, schema::definitions, schema::survey_versions as versions,
    },
    survey::{Audience, Edition, Framework, audience, framework, instrument},
};

const AUDIENCE: &str = "audience";
const GROUP: &str = "group";
const FRAMEWORK: &str = "framework";

/// Makes everything that was published known to this process. It reads only what is new.
pub fn know(connection: &mut Connection) -> Result<(), StoreError> {
    let (groups, audiences) = (read(connection, GROUP)?, read(connection, AUDIENCE)?);
    audience::define(audiences, groups);
    read(connection, FRAMEWORK)?.into_iter().for_each(framework::define);
    for (survey, version) in latest(connection)? {
        if instrument::version(&survey) == Some(version) {
            continue;
        }
        let sources = queries::sources(connection, &survey, version)?;
        match Edition::parse(sources, &format!("published {survey}/v{version}")) {
            Ok(edition) => instrument::define(&edition),
            Err(error) => tracing::error!(%error, "a published survey cannot be read"),
        }
    }
    Ok(())
}

/// The number of the latest version of each survey.
fn latest(connection: &mut Connection) -> Result<BTreeMap<String, u32>, StoreError> {
    let rows = versions::table
        .group_by(versions::survey)
        .select((versions::survey, diesel::dsl::max(versions::version)))
        .load::<(String, Option<Count<u32>>)>(connection)?;
    Ok(rows.into_iter().filter_map(|(survey, version)| Some((survey, version?.0))).collect())
}

fn read<D: DeserializeOwned>(
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
