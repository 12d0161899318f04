//! The settings of an operator. Each is an environment variable and a flag.

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
    language::numbers::grouped,
    text::{email_setting, setting},
    users::RequiredRoles,
};

/// Reads a whole number within limits.
pub fn whole<T: TryFrom<u64>>(
    least: u64,
    most: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync {
    move |text| {
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
            format!("Write a whole number from {} to {}.", grouped(least), grouped(most))
        })
    }
}

/// The public settings of the service.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// The public address of the service, without a slash at the end. By default, the address that
    /// Speir listens on.
    #[arg(long, env = "SPEIR_BASE_URL", default_value = "", hide_default_value = true)]
    pub base_url: BaseUrl,

    /// The page that "Leave this page" opens: a site that anybody might look at.
    #[arg(long, env = "SPEIR_LEAVE_TO", value_parser = setting, default_value = "https://www.bbc.co.uk/weather")]
    pub leave_to: String,

    /// The number of API requests per minute with one token.
    #[arg(long, env = "SPEIR_API_PER_MINUTE", default_value_t = 120, value_parser = whole::<u32>(1, 100_000))]
    pub api_per_minute: u32,

    /// The minutes of inactivity after which a console session ends.
    #[arg(long, env = "SPEIR_IDLE_MINUTES", default_value_t = 30, value_parser = whole::<u32>(5, 720))]
    pub idle_minutes: u32,

    /// The roles that need two-step sign-in, separated by commas. Empty for none.
    #[arg(long, env = "SPEIR_SECOND_STEP_ROLES", default_value = "admin,lead,analyst")]
    pub second_step_roles: RequiredRoles,

    /// The trusted proxies, from which Speir accepts `X-Forwarded-For`: addresses and networks,
    /// separated by commas, such as `10.0.0.5,192.168.213.0/28`; `none` for none
    #[arg(long, env = "SPEIR_PROXIES", default_value_t)]
    pub proxies: Proxies,

    /// The seconds that Speir waits for a request body. A large body gets one more second for each
    /// 64 KiB that has arrived, up to 180.
    #[arg(long, env = "SPEIR_BODY_SECONDS", default_value_t = 30, value_parser = whole::<u64>(1, 180))]
    pub body_seconds: u64,

    #[command(flatten)]
    pub help: HelpLines,
}

/// Who can help, and how to reach them. Check these before a survey opens.
#[derive(Clone, Debug, Default, Args)]
pub struct HelpLines {
    /// The organisation that runs the surveys.
    #[arg(long, env = "SPEIR_INSPECTORATE", value_parser = setting, default_value = "Care Inspectorate")]
    pub inspectorate: String,

    /// Childline's telephone number.
    #[arg(long, env = "SPEIR_CHILDLINE", value_parser = setting, default_value = "0800 1111")]
    pub childline: String,

    /// The number that young people can text.
    #[arg(long, env = "SPEIR_TEXT_NUMBER", value_parser = setting, default_value = "07870 981 785")]
    pub text_number: String,

    /// The telephone number for questions about surveys. Empty for none.
    #[arg(long, env = "SPEIR_PHONE", value_parser = setting, default_value = "0345 600 9527")]
    pub phone: String,

    /// The email address for questions. Replies to messages go there unless an inspection names
    /// another address.
    #[arg(long, env = "SPEIR_CONTACT_EMAIL", value_parser = setting, default_value = "surveys@speir.example")]
    pub contact_email: String,
}

/// The settings for sending messages.
#[derive(Clone, Debug, Args)]
pub struct MailSettings {
    /// The mail server: `smtp://HOST:PORT`, or `smtps://…`. With a user and password,
    /// `smtp://USER:PASSWORD@HOST:PORT`, which is refused on the command line; STARTTLS is then
    /// required (`?tls=required` and `?tls=none` override this). In the user name and password,
    /// write % as %25, and in the user name : as %3A. Without a mail server, messages are written
    /// to a folder
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// A file that contains the mail server's address, readable only by its owner.
    #[arg(long, env = "SMTP_URL_FILE", conflicts_with = "smtp_url")]
    pub smtp_url_file: Option<PathBuf>,

