use clap::Args;

use super::{account, reach::Reach};
use crate::{
    audit,
    commands::{Outcome, data, say},
    notice::accounts,
    settings::DataSettings,
    store::{Connection, Id, StoreError},
    users::{Account, Role, queries},
};

const LAST_ADMIN: &str =
    "This is the only administrator. Make somebody else an administrator first.";

#[derive(Debug, Args)]
pub struct SetRole {
    /// The email address of the account
    email: String,
    /// admin, lead, coordinator, viewer, reader or analyst
    role: Role,
    #[command(flatten)]
    reach: Reach,
    #[command(flatten)]
    data: DataSettings,
}

#[derive(Debug, Args)]
pub struct SignOut {
    /// The email address of the account
    email: String,
    #[command(flatten)]
    data: DataSettings,
}

#[derive(Debug, Args)]
pub struct SecondStepOff {
    /// The email address of the account
    email: String,
    #[command(flatten)]
    data: DataSettings,
}

#[derive(Debug, Args)]
pub struct Remove {
    /// The email address of the account
    email: String,
    #[command(flatten)]
    data: DataSettings,
}

impl SetRole {
    pub fn run(self) -> Outcome {
        let (store, _) = data::open_existing(&self.data)?;
        let new = self.reach.somebody(&mut *store.connection()?, &self.email, self.role)?;
        drop(store);
        let action = format!("Changed the role to {}", accounts::described(&new));
        let stays = new.role == Role::Admin;
        let email = change(&self.email, &self.data, &action, stays, |connection, id| {
            queries::set_role(connection, id, &new)
        })?;
        say(format_args!("{email} is now {} {}.", new.role.article(), accounts::described(&new)))?;
        Ok(())
    }
}

impl SignOut {
    pub fn run(self) -> Outcome {
        let email =
            change(&self.email, &self.data, "Signed out everywhere", true, |connection, id| {
                queries::end_sign_ins(connection, audit::COMMAND_LINE, id)
            })?;
        say(format_args!("{email} is signed out everywhere, and their API tokens are revoked."))?;
        Ok(())
    }
}

impl SecondStepOff {
    pub fn run(self) -> Outcome {
        let action = "Turned off two-step sign-in for somebody else";
        let email = change(&self.email, &self.data, action, true, queries::forget_second_step)?;
        say(format_args!(
            "{email} is signed out. They sign in with their password only until they set up \
                two-step sign-in again."
        ))?;
        say("If their role needs two-step sign-in, they have one day to set it up.")?;
        Ok(())
    }
}

impl Remove {
    pub fn run(self) -> Outcome {
        let email = change(&self.email, &self.data, "Removed a user", false, queries::remove)?;
        say(format_args!("{email} can no longer sign in."))?;
        Ok(())
    }
}

/// Changes an account and records the change in the audit log. Returns the address.
fn change(
    email: &str,
    data: &DataSettings,
    action: &str,
    stays_admin: bool,
    work: impl FnOnce(&mut Connection, Id) -> Result<(), StoreError>,
) -> Result<String, Box<dyn std::error::Error>> {
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let Account { user, .. } = account(&mut connection, email)?;
    let done = queries::unless_last_admin(&mut connection, user.id, stays_admin, |connection| {
        audit::with(connection, audit::COMMAND_LINE, action, user.email.as_str(), |connection| {
            work(connection, user.id)
        })
    })?;
    if done { Ok(user.email) } else { Err(LAST_ADMIN.into()) }
}
