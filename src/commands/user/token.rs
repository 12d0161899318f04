use chrono::Utc;
use clap::Subcommand;
use validator::Validate;

use crate::{
    audit,
    commands::{Outcome, data, say},
    language::calendar,
    settings::{DataSettings, whole},
    store::Connection,
    store::Id,
    users::{
        User,
        tokens::{
            self, Kept, MOST, NewToken, Token,
            queries::{self, Made},
        },
    },
};

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token for an account. Prints it once
    Add {
        /// The email address of the account
        email: String,
        /// What the token is for
        #[arg(long)]
        name: String,
        /// The number of days that it works
        #[arg(long, default_value_t = 90, value_parser = days)]
        days: u32,
        #[command(flatten)]
        data: DataSettings,
    },
    /// List all tokens, or the tokens of one user
    List {
        /// The email address of the owner
        email: Option<String>,
        #[command(flatten)]
        data: DataSettings,
    },
    /// Revoke a token at once
    Remove {
        /// The email address of the owner
        email: String,
        /// The name of the token
        #[arg(long)]
        name: String,
        #[command(flatten)]
        data: DataSettings,
    },
}

impl TokenCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Add { email, name, days, data } => add(&email, &name, days, &data),
            Self::List { email, data } => list(email.as_deref(), &data),
            Self::Remove { email, name, data } => remove(&email, &name, &data),
        }
    }
}

fn add(email: &str, name: &str, days: u32, data: &DataSettings) -> Outcome {
    let new = NewToken::new(name, days);
    new.validate()
        .map_err(|_| "Say what the token is for with --name, in at most 60 characters.")?;
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let owner = owner(&mut connection, email)?;
    let token = Token::random();
    let today = calendar::day(Utc::now());
    match queries::add(
        &mut connection,
        audit::COMMAND_LINE,
        &owner,
        (Id::random(), &new),
        &token,
        today,
    )? {
        Made::Kept(kept) => {
            say(format_args!(
                "{} works for {} until {}.",
                kept.name,
                owner.email,
                day(kept.expires_on)
            ))?;
            say(format_args!("Token: {}", token.reveal()))?;
            say("It is shown only once. Keep it as you would keep a password.")?;
            Ok(())
        }
        Made::NameTaken => {
            Err(format!("{} already has a token “{}”.", owner.email, new.name).into())
        }
        Made::Enough => {
            Err(format!("{} already has {MOST} tokens. Revoke one first.", owner.email).into())
        }
        Made::NoOwner => Err(super::nobody(email).into()),
    }
}

fn list(email: Option<&str>, data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let mut all = queries::all(&mut connection)?;
    if let Some(email) = email {
        let owner = owner(&mut connection, email)?;
        all.retain(|(address, _)| *address == owner.email);
    }
    if all.is_empty() {
        say("There are no tokens.")?;
    }
    let today = calendar::day(Utc::now());
    all.iter().try_for_each(|(address, kept)| Ok(say(line(address, kept, today))?))
}

fn line(address: &str, kept: &Kept, today: chrono::NaiveDate) -> String {
    let until = if kept.has_expired(today) { "worked until" } else { "works until" };
    let used = kept
        .last_used_on
        .map_or_else(|| "never used".to_owned(), |on| format!("last used on {}", day(on)));
    format!(
        "{address}: {}, made on {}, {until} {}, {used}",
        kept.name,
        day(kept.created_on),
        day(kept.expires_on)
    )
}

fn remove(email: &str, name: &str, data: &DataSettings) -> Outcome {
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let owner = owner(&mut connection, email)?;
    let found =
        queries::of(&mut connection, owner.id)?.into_iter().find(|kept| kept.name == name.trim());
    match found {
        Some(kept) if queries::take_back(&mut connection, audit::COMMAND_LINE, &owner, &kept)? => {
            say(format_args!("{} no longer works.", kept.name))?;
            Ok(())
        }
        _ => Err(format!(
            "{} has no token “{name}”. `speir user token list` shows all tokens.",
            owner.email
        )
        .into()),
    }
}

fn days(text: &str) -> Result<u32, String> {
    whole(1, tokens::MOST_DAYS.into())(text)
        .map_err(|_| format!("A token works for 1 to {} days.", tokens::MOST_DAYS))
}

fn owner(connection: &mut Connection, email: &str) -> Result<User, Box<dyn std::error::Error>> {
    Ok(super::account(connection, email)?.user)
}

fn day(day: chrono::NaiveDate) -> String {
    calendar::date(day)
}
