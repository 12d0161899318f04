use std::str::FromStr;

/// What was requested outside the user's scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outside {
    Inspection,
    Collection,
    User,
    /// Something that the user's role does not allow.
    Role,
    /// Anything else, such as a batch of slips, a comment or a token.
    Other,
}

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FailureKind {
    /// A wrong password at sign-in.
    Password,
    /// A wrong code at the second step, of an app or for recovery.
    SecondStep,
    /// A wrong password where somebody who is signed in confirms a change.
    OwnPassword,
    /// An attempt that was refused because there were too many.
    Delayed,
    /// An invalid API token.
    Token,
    /// A form sent by another site.
    OtherSite,
    Refused(Outside),
}

impl FailureKind {
    pub const ALL: [Self; 11] = [
        Self::Password,
        Self::SecondStep,
        Self::OwnPassword,
        Self::Delayed,
        Self::Token,
        Self::OtherSite,
        Self::Refused(Outside::Inspection),
        Self::Refused(Outside::Collection),
        Self::Refused(Outside::User),
        Self::Refused(Outside::Role),
        Self::Refused(Outside::Other),
    ];

    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondStep => "second-step",
            Self::OwnPassword => "own-password",
            Self::Delayed => "delayed",
            Self::Token => "token",
            Self::OtherSite => "other-site",
            Self::Refused(Outside::Inspection) => "refused-inspection",
            Self::Refused(Outside::Collection) => "refused-collection",
            Self::Refused(Outside::User) => "refused-user",
            Self::Refused(Outside::Role) => "refused-role",
            Self::Refused(Outside::Other) => "refused-other",
        }
    }

    /// What failed, for one and for several: "wrong password", "wrong passwords".
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Password => ("wrong password", "wrong passwords"),
            Self::SecondStep => ("wrong code at the second step", "wrong codes at the second step"),
            Self::OwnPassword => {
                ("wrong password to confirm a change", "wrong passwords to confirm a change")
            }
            Self::Delayed => (
                "sign-in attempt refused after too many",
                "sign-in attempts refused after too many",
            ),
            Self::Token => ("invalid API token", "invalid API tokens"),
            Self::OtherSite => ("form sent from another site", "forms sent from another site"),
            Self::Refused(Outside::Inspection) => (
                "request for an inspection outside their scope",
                "requests for inspections outside their scope",
            ),
            Self::Refused(Outside::Collection) => (
                "request for a collection outside their scope",
                "requests for collections outside their scope",
            ),
            Self::Refused(Outside::User) => {
                ("request for a user outside their scope", "requests for users outside their scope")
            }
            Self::Refused(Outside::Role) => (
                "request that their role does not allow",
                "requests that their role does not allow",
            ),
            Self::Refused(Outside::Other) => (
                "request for something outside their scope",
                "requests for something outside their scope",
            ),
        }
    }
}

impl FromStr for FailureKind {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.key() == key)
            .ok_or_else(|| format!("{key:?} is not a kind of failure"))
    }
}

crate::store::text_column!(FailureKind);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        for kind in FailureKind::ALL {
            assert_eq!(kind.key().parse(), Ok(kind));
        }
    }
}
