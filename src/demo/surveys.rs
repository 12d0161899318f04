use chrono::NaiveDate;

use crate::{
    catalogue::{self, PublishError},
    language::Language,
    store::Connection,
    survey::{Edition, load::Source},
};

/// The two files of a version.
macro_rules! version {
    ($place:literal) => {
        (
            include_str!(concat!("../../surveys/", $place, "/survey.toml")),
            include_str!(concat!("../../surveys/", $place, "/gd.toml")),
        )
    };
}

/// Every version of every survey, as it is in the sources, so that the demo runs from any folder.
const SOURCES: [(&str, &str); 14] = [
    version!("staff/v1"),
    version!("age-8-15/v1"),
    version!("age-16-plus/v1"),
    version!("age-16-plus/v2"),
    version!("parents-carers/v1"),
    version!("care-leavers/v1"),
    version!("throughcare-staff/v1"),
    version!("housing-support/v1"),
    version!("disabled-children/v1"),
    version!("parents-disabled-children/v1"),
    version!("social-work-teams/v1"),
    version!("post-inspection/v1"),
    version!("record-reading/v1"),
    version!("conversations/v1"),
];

/// Publishes the surveys with their draft translations.
pub fn publish_all(connection: &mut Connection, today: NaiveDate) -> Result<(), PublishError> {
    for (english, gaelic) in SOURCES {
        let sources = vec![
            Source { language: Language::En, bytes: english.into() },
            Source { language: Language::Gd, bytes: gaelic.into() },
        ];
        catalogue::publish(connection, &Edition::parse(sources, "surveys")?, true, today)?;
    }
    Ok(())
}
