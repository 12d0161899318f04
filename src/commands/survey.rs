use std::{
    io::BufRead,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use schemars::{Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::Value;

use super::{Outcome, data, files, say};
use crate::{
    catalogue,
    form::{
        AnswerProblem, Posted,
        page::{Page, Sheet},
    },
    inspection::{Uses, queries},
    language::{Language, calendar, numbers::counted},
    settings::{DataSettings, HelpLines, whole},
    survey::{
        Answers, Edition, Key,
        check::{advise, check},
        diff::diff,
        file::{SurveyFile, TranslationFile},
        load,
    },
};

/// A posted form.
const EXAMPLE: &str = "worker=teacher";

#[derive(Debug, Subcommand)]
pub enum SurveyCommand {
    /// Check a version for every reason to refuse it; without arguments, check all versions
    Check {
        /// The survey: the name of its folder, such as staff
        #[arg(requires = "version")]
        survey: Option<Key>,
        /// The version's number
        #[arg(value_parser = whole::<u32>(1, 9_999))]
        version: Option<u32>,
        #[command(flatten)]
        folder: Folder,
    },
    /// Show what changed between two versions, and which answers can still be compared
    Diff {
        /// The survey: the name of its folder, such as staff
        survey: Key,
        /// The number of the earlier version
        #[arg(value_parser = whole::<u32>(1, 9_999))]
        old: u32,
        /// The number of the later version
        #[arg(value_parser = whole::<u32>(1, 9_999))]
        new: u32,
        #[command(flatten)]
        folder: Folder,
    },
    /// Write the form of a version to an HTML file
    Preview {
        /// The survey: the name of its folder, such as staff
        survey: Key,
        /// The version's number
        #[arg(value_parser = whole::<u32>(1, 9_999))]
        version: u32,
        /// en or gd
        #[arg(long, default_value = "en")]
        language: Language,
        /// The file to write
        #[arg(long, default_value = "preview.html")]
        output: PathBuf,
        #[command(flatten)]
        folder: Folder,
        #[command(flatten)]
        help: HelpLines,
    },
    /// Publish a version permanently, so that collections can use it
    Publish {
        /// The survey: the name of its folder, such as staff
        survey: Key,
        /// The version's number
        #[arg(value_parser = whole::<u32>(1, 9_999))]
        version: u32,
        /// Publish translations that no speaker has reviewed; the form says that they are drafts
        #[arg(long)]
        with_drafts: bool,
        #[command(flatten)]
        data: DataSettings,
    },
    /// List the published versions, each with the inspections that ask it
    List {
        #[command(flatten)]
        data: DataSettings,
    },
    /// Print which questions, by position, people with given answers are asked. Reads one posted
    /// form per line from standard input
    Asked {
        /// The survey: the name of its folder, such as staff
        survey: Key,
        /// The version's number
        #[arg(value_parser = whole::<u32>(1, 9_999))]
        version: u32,
        #[command(flatten)]
        folder: Folder,
    },
    /// Print the JSON Schema of the files, for editors
    Schema {
        /// Print the schema of translations
        #[arg(long)]
        translation: bool,
    },
}

#[derive(Debug, Args)]
pub struct Folder {
    /// The folder of survey definitions
    #[arg(long, env = "SPEIR_SURVEYS", default_value = "surveys")]
    surveys: PathBuf,
}

impl Folder {
    fn read(&self, survey: &Key, version: u32) -> Result<Edition, load::LoadError> {
        load::definitions(&self.surveys)?;
        Edition::read(&load::folder(&self.surveys, survey.as_str(), version))
    }
}

impl SurveyCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Check { survey, version, folder } => {
                check_all(&folder.surveys, survey.zip(version))
            }
            Self::Diff { survey, old, new, folder } => {
                compare(&folder.read(&survey, old)?, &folder.read(&survey, new)?)
            }
            Self::Preview { survey, version, language, output, folder, help } => {
                preview(&folder.read(&survey, version)?, language, &output, &help)
            }
            Self::Publish { survey, version, with_drafts, data } => {
                publish(&survey, version, with_drafts, &data)
            }
            Self::List { data } => list(&data),
            Self::Asked { survey, version, folder } => asked(&folder.read(&survey, version)?),
            Self::Schema { translation } => {
                say(format_args!("{}", schema(translation)?))?;
                Ok(())
            }
        }
    }
}

fn check_all(root: &Path, only: Option<(Key, u32)>) -> Outcome {
    load::definitions(root)?;
    let versions = only.map_or_else(|| load::versions(root), |one| vec![one]);
    if versions.is_empty() {
        return Err(format!(
            "{}: the folder contains no survey versions. Name the folder with --surveys.",
            root.display()
        )
        .into());
    }
    let mut refusals = 0;
    for (survey, version) in versions {
        let folder = load::folder(root, survey.as_str(), version);
        let edition = Edition::read(&folder)?;
        if (&edition.file.survey, edition.file.version) != (&survey, version) {
            return Err(format!(
                "{}/survey.toml says that it is version {} of {}. Correct the file or rename its \
                    folder.",
                folder.display(),
                edition.file.version,
                edition.file.survey
            )
            .into());
        }
        let before = load::folder(root, survey.as_str(), version.saturating_sub(1));
        let previous = before.exists().then(|| Edition::read(&before)).transpose()?;
        let found = check(&edition, previous.as_ref());
        for refusal in &found {
            eprintln!("{}/{refusal}", folder.display());
        }
        for advice in advise(&edition) {
            say(format_args!(
                "{}/{advice} This is advice: the version can still be published.",
                folder.display()
            ))?;
        }
        if found.is_empty() {
            say(format_args!(
                "{}: no problems, {}",
                folder.display(),
                counted(edition.english().items.len(), "question", "questions")
            ))?;
        }
        refusals += found.len();
    }
    if refusals > 0 {
        Err(format!("Correct {} before publishing.", counted(refusals, "problem", "problems"))
            .into())
    } else {
        Ok(())
    }
}

