use std::{borrow::Cow, collections::HashMap};

use crate::results::Tally;

/// The tallies of one collection: by crowd, then by question.
pub type Tallies = HashMap<String, HashMap<String, Tally>>;

/// The answers of all crowds.
pub fn everybody<'a>(tallies: &'a Tallies, id: &str) -> Cow<'a, Tally> {
    let mut crowds = tallies.values();
    if let (Some(only), None) = (crowds.next(), crowds.next()) {
        return only.get(id).map_or_else(Cow::default, Cow::Borrowed);
    }
    let mut all = Tally::default();
    tallies.values().filter_map(|own| own.get(id)).for_each(|tally| all.add_all(tally));
    Cow::Owned(all)
}
