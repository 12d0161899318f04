use crate::{
    inspection::{Collection, Inspection, Stratum},
    results::{PartFigures, Rate},
};

/// The parts of a collection with their figures. Those that are too small to stand alone are counted together.
#[derive(Clone, Debug)]
pub struct Parts {
    pub parts: Vec<Part>,
    /// The parts that are too small to stand alone, together; `None` if there is none.
    pub other: Option<Rate>,
    /// Returned outside of the parts: by the collection's own link, or without a part in the list or on the slips.
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
    pub fn of(inspection: &Inspection, collection: &Collection, strata: Vec<Stratum>, figures: &PartFigures) -> Self {
        let threshold = u32::try_from(inspection.threshold).unwrap_or(u32::MAX);
        let is_small = |stratum: &Stratum| stratum.kept_as(threshold) == Stratum::OTHER;
        let rate = |stratum: &Stratum| figures.rate(collection, &stratum.key, Some(u64::from(stratum.population)));
        let small = strata.iter().filter(|one| is_small(one)).map(|one| u64::from(one.population)).reduce(|a, b| a + b);
        let part = |stratum: Stratum| Part { rate: (!is_small(&stratum)).then(|| rate(&stratum)), stratum };
        Self {
            other: small.map(|population| figures.rate(collection, Stratum::OTHER, Some(population))),
            outside: figures.returned(Stratum::NONE),
            parts: strata.into_iter().map(part).collect(),
        }
    }
}
