use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use validator::{Validate, ValidationErrors};

use super::{
    FileProblem,
    read::{Content, read},
};
use crate::{
    inspection::{
        Area, Earlier,
        create::{NewCollection, NewInspection},
        followed,
    },
    survey::Instrument,
};

/// An inspection that can be made, with its collections.
#[derive(Clone, Debug)]
pub struct Sound {
    pub inspection: NewInspection,
    pub collections: Vec<NewCollection>,
    /// What had closed already when the file was read.
    pub closed: Vec<FileProblem>,
}

/// Reads a file and checks all of it. `versions` gives the numbers of the published versions of a
/// survey, `published` says what is wrong with a version that cannot be asked, and `earlier` are the
/// inspections that a progress review may follow.
pub fn sound(
    text: &str,
    versions: impl Fn(Instrument) -> Vec<u32>,
    mut published: impl FnMut(Instrument, u32) -> Result<(), String>,
    (earlier, now): (&[Earlier], DateTime<Utc>),
) -> Result<Sound, FileProblem> {
    let Content { mut inspection, follows, collections } = read(text, versions)?;
    inspection
        .validate()
        .map_err(|errors| FileProblem { line: None, reason: one_line(&errors) })?;
    let mut closed = Vec::new();
    for (number, (line, collection)) in collections.iter().enumerate() {
        let place =
            format!("Collection {} ({}, {})", number + 1, collection.area, collection.survey);
        let problem = |reason: String| FileProblem {
            line: Some(*line),
            reason: format!("{place}: {reason}"),
        };
        collection.validate().map_err(|errors| problem(one_line(&errors)))?;
        published(collection.survey, collection.version).map_err(problem)?;
        let same = |(_, other): &(usize, NewCollection)| {
            (other.area, other.survey) == (collection.area, collection.survey)
        };
        if collections.iter().skip(number + 1).any(same) {
            return Err(problem(
                "This survey appears twice in this area. Remove one of them.".to_owned(),
            ));
        }
        if collection.has_closed(now) {
            closed.push(problem("It has closed already.".to_owned()));
        }
    }
    let areas: BTreeSet<Area> = collections.iter().map(|(_, one)| one.area).collect();
    let named = (inspection.kind, inspection.follows.as_deref());
    inspection.particulars.follows = followed(named, earlier, (&areas, inspection.opens_on))
        .map_err(|reason| FileProblem { line: follows, reason })?;
    Ok(Sound {
        inspection,
        collections: collections.into_iter().map(|(_, collection)| collection).collect(),
        closed,
    })
}

/// The first message of each field.
fn one_line(errors: &ValidationErrors) -> String {
    let mut messages = Vec::new();
    collect(errors, &mut messages);
    messages.join(" ")
}

fn collect(errors: &ValidationErrors, messages: &mut Vec<String>) {
    use validator::ValidationErrorsKind::{Field, List, Struct};
    for kind in errors.errors().values() {
        match kind {
            Field(fields) => messages
                .extend(fields.iter().map(|e| e.message.as_deref().unwrap_or(&e.code).to_owned())),
            Struct(inner) => collect(inner, messages),
            List(inner) => inner.values().for_each(|inner| collect(inner, messages)),
        }
    }
}
