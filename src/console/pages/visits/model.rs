use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{inspection::Collection, rates::Figures, store::Id};

/// The previous sign-in, and the counts of each collection then.
#[derive(Clone, Debug)]
pub struct Before {
    pub at: DateTime<Utc>,
    pub returned: HashMap<Id, u64>,
}

/// The responses since the previous sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    pub at: DateTime<Utc>,
    /// Every collection that was open at some time since, and how many responses it gained.
    pub more: Vec<(Id, u64)>,
}

/// Compares. A collection without a stored count opened later, or had already closed; the latter
/// has nothing new.
pub fn since(before: &Before, collections: &[Collection], figures: &Figures) -> Since {
    let more = |collection: &Collection| {
        let had = match before.returned.get(&collection.id) {
            Some(had) => *had,
            None if collection.opens_at >= before.at => 0,
            None => return None,
        };
        Some((collection.id, figures.returned(collection).count()?.saturating_sub(had)))
    };
    Since { at: before.at, more: collections.iter().filter_map(more).collect() }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{inspection::sample::half_way, rates::Returns};

    #[test]
    fn only_collections_open_since_can_gain_responses() {
        let (open, now) = half_way();
        let later = Collection { id: Id::random(), opens_at: now, ..open.clone() };
        let over = Collection { id: Id::random(), ..open.clone() };
        let figures = Returns::from([(open.id, 45), (later.id, 3), (over.id, 90)]).into();
        let before =
            Before { at: now - TimeDelta::days(1), returned: HashMap::from([(open.id, 40)]) };
        let since = since(&before, &[open.clone(), later.clone(), over], &figures);
        assert_eq!(since.more, [(open.id, 5), (later.id, 3)]);
    }
}
