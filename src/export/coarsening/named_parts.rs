use std::collections::{BTreeMap, BTreeSet};

/// The parts that rows may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedParts {
    /// Whether the collection is split at all.
    split: bool,
    named: BTreeSet<String>,
}

impl NamedParts {
    /// What stands in a row whose part may not be named.
    pub const WITHHELD: &str = "withheld";

    /// Decides by the published splits, each the keys of its parts and whether they are shown, and
    /// the number of rows under each key.
    pub fn decide(splits: &[Vec<(&str, bool)>], rows: &BTreeMap<String, u64>, k: u64) -> Self {
        let parts = || splits.iter().flatten();
        let hidden: BTreeSet<&str> =
            parts().filter(|(_, shown)| !shown).map(|(key, _)| *key).collect();
        let count = |key: &str| rows.get(key).copied().unwrap_or(0);
        let may_be = |key: &&str| !hidden.contains(key) && count(key) >= k;
        let mut named: BTreeSet<String> =
            parts().map(|(key, _)| *key).filter(may_be).map(str::to_owned).collect();
        loop {
            let withheld: u64 =
                rows.iter().filter(|(key, _)| !named.contains(*key)).map(|(_, count)| count).sum();
            if withheld == 0 || withheld >= k {
                break;
            }
            let Some(smallest) =
                named.iter().min_by_key(|key| (count(key), (*key).clone())).cloned()
            else {
                break;
            };
            named.remove(&smallest);
        }
        Self { split: parts().next().is_some(), named }
    }

    /// The part that rows under this key show: its key, [`NamedParts::WITHHELD`], or nothing if
    /// there is no split.
    pub fn label<'a>(&self, key: &'a str) -> &'a str {
        match (self.split, self.named.contains(key)) {
            (false, _) => "",
            (true, true) => key,
            (true, false) => Self::WITHHELD,
        }
    }
}
