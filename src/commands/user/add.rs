use std::io::Read;

use clap::Args;

use super::reach::Reach;
use crate::{
    audit,
    commands::{Outcome, data, say},
    notice::accounts,
    settings::DataSettings,
    users::{self, Known, Password, Role, random_password},
};

#[derive(Debug, Args)]
pub struct Add {
    /// The email address of the account
    email: String,
    /// admin, lead, coordinator, viewer, reader or analyst
    #[arg(long)]
    role: Role,
    #[command(flatten)]
    reach: Reach,
    /// Read a password from standard input. Otherwise Speir prints a password, which must be
    /// replaced at the first sign-in
    #[arg(long)]
    password_stdin: bool,
    #[command(flatten)]
    data: DataSettings,
}

impl Add {
    pub fn run(self) -> Outcome {
        let Self { email, role, reach, password_stdin, data } = self;
        let (store, _) = data::open(&data)?;
        let new = reach.somebody(&mut *store.connection()?, &email, role)?;
        let password = if password_stdin {
            let mut text = String::new();
            std::io::stdin().take(1_000).read_to_string(&mut text)?;
            Password::chosen(
                text.trim_end_matches(['\r', '\n']).to_owned(),
                &Known::of(&new.email, ""),
            )?
        } else {
            random_password()
        };
        let hash =
            password.hash().map_err(|error| format!("The password cannot be hashed: {error}."))?;
        let action = format!("Added as {} {}", new.role.article(), accounts::described(&new));
        let added = audit::with(
            &mut *store.connection()?,
            audit::COMMAND_LINE,
            &action,
            new.email.as_str(),
            |connection| {
                let user = users::add(connection, &new, &hash)?;
                if !password_stdin {
                    users::queries::expire_password(connection, user.id)?;
                }
                Ok(user)
            },
        );
        let user = added.map_err(|error| {
            if error.is_duplicate() {
                format!("{} already has an account.", new.email)
            } else {
                error.to_string()
            }
        })?;
        say(format_args!("{} can sign in as {}.", user.email, user.role.with_article()))?;
        if !password_stdin {
            say(format_args!("Password: {}", password.reveal()))?;
            say(
                "It is shown only once and must be replaced at the first sign-in. Do not send it \
                    by email.",
            )?;
        }
        Ok(())
    }
}
