use crate::{
    inspection::{Collection, Inspection, Stratum},
    rates::{PartFigures, Rate},
};

/// The parts of a collection with their figures. Parts that are too small are counted together.
#[derive(Clone, Debug)]
pub struct Parts {
    pub parts: Vec<Part>,
    /// The parts that are too small to stand alone, together; `None` if there is none.
    pub other: Option<Rate>,
    /// Returned outside of the parts: by the collection's own link, or without a part in the list
    /// or on the slips.
    pub outside: u64,
}

/// A stratum with its figures.
#[derive(Clone, Debug)]
pub struct Part {
    pub stratum: Stratum,
    /// `None` where it is counted under *other*.
    pub rate: Option<Rate>,
}

impl Parts {
    pub fn of(
        inspection: &Inspection,
        collection: &Collection,
        strata: Vec<Stratum>,
        figures: &PartFigures,
    ) -> Self {
        let threshold = inspection.threshold;
        let is_small = |stratum: &Stratum| stratum.kept_as(threshold) == Stratum::OTHER;
        let rate = |stratum: &Stratum| {
            figures.rate(collection, &stratum.key, Some(u64::from(stratum.population)))
        };
        let small = strata
            .iter()
            .filter(|one| is_small(one))
            .map(|one| u64::from(one.population))
            .reduce(|a, b| a + b);
        let part = |stratum: Stratum| Part {
            rate: (!is_small(&stratum)).then(|| rate(&stratum)),
            stratum,
        };
        Self {
            other: small
                .map(|population| figures.rate(collection, Stratum::OTHER, Some(population))),
            outside: figures.returned(Stratum::NONE),
            parts: strata.into_iter().map(part).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        fieldwork::pace::tests::half_way,
        inspection::{InspectionKind, Link},
    };

    proptest! {
        #[test]
        fn a_part_stands_alone_where_it_is_large_enough_and_all_others_stand_together(
            populations in proptest::collection::vec(1..40_u32, 0..12), threshold in 5..30_u32,
        ) {
            let (collection, now) = half_way();
            let inspection = Inspection {
                id: collection.inspection,
                title: "A trial".to_owned(),
                kind: InspectionKind::JointInspection,
                lead: "lead@example.org".to_owned(),
                threshold,
                opens_on: now.date_naive(),
                closes_on: now.date_naive(),
                keep_days: 365,
                contact: crate::inspection::Contact::default(),
            };
            let stratum = |(number, population): (usize, &u32)| Stratum {
                key: format!("s{number}"),
                name: format!("Part {number}"),
                population: *population,
                link: Link::random(),
            };
            let strata: Vec<_> = populations.iter().enumerate().map(stratum).collect();
            let mut figures = PartFigures::default();
            figures.returned.insert(Stratum::OTHER.to_owned(), 3);
            figures.returned.insert(Stratum::NONE.to_owned(), 2);
            let parts = Parts::of(&inspection, &collection, strata, &figures);
            for part in &parts.parts {
                let large = part.stratum.population >= threshold;
                prop_assert_eq!(part.rate.is_some(), large);
            }
            let small: Vec<u64> =
                parts.parts.iter().filter(|part| part.rate.is_none()).map(|part| part.stratum.population.into()).collect();
            let together = (!small.is_empty()).then(|| Rate::new(3, Some(small.iter().sum())));
            prop_assert_eq!(parts.other, together);
            prop_assert_eq!((parts.parts.len(), parts.outside), (populations.len(), 2));
        }
    }
}
