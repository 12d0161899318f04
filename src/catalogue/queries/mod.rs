pub mod definitions;
pub mod known;
pub mod sources;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::Published;
use crate::{
    language::Language,
    store::{Connection, Count, StoreError, schema::survey_versions as versions},
    survey::Instrument,
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

/// The SHA-256 of the English file of a published version.
pub fn english_digest(
    connection: &mut Connection,
    survey: Instrument,
    version: u32,
) -> Result<Option<String>, StoreError> {
    let file = versions::table
        .filter(versions::survey.eq(survey.key()))
        .filter(versions::version.eq(Count(version)))
        .filter(versions::language.eq(Language::En.tag()))
        .select(versions::sha256);
    Ok(file.first(connection).optional()?)
}
