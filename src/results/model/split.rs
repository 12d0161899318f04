use crate::results::Share;

/// One way in which the people of several areas are divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitOverAreas {
    /// [`Division::key`](crate::results::groups::Division::key).
    pub key: String,
    pub groups: Vec<GroupOverAreas>,
}

/// One group over the areas that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOverAreas {
    /// The id of the option or the key of the part.
    pub label: String,
    pub name: String,
    /// The sum.
    pub share: Share,
    /// The places of these areas in [`AcrossAreas::areas`](super::AcrossAreas::areas).
    pub of: Vec<usize>,
}
