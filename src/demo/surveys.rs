use chrono::NaiveDate;

use crate::{
    catalogue::{self, PublishError},
    language::Language,
    store::Connection,
    survey::{Edition, load::Source},
};

/// Every version of every survey, as it is in the sources, so that the demo runs from any folder.
const SOURCES: [(&str, &str); 5] = [
    (
        include_str!("../../surveys/staff/v1/survey.toml"),
        include_str!("../../surveys/staff/v1/gd.toml"),
    ),
    (
        include_str!("../../surveys/age-8-15/v1/survey.toml"),
        include_str!("../../surveys/age-8-15/v1/gd.toml"),
    ),
    (
        include_str!("../../surveys/age-16-plus/v1/survey.toml"),
        include_str!("../../surveys/age-16-plus/v1/gd.toml"),
    ),
    (
        include_str!("../../surveys/age-16-plus/v2/survey.toml"),
        include_str!("../../surveys/age-16-plus/v2/gd.toml"),
    ),
    (
        include_str!("../../surveys/parents-carers/v1/survey.toml"),
        include_str!("../../surveys/parents-carers/v1/gd.toml"),
    ),
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
