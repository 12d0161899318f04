//! What this process knows by a key: audiences, frameworks and surveys.
//!
//! A [`Slot`] is what small handles point at, so that they can be copied and compared everywhere. A
//! definition can change while handles are held; what is replaced is kept until the process ends,
//! for names are lent for as long. There are as many as there are changes of definitions, so a few.

use std::sync::{PoisonError, RwLock};

/// The place of one key, which never changes, and its present definition.
pub struct Slot<D: 'static> {
    pub key: &'static str,
    /// In the order in which keys became known.
    pub place: usize,
    definition: RwLock<Option<&'static D>>,
}

impl<D> Slot<D> {
    /// `None` for a key of the database that nobody has defined here.
    pub fn definition(&self) -> Option<&'static D> {
        *self.definition.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All slots of one kind of definition.
pub struct Registry<D: 'static>(RwLock<Vec<&'static Slot<D>>>);

impl<D: PartialEq> Registry<D> {
    pub const fn new() -> Self {
        Self(RwLock::new(Vec::new()))
    }

    fn slots(&self) -> Vec<&'static Slot<D>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn find(&self, key: &str) -> Option<&'static Slot<D>> {
        let slots = self.0.read().unwrap_or_else(PoisonError::into_inner);
        slots.iter().copied().find(|slot| slot.key == key)
    }

    /// The slot of a key, defined or not. Only for keys of the database and of files: slots are
    /// never removed.
    pub fn slot(&self, key: &str) -> &'static Slot<D> {
        if let Some(slot) = self.find(key) {
            return slot;
        }
        let mut slots = self.0.write().unwrap_or_else(PoisonError::into_inner);
        slots.iter().copied().find(|slot| slot.key == key).unwrap_or_else(|| {
            let slot: &'static Slot<D> = Box::leak(Box::new(Slot {
                key: Box::leak(key.to_owned().into_boxed_str()),
                place: slots.len(),
                definition: RwLock::new(None),
            }));
            slots.push(slot);
            slot
        })
    }

    /// The slot of a key, if it is defined.
    pub fn defined(&self, key: &str) -> Option<&'static Slot<D>> {
        self.find(key).filter(|slot| slot.definition().is_some())
    }

    /// All that are defined, in their order.
    pub fn all(&self) -> Vec<&'static Slot<D>> {
        self.slots().into_iter().filter(|slot| slot.definition().is_some()).collect()
    }

    /// Defines a key, or replaces its definition.
    pub fn define(&self, key: &str, one: D) {
        let slot = self.slot(key);
        if slot.definition() != Some(&one) {
            let mut definition = slot.definition.write().unwrap_or_else(PoisonError::into_inner);
            *definition = Some(Box::leak(Box::new(one)));
        }
    }
}
