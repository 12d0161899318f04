use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use validator::{Validate, ValidationError};

use crate::{
    inspection::{Area, Inspection},
    store::Id,
    text::not_an_email,
};

/// Somebody who signs in to the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: Id,
    /// In lower case.
    pub email: String,
    pub role: Role,
    /// The areas of a local co-ordinator; empty for everybody else.
    pub areas: Vec<Area>,
    /// Until when two-step sign-in must be set up, where the role needs it and it is off.
    pub second_step_due: Option<DateTime<Utc>>,
    /// Whether a viewer sees every inspection, and a co-ordinator every inspection in their areas,
    /// rather than only those that they were invited to. Meaningless for other roles.
    pub everywhere: bool,
}

impl User {
    /// Whether they may see figures about answers in collections of this inspection that they see.
    pub const fn may_read_results_of(&self, inspection: &Inspection) -> bool {
        self.role.may_read_results()
            || matches!(self.role, Role::Coordinator) && inspection.kind.belongs_to_partnership()
    }
}

/// A user with their credentials. It is never shown.
#[derive(Clone)]
pub struct Account {
    pub user: User,
    /// The hash of the password; `None` until one has been chosen.
    pub password: Option<String>,
    pub signed_in_at: Option<DateTime<Utc>>,
    /// The sealed key of two-step sign-in, where that is on.
    pub second_step: Option<Vec<u8>>,
    /// The last time step with an accepted code.
    pub second_step_used: i64,
    /// Whether Speir printed the password, so that its owner must replace it first.
    pub password_expired: bool,
    /// Until when two-step sign-in must be set up, from the first sign-in under a rule that asks
    /// for it.
    pub second_step_due: Option<DateTime<Utc>>,
}

/// What a user may do. Every role sees the counts of what is in its [`Scope`](super::Scope).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Admin,
    Lead,
    Coordinator,
    Viewer,
    Analyst,
    Reader,
}

impl Role {
    pub const ALL: [Self; 6] =
        [Self::Admin, Self::Lead, Self::Coordinator, Self::Viewer, Self::Reader, Self::Analyst];

    /// The name on the command line and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Lead => "lead",
            Self::Coordinator => "coordinator",
            Self::Viewer => "viewer",
            Self::Analyst => "analyst",
            Self::Reader => "reader",
        }
    }

    /// The roles whose accounts an inspection can have as its lead or in its team.
    pub const LEADING: [Self; 2] = [Self::Lead, Self::Admin];

    /// The display name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "Administrator",
            Self::Lead => "Inspection lead",
            Self::Coordinator => "Local co-ordinator",
            Self::Viewer => "Viewer",
            Self::Analyst => "Analyst",
            Self::Reader => "Reader",
        }
    }

    /// "a" or "an", before the name.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Admin | Self::Lead | Self::Analyst => "an",
            Self::Coordinator | Self::Viewer | Self::Reader => "a",
        }
    }

    /// "an inspection lead".
    pub fn with_article(self) -> String {
        format!("{} {}", self.article(), self.name().to_lowercase())
    }

    /// What somebody in this role can do, said to them.
    pub const fn welcome(self) -> &'static str {
        match self {
            Self::Admin => "You will see and change everything, and manage accounts.",
            Self::Lead => {
                "You will set up and lead inspections. You will see and change your own \
                    inspections, and read results and comments."
            }
            Self::Coordinator => {
                "You will see the counts of your own area, upload lists of staff, and print slips \
                    and posters. You will see results only of self-evaluations."
            }
            Self::Viewer => {
                "You will see the counts of the inspections that you are invited to, or of all \
                    inspections. You cannot change anything, and you will see no results."
            }
            Self::Reader => {
                "You will see the counts and results of the inspections that you are invited to. \
                    You cannot change anything, and you will read no comments."
            }
            Self::Analyst => {
                "You will see the results of every inspection, and can download released \
                    responses. You cannot change anything."
            }
        }
    }

    /// A sentence about this role.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Admin => "Sees and changes everything, and manages accounts.",
            Self::Lead => {
                "Sets up and leads inspections. Sees and changes their own inspections, and reads \
                    results and comments."
            }
            Self::Coordinator => {
                "Sees the counts of their own area, uploads lists of staff, prints slips and \
                    posters. Sees results only of self-evaluations."
            }
            Self::Viewer => {
                "Sees the counts of the inspections that they are invited to, or of all \
                    inspections. Changes nothing and sees no results."
            }
            Self::Reader => {
                "Sees the counts and results of the inspections that they are invited to. Changes \
                    nothing and reads no comments."
            }
            Self::Analyst => {
                "Sees the results of every inspection, and downloads released responses. Changes \
                    nothing."
            }
        }
    }

    /// Whether the role may create and change other accounts.
    pub const fn may_manage_users(self) -> bool {
        matches!(self, Self::Admin)
    }

    /// Whether others may be invited in a role: by an administrator in any, by a lead as
    /// co-ordinators, viewers and readers. [`Scope::may_invite`](super::Scope::may_invite) decides
    /// about areas and inspections.
    pub const fn may_invite(self, other: Self) -> bool {
        match self {
            Self::Admin => true,
            Self::Lead => matches!(other, Self::Coordinator | Self::Viewer | Self::Reader),
            _ => false,
        }
    }

    /// Whether the role can be limited to inspections.
    pub const fn is_of_inspections(self) -> bool {
        matches!(self, Self::Viewer | Self::Reader | Self::Coordinator)
    }

    /// Whether the role may upload mailboxes and print slips.
    pub const fn may_reach(self) -> bool {
        matches!(self, Self::Admin | Self::Lead | Self::Coordinator)
    }

    /// Whether the role may see and download figures about answers.
    pub const fn may_read_results(self) -> bool {
        matches!(self, Self::Admin | Self::Lead | Self::Analyst | Self::Reader)
    }

    /// Whether the role may read, redact and mark comments.
    pub const fn may_read_comments(self) -> bool {
        matches!(self, Self::Admin | Self::Lead)
    }

    /// Whether the role may download released responses, one per row.
    pub const fn may_take_rows(self) -> bool {
        matches!(self, Self::Admin | Self::Analyst)
    }

    /// Whether the role may create and change inspections and collections.
    pub const fn may_change(self) -> bool {
        matches!(self, Self::Admin | Self::Lead)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        let all = Self::ALL.map(Self::key).join(", ");
        Self::ALL
            .into_iter()
            .find(|r| r.key() == key)
            .ok_or_else(|| format!("{key:?} is not a role: write one of {all}"))
    }
}

