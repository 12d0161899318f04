//! What an operator can set, each by an environment variable and by a flag of the same meaning.

mod hours;
mod mail_name;
mod patience;
mod proxies;

pub use hours::Hours;
pub use mail_name::OwnName;
pub use patience::Patience;
pub use proxies::Proxies;

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};

use clap::Args;

use crate::{
    text::{email_setting, setting},
    users::RequiredRoles,
};

/// What the service tells people and where it sends them.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// The address that people type, without a slash at its end. Without it, the address that Speir
    /// listens on.
    #[arg(long, env = "SPEIR_BASE_URL", default_value = "", hide_default_value = true)]
    pub base_url: BaseUrl,

    /// Where "Leave this page" leads: a site that anybody might look at.
    #[arg(long, env = "SPEIR_LEAVE_TO", value_parser = setting, default_value = "https://www.bbc.co.uk/weather")]
    pub leave_to: String,

    /// How many requests a minute a program may make with one token.
    #[arg(long, env = "SPEIR_API_PER_MINUTE", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub api_per_minute: u32,

    /// After how many minutes without use a session of the console ends.
    #[arg(long, env = "SPEIR_IDLE_MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u32).range(5..=720))]
    pub idle_minutes: u32,

    /// The roles that have to sign in by two steps, with commas between. Empty for none.
    #[arg(long, env = "SPEIR_SECOND_STEP_ROLES", default_value = "admin,lead,analyst")]
    pub second_step_roles: RequiredRoles,

    /// The proxies in front of Speir, whose `X-Forwarded-For` is believed: addresses and networks,
    /// separated by commas, such as `10.0.0.5,192.168.213.0/28`; `none` for none
    #[arg(long, env = "SPEIR_PROXIES", default_value_t)]
    pub proxies: Proxies,

    /// For how many seconds Speir waits for the body of a request. A larger one has a second more
    /// for each 64 KiB that have arrived, and 180 at most.
    #[arg(long, env = "SPEIR_BODY_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=180))]
    pub body_seconds: u64,

    #[command(flatten)]
    pub help: HelpLines,
}

/// Who can help, and how to reach them. Confirm these before anybody is asked.
#[derive(Clone, Debug, Default, Args)]
pub struct HelpLines {
    /// Who asks.
    #[arg(long, env = "SPEIR_INSPECTORATE", value_parser = setting, default_value = "Care Inspectorate")]
    pub inspectorate: String,

    /// Childline's number.
    #[arg(long, env = "SPEIR_CHILDLINE", value_parser = setting, default_value = "0800 1111")]
    pub childline: String,

    /// The number that young people can text.
    #[arg(long, env = "SPEIR_TEXT_NUMBER", value_parser = setting, default_value = "07870 981 785")]
    pub text_number: String,

    /// The telephone number for questions about surveys. Empty for none.
    #[arg(long, env = "SPEIR_PHONE", value_parser = setting, default_value = "0345 600 9527")]
    pub phone: String,

    /// The email address for questions, where replies to messages go unless an inspection names
    /// another.
    #[arg(long, env = "SPEIR_CONTACT_EMAIL", value_parser = setting, default_value = "surveys@speir.example")]
    pub contact_email: String,
}

/// How messages leave.
#[derive(Clone, Debug, Args)]
pub struct MailSettings {
    /// The mail server: `smtp://HOST:PORT`, or `smtps://…`. With a user and password,
    /// `smtp://USER:PASSWORD@HOST:PORT`, which is refused on the command line; STARTTLS is then
    /// required (`?tls=required` and `?tls=none` say otherwise). In both, write % as %25, and : in
    /// the user name as %3A. Without a mail server, messages are written to a folder
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// A file that holds the mail server's address, readable for its owner alone.
    #[arg(long, env = "SMTP_URL_FILE", conflicts_with = "smtp_url")]
    pub smtp_url_file: Option<PathBuf>,

    /// The folder for messages where no mail server is named. Without it, mail in the working
    /// folder, or for the demo a temporary folder
    #[arg(long, env = "SPEIR_MAIL_FOLDER")]
    pub mail_folder: Option<PathBuf>,

