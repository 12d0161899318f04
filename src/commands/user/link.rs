use std::net::SocketAddr;

use chrono::Utc;
use clap::Args;

use super::{account, reach::Reach};
use crate::{
    audit,
    commands::{Outcome, data, say},
    notice::accounts::{self, LINK_DAYS},
    settings::{BaseUrl, DataSettings},
    store::{Id, Passes, Secret},
    users::Role,
    web::paths,
};

#[derive(Debug, Args)]
pub struct Invite {
    /// The email address of the account
    email: String,
    /// admin, lead, coordinator, viewer, reader or analyst
    #[arg(long)]
    role: Role,
    #[command(flatten)]
    reach: Reach,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub struct Renew {
    /// The email address of the account
    email: String,
    #[command(flatten)]
    place: Place,
}

/// The base address of the link.
#[derive(Debug, Args)]
struct Place {
    /// The public address of the service. By default, the address that Speir listens on
    #[arg(long, env = "SPEIR_BASE_URL", default_value = "", hide_default_value = true)]
    base_url: BaseUrl,
    /// The address that Speir listens on
    #[arg(long, env = "SPEIR_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataSettings,
}

impl Invite {
    pub fn run(self) -> Outcome {
        let Self { email, role, reach, place } = self;
        let (store, secret) = data::open(&place.data)?;
        let new = reach.somebody(&mut *store.connection()?, &email, role)?;
        let made =
            accounts::invite(&mut *store.connection()?, &new, audit::COMMAND_LINE, Utc::now());
        let (user, link) = made.map_err(|error| {
            if error.is_duplicate() {
                format!("{} already has an account.", new.email)
            } else {
                error.to_string()
            }
        })?;
        say(format_args!("{} is invited as {}.", user.email, user.role.with_article()))?;
        place.say(&secret, link)
    }
}

impl Renew {
    pub fn run(self) -> Outcome {
        let (store, secret) = data::open_existing(&self.place.data)?;
        let mut connection = store.connection()?;
        let account = account(&mut connection, &self.email)?;
        let link = accounts::send_link(&mut connection, &account, audit::COMMAND_LINE, Utc::now())?;
        self.place.say(&secret, link)
    }
}

impl Place {
    fn say(&self, secret: &Secret, link: Id) -> Outcome {
        let base = self.base_url.clone().or_listening(self.listen);
        say(format_args!("Link: {}", base.with(&paths::JOIN.of(Passes::of(secret).write(link)))))?;
        say(format_args!(
            "It works once, for {LINK_DAYS} days, and the service sends it by email as well."
        ))?;
        Ok(())
    }
}
