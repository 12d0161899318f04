//! Audiences for tests.

use super::Audience;

impl Audience {
    pub fn staff() -> Self {
        Self::stored("staff")
    }

    pub fn children() -> Self {
        Self::stored("age-8-15")
    }

    pub fn young_people() -> Self {
        Self::stored("age-16-plus")
    }

    pub fn parents() -> Self {
        Self::stored("parents-carers")
    }
}
