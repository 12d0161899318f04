use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{
    audit::Outside,
    console::shell::{
        ConsoleError,
        access::{Named, Names},
        form::{Errors, Typed},
    },
    fieldwork::change::Difference,
    inspection::Inspection,
    programme::{self, NewProgramme, Programme, queries},
    store::{Connection, Id, StoreError},
    survey::Framework,
    users::{Scope, Sight},
};

/// The fields in the order in which the page shows them.
pub const FIELDS: [&str; 3] = ["title", "framework", "inspections"];

/// A programme that the user may change.
#[derive(Debug)]
pub struct Changeable(pub Programme);

impl Named for Changeable {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        let found = <Programme as Named>::find(connection, scope, names)?;
        let Sight::Seen(programme) = found else {
            return found.then(|_| Ok(None));
        };
        let members = queries::members(connection, programme.id)?;
        Ok(if programme::may_change(scope, &programme, &members) {
            Sight::Seen(Self(programme))
        } else {
            Sight::Hidden(Outside::Other)
        })
    }
}

/// What the form of a programme is made of.
#[derive(Debug)]
pub struct FormPage {
    /// `None` for a new programme.
    pub programme: Option<Programme>,
    /// The inspections that the user can put in, with the title of the programme that each is in.
    pub choices: Vec<(Inspection, Option<Programme>)>,
    /// Whether inspections are in it that the user does not see.
    has_others: bool,
    /// How many published figures it has, and their fingerprint.
    pub figures: (usize, String),
}

impl Named for FormPage {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        Changeable::find(connection, scope, names)?
            .then(|Changeable(programme)| Ok(Some(Self::read(connection, scope, Some(programme))?)))
    }
}

impl FormPage {
    pub fn read(
        connection: &mut Connection,
        scope: &Scope,
        programme: Option<Programme>,
    ) -> Result<Self, StoreError> {
        let mut of_each: HashMap<Id, Programme> = queries::of_inspections(connection)?;
        let seen = scope.inspections(connection)?;
        let choices: Vec<_> = seen
            .into_iter()
            .map(|inspection| {
                let its_own = of_each.remove(&inspection.id);
                (inspection, its_own)
            })
            .collect();
        // What is left belongs to inspections that the user does not see.
        let has_others = programme
            .as_ref()
            .is_some_and(|programme| of_each.values().any(|other| other.id == programme.id));
        let figures = match &programme {
            Some(programme) => queries::figures(connection, programme.id)?,
            None => Vec::new(),
        };
        let figures = (figures.len(), programme::fingerprint(&figures));
        Ok(Self { programme, choices, has_others, figures })
    }

    /// Whether no inspection is in it.
    pub fn is_empty(&self) -> bool {
        !self.has_others && self.before().inspections.is_empty()
    }

    /// The present values.
    pub fn before(&self) -> Before {
        let Some(programme) = &self.programme else { return Before::default() };
        let is_in =
            |own: &Option<Programme>| own.as_ref().is_some_and(|one| one.id == programme.id);
        Before {
            title: programme.title.clone(),
            framework: programme.framework.key().to_owned(),
            inspections: self
                .choices
                .iter()
                .filter(|(_, own)| is_in(own))
                .map(|(inspection, _)| inspection.id.to_string())
                .collect(),
        }
    }

    /// The ids of the chosen inspections.
    pub fn chosen(&self, ids: &BTreeSet<String>) -> BTreeSet<Id> {
        let all = self.choices.iter().map(|(inspection, _)| inspection.id);
        all.filter(|id| ids.contains(&id.to_string())).collect()
    }

    /// The inspections that the user can put in.
    pub fn inspections(&self) -> Vec<&Inspection> {
        self.choices.iter().map(|(inspection, _)| inspection).collect()
    }
}

/// The values that the form is filled from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub title: String,
    pub framework: String,
    pub inspections: BTreeSet<String>,
}

impl Before {
    pub fn typed(&self) -> Typed {
        let own = [("title", self.title.clone()), ("framework", self.framework.clone())];
        let inspections = self.inspections.iter().map(|id| ("inspections", id.clone()));
        own.into_iter().chain(inspections).collect()
    }

    /// What somebody has changed since.
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        let count = |of: &Self| of.inspections.len().to_string();
        let all = [
            ("the title", self.title.clone(), now.title.clone()),
            ("the framework", self.framework.clone(), now.framework.clone()),
            ("the number of inspections", count(self), count(now)),
        ];
        all.into_iter()
            .filter(|(_, from, to)| from != to)
            .map(|(what, from, to)| Difference { what: what.to_owned(), from, to })
            .collect()
    }
}

/// What was typed.
#[derive(Clone, Debug)]
pub struct To {
    pub new: NewProgramme,
    pub inspections: BTreeSet<Id>,
}

/// What was typed, or what is wrong with it.
pub fn read(typed: &Typed, page: &FormPage) -> Result<To, Errors> {
    let mut errors = Errors::default();
    let framework: Option<Framework> =
        errors.keep("framework", typed.one("framework").parse().ok(), "Choose a framework.");
    let new = NewProgramme::new(typed.one("title"), framework.unwrap_or_else(Framework::first));
    if let Err(found) = new.validate() {
        errors.add_found(&found);
    }
    let ids: BTreeSet<String> = typed.all("inspections").map(str::to_owned).collect();
    let inspections = page.chosen(&ids);
    if let Some(framework) = framework {
        let other = |(inspection, _): &&(Inspection, Option<Programme>)| {
            inspections.contains(&inspection.id) && inspection.framework != framework
        };
        if let Some((inspection, _)) = page.choices.iter().find(other) {
            errors.add(
                "inspections",
                format!(
                    "“{}” has the framework “{}”. Leave it out, or choose that framework for the \
                        programme.",
                    inspection.title,
                    inspection.framework.name()
                ),
            );
        }
        let of_programme = page.programme.as_ref().map(|one| one.framework);
        if page.has_others && of_programme != Some(framework) {
            errors.add(
                "framework",
                "Other inspections are in this programme too, so its framework cannot change.",
            );
        }
    }
    if errors.is_empty() { Ok(To { new, inspections }) } else { Err(errors.in_order(&FIELDS)) }
}
