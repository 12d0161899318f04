use crate::invitation::refusal::Refusal;

/// What a report says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was refused or given up. `None` where the reason is not clear.
    Failed(Option<Refusal>),
    /// It is delayed, was delivered or passed on.
    Pending,
    /// The report does not tell.
    Unclear,
}