crate::store::text_column!(Role);

/// A user to be created.
#[derive(Clone, Debug, Validate)]
pub struct NewUser {
    pub id: Id,
    #[validate(custom(function = "is_address"))]
    pub email: String,
    pub role: Role,
    /// Of a local co-ordinator.
    pub areas: Vec<Area>,
    /// Of a reader, and of a viewer or a co-ordinator who does not see every inspection.
    pub inspections: Vec<Id>,
}

fn is_address(address: &str) -> Result<(), ValidationError> {
    match not_an_email(address, "Write an email address, such as lead@example.org.") {
        None => Ok(()),
        Some(why) => Err(ValidationError::new("email").with_message(why.to_owned().into())),
    }
}

impl NewUser {
    /// Normalises the address: any case, with or without surrounding spaces.
    pub fn new(email: &str, role: Role) -> Self {
        Self {
            id: Id::random(),
            email: email.trim().to_lowercase(),
            role,
            areas: Vec::new(),
            inspections: Vec::new(),
        }
    }

    /// With the inspections of a reader, a viewer or a co-ordinator; no other role has any. A
    /// viewer without any sees every inspection, and a co-ordinator without any every inspection in
    /// their areas.
    #[must_use]
    pub fn of_inspections(mut self, inspections: impl IntoIterator<Item = Id>) -> Self {
        if self.role.is_of_inspections() {
            self.inspections.extend(inspections);
            self.inspections.sort_unstable();
            self.inspections.dedup();
        }
        self
    }

    /// Whether no inspection was named for a viewer or a co-ordinator, so that they are bound to
    /// none.
    pub fn everywhere(&self) -> bool {
        matches!(self.role, Role::Viewer | Role::Coordinator) && self.inspections.is_empty()
    }

    /// With the areas of a local co-ordinator; no other role has any.
    #[must_use]
    pub fn in_areas(mut self, areas: impl IntoIterator<Item = Area>) -> Self {
        if self.role == Role::Coordinator {
            self.areas.extend(areas);
            self.areas.sort_unstable();
            self.areas.dedup();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_read_as_it_is_written() {
        for role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        assert!("owner".parse::<Role>().is_err());
    }

    #[test]
    fn an_address_is_kept_in_lower_case_and_checked() {
        let user = NewUser::new("  Lead@Example.ORG ", Role::Lead);
        assert_eq!(user.email, "lead@example.org");
        assert!(user.validate().is_ok());
        assert!(NewUser::new("lead at example", Role::Lead).validate().is_err());
    }
}
