use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::{FileProblem, words};
use crate::{
    inspection::{
        Area, Contact, InspectionKind, Particulars, Phase,
        create::{
            DEFAULT_KEEP_DAYS, DEFAULT_THRESHOLD, NewCollection, NewInspection, NewPart, has_none,
        },
    },
    language::calendar::{end_of, instant, start_of},
    survey::{Audience, Framework, Instrument},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InspectionFile {
    title: String,
    kind: InspectionKind,
    #[serde(default = "Framework::first")]
    framework: Framework,
    lead: String,
    programme: Option<String>,
    #[serde(default = "default_threshold")]
    threshold: u32,
    #[serde(deserialize_with = "day")]
    opens_on: NaiveDate,
    #[serde(deserialize_with = "day")]
    closes_on: NaiveDate,
    #[serde(default = "default_keep_days")]
    keep_days: u32,
    team: Option<String>,
    phone: Option<String>,
    reply_to: Option<String>,
    #[serde(default = "yes")]
    listed: bool,
    #[serde(default)]
    remind_everybody: bool,
    follows: Option<Spanned<String>>,
    recommendations: Option<Spanned<Vec<String>>>,
    phase: Option<Spanned<Phase>>,
    collections: Vec<Spanned<CollectionEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CollectionEntry {
    #[serde(deserialize_with = "area")]
    area: Area,
    survey: Option<Instrument>,
    /// What files of version 0.1 call the survey.
    audience: Option<Instrument>,
    version: Option<u32>,
    population: Option<u32>,
    target_percent: Option<u32>,
    #[serde(default, deserialize_with = "time")]
    opens_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "time")]
    closes_at: Option<DateTime<Utc>>,
    parts: Option<Vec<NewPart>>,
    /// What files of version 0.1 call the parts.
    strata: Option<Vec<NewPart>>,
    open_link: Option<bool>,
    coordinator: Option<String>,
}

impl InspectionFile {
    /// The first key that only another kind has, that kind, and the place of its value.
    fn of_another_kind(&self) -> Option<(&'static str, InspectionKind, usize)> {
        let (review, thematic) = (InspectionKind::ProgressReview, InspectionKind::ThematicReview);
        let all = [
            ("follows", review, self.follows.as_ref().map(Spanned::span)),
            ("recommendations", review, self.recommendations.as_ref().map(Spanned::span)),
            ("phase", thematic, self.phase.as_ref().map(Spanned::span)),
        ];
        all.into_iter().find_map(|(key, kind, span)| {
            let span = span.filter(|_| kind != self.kind)?;
            Some((key, kind, span.start))
        })
    }
}

impl CollectionEntry {
    /// The collection, or why there is none. `days` are the inspection's opening and closing.
    fn read(
        self,
        versions: &impl Fn(Instrument) -> Vec<u32>,
        (opens_at, closes_at): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<NewCollection, String> {
        let survey = match (self.survey, self.audience) {
            (Some(_), Some(_)) => {
                return Err("This collection has both `survey` and `audience`. Use only `survey`."
                    .to_owned());
            }
            (survey, audience) => survey.or(audience).ok_or_else(|| {
                "This collection names no survey. Add `survey = \"…\"`.".to_owned()
            })?,
        };
        if !survey.audience().is_anonymous()
            && let Some(key) = self.only_of_answered(survey.audience())
        {
            return Err(has_none(survey, &format!("`{key}`")));
        }
        let version = match self.version {
            Some(version) => version,
            None => only(survey, &versions(survey))?,
        };
        let parts = match (self.parts, self.strata) {
            (Some(_), Some(_)) => {
                return Err(
                    "This collection has both `parts` and `strata`, which mean the same. Use only \
                        `parts`."
                        .to_owned(),
                );
            }
            (parts, strata) => parts.or(strata).unwrap_or_default(),
        };
        Ok(NewCollection {
            area: self.area,
            survey,
            version,
            population: self.population,
            target_percent: match self.target_percent {
                // What is too large for a percentage is refused with the other mistakes.
                Some(percent) => u8::try_from(percent).unwrap_or(u8::MAX),
                None => survey.audience().usual_target(),
            },
            opens_at: self.opens_at.unwrap_or(opens_at),
            closes_at: self.closes_at.unwrap_or(closes_at),
            parts,
            open_link: self.open_link.unwrap_or(survey.audience().is_anonymous()),
            coordinator: self.coordinator,
        })
    }

    /// The first key that only applies to what people answer.
    fn only_of_answered(&self, audience: Audience) -> Option<&'static str> {
        let keys = [
            ("population", self.population.is_some()),
            ("target_percent", self.target_percent.is_some()),
            ("parts", self.parts.is_some()),
            ("strata", self.strata.is_some()),
            ("open_link", self.open_link.is_some()),
            ("coordinator", self.coordinator.is_some() && !audience.is_area()),
        ];
        keys.into_iter().find_map(|(key, is_there)| is_there.then_some(key))
    }
}

