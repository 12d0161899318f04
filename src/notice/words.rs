//! The texts of invitations to the console and of links for new passwords.

use chrono::{DateTime, Utc};

use super::{Line, Words};
use crate::{
    inspection::Area,
    language::calendar,
    settings::{BaseUrl, HelpLines},
    store::Pass,
    users::Role,
    web::paths,
};

/// The maximum number of inspections that a message names.
const NAMED: usize = 8;

/// The contents of an invitation.
pub struct Invited<'a> {
    pub role: Role,
    pub areas: Vec<Area>,
    /// The titles of the inspections that they lead or read.
    pub inspections: Vec<String>,
    /// The email address of the inviter; `None` on the command line.
    pub by: Option<&'a str>,
}

/// The invitation to Speir.
pub fn join(
    pass: &Pass,
    invited: &Invited<'_>,
    until: DateTime<Utc>,
    help: &HelpLines,
    base_url: &BaseUrl,
) -> Words {
    let about = format!(
        "The {} uses Speir to count how many children, young people, parents, carers and staff \
            have answered its surveys.",
        help.inspectorate,
    );
    let mut lines = vec![Line::Say(what(invited)), Line::Say(about)];
    lines.extend(named(&invited.inspections).map(Line::Say));
    lines.extend([
        Line::Say(works(until)),
        Line::Act("Join Speir".to_owned(), address(pass, base_url)),
        Line::Say("The link is only for you. Do not forward this message.".to_owned()),
        unexpected("You will be asked to choose a password.", help),
    ]);
    Words { subject: "You have been invited to Speir".to_owned(), lines, stop: None }
}

/// "lead@example.org has invited you to Speir as a local co-ordinator for Fife."
fn what(invited: &Invited<'_>) -> String {
    let by = invited.by.unwrap_or("An administrator of Speir");
    let role = invited.role.with_article();
    let areas: Vec<&str> = invited.areas.iter().map(|area| area.name()).collect();
    let place = if areas.is_empty() { String::new() } else { format!(" for {}", areas.join(", ")) };
    format!("{by} has invited you to Speir as {role}{place}.")
}

/// The line that lists the inspections.
fn named(inspections: &[String]) -> Option<String> {
    let quoted: Vec<String> =
        inspections.iter().take(NAMED).map(|title| format!("“{title}”")).collect();
    let more = inspections.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    (!quoted.is_empty()).then(|| format!("You will see: {}{more}.", quoted.join(", ")))
}

/// The message with a link for a new password.
pub fn new_password(
    pass: &Pass,
    until: DateTime<Utc>,
    help: &HelpLines,
    base_url: &BaseUrl,
) -> Words {
    Words {
        subject: "Choose a new password for Speir".to_owned(),
        lines: vec![
            Line::Say(
                "Somebody, probably you, asked for a new password for your Speir account."
                    .to_owned(),
            ),
            Line::Say(works(until)),
            Line::Act("Choose a new password".to_owned(), address(pass, base_url)),
            Line::Say("The link is only for you. Do not forward this message.".to_owned()),
            unexpected("Your current password works until you choose a new one.", help),
        ],
        stop: None,
    }
}

fn address(pass: &Pass, base_url: &BaseUrl) -> String {
    base_url.with(&paths::JOIN.of(pass))
}

fn works(until: DateTime<Utc>) -> String {
    let until = calendar::named_date_and_time(until);
    format!("Open this link. It works once, until {until}.")
}

fn unexpected(first: &str, help: &HelpLines) -> Line {
    Line::Say(format!(
        "{first} If you did not expect this message, do nothing and tell {}.",
        help.contact_email
    ))
}