    /// The address that messages come from. Without it, `SPEIR_CONTACT_EMAIL`
    #[arg(long, env = "SPEIR_MAIL_FROM", value_parser = email_setting)]
    pub mail_from: Option<lettre::Address>,

    /// The address that undeliverable messages return to; what comes after a + in it says which.
    /// Without it, the address that messages come from. Before the @ it may have 24 characters
    #[arg(long, env = "SPEIR_BOUNCES_TO", value_parser = email_setting)]
    pub bounces_to: Option<lettre::Address>,

    /// The name that Speir gives to the mail server (EHLO). Without it, the host of
    /// `SPEIR_BASE_URL`
    #[arg(long, env = "SPEIR_MAIL_NAME")]
    pub mail_name: Option<OwnName>,

    /// The share of the usual time-outs and waits that holds for mail servers, for tests.
    #[arg(long, env = "SPEIR_MAIL_PATIENCE", default_value = "1", hide = true)]
    pub mail_patience: Patience,

    /// When reminders may leave, for tests: `office` or `always`.
    #[arg(long, env = "SPEIR_REMINDER_HOURS", default_value = "office", hide = true)]
    pub reminder_hours: Hours,

    /// How many messages all processes together may send in a minute.
    #[arg(long, env = "SPEIR_MAIL_PER_MINUTE", default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub mail_per_minute: u32,

    /// Send no messages from here: `speir message run` does.
    #[arg(long = "mail-elsewhere", env = "SPEIR_MAIL_ELSEWHERE")]
    pub elsewhere: bool,

    /// After how many days from closing the email addresses are deleted.
    #[arg(long, env = "SPEIR_KEEP_ADDRESSES_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(0..=3_650))]
    pub keep_addresses_days: u32,
}

/// An address such as `https://speir.example`, with no slash at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This address, or where it is empty that of a service that listens on `address`.
    #[must_use]
    pub fn or_listening(self, address: SocketAddr) -> Self {
        if self.0.is_empty() { Self(format!("http://{address}")) } else { self }
    }

    /// Whether people reach the service by HTTPS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The whole address of `path`, which begins with a slash.
    pub fn with(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim_end_matches('/');
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        match host {
            Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ', '@']) => {
                Ok(Self(text.to_owned()))
            }
            None if text.is_empty() => Ok(Self::default()),
            _ => Err("write an address such as https://speir.example".to_owned()),
        }
    }
}

/// Where data and surveys are, for every command that touches them.
#[derive(Clone, Debug, Args)]
pub struct DataSettings {
    #[command(flatten)]
    pub database: Database,

    #[command(flatten)]
    pub secret: SecretSettings,

    /// The folder of survey definitions.
    #[arg(long, env = "SPEIR_SURVEYS", default_value = "surveys")]
    pub surveys: PathBuf,
}

/// Which database.
#[derive(Clone, Debug, Args)]
pub struct Database {
    /// The database: a path, `sqlite:PATH`, or `postgres://USER@HOST/DATABASE`. A password in it is
    /// refused on the command line. Without it, speir.sqlite, or for the demo a temporary file
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// A file that holds the database's address, readable for its owner alone.
    #[arg(long, env = "DATABASE_URL_FILE", conflicts_with = "database_url")]
    pub database_url_file: Option<PathBuf>,
}

/// The secret under which everything is sealed.
#[derive(Clone, Debug, Args)]
pub struct SecretSettings {
    /// The secret under which everything is sealed, at least 32 random characters. It is taken from
    /// the environment only; on the command line it is refused. Without it, a key file beside the
    /// database, or speir.key in the working folder on PostgreSQL
    #[arg(long, env = "SPEIR_SECRET", hide_env_values = true, hide = true)]
    pub secret: Option<String>,

    /// A file that holds the secret under which everything is sealed, readable for its owner alone.
    /// The environment variable `SPEIR_SECRET` may hold the secret itself. Without either, a key
    /// file beside the database, or speir.key in the working folder on PostgreSQL
    #[arg(long, env = "SPEIR_SECRET_FILE", conflicts_with = "secret")]
    pub secret_file: Option<PathBuf>,
}
