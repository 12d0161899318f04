use crate::{inspection::Part, results::groups::Group};

/// What several labels together are called in files.
pub const ALL_OTHERS: &str = "all-others";

/// The name of a group in files; `None` for people of no part.
pub fn key(group: &Group) -> Option<&str> {
    match group.labels.as_slice() {
        [label] if label == Part::NONE && !group.rest => None,
        [label] if label != Part::NONE => Some(label),
        _ => Some(ALL_OTHERS),
    }
}
