//! The pages above a page, each with its address and its name.

use crate::{
    inspection::{Collection, Inspection},
    web::paths,
};

pub type Step = (String, String);

pub fn inspections() -> Step {
    (paths::CONSOLE.to_owned(), "Inspections".to_owned())
}

pub fn inspection(inspection: &Inspection) -> Step {
    (paths::inspection::PAGE.of(inspection.id), inspection.title.clone())
}

pub fn collection(collection: &Collection) -> Step {
    (paths::collection::PAGE.of(collection.id), collection.name())
}

pub fn evaluations(inspection: &Inspection) -> Step {
    (paths::evaluations::TABLE.of(inspection.id), "Evaluations".to_owned())
}

pub fn invitations(collection: &Collection) -> Step {
    (paths::invitations::PAGE.of(collection.id), "Invitations".to_owned())
}

pub fn account() -> Step {
    (paths::account::PAGE.to_owned(), "Your account".to_owned())
}

pub fn users() -> Step {
    (paths::user::ALL.to_owned(), "Users".to_owned())
}
