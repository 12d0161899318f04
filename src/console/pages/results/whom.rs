use crate::console::views::asking::Asking;

/// Whom results are about.
#[derive(Clone, Copy, Debug)]
pub struct Whom<'a> {
    /// In the plural: "staff".
    pub people: &'a str,
    /// Where, if not wherever the survey was asked: " in the 5 areas with 30 or more answers".
    pub within: &'a str,
    pub asking: Asking,
    /// How many could answer, if it is known.
    pub asked: Option<u64>,
}
