use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{
    console::pace::{self, Course},
    inspection::{Collection, Inspection, State, Stratum},
    results::Rate,
    settings::BaseUrl,
};

/// A collection with its figures at one moment.
#[derive(Clone, Debug)]
pub struct CollectionPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub rate: Rate,
    pub course: Course,
    /// The rate that a steady collection would have now, in percent, where that is a question.
    pub pace: Option<u64>,
    pub state: State,
    /// What people type, and what the QR code says.
    pub address: String,
    pub parts: Vec<Part>,
    /// The parts that are too small to stand alone, together; `None` if there is none.
    pub other: Option<Rate>,
    /// Returned by the collection's own link.
    pub by_own_link: u64,
    pub now: DateTime<Utc>,
}

/// A stratum with its figures.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: String,
    pub population: u32,
    pub address: String,
    /// `None` where it is counted under *other*.
    pub rate: Option<Rate>,
}

impl CollectionPage {
    /// Lays out the figures. `returned` holds the returns by the key under which they are kept.
    pub fn new(
        inspection: Inspection,
        collection: Collection,
        strata: &[Stratum],
        returned: &HashMap<String, u64>,
        base: &BaseUrl,
        now: DateTime<Utc>,
    ) -> Self {
        let threshold = u32::try_from(inspection.threshold).unwrap_or(u32::MAX);
        let count = |key: &str| returned.get(key).copied().unwrap_or(0);
        let is_small = |stratum: &&Stratum| stratum.kept_as(threshold) == Stratum::OTHER;
        let part = |stratum: &Stratum| Part {
            name: stratum.name.clone(),
            population: stratum.population,
            address: address(base, stratum.link.as_str()),
            rate: (!is_small(&stratum)).then(|| Rate::new(count(&stratum.key), Some(stratum.population.into()))),
        };
        let small = strata.iter().filter(is_small).map(|s| u64::from(s.population)).reduce(|a, b| a + b);
        let rate = Rate::new(returned.values().sum(), collection.population.map(u64::from));
        let course = Course::of(&collection, rate, now);
        Self {
            course,
            pace: pace::to_catch_up(&collection, course, now),
            state: collection.state(now),
            address: address(base, collection.link.as_str()),
            parts: strata.iter().map(part).collect(),
            other: small.map(|population| Rate::new(count(Stratum::OTHER), Some(population))),
            by_own_link: count(Stratum::NONE),
            rate,
            inspection,
            collection,
            now,
        }
    }

    /// How many people the parts have together.
    pub fn in_parts(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.population)).sum()
    }

    /// "Midlothian, 8 to 15".
    pub fn name(&self) -> String {
        format!("{}, {}", self.collection.area, self.collection.audience.name())
    }
}

/// The short address of a link.
pub fn address(base: &BaseUrl, link: &str) -> String {
    base.with(&format!("/s/{link}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        console::pace::tests::half_way,
        inspection::{InspectionKind, Link},
    };

    #[test]
    fn a_part_smaller_than_the_threshold_is_counted_with_the_others() {
        let (collection, now) = half_way();
        let inspection = Inspection {
            id: collection.inspection,
            title: "Midlothian".to_owned(),
            kind: InspectionKind::JointInspection,
            lead: "lead@example.org".to_owned(),
            threshold: 10,
            opens_on: now.date_naive(),
            closes_on: now.date_naive(),
        };
        let stratum = |key: &str, population| Stratum {
            key: key.to_owned(),
            name: key.to_owned(),
            population,
            link: Link::random(),
        };
        let strata = [stratum("health", 50), stratum("police", 9), stratum("reporter", 4)];
        let returned = [("health", 20), ("other", 7), ("", 3)].map(|(key, count)| (key.to_owned(), count)).into();
        let base = "https://speir.example".parse().expect("an address");
        let page = CollectionPage::new(inspection, collection, &strata, &returned, &base, now);
        assert_eq!(page.rate.to_string(), "30 of 100, 30%");
        assert_eq!(page.parts.iter().map(|p| p.rate).collect::<Vec<_>>(), [Some(Rate::new(20, Some(50))), None, None]);
        assert_eq!(page.other, Some(Rate::new(7, Some(13))));
        assert_eq!((page.by_own_link, page.pace, page.course), (3, Some(40), Course::Behind));
    }
}
