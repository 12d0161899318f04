mod token;

use std::io::Read;

use clap::Subcommand;
use validator::Validate;

use token::TokenCommand;

use super::{Outcome, data, say};
use crate::{
    inspection::Area,
    settings::DataSettings,
    users::{self, NewUser, Password, Role, random_password},
};

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Let somebody sign in. Prints a password, unless one is given on standard input
    Add {
        /// The email address to sign in with
        email: String,
        /// admin, lead, coordinator, viewer or analyst
        #[arg(long)]
        role: Role,
        /// The area of a coordinator, by its code or name; more than once for several
        #[arg(long)]
        area: Vec<Area>,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
        #[command(flatten)]
        data: DataSettings,
    },
    /// Tokens by which other programs read the counts that a user sees: make one, list them, take one back
    #[command(subcommand)]
    Token(TokenCommand),
}

impl UserCommand {
    pub fn run(self) -> Outcome {
        let (email, role, area, password_stdin, data) = match self {
            Self::Add { email, role, area, password_stdin, data } => (email, role, area, password_stdin, data),
            Self::Token(command) => return command.run(),
        };
        match (role, area.is_empty()) {
            (Role::Coordinator, true) => {
                return Err("A coordinator has an area: name it with --area, such as --area Fife.".into());
            }
            (Role::Coordinator, false) | (_, true) => {}
            (_, false) => return Err("Only a coordinator has areas: leave --area out.".into()),
        }
        let new = NewUser::new(&email, role).in_areas(area);
        new.validate()
            .map_err(|_| format!("{email:?} is not an email address. Write one such as lead@example.org."))?;
        let password = if password_stdin {
            let mut text = String::new();
            std::io::stdin().take(1_000).read_to_string(&mut text)?;
            Password::new(text.trim_end_matches(['\r', '\n']).to_owned())?
        } else {
            random_password()
        };
        let hash = password.hash().map_err(|error| format!("the password cannot be kept: {error}"))?;
        let (store, _) = data::open(&data)?;
        let user = users::add(&mut *store.connection()?, &new, &hash).map_err(|error| {
            if error.is_duplicate() { format!("{} may sign in already.", new.email) } else { error.to_string() }
        })?;
        say(format_args!("{} may sign in as {}.", user.email, user.role))?;
        if !password_stdin {
            say(format_args!("Password: {}", password.reveal()))?;
            say("It is shown this once. Hand it over by another way than email.")?;
        }
        Ok(())
    }
}
