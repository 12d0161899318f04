//! Released results after the small-number rules. Every page and file gets its figures from here.

mod across;
mod by_group;
mod collection;
mod question;
mod split;
mod tallies;
mod unions;

pub use across::{AcrossAreas, AcrossQuestion, AcrossUnion};
pub use by_group::OwnGroups;
pub use collection::{CollectionResults, NamedPart};
pub use question::QuestionResult;
pub use split::{GroupOverAreas, SplitOverAreas};
pub use tallies::Tallies;
pub use unions::UnionResult;

pub(super) use {question::whole, unions::again as unions_of};
