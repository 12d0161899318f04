use crate::{
    inspection::{Collection, Inspection, Part},
    rates::{PartFigures, Rate, Visible},
};

/// The parts of a collection with their figures. Parts that are too small are counted together.
#[derive(Clone, Debug)]
pub struct PartRates {
    pub parts: Vec<PartRate>,
    /// The parts that are too small to stand alone, together; `None` if there is none.
    pub other: Option<Rate>,
    /// Returned outside of the parts: by the collection's own link, or without a part in the list
    /// or on the slips.
    pub outside: Visible,
}

/// A part with its rate.
#[derive(Clone, Debug)]
pub struct PartRate {
    pub part: Part,
    /// `None` where it is counted under *other*.
    pub rate: Option<Rate>,
}

impl PartRates {
    pub fn of(
        inspection: &Inspection,
        collection: &Collection,
        parts: Vec<Part>,
        figures: &PartFigures,
    ) -> Self {
        let threshold = inspection.threshold;
        let is_small = |part: &Part| part.kept_as(threshold) == Part::OTHER;
        let rate =
            |part: &Part| figures.rate(collection, &part.key, Some(u64::from(part.population)));
        let small = parts
            .iter()
            .filter(|one| is_small(one))
            .map(|one| u64::from(one.population))
            .reduce(|a, b| a + b);
        let with_rate =
            |part: Part| PartRate { rate: (!is_small(&part)).then(|| rate(&part)), part };
        Self {
            other: small.map(|population| figures.rate(collection, Part::OTHER, Some(population))),
            outside: figures.returned(collection, Part::NONE),
            parts: parts.into_iter().map(with_rate).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        inspection::sample::{self, half_way, inspection_of},
        rates::Sources,
    };

    proptest! {
        #[test]
        fn a_part_stands_alone_where_it_is_large_enough_and_all_others_stand_together(
            populations in proptest::collection::vec(1..40_u32, 0..12), threshold in 5..30_u32,
        ) {
            let (collection, _) = half_way();
            let inspection = Inspection { threshold, ..inspection_of(&collection) };
            let part = |(number, population): (usize, &u32)| {
                sample::part(&format!("s{number}"), &format!("Part {number}"), *population)
            };
            let parts: Vec<_> = populations.iter().enumerate().map(part).collect();
            let collection = Collection { released_at: Some(collection.closes_at), ..collection };
            let returned = [(Part::OTHER, 3), (Part::NONE, 2)];
            let figures = PartFigures::sample(&returned, Sources::default());
            let rates = PartRates::of(&inspection, &collection, parts, &figures);
            for one in &rates.parts {
                let large = one.part.population >= threshold;
                prop_assert_eq!(one.rate.is_some(), large);
            }
            let small: Vec<u64> =
                rates.parts.iter().filter(|one| one.rate.is_none()).map(|one| one.part.population.into()).collect();
            let together = (!small.is_empty()).then(|| Rate::new(3, Some(small.iter().sum())));
            prop_assert_eq!(rates.other, together);
            prop_assert_eq!((rates.parts.len(), rates.outside), (populations.len(), Visible::Shown(2)));
        }
    }
}
