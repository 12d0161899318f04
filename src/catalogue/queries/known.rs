//! What this process knows of surveys, audiences and frameworks beyond what Speir ships: what was
//! published, as the database keeps it.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{
    definitions::{AUDIENCE, FRAMEWORK, GROUP, read},
    sources::sources,
};
use crate::{
    store::{Connection, Count, StoreError, schema::survey_versions as versions},
    survey::{Edition, audience, framework, instrument},
};

/// Makes everything that was published known to this process. It reads only what is new.
pub fn know(connection: &mut Connection) -> Result<(), StoreError> {
    let (groups, audiences) = (read(connection, GROUP)?, read(connection, AUDIENCE)?);
    audience::define(audiences, groups);
    read(connection, FRAMEWORK)?.into_iter().for_each(framework::define);
    for (survey, version) in latest(connection)? {
        if instrument::version(&survey) == Some(version) {
            continue;
        }
        let sources = sources(connection, &survey, version)?;
        match Edition::parse(sources, &format!("published {survey}/v{version}")) {
            Ok(edition) => edition.make_known(),
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
