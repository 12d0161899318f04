use validator::Validate;

use crate::{audit::Subject, inspection::create::is_programme_title, store::Id, survey::Framework};

/// Inspections that are reported together, such as the joint inspections of 2018 to 2020.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    pub id: Id,
    pub title: String,
    /// What its inspections ask and evaluate.
    pub framework: Framework,
    /// The email address of who made it; `None` for the command line.
    pub made_by: Option<String>,
}

/// A programme to be created, or what one is changed to.
#[derive(Clone, Debug, PartialEq, Eq, Validate)]
pub struct NewProgramme {
    #[validate(custom(function = "is_programme_title"))]
    pub title: String,
    pub framework: Framework,
}

impl NewProgramme {
    pub fn new(title: &str, framework: Framework) -> Self {
        Self { title: title.trim().to_owned(), framework }
    }

    /// The programme with a new id.
    pub fn into_programme(self, made_by: Option<&str>) -> Programme {
        Programme {
            id: Id::random(),
            title: self.title.trim().to_owned(),
            framework: self.framework,
            made_by: made_by.map(str::to_owned),
        }
    }
}

/// The subject in the audit log. It belongs to no single inspection.
impl From<&Programme> for Subject {
    fn from(programme: &Programme) -> Self {
        Self::from(programme.title.as_str())
    }
}
