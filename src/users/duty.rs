//! Duties that an account must complete after signing in.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Account, Role};

/// The grace period for setting up two-step sign-in, from the first sign-in that needs it.
const GRACE: TimeDelta = TimeDelta::days(7);

/// A duty that blocks everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Replace a password that Speir printed.
    ChoosePassword,
    /// Set up two-step sign-in.
    SetUpSecondStep,
}

/// The roles that need two-step sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredRoles(Vec<Role>);

impl RequiredRoles {
    pub fn contains(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// The duty of `account` at `now`, if it has one.
    pub fn duty(&self, account: &Account, now: DateTime<Utc>) -> Option<Duty> {
        if account.password_expired {
            return Some(Duty::ChoosePassword);
        }
        let overdue = self.due(account).is_some_and(|due| due <= now);
        overdue.then_some(Duty::SetUpSecondStep)
    }

    /// The deadline for setting up two-step sign-in. `None` if it is not required, is done, or
    /// `account` has not signed in under this rule.
    pub fn due(&self, account: &Account) -> Option<DateTime<Utc>> {
        let needed = self.contains(account.user.role) && account.second_step.is_none();
        account.second_step_due.filter(|_| needed)
    }

    /// The end of the grace period that begins with a sign-in at `now`. `None` if it began earlier
    /// or is not needed.
    pub fn grace(&self, account: &Account, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let begins = self.contains(account.user.role) && account.second_step.is_none();
        (begins && account.second_step_due.is_none()).then(|| now + GRACE)
    }
}

impl FromStr for RequiredRoles {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
        Ok(Self(keys.map(str::parse).collect::<Result<_, _>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::sample::account;

    #[test]
    fn roles_are_read_with_commas_between() {
        let roles: RequiredRoles = " admin, lead ".parse().expect("roles");
        assert!(
            roles.contains(Role::Admin)
                && roles.contains(Role::Lead)
                && !roles.contains(Role::Viewer)
        );
        assert_eq!("".parse(), Ok(RequiredRoles(Vec::new())));
        assert!("owner".parse::<RequiredRoles>().is_err());
    }

    #[test]
    fn a_second_step_is_required_after_seven_days() {
        let (roles, now): (RequiredRoles, _) = ("lead".parse().expect("a role"), Utc::now());
        let mut lead = account(Role::Lead);
        assert_eq!(roles.duty(&lead, now), None, "grace begins at the next sign-in");
        lead.second_step_due = roles.grace(&lead, now);
        assert_eq!(lead.second_step_due, Some(now + TimeDelta::days(7)));
        assert_eq!(roles.grace(&lead, now), None, "signing in again does not prolong it");
        assert_eq!(roles.duty(&lead, now + TimeDelta::days(6)), None);
        assert_eq!(roles.duty(&lead, now + TimeDelta::days(7)), Some(Duty::SetUpSecondStep));
        lead.second_step = Some(Vec::new());
        assert_eq!(roles.duty(&lead, now + TimeDelta::days(7)), None);
    }

    #[test]
    fn other_roles_need_no_second_step() {
        let (roles, now): (RequiredRoles, _) = ("lead".parse().expect("a role"), Utc::now());
        let mut viewer = account(Role::Viewer);
        assert_eq!(roles.grace(&viewer, now), None);
        viewer.second_step_due = Some(now);
        assert_eq!((roles.due(&viewer), roles.duty(&viewer, now)), (None, None));
    }

    #[test]
    fn a_printed_password_comes_first() {
        let (roles, now): (RequiredRoles, _) = ("lead".parse().expect("a role"), Utc::now());
        let printed =
            Account { password_expired: true, second_step_due: Some(now), ..account(Role::Lead) };
        assert_eq!(roles.duty(&printed, now), Some(Duty::ChoosePassword));
    }
}
