//! The statistics of results, as pure functions of counts. `docs/statistics.md` gives the formulas,
//! says which page uses which, and how they are checked.
//!
//! They cover chance only. The people who answered chose to answer, and no formula here can show
//! how they differ from those who did not.

mod areas;
mod discovery;
mod fisher;
mod group;
mod newcombe;
mod normal;
mod reminder;
mod representativeness;
#[cfg(test)]
mod tests;
mod undefined;
mod weights;
mod wilson;

pub use areas::{Average, Pooled, average, pooled};
pub use discovery::{adjusted, discoveries};
pub use fisher::{least_expected, probability as exact_probability};
pub use group::Group;
pub use newcombe::{Interval, Sample, probability as difference_probability};
pub use normal::Z;
pub use reminder::{Outcome, Prospect, Prospects, one_more};
pub use representativeness::{Part, Representativeness, representativeness};
pub use undefined::Undefined;
pub use weights::{Weighted, weighted};
pub use wilson::{effective_base, interval, wilson};
