//! The sort order and filter of an overview. They are in the address, so that they work without
//! script and can be bookmarked and shared.

use std::fmt;

use serde::Deserialize;

use crate::survey::Instrument;

/// The order of the areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The most urgent first.
    #[default]
    Attention,
    Name,
    /// The lowest rate first.
    Rate,
    /// Those that close next first.
    Closing,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Attention, Self::Name, Self::Rate, Self::Closing];

    /// The name in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Attention => "attention",
            Self::Name => "name",
            Self::Rate => "rate",
            Self::Closing => "closing",
        }
    }

    /// The display name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attention => "What needs you",
            Self::Name => "Name",
            Self::Rate => "Lowest rate",
            Self::Closing => "Closing next",
        }
    }
}

/// The sort order and filter of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Params {
    pub sort: Sort,
    /// `None` for everybody.
    pub survey: Option<Instrument>,
}

/// The raw query of an address: unknown values are ignored.
#[derive(Debug, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    sort: String,
    #[serde(default)]
    #[serde(alias = "audience")]
    survey: String,
}

impl From<Query> for Params {
    fn from(query: Query) -> Self {
        let sort = Sort::ALL.into_iter().find(|sort| sort.key() == query.sort).unwrap_or_default();
        Self { sort, survey: query.survey.parse().ok() }
    }
}

/// The query of an address, with its question mark; empty for the defaults.
impl fmt::Display for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.survey, self.sort) {
            (None, Sort::Attention) => Ok(()),
            (None, sort) => write!(f, "?sort={}", sort.key()),
            (Some(survey), Sort::Attention) => write!(f, "?survey={survey}"),
            (Some(survey), sort) => write!(f, "?survey={survey}&sort={}", sort.key()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Params {
        serde_urlencoded::from_str::<Query>(query).expect("a query").into()
    }

    #[test]
    fn every_order_and_audience_comes_back_from_its_own_address() {
        for sort in Sort::ALL {
            for survey in Instrument::all().into_iter().map(Some).chain([None]) {
                let params = Params { sort, survey };
                assert_eq!(read(params.to_string().trim_start_matches('?')), params);
            }
        }
    }

    #[test]
    fn unknown_query_values_are_ignored() {
        assert_eq!(read("sort=colour&survey=nobody&x=1"), Params::default());
    }
}
