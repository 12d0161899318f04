//! What the rules of this version publish.

mod collection;
mod page;
mod release;
mod rows;

use std::sync::Arc;

use speir::survey::Survey;

use super::{
    maker::Inspected,
    model::{self, Made},
};
use crate::results::sample;

pub fn publish(surveys: &[Arc<Survey>], inspected: &Inspected) -> Made {
    let inspection = sample::inspection(inspected.threshold);
    let (released, own) = page::page(surveys, &inspection, inspected, inspection.k());
    let mut pages = vec![own];
    if inspected.programme != inspected.threshold {
        let k = u64::from(inspected.programme);
        pages.push(page::page(surveys, &inspection, inspected, k).1);
    }
    let of_each = inspected.collections.iter().zip(&released);
    let collections = of_each.map(|(sample, (results, crowds))| {
        collection::collection(&surveys[sample.survey], sample, results, crowds)
    });
    Made {
        surveys: surveys.iter().map(|survey| model::asked(survey)).collect(),
        collections: collections.collect(),
        pages,
    }
}
