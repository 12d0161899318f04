//! What the API says. These types are its promise: fields are added, and none is taken away or
//! given another meaning.

mod collection;
mod inspections;
mod rates;
mod words;

pub use collection::{CollectionFigures, Facts};
pub use inspections::{InspectionList, InspectionWithCollections, Page};
pub use rates::Rates;
