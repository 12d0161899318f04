use chrono::{DateTime, Utc};

use crate::{
    console::pace::{self, Course},
    inspection::{Collection, Inspection, State, Stratum},
    results::{Bounds, Measure, PartFigures, Rate},
    settings::BaseUrl,
};

/// A collection with its figures at one moment.
#[derive(Clone, Debug)]
pub struct CollectionPage {
    pub inspection: Inspection,
    pub collection: Collection,
    pub rate: Rate,
    pub measure: Measure,
    /// Where people are invited by email.
    pub bounds: Option<Bounds>,
    pub course: Course,
    /// The rate that a steady collection would have now, in percent, where that is a question.
    pub pace: Option<u64>,
    pub state: State,
    /// What people type, and what the QR code says.
    pub address: String,
    pub parts: Vec<Part>,
    /// The parts that are too small to stand alone, together; `None` if there is none.
    pub other: Option<Rate>,
    /// Returned outside of the parts: by the collection's own link, or without a part in the list or on the slips.
    pub outside_parts: u64,
    pub now: DateTime<Utc>,
}

/// A stratum with its figures.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: String,
    pub population: u32,
    /// `None` where no link opens a form by itself.
    pub address: Option<String>,
    /// `None` where it is counted under *other*.
    pub rate: Option<Rate>,
}

impl CollectionPage {
    /// Lays out the figures.
    pub fn new(
        inspection: Inspection,
        collection: Collection,
        strata: &[Stratum],
        figures: &PartFigures,
        base: &BaseUrl,
        now: DateTime<Utc>,
    ) -> Self {
        let threshold = u32::try_from(inspection.threshold).unwrap_or(u32::MAX);
        let is_small = |stratum: &&Stratum| stratum.kept_as(threshold) == Stratum::OTHER;
        let part = |stratum: &Stratum| Part {
            name: stratum.name.clone(),
            population: stratum.population,
            address: collection.open_link.then(|| address(base, stratum.link.as_str())),
            rate: (!is_small(&stratum))
                .then(|| figures.rate(&collection, &stratum.key, Some(stratum.population.into()))),
        };
        let small = strata.iter().filter(is_small).map(|s| u64::from(s.population)).reduce(|a, b| a + b);
        let (reach, returned) = figures.whole(&collection);
        let rate = reach.rate(returned);
        let course = Course::of(&collection, rate, now);
        Self {
            course,
            measure: reach.measure(),
            bounds: reach.bounds(returned),
            pace: pace::to_catch_up(&collection, course, now),
            state: collection.state(now),
            address: address(base, collection.link.as_str()),
            parts: strata.iter().map(part).collect(),
            other: small.map(|population| figures.rate(&collection, Stratum::OTHER, Some(population))),
            outside_parts: figures.returned(Stratum::NONE),
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
        self.collection.name()
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
            keep_days: 365,
        };
        let stratum = |key: &str, population| Stratum {
            key: key.to_owned(),
            name: key.to_owned(),
            population,
            link: Link::random(),
        };
        let strata = [stratum("health", 50), stratum("police", 9), stratum("reporter", 4)];
        let returned = [("health", 20), ("other", 7), ("", 3)].map(|(key, count)| (key.to_owned(), count)).into();
        let figures = PartFigures { returned, ..PartFigures::default() };
        let base = "https://speir.example".parse().expect("an address");
        let page = CollectionPage::new(inspection, collection, &strata, &figures, &base, now);
        assert_eq!(page.rate.to_string(), "30 of 100, 30%");
        assert_eq!(page.parts.iter().map(|p| p.rate).collect::<Vec<_>>(), [Some(Rate::new(20, Some(50))), None, None]);
        assert_eq!(page.other, Some(Rate::new(7, Some(13))));
        assert_eq!((page.outside_parts, page.pace, page.course), (3, Some(40), Course::Behind));
    }
}
