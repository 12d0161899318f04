use crate::invitation::refusal::Refusal;

/// The outcome in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was refused or given up. `None` if the reason is unclear.
    Failed(Option<Refusal>),
    /// It is delayed, was delivered or was forwarded.
    Pending,
    /// The report does not say.
    Unclear,
}
