use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::{Connection as _, prelude::*};

use super::{Published, known};
use crate::{
    language::Language,
    store::{Connection, Count, StoreError, schema::survey_versions as versions, sought},
    survey::{Instrument, load::Source},
};

/// Every published file, in the order of survey, version and language.
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
        .load::<(String, Count<u32>, Language, String, NaiveDate)>(connection)?;
    // Another process may have published since this one looked.
    if rows.iter().any(|(survey, ..)| Instrument::defined(survey).is_none()) {
        known::know(connection)?;
    }
    let published =
        |(survey, Count(version), language, sha256, published_on): (String, _, _, _, _)| {
            let survey = Instrument::defined(&survey)?;
            Some(Published { survey, version, language, sha256, published_on })
        };
    let mut published: Vec<_> = rows.into_iter().filter_map(published).collect();
    published.sort_by_key(|one| one.survey);
    Ok(published)
}

/// The numbers of the published versions of each survey.
pub fn numbers(
    connection: &mut Connection,
) -> Result<BTreeMap<Instrument, BTreeSet<u32>>, StoreError> {
    let mut found = BTreeMap::<_, BTreeSet<u32>>::new();
    for one in list(connection)? {
        found.entry(one.survey).or_default().insert(one.version);
    }
    Ok(found)
}

/// The files of one version; none if it is not published.
pub fn sources(
    connection: &mut Connection,
    survey: &str,
    version: u32,
) -> Result<Vec<Source>, StoreError> {
    let Some(version) = sought(version) else { return Ok(Vec::new()) };
    let rows = versions::table
        .filter(versions::survey.eq(survey).and(versions::version.eq(version)))
        .select((versions::language, versions::source))
        .load::<(Language, Vec<u8>)>(connection)?;
    Ok(rows.into_iter().map(|(language, bytes)| Source { language, bytes }).collect())
}

/// Adds the files of one version.
pub fn add(
    connection: &mut Connection,
    survey: &str,
    version: u32,
    sources: &[Source],
    today: NaiveDate,
) -> Result<(), StoreError> {
    connection.transaction(|connection| {
        for source in sources {
            diesel::insert_into(versions::table)
                .values((
                    versions::survey.eq(survey),
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
