use chrono::NaiveDate;
use diesel::{Connection as _, prelude::*};

use super::definitions::keep;
use crate::{
    language::Language,
    store::{Connection, Count, StoreError, schema::survey_versions as versions, sought},
    survey::{Edition, load::Source},
};

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

/// Adds the files of a version, and what they name.
pub fn add(
    connection: &mut Connection,
    edition: &Edition,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let file = &edition.file;
    connection.transaction(|connection| {
        keep(connection, file.audience(), file.framework())?;
        for source in &edition.sources {
            diesel::insert_into(versions::table)
                .values((
                    versions::survey.eq(file.survey.as_str()),
                    versions::version.eq(Count(file.version)),
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

/// Keeps what a published version names as it is defined now.
pub fn keep_named(connection: &mut Connection, edition: &Edition) -> Result<(), StoreError> {
    connection.transaction(|connection| {
        keep(connection, edition.file.audience(), edition.file.framework())
    })
}
