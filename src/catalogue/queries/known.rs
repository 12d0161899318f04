//! What this process knows of surveys, audiences and frameworks beyond what Speir ships: what was
//! published, as the database keeps it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use diesel::prelude::*;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::{
    definitions::{AUDIENCE, FRAMEWORK, GROUP, texts},
    sources::sources,
};
use crate::{
    store::{Connection, Count, StoreError, schema::survey_versions as versions},
    survey::{Edition, audience, framework, instrument},
};

/// What was read before, so that only what has changed is parsed.
#[derive(Default)]
struct Seen {
    /// The digest of each definition, by its kind and key.
    definitions: HashMap<(String, String), [u8; 32]>,
    /// How often a definition has changed.
    changes: u64,
    /// The surveys that could not be read: the version, `changes` at that time, and the problem.
    unreadable: HashMap<String, (u32, u64, String)>,
}

static SEEN: LazyLock<Mutex<Seen>> = LazyLock::new(Mutex::default);

fn seen() -> MutexGuard<'static, Seen> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Seen {
    /// Of the stored definitions of a kind, those that differ from what was seen before.
    fn changed<D: DeserializeOwned>(&mut self, kind: &str, texts: Vec<(String, String)>) -> Vec<D> {
        let mut changed = Vec::new();
        for (key, text) in texts {
            let digest: [u8; 32] = Sha256::digest(&text).into();
            if self.definitions.insert((kind.to_owned(), key), digest) != Some(digest) {
                self.changes += 1;
                changed.extend(serde_json::from_str(&text).ok());
            }
        }
        changed
    }

    /// Whether it makes sense to parse this version: it was not tried with these definitions.
    fn is_worth_reading(&self, survey: &str, version: u32) -> bool {
        let tried = self.unreadable.get(survey);
        tried.is_none_or(|(number, changes, _)| (*number, *changes) != (version, self.changes))
    }

    /// Remembers that a version cannot be read. Returns whether this problem is new.
    fn fails(&mut self, survey: &str, version: u32, problem: String) -> bool {
        let failure = (version, self.changes, problem.clone());
        let before = self.unreadable.insert(survey.to_owned(), failure);
        before.is_none_or(|(number, _, old)| (number, old) != (version, problem))
    }
}

/// Makes everything that was published known to this process. It parses only what is new, and logs
/// a survey that cannot be read once.
pub fn know(connection: &mut Connection) -> Result<(), StoreError> {
    let stored = [GROUP, AUDIENCE, FRAMEWORK].map(|kind| texts(connection, kind));
    let [groups, audiences, frameworks] = stored;
    {
        let mut seen = seen();
        let groups = seen.changed(GROUP, groups?);
        audience::define(seen.changed(AUDIENCE, audiences?), groups);
        seen.changed(FRAMEWORK, frameworks?).into_iter().for_each(framework::define);
    }
    for (survey, version) in latest(connection)? {
        let is_known = instrument::version(&survey) == Some(version);
        if is_known || !seen().is_worth_reading(&survey, version) {
            continue;
        }
        let sources = sources(connection, &survey, version)?;
        match Edition::parse(sources, &format!("published {survey}/v{version}")) {
            Ok(edition) => edition.make_known(),
            Err(error) => {
                if seen().fails(&survey, version, error.to_string()) {
                    tracing::error!(%error, "a published survey cannot be read");
                }
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changed_definitions_are_parsed_and_a_problem_is_new_once() {
        let mut seen = Seen::default();
        let stored = |text: &str| {
            vec![("a".to_owned(), text.to_owned()), ("b".to_owned(), "not JSON".to_owned())]
        };
        assert_eq!(seen.changed::<u8>("number", stored("1")), [1]);
        assert!(seen.changed::<u8>("number", stored("1")).is_empty());
        assert!(seen.is_worth_reading("staff", 1));
        assert!(seen.fails("staff", 1, "broken".to_owned()));
        assert!(!seen.is_worth_reading("staff", 1));
        assert!(seen.is_worth_reading("staff", 2));
        assert_eq!(seen.changed::<u8>("number", stored("2")), [2]);
        assert!(seen.is_worth_reading("staff", 1), "another definition may mend it");
        assert!(!seen.fails("staff", 1, "broken".to_owned()));
        assert!(seen.fails("staff", 1, "broken otherwise".to_owned()));
    }
}
