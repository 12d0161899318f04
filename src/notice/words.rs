//! What is said to somebody who joins, or sets a new password.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;

use super::{Line, Pass, Words};
use crate::{
    settings::{BaseUrl, HelpLines},
    users::Role,
};

/// Somebody is invited in this role.
pub fn join(pass: &Pass, role: Role, until: DateTime<Utc>, help: &HelpLines, base_url: &BaseUrl) -> Words {
    let role = role.name().to_lowercase();
    let may = format!(
        "The {} uses Speir to count how many children, young people, parents, carers and staff have answered its surveys. \
         You have been invited to Speir as {} {role}.",
        help.inspectorate,
        if role.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" },
    );
    Words {
        subject: "You have been invited to Speir".to_owned(),
        lines: vec![
            Line::Say(may),
            Line::Say(works(until)),
            Line::Act("Join Speir".to_owned(), address(pass, base_url)),
            Line::Say("The link is for you alone. Do not pass this message on.".to_owned()),
            unexpected("You will be asked to choose a password.", help),
        ],
        stop: None,
    }
}

/// Somebody who has an account sets a new password.
pub fn new_password(pass: &Pass, until: DateTime<Utc>, help: &HelpLines, base_url: &BaseUrl) -> Words {
    Words {
        subject: "Choose a new password for Speir".to_owned(),
        lines: vec![
            Line::Say("Somebody, most likely you, asked for a new password for your account on Speir.".to_owned()),
            Line::Say(works(until)),
            Line::Act("Choose a new password".to_owned(), address(pass, base_url)),
            Line::Say("The link is for you alone. Do not pass this message on.".to_owned()),
            unexpected("Until you choose a new one, your password stays as it is.", help),
        ],
        stop: None,
    }
}

fn address(pass: &Pass, base_url: &BaseUrl) -> String {
    base_url.with(&format!("/join/{pass}"))
}

fn works(until: DateTime<Utc>) -> String {
    let until = until.with_timezone(&London).format("%A %-d %B %Y at %H:%M");
    format!("Open this link. It works once, until {until}.")
}

fn unexpected(first: &str, help: &HelpLines) -> Line {
    Line::Say(format!(
        "{first} If you did not expect this message, do nothing, and tell {} that you got it.",
        help.contact_email
    ))
}
