use crate::console::shell::form::{Errors, Typed};

/// The result of a posted form.
#[derive(Default)]
pub struct Shown<'a> {
    pub typed: Option<&'a Typed>,
    pub errors: Errors,
    /// The unusable rows of a list, by reason.
    pub left_out: Vec<String>,
}

impl Shown<'_> {
    pub fn error(field: &'static str, sentence: impl std::fmt::Display) -> Self {
        Self { errors: Errors::one(field, sentence.to_string()), ..Self::default() }
    }
}
