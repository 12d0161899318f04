use std::collections::HashMap;

use crate::results::Tally;

/// The tallies of one collection: by crowd, then by question.
pub type Tallies = HashMap<String, HashMap<String, Tally>>;

/// The answers of all crowds.
pub fn everybody(tallies: &Tallies, id: &str) -> Tally {
    let mut all = Tally::default();
    tallies.values().filter_map(|own| own.get(id)).for_each(|tally| all.add_all(tally));
    all
}
