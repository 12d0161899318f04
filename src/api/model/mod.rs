//! The API's responses. Fields may be added to these types, but not removed or given another
//! meaning.

mod collection;
mod inspections;
mod rates;
mod words;

pub use collection::{CollectionFigures, Facts};
pub use inspections::{InspectionList, InspectionWithCollections, Page};
pub use rates::Rates;