fn compare(old: &Edition, new: &Edition) -> Outcome {
    let changes = diff(old.english(), new.english());
    let same = changes.iter().filter(|change| change.what.is_empty()).count();
    changes.iter().filter(|change| !change.what.is_empty()).try_for_each(say)?;
    say(match same {
        1 => "1 question is the same, and its answers can be compared.".to_owned(),
        same => format!("{same} questions are the same, and their answers can be compared."),
    })?;
    Ok(())
}

fn preview(edition: &Edition, language: Language, output: &Path, help: &HelpLines) -> Outcome {
    let survey = edition.in_language(language);
    if survey.language != language {
        return Err(format!("This version has no {language}.toml beside its survey.toml.").into());
    }
    let page = Page {
        survey,
        sheet: &Sheet::of(survey),
        help,
        languages: &[],
        sends: false,
        is_shared: false,
    };
    std::fs::write(output, page.blank().into_string())
        .map_err(|error| files::unwritable(output, &error))?;
    say(format_args!("Open {} in a browser.", output.display()))?;
    Ok(())
}

fn publish(survey: &Key, version: u32, with_drafts: bool, data: &DataSettings) -> Outcome {
    let (store, _) = data::open(data)?;
    load::definitions(&data.surveys)?;
    let folder = load::folder(&data.surveys, survey.as_str(), version);
    let edition = Edition::read(&folder)?;
    if (&edition.file.survey, edition.file.version) != (survey, version) {
        return Err(format!(
            "{}/survey.toml names another survey or version. Correct it.",
            folder.display()
        )
        .into());
    }
    let today = calendar::day(chrono::Utc::now());
    match catalogue::publish(&mut *store.connection()?, &edition, with_drafts, today)? {
        catalogue::Outcome::Published => {
            say(format_args!("Version {version} of the {survey} survey is published."))?;
        }
        catalogue::Outcome::AlreadyThere => {
            say(format_args!(
                "Version {version} of the {survey} survey is already published, with identical \
                    files."
            ))?;
        }
    }
    for source in &edition.sources {
        say(format_args!("{}  {}", source.digest(), folder.join(source.file_name()).display()))?;
    }
    Ok(())
}

fn list(data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let published = catalogue::list(&mut connection)?;
    let uses = Uses::of(
        &queries::unscoped::inspections(&mut connection)?,
        &queries::unscoped::collections(&mut connection)?,
    );
    if published.is_empty() {
        say(format_args!("Nothing is published yet. Run `speir survey publish staff 1`."))?;
    }
    for one in published {
        let asked_in: String =
            uses.titles(one.survey, one.version).map(|title| format!("  {title}")).collect();
        say(format_args!(
            "{:25} {:>3}  {}  {}  {}{asked_in}",
            one.survey.key(),
            one.version,
            one.language,
            one.published_on,
            one.sha256
        ))?;
    }
    Ok(())
}

fn asked(edition: &Edition) -> Outcome {
    let survey = edition.english();
    for (line, number) in std::io::stdin().lock().lines().zip(1..) {
        let line = line?;
        let posted = Posted::read(survey, line.as_bytes());
        let answers = match posted.check(survey) {
            Ok(answers) => answers,
            Err(problems) if problems.contains(&AnswerProblem::UnknownQuestion) => {
                return Err(format!(
                    "Line {number} names a question that the survey does not have. Write one \
                        posted form per line, such as {EXAMPLE}."
                )
                .into());
            }
            Err(_) => Answers::none(survey),
        };
        let asked = survey.asked(&answers);
        let places = asked
            .into_iter()
            .enumerate()
            .filter(|(_, asked)| *asked)
            .map(|(place, _)| (place + 1).to_string());
        say(format_args!("{}", places.collect::<Vec<_>>().join(" ")))?;
    }
    Ok(())
}

/// The JSON Schema of one kind of file.
pub fn schema(translation: bool) -> Result<String, serde_json::Error> {
    let generator =
        SchemaSettings::default().with_transform(RecursiveTransform(join_lines)).into_generator();
    let schema = if translation {
        generator.into_root_schema_for::<TranslationFile>()
    } else {
        generator.into_root_schema_for::<SurveyFile>()
    };
    serde_json::to_string_pretty(&schema)
}

/// Makes each paragraph of a description one line: editors show line ends as they are.
fn join_lines(schema: &mut Schema) {
    let Some(Value::String(description)) = schema.get_mut("description") else { return };
    let paragraphs = description.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    *description = paragraphs.collect::<Vec<_>>().join("\n\n");
}
