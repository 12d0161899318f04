use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Facts, words::Kind};
use crate::{fieldwork::Seen, programme::Programme, store::Id};

/// The maximum number of inspections in one response.
const MOST: u32 = 100;
/// The furthest place in the list.
const FURTHEST: u32 = 1_000_000;

/// The page of the list.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// The maximum number of inspections to return.
    #[serde(default = "fifty")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: u32,
    /// How many inspections to skip.
    #[serde(default)]
    #[param(minimum = 0, maximum = 1_000_000, default = 0)]
    offset: u32,
}

const fn fifty() -> u32 {
    50
}

impl Page {
    /// Whether both numbers are within bounds.
    pub fn is_possible(self) -> bool {
        (1..=MOST).contains(&self.limit) && self.offset <= FURTHEST
    }
}

/// One page of the inspections that the token gives access to. The one that closes last comes
/// first.
#[derive(Serialize, ToSchema)]
pub struct InspectionList {
    inspections: Vec<Inspection>,
    /// The total number.
    total: u32,
    /// The offset of the next page; null at the end.
    #[schema(required = true)]
    next_offset: Option<u32>,
}

impl InspectionList {
    /// `programmes` are those of inspections, by their ids.
    pub fn new(all: &[Seen], programmes: &HashMap<Id, Programme>, page: Page) -> Self {
        let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let from = usize::try_from(page.offset).unwrap_or(usize::MAX);
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let next = page.offset.saturating_add(page.limit);
        Self {
            inspections: all
                .iter()
                .skip(from)
                .take(limit)
                .map(|seen| Inspection::new(seen, programmes.get(&seen.inspection.id)))
                .collect(),
            total,
            next_offset: (next < total).then_some(next),
        }
    }
}

/// An inspection.
#[derive(Serialize, ToSchema)]
pub struct Inspection {
    id: Uuid,
    title: String,
    kind: Kind,
    /// The first day of fieldwork. Collections can have other dates.
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    /// The smallest number of responses behind any figure about answers. Parts of a collection with
    /// fewer people are counted together with others.
    #[schema(minimum = 5)]
    threshold: u64,
    /// How many of its collections the token gives access to.
    collections: u32,
    /// The title of its programme, which groups inspections that are reported together; null
    /// without one.
    #[schema(required = true)]
    programme: Option<String>,
}

impl Inspection {
    fn new(Seen { inspection, collections }: &Seen, programme: Option<&Programme>) -> Self {
        Self {
            id: inspection.id.0,
            title: inspection.title.clone(),
            kind: inspection.kind.into(),
            opens_on: inspection.opens_on,
            closes_on: inspection.closes_on,
            threshold: inspection.k(),
            collections: u32::try_from(collections.len()).unwrap_or(u32::MAX),
            programme: programme.map(|one| one.title.clone()),
        }
    }
}

/// An inspection with the collections that the token gives access to, by area and survey.
#[derive(Serialize, ToSchema)]
pub struct InspectionWithCollections {
    inspection: Inspection,
    collections: Vec<Facts>,
}

impl InspectionWithCollections {
    pub fn new(
        seen: &Seen,
        programme: Option<&Programme>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        Self {
            inspection: Inspection::new(seen, programme),
            collections: seen
                .collections
                .iter()
                .map(|collection| Facts::new(collection, now))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::inspection::{self, InspectionKind};

    fn seen(number: usize) -> Seen {
        let inspection = inspection::Inspection {
            id: Id::random(),
            title: number.to_string(),
            kind: InspectionKind::NationalSurvey,
            framework: crate::survey::Framework::first(),
            lead: "lead@example.org".to_owned(),
            threshold: 10,
            low_threshold: None,
            opens_on: NaiveDate::default(),
            closes_on: NaiveDate::default(),
            keep_days: 365,
            contact: crate::inspection::Contact::default(),
            particulars: crate::inspection::Particulars::default(),
        };
        Seen { inspection, collections: Vec::new() }
    }

    proptest! {
        #[test]
        fn following_offsets_lists_every_inspection_once(count in 0..40_usize, limit in 1..50_u32) {
            let all: Vec<Seen> = (0..count).map(seen).collect();
            let (mut titles, mut offset) = (Vec::new(), Some(0));
            while let Some(from) = offset {
                let part = InspectionList::new(&all, &HashMap::new(), Page { limit, offset: from });
                prop_assert_eq!(part.total as usize, count);
                titles.extend(part.inspections.iter().map(|one| one.title.clone()));
                offset = part.next_offset;
            }
            prop_assert_eq!(titles, (0..count).map(|number| number.to_string()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_inspection_omits_its_leads_name() {
        let said = serde_json::to_string(&Inspection::new(&seen(1), None)).expect("a text");
        assert!(!said.contains('@'), "{said}");
    }
}
