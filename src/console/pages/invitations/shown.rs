use crate::console::shell::form::{Errors, Typed};

/// What a form that was sent has come to.
#[derive(Default)]
pub struct Shown<'a> {
    pub typed: Option<&'a Typed>,
    pub errors: Errors,
    /// The rows of a list that cannot be used, by their reason.
    pub left_out: Vec<String>,
}

impl Shown<'_> {
    pub fn error(field: &'static str, sentence: impl std::fmt::Display) -> Self {
        Self { errors: Errors::one(field, sentence.to_string()), ..Self::default() }
    }
}
