//! Audiences for tests.

use super::Audience;

pub fn staff() -> Audience {
    Audience::stored("staff")
}

pub fn children() -> Audience {
    Audience::stored("age-8-15")
}

pub fn young_people() -> Audience {
    Audience::stored("age-16-plus")
}

pub fn parents() -> Audience {
    Audience::stored("parents-carers")
}
