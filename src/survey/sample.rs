//! The surveys of a joint inspection, for tests, as though they were published.

use std::{path::Path, sync::Once};

use super::{Edition, Instrument};

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
}

fn published(key: &str) -> Instrument {
    static ALL: Once = Once::new();
    ALL.call_once(|| {
        for key in ["staff", "age-8-15", "age-16-plus", "parents-carers"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys").join(key).join("v1");
            Edition::read(&folder).expect("a survey").make_known();
        }
    });
    Instrument::defined(key).expect("a survey")
}
