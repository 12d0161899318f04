use chrono::NaiveDate;

#[cfg(test)]
use crate::survey::Survey;
use crate::{
    catalogue::{self, PublishError},
    language::Language,
    store::Connection,
    survey::{Edition, load::Source},
};

/// A version: the key of its survey, its number, and its two files.
macro_rules! version {
    ($survey:literal, $version:literal) => {
        (
            $survey,
            $version,
            include_str!(concat!("../../surveys/", $survey, "/v", $version, "/survey.toml")),
            include_str!(concat!("../../surveys/", $survey, "/v", $version, "/gd.toml")),
        )
    };
}

/// Every version of every survey, as it is in the sources, so that the demo runs from any folder.
/// A test compares this list with the folder.
const SOURCES: [(&str, u32, &str, &str); 18] = [
    version!("staff", 1),
    version!("staff", 2),
    version!("age-8-15", 1),
    version!("age-8-15", 2),
    version!("age-16-plus", 1),
    version!("age-16-plus", 2),
    version!("age-16-plus", 3),
    version!("parents-carers", 1),
    version!("parents-carers", 2),
    version!("care-leavers", 1),
    version!("throughcare-staff", 1),
    version!("housing-support", 1),
    version!("disabled-children", 1),
    version!("parents-disabled-children", 1),
    version!("social-work-teams", 1),
    version!("post-inspection", 1),
    version!("record-reading", 1),
    version!("conversations", 1),
];

/// The newest version of a survey, which the demo asks.
pub fn newest(survey: &str) -> u32 {
    let versions = SOURCES.iter().filter(|(key, ..)| *key == survey);
    versions.map(|(_, version, ..)| *version).max().unwrap_or(1)
}

/// The newest version of a survey, read from its sources.
#[cfg(test)]
pub fn newest_edition(survey: &str) -> Option<Survey> {
    let (_, _, english, _) =
        SOURCES.iter().find(|(key, version, ..)| *key == survey && *version == newest(survey))?;
    let sources = vec![Source { language: Language::En, bytes: (*english).into() }];
    Some((**Edition::parse(sources, "surveys").ok()?.english()).clone())
}

/// Publishes the surveys with their draft translations.
pub fn publish_all(connection: &mut Connection, today: NaiveDate) -> Result<(), PublishError> {
    for (_, _, english, gaelic) in SOURCES {
        let sources = vec![
            Source { language: Language::En, bytes: english.into() },
            Source { language: Language::Gd, bytes: gaelic.into() },
        ];
        catalogue::publish(connection, &Edition::parse(sources, "surveys")?, true, today)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn the_demo_publishes_every_version_in_the_folder() {
        let surveys = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys");
        let folders = |path: &Path| -> Vec<String> {
            let entries =
                fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry"));
            let folders = entries.filter(|entry| entry.path().is_dir());
            folders.map(|entry| entry.file_name().into_string().expect("a name")).collect()
        };
        let mut there = BTreeSet::new();
        for survey in folders(&surveys) {
            for version in folders(&surveys.join(&survey)) {
                let number = version.strip_prefix('v').and_then(|number| number.parse().ok());
                there.insert((survey.clone(), number.expect("a version")));
            }
        }
        let published = SOURCES.iter().map(|(key, version, ..)| ((*key).to_owned(), *version));
        assert_eq!(published.collect::<BTreeSet<(String, u32)>>(), there);
        assert_eq!(SOURCES.len(), there.len());
    }
}
