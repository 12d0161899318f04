//! The languages that respondents read, and every message of the interface in each of them.
//!
//! Messages live in the Fluent files beside this one; dates and plurals follow the language. What a
//! survey itself asks is not here: it comes from the survey's definition and its translations.

pub mod calendar;
mod dates;
pub mod numbers;
mod words;

pub use words::{Words, args};

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language that a respondent can choose.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    Gd,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::En, Self::Gd];

    /// The BCP 47 tag, as in `<html lang>` and in the name of a translation's file.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Gd => "gd",
        }
    }

    /// What it is called in English.
    pub const fn english_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Gd => "Gaelic",
        }
    }

    /// What its own speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Gd => "Gàidhlig",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|l| l.tag() == tag)
            .ok_or_else(|| format!("{tag:?} is not a language that Speir has: write en or gd"))
    }
}
