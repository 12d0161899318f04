use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who is asked. Each audience has one survey.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    Staff,
    #[serde(rename = "age-8-15")]
    Age8To15,
    #[serde(rename = "age-16-plus")]
    Age16Plus,
    ParentsCarers,
}

impl Audience {
    pub const ALL: [Self; 4] = [Self::Staff, Self::Age8To15, Self::Age16Plus, Self::ParentsCarers];

    /// The name in files, addresses of folders and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Age8To15 => "age-8-15",
            Self::Age16Plus => "age-16-plus",
            Self::ParentsCarers => "parents-carers",
        }
    }

    /// The name that people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staff => "Staff",
            Self::Age8To15 => "8 to 15",
            Self::Age16Plus => "16 and over",
            Self::ParentsCarers => "Parents and carers",
        }
    }

    /// The age of the reader that the survey is written for, in years.
    pub const fn reading_age(self) -> u8 {
        match self {
            Self::Age8To15 => 9,
            Self::Age16Plus | Self::ParentsCarers => 11,
            Self::Staff => 13,
        }
    }

    /// The longest sentence that this reader follows at once, in words.
    pub const fn longest_sentence(self) -> usize {
        match self {
            Self::Age8To15 => 15,
            Self::Age16Plus | Self::ParentsCarers => 20,
            Self::Staff => 25,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Audience {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|a| a.key() == key).ok_or_else(|| {
            format!(
                "{key:?} is not an audience: write staff, age-8-15, age-16-plus or parents-carers"
            )
        })
    }
}
