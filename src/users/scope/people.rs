//! Which accounts somebody sees, and whom they may invite. Administrators manage all accounts;
//! leads see the people of the inspections that they lead.

use std::collections::HashSet;

use super::{Scope, Scoped, Sight, queries};
use crate::{
    audit::Outside,
    inspection::Area,
    store::{Connection, Id, StoreError},
    users::{self, Account, NewUser, Role},
};

/// The people and the areas of the inspections that somebody leads.
struct Around {
    leads: HashSet<String>,
    readers: HashSet<String>,
    areas: HashSet<Area>,
}

impl Around {
    fn of(connection: &mut Connection, led: &HashSet<Id>) -> Result<Self, StoreError> {
        let of_led = |people: Vec<(Id, String)>| {
            people
                .into_iter()
                .filter(|(inspection, _)| led.contains(inspection))
                .map(|(_, email)| email)
                .collect()
        };
        Ok(Self {
            leads: of_led(queries::leads_of_all(connection)?),
            readers: of_led(queries::readers_of_all(connection)?),
            areas: areas_of(connection, led)?,
        })
    }

    /// Leads can type any address into the lists of an inspection, so an address there shows an
    /// account only if the account's role fits the list.
    fn has(&self, account: &Account) -> bool {
        let user = &account.user;
        match user.role {
            Role::Lead => self.leads.contains(&user.email),
            Role::Reader => self.readers.contains(&user.email),
            Role::Viewer => !user.everywhere && self.readers.contains(&user.email),
            Role::Coordinator => user.areas.iter().any(|area| self.areas.contains(area)),
            Role::Admin | Role::Analyst => false,
        }
    }
}

impl Scope {
    /// Every account that is seen, by address.
    pub fn accounts(&self, connection: &mut Connection) -> Result<Vec<Account>, StoreError> {
        let mut all = users::queries::all(connection)?;
        if self.user.role != Role::Admin {
            let around = self.around(connection)?;
            all.retain(|account| self.sees_account(around.as_ref(), account));
        }
        Ok(all)
    }

    /// Whether `new` may be invited: leads may invite only to their own areas and inspections.
    pub fn may_invite(
        &self,
        connection: &mut Connection,
        new: &NewUser,
    ) -> Result<bool, StoreError> {
        if !self.user.role.may_invite(new.role) {
            return Ok(false);
        }
        if self.user.role == Role::Admin {
            return Ok(true);
        }
        let Some(led) = &self.inspections else { return Ok(false) };
        Ok(match new.role {
            Role::Coordinator => {
                let areas = areas_of(connection, led)?;
                of_own(new, led)
                    && !new.areas.is_empty()
                    && new.areas.iter().all(|area| areas.contains(area))
            }
            Role::Viewer | Role::Reader => of_own(new, led),
            Role::Admin | Role::Lead | Role::Analyst => false,
        })
    }

    /// Whether the invitation of an account may be sent again or withdrawn. Administrators always
    /// may; leads may until the person has joined, and only if they could invite that person.
    pub fn may_send(
        &self,
        connection: &mut Connection,
        account: &Account,
    ) -> Result<bool, StoreError> {
        if self.user.role.may_manage_users() {
            return Ok(true);
        }
        let user = &account.user;
        if account.password.is_some() || (user.role != Role::Reader && user.everywhere) {
            return Ok(false);
        }
        let inspections = queries::read_by(connection, &user.email)?;
        let same = NewUser::new(&user.email, user.role)
            .in_areas(user.areas.clone())
            .of_inspections(inspections);
        self.may_invite(connection, &same)
    }

    fn around(&self, connection: &mut Connection) -> Result<Option<Around>, StoreError> {
        match &self.inspections {
            Some(led) if self.user.role == Role::Lead => Around::of(connection, led).map(Some),
            _ => Ok(None),
        }
    }

    fn sees_account(&self, around: Option<&Around>, account: &Account) -> bool {
        account.user.id == self.user.id || around.is_some_and(|around| around.has(account))
    }
}

/// Whether inspections are named for somebody, and only those that a lead leads.
fn of_own(new: &NewUser, led: &HashSet<Id>) -> bool {
    !new.inspections.is_empty() && new.inspections.iter().all(|inspection| led.contains(inspection))
}

impl Scoped for Account {
    fn by_id(
        connection: &mut Connection,
        scope: &Scope,
        id: Id,
    ) -> Result<Sight<Self>, StoreError> {
        let row = users::by_id(connection, id)?;
        if scope.user.role == Role::Admin {
            return Ok(Sight::of(row, Outside::User, |_| true));
        }
        let around = scope.around(connection)?;
        Ok(Sight::of(row, Outside::User, |account| scope.sees_account(around.as_ref(), account)))
    }
}

fn areas_of(
    connection: &mut Connection,
    inspections: &HashSet<Id>,
) -> Result<HashSet<Area>, StoreError> {
    let ids: Vec<Id> = inspections.iter().copied().collect();
    Ok(queries::areas_of(connection, &ids)?.into_iter().collect())
}
