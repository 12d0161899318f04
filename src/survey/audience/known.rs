//! The audiences that this process knows: those that Speir ships, and those that the database or a
//! folder of surveys has added since.

use std::sync::LazyLock;

use super::definition::{self, Definition, Group};
use crate::survey::registry::Registry;

/// What Speir ships.
const SHIPPED: &str = include_str!("../../../surveys/audiences.toml");

pub static AUDIENCES: LazyLock<Registry<Definition>> = LazyLock::new(|| {
    let known = Registry::new();
    for one in shipped().0 {
        known.define(&one.key.to_string(), one);
    }
    known
});

pub static GROUPS: LazyLock<Registry<Group>> = LazyLock::new(|| {
    let known = Registry::new();
    for one in shipped().1 {
        known.define(&one.key.to_string(), one);
    }
    known
});

/// The definition that Speir ships under a key.
pub fn as_shipped(key: &str) -> Option<Definition> {
    shipped().0.into_iter().find(|one| one.key.as_str() == key)
}

fn shipped() -> (Vec<Definition>, Vec<Group>) {
    definition::read(SHIPPED).unwrap_or_default()
}

/// Adds definitions, or replaces those of the same keys.
pub fn define(audiences: Vec<Definition>, groups: Vec<Group>) {
    for one in groups {
        GROUPS.define(&one.key.to_string(), one);
    }
    for one in audiences {
        AUDIENCES.define(&one.key.to_string(), one);
    }
}
