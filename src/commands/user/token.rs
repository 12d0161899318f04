use chrono::Utc;
use clap::Subcommand;
use validator::Validate;

use crate::{
    audit,
    commands::{Outcome, data, say},
    language::calendar,
    settings::DataSettings,
    store::Connection,
    users::{
        self, User,
        tokens::{
            self, Kept, MOST, NewToken, Token,
            queries::{self, Made},
        },
    },
};

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token for somebody who may sign in. Prints it, this once
    Add {
        /// The email address that they sign in with
        email: String,
        /// What the token is for
        #[arg(long)]
        name: String,
        /// For how many days it works
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=i64::from(tokens::MOST_DAYS)))]
        days: u32,
        #[command(flatten)]
        data: DataSettings,
    },
    /// List all tokens, or those of one user
    List {
        /// The email address of their owner
        email: Option<String>,
        #[command(flatten)]
        data: DataSettings,
    },
    /// Take a token back: it stops at once
    Remove {
        /// The email address of its owner
        email: String,
        /// What it is called
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
        .map_err(|_| "Write what the token is for with --name, in 60 characters at most.")?;
    let (store, _) = data::open_existing(data)?;
    let mut connection = store.connection()?;
    let owner = owner(&mut connection, email)?;
    let token = Token::random();
    let today = calendar::day(Utc::now());
    match queries::add(&mut connection, audit::COMMAND_LINE, &owner, &new, &token, today)? {
        Made::Kept(kept) => {
            say(format_args!(
                "{} works for {} until {}.",
                kept.name,
                owner.email,
                day(kept.expires_on)
            ))?;
            say(format_args!("Token: {}", token.reveal()))?;
            say("It is shown this once. Keep it as you would keep a password.")?;
            Ok(())
        }
        Made::NameTaken => {
            Err(format!("{} has a token called {} already.", owner.email, new.name).into())
        }
        Made::Enough => {
            Err(format!("{} has {MOST} tokens already. Take one back first.", owner.email).into())
        }
        Made::NoOwner => Err(nobody(email).into()),
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
            say(format_args!("{} does not work any more.", kept.name))?;
            Ok(())
        }
        _ => Err(format!(
            "{} has no token called {name:?}: see `speir user token list`.",
            owner.email
        )
        .into()),
    }
}

fn owner(connection: &mut Connection, email: &str) -> Result<User, Box<dyn std::error::Error>> {
    let found = users::by_email(connection, &email.trim().to_lowercase())?;
    Ok(found.ok_or_else(|| nobody(email))?.user)
}

fn nobody(email: &str) -> String {
    format!("Nobody may sign in as {email}. Add them first: `speir user add`.")
}

fn day(day: chrono::NaiveDate) -> String {
    calendar::date(day)
}
