//! The surveys that Speir ships, for tests, as though they were published.

use std::{path::Path, sync::Once};

use super::{Edition, Instrument, load};

impl Instrument {
    pub fn staff() -> Self {
        published("staff")
    }

    pub fn children() -> Self {
        published("age-8-15")
    }

    pub fn young_people() -> Self {
        published("age-16-plus")
    }

    pub fn parents() -> Self {
        published("parents-carers")
    }

    pub fn record_reading() -> Self {
        published("record-reading")
    }

    pub fn conversations() -> Self {
        published("conversations")
    }
}

fn published(key: &str) -> Instrument {
    static ALL: Once = Once::new();
    ALL.call_once(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys");
        for (key, version) in load::versions(&root) {
            let folder = load::folder(&root, key.as_str(), version);
            Edition::read(&folder).expect("a survey").make_known();
        }
    });
    Instrument::defined(key).expect("a survey")
}