const fn yes() -> bool {
    true
}

const fn default_keep_days() -> u32 {
    DEFAULT_KEEP_DAYS
}

const fn default_threshold() -> u32 {
    DEFAULT_THRESHOLD
}

/// The content of a file, with lines for what is checked later.
pub(super) struct Content {
    pub inspection: NewInspection,
    /// The line of `follows`.
    pub follows: Option<usize>,
    /// Each with the line on which it begins.
    pub collections: Vec<(usize, NewCollection)>,
}

/// Reads an inspection and its collections. `versions` gives the numbers of the published versions
/// of a survey.
pub(super) fn read(
    text: &str,
    versions: impl Fn(Instrument) -> Vec<u32>,
) -> Result<Content, FileProblem> {
    let line_of = |place: usize| text.get(..place).unwrap_or(text).matches('\n').count() + 1;
    let file: InspectionFile = toml::from_str(text).map_err(|error| {
        let place = error.span().map_or(0, |span| span.start);
        let reason = error.message().replace('\n', ", ");
        FileProblem {
            line: Some(line_of(place)),
            reason: words::sentence(&reason, words::key_at(text, place)),
        }
    })?;
    if let Some((key, kind, place)) = file.of_another_kind() {
        return Err(not_of(file.kind, key, kind, line_of(place)));
    }
    let follows = file.follows.as_ref().map(|title| line_of(title.span().start));
    let inspection = NewInspection {
        title: file.title,
        kind: file.kind,
        framework: file.framework,
        lead: file.lead,
        threshold: file.threshold,
        opens_on: file.opens_on,
        closes_on: file.closes_on,
        keep_days: file.keep_days,
        contact: Contact {
            team: file.team,
            phone: file.phone,
            reply_to: file.reply_to,
            listed: file.listed,
            remind_all: file.remind_everybody,
        },
        particulars: Particulars {
            follows: None,
            recommendations: file.recommendations.map(Spanned::into_inner).unwrap_or_default(),
            phase: file.phase.map(Spanned::into_inner),
        }
        .of(file.kind),
        programme: file.programme,
        follows: file.follows.map(Spanned::into_inner),
    };
    let days = (start_of(file.opens_on), end_of(file.closes_on));
    let collection = |entry: Spanned<CollectionEntry>| {
        let line = line_of(entry.span().start);
        let read = entry.into_inner().read(&versions, days);
        read.map(|collection| (line, collection))
            .map_err(|reason| FileProblem { line: Some(line), reason })
    };
    let collections =
        file.collections.into_iter().map(collection).collect::<Result<_, FileProblem>>()?;
    Ok(Content { inspection, follows, collections })
}

/// That an inspection of this kind has no such key.
fn not_of(kind: InspectionKind, key: &str, only: InspectionKind, line: usize) -> FileProblem {
    FileProblem {
        line: Some(line),
        reason: format!(
            "Only an inspection of the kind {only} has `{key}`, and this is of the kind {kind}. \
                Remove it or change `kind`."
        ),
    }
}

/// The version of a survey that a file need not name, because it is the only one: which of several
/// is asked should never change because a new one is published.
fn only(survey: Instrument, versions: &[u32]) -> Result<u32, String> {
    match versions {
        [] => Err(format!(
            "No version of the {survey} survey is published. Run `speir survey publish {survey} \
                1` first."
        )),
        [version] => Ok(*version),
        several => {
            let all: Vec<String> = several.iter().map(u32::to_string).collect();
            Err(format!(
                "The {survey} survey has the published versions {}. Say which one is asked: add \
                    `version = …`.",
                all.join(", ")
            ))
        }
    }
}

/// TOML's own dates and times, or the same between quotes.
fn written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match toml::Value::deserialize(deserializer)? {
        toml::Value::Datetime(datetime) => Ok(datetime.to_string()),
        toml::Value::String(text) => Ok(text),
        other => {
            Err(serde::de::Error::custom(format!("a date was expected, not {}", other.type_str())))
        }
    }
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = written(deserializer)?;
    text.parse()
        .map_err(|_| serde::de::Error::custom(format!("{text:?} is not a date such as 2026-11-22")))
}

/// A time on Scotland's clocks, or one that says how far it is from UTC.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = written(deserializer)?;
    let local = || {
        ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok())
    };
    let exact = || Some(DateTime::parse_from_rfc3339(&text).ok()?.to_utc());
    local().map(instant).or_else(exact).map(Some).ok_or_else(|| {
        serde::de::Error::custom(format!(
            "{text:?} is not a Scottish time such as 2026-11-22T17:00:00"
        ))
    })
}

fn area<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Area, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}
