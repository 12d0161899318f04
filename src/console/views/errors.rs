use std::borrow::Cow;

use validator::{ValidationErrors, ValidationErrorsKind};

/// The errors of a form: at most one sentence per field, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(Cow<'static, str>, String)>);

impl Errors {
    /// One error.
    pub fn one(field: &'static str, sentence: impl Into<String>) -> Self {
        Self(vec![(field.into(), sentence.into())])
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds an error, unless the field already has one.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, sentence: impl Into<String>) {
        let field = field.into();
        if self.of(&field).is_none() {
            self.0.push((field, sentence.into()));
        }
    }

    /// Returns the value, or adds the error.
    pub fn keep<T>(&mut self, field: &'static str, value: Option<T>, sentence: &str) -> Option<T> {
        if value.is_none() {
            self.add(field, sentence);
        }
        value
    }

    /// Adds the errors of `validator`. An error of the whole struct has a field's name as its code.
    pub fn add_found(&mut self, found: &ValidationErrors) {
        for (field, kind) in found.errors() {
            let errors = match kind {
                ValidationErrorsKind::Field(errors) => errors,
                ValidationErrorsKind::Struct(inner) => {
                    self.add_found(inner);
                    continue;
                }
                ValidationErrorsKind::List(_) => continue,
            };
            for error in errors {
                let place = if field == "__all__" { &error.code } else { field };
                if let (Cow::Borrowed(place), Some(message)) = (place, &error.message) {
                    self.add(*place, message.clone());
                }
            }
        }
    }

    /// The same errors in the order in which the page shows its fields.
    pub fn in_order(mut self, fields: &[&str]) -> Self {
        self.0.sort_by_key(|(field, _)| fields.iter().position(|name| name == field));
        self
    }

    /// The error of `field`.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, sentence)| sentence.as_str())
    }

    /// Every field with its sentence.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, sentence)| (field.as_ref(), sentence.as_str()))
    }
}
