use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{Connection as _, prelude::*};

use super::Published;
use crate::{
    language::Language,
    store::{Connection, Count, StoreError, schema::survey_versions as versions, sought},
    survey::{Audience, load::Source},
};

/// Every published file, in the order of audience, version and language.
pub fn list(connection: &mut Connection) -> Result<Vec<Published>, StoreError> {
    let rows = versions::table
        .order((versions::survey, versions::version, versions::language))
        .select((
            versions::survey,
            versions::version,
            versions::language,
            versions::sha256,
            versions::published_on,
        ))
        .load::<(Audience, Count<u32>, Language, String, NaiveDate)>(connection)?;
    let published = |(audience, Count(version), language, sha256, published_on)| Published {
        audience,
        version,
        language,
        sha256,
        published_on,
    };
    Ok(rows.into_iter().map(published).collect())
}

/// The latest published version of an audience's survey.
pub fn latest(connection: &mut Connection, audience: Audience) -> Result<Option<u32>, StoreError> {
    let version: Option<Count<u32>> = versions::table
        .filter(versions::survey.eq(audience.key()))
        .select(diesel::dsl::max(versions::version))
        .first(connection)?;
    Ok(version.map(|version| version.0))
}

/// The latest published version of each audience that has one.
pub fn latest_of_all(connection: &mut Connection) -> Result<BTreeMap<Audience, u32>, StoreError> {
    let mut found = BTreeMap::new();
    for audience in Audience::all() {
        if let Some(version) = latest(connection, audience)? {
            found.insert(audience, version);
        }
    }
    Ok(found)
}

/// The files of one version; none if it is not published.
pub fn sources(
    connection: &mut Connection,
    audience: Audience,
    version: u32,
) -> Result<Vec<Source>, StoreError> {
    let Some(version) = sought(version) else { return Ok(Vec::new()) };
    let rows = versions::table
        .filter(versions::survey.eq(audience.key()).and(versions::version.eq(version)))
        .select((versions::language, versions::source))
        .load::<(Language, Vec<u8>)>(connection)?;
    Ok(rows.into_iter().map(|(language, bytes)| Source { language, bytes }).collect())
}

/// Adds the files of one version.
pub fn add(
    connection: &mut Connection,
    audience: Audience,
    version: u32,
    sources: &[Source],
    today: NaiveDate,
) -> Result<(), StoreError> {
    connection.transaction(|connection| {
        for source in sources {
            diesel::insert_into(versions::table)
                .values((
                    versions::survey.eq(audience.key()),
                    versions::version.eq(Count(version)),
                    versions::language.eq(source.language.tag()),
                    versions::sha256.eq(source.digest()),
                    versions::source.eq(&source.bytes),
                    versions::published_on.eq(today),
                ))
                .execute(connection)?;
        }
        Ok(())
    })
}
