use super::origin::Origin;
use crate::{console::pages::asked::Versions, inspection::Earlier, users::User, web::paths};

/// What the form is based on.
#[derive(Clone, Debug)]
pub struct Ground {
    pub viewer: User,
    pub versions: Versions,
    pub titles: Vec<String>,
    /// What the viewer sees, for progress reviews.
    pub earlier: Vec<Earlier>,
    /// The inspection that is copied.
    pub origin: Option<Origin>,
}

impl Ground {
    /// Where the form is sent.
    pub fn place(&self) -> String {
        self.origin.as_ref().map_or_else(
            || paths::inspection::ALL.to_owned(),
            |origin| paths::inspection::COPY.of(origin.inspection.id),
        )
    }
}
