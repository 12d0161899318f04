use std::path::Path;

use chrono::NaiveDate;

use super::{
    model::Published,
    queries::{self, definitions, sources},
};
use crate::{
    store::{Connection, StoreError},
    survey::{
        Edition, Instrument,
        check::{self, Refusal},
        load::{self, LoadError},
    },
};

/// The outcome of publishing a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Published,
    /// Identical files were published before.
    AlreadyThere,
}

/// Why a version cannot be published or served.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("{}", refusals(.0))]
    Refused(Vec<Refusal>),
    #[error(
        "{file} is a draft translation that no speaker has reviewed. Have it reviewed and remove \
            `draft = true`, or publish it as a draft with --with-drafts."
    )]
    Draft { file: String },
    #[error(
        "{file} differs from the published version {version} of the {survey} survey. Published: \
            SHA-256 {published}. The file: SHA-256 {found}. A published version never changes: \
            restore the file, and make the correction in a new folder v{}.", .version + 1
    )]
    Differs { file: String, survey: String, version: u32, published: String, found: String },
    #[error(
        "Version {version} of the {survey} survey is not published. Run `speir survey publish \
            {survey} {version}`."
    )]
    NotPublished { survey: Instrument, version: u32 },
    #[error(
        "audiences.toml changes how {audience} is asked: `way`, `young`, or a reading age that \
            changes the texts around forms. Surveys that are open rely on it. Give the audience \
            another key."
    )]
    AsksOtherwise { audience: String },
    #[error("{0}")]
    Load(#[from] LoadError),
    #[error("{0}")]
    Store(#[from] StoreError),
}

fn refusals(list: &[Refusal]) -> String {
    list.iter().map(Refusal::to_string).collect::<Vec<_>>().join("\n")
}

/// Stores the exact bytes of `edition` permanently. `with_drafts` allows unreviewed translations.
pub fn publish(
    connection: &mut Connection,
    edition: &Edition,
    with_drafts: bool,
    today: NaiveDate,
) -> Result<Outcome, PublishError> {
    let (survey, version) = (edition.file.survey.as_str(), edition.file.version);
    let audience = edition.file.audience();
    let before = definitions::audience_before(connection, audience.key())?;
    if before.zip(audience.definition()).is_some_and(|(before, now)| !now.asks_like(&before)) {
        return Err(PublishError::AsksOtherwise { audience: audience.to_string() });
    }
    if !sources::sources(connection, survey, version)?.is_empty() {
        let place = load::folder(Path::new("surveys"), survey, version);
        compare(connection, edition, &place)?;
        sources::keep_named(connection, edition)?;
        return Ok(Outcome::AlreadyThere);
    }
    let previous = match version.checked_sub(1).filter(|before| *before > 0) {
        Some(before) => published_edition(connection, survey, before)?,
        None => None,
    };
    let refused = check::check(edition, previous.as_ref());
    if !refused.is_empty() {
        return Err(PublishError::Refused(refused));
    }
    if let Some(draft) = edition.translations.iter().find(|t| t.draft && !with_drafts) {
        return Err(PublishError::Draft {
            file: format!("{survey}/v{version}/{}", load::file_name(draft.language)),
        });
    }
    sources::add(connection, edition, today)?;
    edition.make_known();
    Ok(Outcome::Published)
}

/// Loads a published version from the database.
pub fn edition(
    connection: &mut Connection,
    survey: Instrument,
    version: u32,
) -> Result<Edition, PublishError> {
    published_edition(connection, survey.key(), version)?
        .ok_or(PublishError::NotPublished { survey, version })
}

fn published_edition(
    connection: &mut Connection,
    survey: &str,
    version: u32,
) -> Result<Option<Edition>, PublishError> {
    let sources = sources::sources(connection, survey, version)?;
    if sources.is_empty() {
        return Ok(None);
    }
    Ok(Some(Edition::parse(sources, &format!("published {survey}/v{version}"))?))
}

/// Checks that no file below `root` differs from the published version. Missing files and
/// unpublished files are ignored.
pub fn verify(connection: &mut Connection, root: &Path) -> Result<(), PublishError> {
    for published in queries::list(connection)? {
        let folder = load::folder(root, published.survey.key(), published.version);
        let path = folder.join(load::file_name(published.language));
        if let Ok(bytes) = std::fs::read(&path) {
            let found = load::Source { language: published.language, bytes }.digest();
            same(&published, &found, &path)?;
        }
    }
    Ok(())
}

fn compare(
    connection: &mut Connection,
    edition: &Edition,
    folder: &Path,
) -> Result<(), PublishError> {
    let file = &edition.file;
    for published in queries::list(connection)? {
        if (published.survey.key(), published.version) == (file.survey.as_str(), file.version) {
            let source = edition.sources.iter().find(|s| s.language == published.language);
            let found =
                source.map_or_else(|| "none, the file is missing".to_owned(), load::Source::digest);
            same(&published, &found, &folder.join(load::file_name(published.language)))?;
        }
    }
    Ok(())
}

fn same(published: &Published, found: &str, path: &Path) -> Result<(), PublishError> {
    if published.sha256 == found {
        return Ok(());
    }
    Err(PublishError::Differs {
        file: path.display().to_string(),
        survey: published.survey.to_string(),
        version: published.version,
        published: published.sha256.clone(),
        found: found.to_owned(),
    })
}
