//! The audiences that this process knows: those that Speir ships, and those that the database or a
//! folder of surveys has added since.
//!
//! An audience is a small handle, so that it can be a key everywhere. Its definition can change
//! while handles are held; what is replaced is kept until the process ends, for names are lent for
//! as long. There are as many as there are changes of definitions, so a few.

use std::sync::{LazyLock, PoisonError, RwLock};

use super::definition::{self, Definition, Group};

/// What Speir ships.
const SHIPPED: &str = include_str!("../../../surveys/audiences.toml");

/// The place of an audience, which never changes, and its present definition.
pub struct Slot {
    pub key: &'static str,
    /// In the order in which they became known.
    pub place: usize,
    definition: RwLock<Option<&'static Definition>>,
}

impl Slot {
    /// `None` for a key of the database that nobody has defined.
    pub fn definition(&self) -> Option<&'static Definition> {
        *self.definition.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Known {
    slots: Vec<&'static Slot>,
    groups: Vec<&'static Group>,
}

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(|| {
    let mut known = Known::default();
    if let Ok((audiences, groups)) = definition::read(SHIPPED) {
        audiences.into_iter().for_each(|one| known.define(one));
        groups.into_iter().for_each(|one| known.add_group(one));
    }
    RwLock::new(known)
});

impl Known {
    fn find(&self, key: &str) -> Option<&'static Slot> {
        self.slots.iter().copied().find(|slot| slot.key == key)
    }

    fn slot(&mut self, key: &str) -> &'static Slot {
        self.find(key).unwrap_or_else(|| {
            let slot: &'static Slot = Box::leak(Box::new(Slot {
                key: Box::leak(key.to_owned().into_boxed_str()),
                place: self.slots.len(),
                definition: RwLock::new(None),
            }));
            self.slots.push(slot);
            slot
        })
    }

    fn define(&mut self, one: Definition) {
        let slot = self.slot(&one.key);
        if slot.definition() != Some(&one) {
            let mut definition = slot.definition.write().unwrap_or_else(PoisonError::into_inner);
            *definition = Some(Box::leak(Box::new(one)));
        }
    }

    fn add_group(&mut self, one: Group) {
        self.groups.retain(|group| group.key != one.key);
        self.groups.push(Box::leak(Box::new(one)));
    }
}

/// The audience of a key, defined or not.
pub fn slot(key: &str) -> &'static Slot {
    let found = KNOWN.read().unwrap_or_else(PoisonError::into_inner).find(key);
    found.unwrap_or_else(|| KNOWN.write().unwrap_or_else(PoisonError::into_inner).slot(key))
}

/// The audience of a key, if it is defined.
pub fn defined(key: &str) -> Option<&'static Slot> {
    let found = KNOWN.read().unwrap_or_else(PoisonError::into_inner).find(key);
    found.filter(|slot| slot.definition().is_some())
}

/// All that are defined, in their order.
pub fn all() -> Vec<&'static Slot> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    known.slots.iter().copied().filter(|slot| slot.definition().is_some()).collect()
}

/// The group of a key.
pub fn group(key: &str) -> Option<&'static Group> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    known.groups.iter().copied().find(|group| group.key == key)
}

/// Adds definitions, or replaces those of the same keys.
pub fn define(audiences: Vec<Definition>, groups: Vec<Group>) {
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    audiences.into_iter().for_each(|one| known.define(one));
    groups.into_iter().for_each(|one| known.add_group(one));
}
