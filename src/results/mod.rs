//! Results, based on tallies made at release and never on the responses themselves; and retention
//! of released data.

pub mod change;
mod figure;
pub mod groups;
mod kept;
pub mod margin;
pub mod model;
mod most;
pub mod over_areas;
pub mod over_groups;
mod queries;
mod reader;
pub mod retention;
mod share;
mod sides;
pub mod small_numbers;
pub mod statistics;
pub mod together;
pub mod weighting;
pub mod withheld;
pub mod wording;

pub use figure::{Figure, OptionCount, Tally};
pub use kept::Kept;
pub use model::{AcrossAreas, CollectionResults, NamedPart, Tallies};
pub use most::Most;
pub use queries::{
    across_areas, across_inspections, divide, group_across_inspections, joins_published,
    of_collection, together_in_area,
};
pub use reader::{ENOUGH, Reader};
pub use share::Share;
pub use sides::{Side, SideKind, asked, asked_any};
pub use small_numbers::{Shown, Words};