    /// The folder for messages if there is no mail server. By default, mail in the working folder,
    /// or for the demo a temporary folder
    #[arg(long, env = "SPEIR_MAIL_FOLDER")]
    pub mail_folder: Option<PathBuf>,

    /// The sender address of messages. By default, `SPEIR_CONTACT_EMAIL`
    #[arg(long, env = "SPEIR_MAIL_FROM", value_parser = email_setting)]
    pub mail_from: Option<lettre::Address>,

    /// The return address for undeliverable messages. Speir adds + and a reference to it. At most
    /// 24 characters before the @. By default, the sender address
    #[arg(long, env = "SPEIR_BOUNCES_TO", value_parser = email_setting)]
    pub bounces_to: Option<lettre::Address>,

    /// The name that Speir gives to the mail server (EHLO). By default, the host of
    /// `SPEIR_BASE_URL`
    #[arg(long, env = "SPEIR_MAIL_NAME")]
    pub mail_name: Option<OwnName>,

    /// A factor for the time-outs and waits of mail servers, for tests.
    #[arg(long, env = "SPEIR_MAIL_PATIENCE", default_value = "1", hide = true)]
    pub mail_patience: Patience,

    /// When reminders are sent, for tests: `office` or `always`.
    #[arg(long, env = "SPEIR_REMINDER_HOURS", default_value = "office", hide = true)]
    pub reminder_hours: Hours,

    /// The messages per minute that all processes together may send.
    #[arg(long, env = "SPEIR_MAIL_PER_MINUTE", default_value_t = 600, value_parser = whole::<u32>(1, 1_000_000))]
    pub mail_per_minute: u32,

    /// Do not send messages from this process; run `speir message run` instead.
    #[arg(long = "mail-elsewhere", env = "SPEIR_MAIL_ELSEWHERE")]
    pub elsewhere: bool,

    /// The days after closing when email addresses are deleted.
    #[arg(long, env = "SPEIR_KEEP_ADDRESSES_DAYS", default_value_t = 30, value_parser = whole::<u32>(0, 3_650))]
    pub keep_addresses_days: u32,
}

/// An address such as `https://speir.example`, without a slash at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This address or, if it is empty, that of a service that listens on `address`.
    #[must_use]
    pub fn or_listening(self, address: SocketAddr) -> Self {
        if self.0.is_empty() { Self(format!("http://{address}")) } else { self }
    }

    /// Whether the public address uses HTTPS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The full address of `path`, which begins with a slash.
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

/// The location of data and surveys, for every command that uses them.
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

/// The database settings.
#[derive(Clone, Debug, Args)]
pub struct Database {
    /// The database: a path, `sqlite:PATH`, or `postgres://USER@HOST/DATABASE`. A password in it is
    /// refused on the command line. By default, speir.sqlite, or for the demo a temporary file
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// A file that contains the database's address, readable only by its owner.
    #[arg(long, env = "DATABASE_URL_FILE", conflicts_with = "database_url")]
    pub database_url_file: Option<PathBuf>,
}

/// The secret from which all keys are derived.
#[derive(Clone, Debug, Args)]
pub struct SecretSettings {
    /// The secret from which all keys are derived, at least 32 random characters. Set it only in
    /// the environment; it is refused on the command line. By default, a key file beside the
    /// database, or speir.key in the working folder on PostgreSQL
    #[arg(long, env = "SPEIR_SECRET", hide_env_values = true, hide = true)]
    pub secret: Option<String>,

    /// A file that contains the secret from which all keys are derived, readable only by its owner.
    /// The environment variable `SPEIR_SECRET` can contain the secret itself. By default, a key
    /// file beside the database, or speir.key in the working folder on PostgreSQL
    #[arg(long, env = "SPEIR_SECRET_FILE", conflicts_with = "secret")]
    pub secret_file: Option<PathBuf>,
}
