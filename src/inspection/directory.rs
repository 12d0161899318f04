//! An in-memory directory of links, so that opening a form needs no database query.
//!
//! Its size depends on the collections, not on the responses. It is reloaded every few seconds, so
//! changes by other processes soon take effect, and at once when an unknown link is requested.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};

use super::{Collection, Link, Listed, Part, Running, queries};
use crate::{
    store::{Connection, Id, Store, StoreError},
    survey::Instrument,
};

/// The maximum age of the directory.
pub const FRESH_FOR: Duration = Duration::from_secs(5);
/// How often unknown links may cause a reload.
const LOOKS_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// The target of a link.
#[derive(Clone, Debug)]
pub struct Entry {
    pub collection: Arc<Collection>,
    /// The key under which the responses that come by this link are kept.
    pub part: Arc<str>,
    /// Whether the area’s co-ordinator sees the results too.
    pub is_shared: bool,
}

impl Entry {
    /// The form that it opens.
    pub fn asked(&self) -> Asked {
        let Collection { survey, version, .. } = *self.collection;
        Asked { survey, version, is_shared: self.is_shared }
    }
}

/// A form: a version of a survey, with what it says about who sees the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asked {
    pub survey: Instrument,
    pub version: u32,
    /// Whether the area’s co-ordinator sees the results too.
    pub is_shared: bool,
}

type Entries = HashMap<Link, Entry>;

/// All links of the service.
pub struct Directory {
    store: Store,
    entries: RwLock<Arc<Entries>>,
    listed: RwLock<Arc<Listed>>,
    last_read: Mutex<Instant>,
}

impl Directory {
    /// Reads all links. Blocks.
    pub fn open(store: Store) -> Result<Self, StoreError> {
        let (entries, listed) = read(&mut *store.connection()?)?;
        Ok(Self {
            store,
            entries: RwLock::new(Arc::new(entries)),
            listed: RwLock::new(Arc::new(listed)),
            last_read: Mutex::new(Instant::now()),
        })
    }

    /// Reads all links again. Blocks.
    pub fn refresh(&self) -> Result<(), StoreError> {
        let (entries, listed) = read(&mut *self.store.connection()?)?;
        *self.entries.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(entries);
        *self.listed.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(listed);
        Ok(())
    }

    /// The surveys that run at `now` and may be named in public, as last read: the database is not
    /// asked.
    pub fn running(&self, now: DateTime<Utc>) -> Running {
        let listed = Arc::clone(&self.listed.read().unwrap_or_else(PoisonError::into_inner));
        listed.running(now)
    }

    /// The forms of all collections that can still be answered at `now` or later, as last read.
    pub fn to_be_asked(&self, now: DateTime<Utc>) -> BTreeSet<Asked> {
        let entries = Arc::clone(&self.entries.read().unwrap_or_else(PoisonError::into_inner));
        let open = entries.values().filter(|entry| now < entry.collection.closes_at);
        open.map(Entry::asked).collect()
    }

    /// The target of `link`. An unknown link causes a reload, at most once a second in total.
    pub async fn find(self: &Arc<Self>, link: &Link) -> Option<Entry> {
        let known = self.known(link);
        if known.is_some() || !self.may_look_again() {
            return known;
        }
        let directory = Arc::clone(self);
        match actix_web::web::block(move || directory.refresh()).await {
            Ok(Ok(())) => self.known(link),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the links could not be reloaded");
                None
            }
            Err(_) => None,
        }
    }

    fn known(&self, link: &Link) -> Option<Entry> {
        self.entries.read().unwrap_or_else(PoisonError::into_inner).get(link).cloned()
    }

    fn may_look_again(&self) -> bool {
        let mut last = self.last_read.lock().unwrap_or_else(PoisonError::into_inner);
        let may = last.elapsed() >= LOOKS_AGAIN_AFTER;
        if may {
            *last = Instant::now();
        }
        may
    }
}

fn read(connection: &mut Connection) -> Result<(Entries, Listed), StoreError> {
    let inspections = queries::unscoped::inspections(connection)?;
    let thresholds: HashMap<_, _> = inspections.iter().map(|i| (i.id, i.threshold)).collect();
    let shared: HashSet<Id> = inspections
        .iter()
        .filter(|one| one.kind.belongs_to_partnership())
        .map(|one| one.id)
        .collect();
    // A link to a collection that the team records or an area answers opens nothing.
    let collections: HashMap<_, _> = queries::unscoped::collections(connection)?
        .into_iter()
        .filter(Collection::is_anonymous)
        .map(|c| (c.id, Arc::new(c)))
        .collect();
    let mut entries = Entries::new();
    for (id, part) in queries::unscoped::parts(connection)? {
        if let Some(collection) = collections.get(&id) {
            let threshold = thresholds.get(&collection.inspection).copied().unwrap_or(0);
            let entry = Entry {
                part: part.kept_as(threshold).into(),
                is_shared: shared.contains(&collection.inspection),
                collection: collection.clone(),
            };
            entries.insert(part.link, entry);
        }
    }
    let listed = Listed::new(inspections, collections.values().cloned(), Utc::now());
    for collection in collections.into_values() {
        let is_shared = shared.contains(&collection.inspection);
        let link = collection.link.clone();
        entries.insert(link, Entry { collection, part: Part::NONE.into(), is_shared });
    }
    Ok((entries, listed))
}
