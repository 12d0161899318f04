use std::{fmt, str::FromStr};

use validator::Validate;

use crate::store::Id;

/// Somebody who signs in to the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub id: Id,
    /// In lower case.
    pub email: String,
    pub role: Role,
}

/// What a user may do. Every role sees the counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Admin,
    Lead,
    Coordinator,
    Viewer,
    Analyst,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Admin, Self::Lead, Self::Coordinator, Self::Viewer, Self::Analyst];

    /// The name on the command line and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Lead => "lead",
            Self::Coordinator => "coordinator",
            Self::Viewer => "viewer",
            Self::Analyst => "analyst",
        }
    }

    /// The name that people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "Administrator",
            Self::Lead => "Inspection lead",
            Self::Coordinator => "Local co-ordinator",
            Self::Viewer => "Viewer",
            Self::Analyst => "Analyst",
        }
    }

    /// Whether mailboxes may be uploaded and slips printed.
    pub const fn may_reach(self) -> bool {
        matches!(self, Self::Admin | Self::Lead | Self::Coordinator)
    }

    /// Whether figures about answers may be seen and taken away.
    pub const fn may_read_results(self) -> bool {
        matches!(self, Self::Admin | Self::Lead | Self::Analyst)
    }

    /// Whether comments may be read, redacted and marked.
    pub const fn may_read_comments(self) -> bool {
        matches!(self, Self::Admin | Self::Lead)
    }

    /// Whether released responses may be taken away, a row each.
    pub const fn may_take_rows(self) -> bool {
        matches!(self, Self::Admin | Self::Analyst)
    }

    /// Whether inspections and collections may be made and changed.
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

/// A user to be made.
#[derive(Clone, Debug, Validate)]
pub struct NewUser {
    #[validate(email(message = "Write an email address, such as lead@example.org."))]
    pub email: String,
    pub role: Role,
}

impl NewUser {
    /// Takes the address as people write it: in any case, with spaces around it.
    pub fn new(email: &str, role: Role) -> Self {
        Self { email: email.trim().to_lowercase(), role }
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
