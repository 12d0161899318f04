//! Reading a survey version from its folder or from the bytes that were published.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use sha2::{Digest, Sha256};

use super::{
    Key, Survey, audience,
    file::{SurveyFile, TranslationFile},
    framework, instrument,
};
use crate::language::Language;

/// The largest definition file that is read, in bytes.
const LARGEST_FILE: u64 = 512 * 1024;

/// One file of a version, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub language: Language,
    pub bytes: Vec<u8>,
}

impl Source {
    /// The SHA-256 of the bytes, in hexadecimal.
    pub fn digest(&self) -> String {
        Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The name of its file.
    pub fn file_name(&self) -> String {
        file_name(self.language)
    }
}

/// The name of the file that holds a version in `language`.
pub fn file_name(language: Language) -> String {
    match language {
        Language::En => "survey.toml".to_owned(),
        other => format!("{other}.toml"),
    }
}

/// A survey version in all its languages, with the files that it was read from.
#[derive(Clone, Debug)]
pub struct Edition {
    pub file: SurveyFile,
    pub translations: Vec<TranslationFile>,
    pub sources: Vec<Source>,
    english: Arc<Survey>,
    translated: BTreeMap<Language, Arc<Survey>>,
}

/// Why a version cannot be read. The text names the file and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("{0}: cannot be read ({1}). Check that the file is there and that you may read it.")]
    Unreadable(PathBuf, std::io::Error),
    #[error("{0}: larger than {LARGEST_FILE} bytes, the limit for a survey file. Shorten it.")]
    TooLarge(PathBuf),
    #[error("{0}: not UTF-8 text. Save it as UTF-8.")]
    NotText(String),
    #[error(
        "{file}: line {line}: {problem}. Correct that line; `speir survey schema` describes the \
            format."
    )]
    NotASurvey { file: String, line: usize, problem: String },
    #[error("{file}: {problem}. Correct it.")]
    Unsound { file: String, problem: String },
}

impl Edition {
    /// Reads the files in `folder`, such as `surveys/staff/v1`.
    pub fn read(folder: &Path) -> Result<Self, LoadError> {
        let mut sources = Vec::new();
        for language in Language::ALL {
            let path = folder.join(file_name(language));
            if language != Language::En && !path.exists() {
                continue;
            }
            sources.push(Source { language, bytes: read_file(&path)? });
        }
        Self::parse(sources, &folder.display().to_string())
    }

    /// Reads a version from the bytes of its files. `place` is what errors call the folder.
    pub fn parse(sources: Vec<Source>, place: &str) -> Result<Self, LoadError> {
        let name = |source: &Source| format!("{place}/{}", source.file_name());
        let mut file = None;
        let mut translations = Vec::new();
        for source in &sources {
            match source.language {
                Language::En => file = Some(from_toml::<SurveyFile>(&source.bytes, &name(source))?),
                _ => translations.push(from_toml::<TranslationFile>(&source.bytes, &name(source))?),
            }
        }
        let missing = || {
            let absent = std::io::Error::from(std::io::ErrorKind::NotFound);
            LoadError::Unreadable(Path::new(place).join("survey.toml"), absent)
        };
        let file = file.ok_or_else(missing)?;
        let english = Arc::new(Survey::lay_out(&file, None));
        let lay_out = |t: &TranslationFile| (t.language, Arc::new(Survey::lay_out(&file, Some(t))));
        let translated = translations.iter().map(lay_out).collect();
        Ok(Self { file, translations, sources, english, translated })
    }

    /// Makes its survey known to this process, unless a later version is.
    pub fn make_known(&self) {
        let file = &self.file;
        let translated =
            self.translations.iter().filter_map(|t| Some((t.language, t.name.clone()?)));
        let english = file.name.iter().map(|name| (Language::En, name.clone()));
        let definition = instrument::Definition {
            audience: file.audience(),
            version: file.version,
            framework: file.framework(),
            has_sample: self.english.uses.sample.is_some(),
            names: english.chain(translated).collect(),
        };
        instrument::define(file.survey.as_str(), definition);
    }

    /// The version as an author wrote it, in English.
    pub fn english(&self) -> &Arc<Survey> {
        &self.english
    }

    /// The version in `language`, or in English if there is no such translation.
    pub fn in_language(&self, language: Language) -> &Arc<Survey> {
        self.translated.get(&language).unwrap_or(&self.english)
    }

    /// The languages that it can be read in.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        std::iter::once(Language::En).chain(self.translated.keys().copied())
    }
}

/// Makes the audiences and the frameworks known that the files below `root` define:
/// `audiences.toml` and `frameworks/*.toml`. What is not there changes nothing.
pub fn definitions(root: &Path) -> Result<(), LoadError> {
    let unsound = |path: &Path, problem: String| LoadError::Unsound {
        file: path.display().to_string(),
        problem,
    };
    let text = |path: &Path| {
        let not_text = |_| LoadError::NotText(path.display().to_string());
        read_file(path).and_then(|bytes| String::from_utf8(bytes).map_err(not_text))
    };
    let path = root.join("audiences.toml");
    if path.exists() {
        let read = audience::read(&text(&path)?);
        let (audiences, groups) = read.map_err(|problem| unsound(&path, problem.to_string()))?;
        audience::define(audiences, groups);
    }
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("frameworks"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort_unstable();
    for path in files {
        let read = framework::read(&text(&path)?);
        framework::define(read.map_err(|problem| unsound(&path, problem))?);
    }
    Ok(())
}

/// The folder of a version below `root`.
pub fn folder(root: &Path, survey: &str, version: u32) -> PathBuf {
    root.join(survey).join(format!("v{version}"))
}

/// The versions that have a folder below `root`, in order. A missing `root` has none.
pub fn versions(root: &Path) -> Vec<(Key, u32)> {
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
    };
    let mut found: Vec<(Key, u32)> = Vec::new();
    for survey in names(root).into_iter().filter_map(|name| name.parse::<Key>().ok()) {
        let numbers = names(&root.join(survey.as_str()));
        let numbers = numbers.iter().filter_map(|name| name.strip_prefix('v')?.parse().ok());
        found.extend(numbers.map(|number| (survey.clone(), number)));
    }
    found.sort_unstable();
    found
}

fn read_file(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |error| LoadError::Unreadable(path.to_owned(), error);
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST_FILE {
        return Err(LoadError::TooLarge(path.to_owned()));
    }
    fs::read(path).map_err(unreadable)
}

fn from_toml<T: serde::de::DeserializeOwned>(bytes: &[u8], file: &str) -> Result<T, LoadError> {
    let text = str::from_utf8(bytes).map_err(|_| LoadError::NotText(file.to_owned()))?;
    toml::from_str(text).map_err(|error| LoadError::NotASurvey {
        file: file.to_owned(),
        line: error
            .span()
            .map_or(1, |span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1),
        problem: error.message().replace('\n', ", "),
    })
}
