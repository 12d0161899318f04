//! The addresses of the console. Routes and links are made from the same constants: a page whose
//! address names nothing is a `&str`, and any other is a [`Pattern`].
//!
//! They are below the console because mails link to it.

mod pattern;

pub use pattern::{Pattern, Route};

use crate::users::Duty;

pub const SIGN_IN: &str = "/sign-in";
/// The page for somebody who has forgotten their password.
pub const FORGOTTEN: &str = "/sign-in/forgotten";
pub const SIGN_OUT: &str = "/sign-out";
pub const JOIN: Pattern<1> = Pattern::new("/join/{pass}");
/// The answers of an area, by an officer's link.
pub const OFFICER: Pattern<1> = Pattern::new("/area/{pass}");
pub const STOP_DIGEST: Pattern<1> = Pattern::new("/digest/stop/{pass}");

/// The start of the console, which lists the inspections.
pub const CONSOLE: &str = "/console";
pub const LIVE: &str = "/console/live";
/// The second step of signing in.
pub const SECOND_STEP: &str = "/console/second-step";
/// Takes an upload of returned messages.
pub const BOUNCES: &str = "/console/bounces";
pub const AUDIT: &str = "/console/audit";
pub const AUDIT_FILE: Pattern<1> = Pattern::new("/console/audit/{file}");
pub const SURVEYS: &str = "/console/surveys";
pub const SURVEY: Pattern<2> = Pattern::new("/console/surveys/{survey}/{version}");

/// An inspection, by its id.
pub mod inspection {
    use super::Pattern;

    pub const ALL: &str = "/console/inspections";
    pub const NEW: &str = "/console/inspections/new";
    pub const NEW_FROM_FILE: &str = "/console/inspections/new/file";
    pub const PAGE: Pattern<1> = Pattern::new("/console/inspections/{id}");
    pub const LIVE: Pattern<1> = Pattern::new("/console/inspections/{id}/live");
    pub const COPY: Pattern<1> = Pattern::new("/console/inspections/{id}/copy");
    pub const FILE: Pattern<1> = Pattern::new("/console/inspections/{id}/file");
    pub const CHANGE: Pattern<1> = Pattern::new("/console/inspections/{id}/change");
    pub const DELETE: Pattern<1> = Pattern::new("/console/inspections/{id}/delete");
    pub const TEAM: Pattern<1> = Pattern::new("/console/inspections/{id}/team");
    pub const COLLECTIONS: Pattern<1> = Pattern::new("/console/inspections/{id}/collections");
    pub const NEW_COLLECTION: Pattern<1> =
        Pattern::new("/console/inspections/{id}/collections/new");
    /// Where a second person agrees to a threshold below ten.
    pub const THRESHOLD: Pattern<1> = Pattern::new("/console/inspections/{id}/threshold");
    pub const MESSAGES: Pattern<1> = Pattern::new("/console/inspections/{id}/messages");
    pub const MESSAGE: Pattern<2> = Pattern::new("/console/inspections/{id}/messages/{kind}");
    pub const RATES: Pattern<2> = Pattern::new("/console/inspections/{id}/rates.{format}");
    pub const EXPORT: Pattern<1> = Pattern::new("/console/inspections/{id}/export");
    pub const EXPORT_FILE: Pattern<2> = Pattern::new("/console/inspections/{id}/export/{file}");
    pub const RESULTS: Pattern<1> = Pattern::new("/console/inspections/{id}/results");
}

/// The evaluations of an inspection, by its id, and one of them, by its area and its indicator.
pub mod evaluations {
    use super::Pattern;

    pub const TABLE: Pattern<1> = Pattern::new("/console/inspections/{id}/evaluations");
    pub const FILE: Pattern<2> = Pattern::new("/console/inspections/{id}/evaluations.{format}");
    pub const ONE: Pattern<3> =
        Pattern::new("/console/inspections/{id}/evaluations/{area}/{indicator}");
    pub const AGREE: Pattern<3> =
        Pattern::new("/console/inspections/{id}/evaluations/{area}/{indicator}/agree");
    pub const HISTORY: Pattern<3> =
        Pattern::new("/console/inspections/{id}/evaluations/{area}/{indicator}/history");
}

/// A programme, by its id.
pub mod programme {
    use super::Pattern;

    pub const ALL: &str = "/console/programmes";
    pub const NEW: &str = "/console/programmes/new";
    pub const PAGE: Pattern<1> = Pattern::new("/console/programmes/{id}");
    pub const CHANGE: Pattern<1> = Pattern::new("/console/programmes/{id}/change");
    pub const DELETE: Pattern<1> = Pattern::new("/console/programmes/{id}/delete");
    pub const FIGURES: Pattern<1> = Pattern::new("/console/programmes/{id}/figures");
    pub const RESULTS: Pattern<1> = Pattern::new("/console/programmes/{id}/results");
    pub const COMPARE: Pattern<1> = Pattern::new("/console/programmes/{id}/results/compare");
    pub const OVER_TIME: Pattern<1> = Pattern::new("/console/programmes/{id}/results/over-time");
    pub const EXPORT: Pattern<1> = Pattern::new("/console/programmes/{id}/export");
    pub const EXPORT_FILE: Pattern<2> = Pattern::new("/console/programmes/{id}/export/{file}");
}

/// A collection, by its id.
pub mod collection {
    use super::Pattern;

    pub const PAGE: Pattern<1> = Pattern::new("/console/collections/{id}");
    pub const LIVE: Pattern<1> = Pattern::new("/console/collections/{id}/live");
    pub const RELEASE: Pattern<1> = Pattern::new("/console/collections/{id}/release");
    pub const QR: Pattern<1> = Pattern::new("/console/collections/{id}/qr.svg");
    pub const POPULATION: Pattern<1> = Pattern::new("/console/collections/{id}/population");
    pub const CHANGE: Pattern<1> = Pattern::new("/console/collections/{id}/change");
    pub const CLOSE: Pattern<1> = Pattern::new("/console/collections/{id}/close");
    pub const DELETE: Pattern<1> = Pattern::new("/console/collections/{id}/delete");
    pub const MESSAGE: Pattern<2> = Pattern::new("/console/collections/{id}/messages/{kind}");
    pub const MESSAGE_HTML: Pattern<2> =
        Pattern::new("/console/collections/{id}/messages/{kind}/html");
    pub const EXPORT: Pattern<1> = Pattern::new("/console/collections/{id}/export");
    pub const EXPORT_FILE: Pattern<2> = Pattern::new("/console/collections/{id}/export/{file}");
    pub const RESULTS: Pattern<1> = Pattern::new("/console/collections/{id}/results");
    pub const MISSING: Pattern<1> = Pattern::new("/console/collections/{id}/missing");
    /// The results of its audience and of those that are reported with it.
    pub const TOGETHER: Pattern<1> = Pattern::new("/console/collections/{id}/results/together");
    pub const COMPARE: Pattern<1> = Pattern::new("/console/collections/{id}/results/compare");
    pub const OVER_TIME: Pattern<1> = Pattern::new("/console/collections/{id}/results/over-time");
    pub const POSTER: Pattern<1> = Pattern::new("/console/collections/{id}/poster");
    pub const SLIPS: Pattern<1> = Pattern::new("/console/collections/{id}/slips");
    pub const REVOKE_SLIPS: Pattern<2> =
        Pattern::new("/console/collections/{id}/slips/{batch}/revoke");
}

/// The invitations of a collection, by its id.
pub mod invitations {
    use super::Pattern;

    pub const PAGE: Pattern<1> = Pattern::new("/console/collections/{id}/invitations");
    pub const UNREACHED: Pattern<1> =
        Pattern::new("/console/collections/{id}/invitations/unreached");
    pub const IMPORT: Pattern<1> = Pattern::new("/console/collections/{id}/invitations/import");
    pub const REMINDERS: Pattern<1> =
        Pattern::new("/console/collections/{id}/invitations/reminders");
    pub const PAUSE: Pattern<1> = Pattern::new("/console/collections/{id}/invitations/pause");
    pub const DEPARTED: Pattern<1> = Pattern::new("/console/collections/{id}/invitations/departed");
    pub const WAY: Pattern<1> = Pattern::new("/console/collections/{id}/invitations/way");
    pub const ERASE: Pattern<1> = Pattern::new("/console/collections/{id}/invitations/erase");
}

/// What inspectors record in a collection, by its id.
pub mod records {
    use super::Pattern;

    pub const LIST: Pattern<1> = Pattern::new("/console/collections/{id}/records");
    pub const SAMPLE: Pattern<1> = Pattern::new("/console/collections/{id}/records/sample");
    pub const NEW: Pattern<1> = Pattern::new("/console/collections/{id}/records/new");
    pub const FIGURES: Pattern<1> = Pattern::new("/console/collections/{id}/records/figures");
    pub const FILE: Pattern<2> = Pattern::new("/console/collections/{id}/records/rows.{format}");
    pub const ONE: Pattern<3> = Pattern::new("/console/collections/{id}/records/{number}/{turn}");
    pub const DELETE: Pattern<2> =
        Pattern::new("/console/collections/{id}/records/{number}/delete");
}

/// Surveys that an area answers once: who is asked for it and what came back, by the id of a
/// collection, or by that of an inspection and the key of a survey.
pub mod officers {
    use super::Pattern;

    pub const PAGE: Pattern<1> = Pattern::new("/console/collections/{id}/officers");
    pub const AGAIN: Pattern<2> =
        Pattern::new("/console/collections/{id}/officers/{officer}/again");
    pub const REMOVE: Pattern<2> =
        Pattern::new("/console/collections/{id}/officers/{officer}/remove");
    pub const ANSWERS: Pattern<1> = Pattern::new("/console/collections/{id}/answers");
    pub const ALL: Pattern<2> = Pattern::new("/console/inspections/{id}/officers/{survey}");
    pub const ACROSS: Pattern<2> = Pattern::new("/console/inspections/{id}/answers/{survey}");
    pub const FILE: Pattern<3> =
        Pattern::new("/console/inspections/{id}/answers/{survey}/rows.{format}");
}

/// The comments of an inspection or a collection, by its kind and id, and one of them.
pub mod comments {
    use std::fmt::Display;

    use super::Pattern;

    pub const LIST: Pattern<2> =
        Pattern::new("/console/{of:inspections|collections}/{id}/comments");
    pub const CONCERNS: Pattern<2> =
        Pattern::new("/console/{of:inspections|collections}/{id}/comments/concerns");
    pub const SEARCH: Pattern<2> =
        Pattern::new("/console/{of:inspections|collections}/{id}/comments/search");
    pub const ONE: Pattern<3> =
        Pattern::new("/console/{of:inspections|collections}/{id}/comments/{comment}");
    pub const READ: Pattern<3> =
        Pattern::new("/console/{of:inspections|collections}/{id}/comments/{comment}/read");
    pub const REDACT: Pattern<3> =
        Pattern::new("/console/{of:inspections|collections}/{id}/comments/{comment}/redact");
    pub const CONCERN: Pattern<3> =
        Pattern::new("/console/{of:inspections|collections}/{id}/comments/{comment}/concern");

    /// The owner of a list of comments, as in addresses.
    pub const OF_INSPECTION: &str = "inspections";
    pub const OF_COLLECTION: &str = "collections";

    pub fn of_inspection(id: impl Display) -> String {
        LIST.of(OF_INSPECTION, id)
    }

    pub fn of_collection(id: impl Display) -> String {
        LIST.of(OF_COLLECTION, id)
    }
}

/// The user's account.
pub mod account {
    use super::Pattern;

    pub const PAGE: &str = "/console/account";
    pub const PASSWORD: &str = "/console/account/password";
    pub const SIGN_OUT: &str = "/console/account/sign-out";
    pub const END_SESSION: &str = "/console/account/sessions/end";
    pub const RECOVERY_CODES: &str = "/console/account/recovery-codes";
    pub const SECOND_STEP: &str = "/console/account/second-step";
    pub const SECOND_STEP_OFF: &str = "/console/account/second-step/off";
    pub const DIGEST: &str = "/console/account/digest";
    pub const TOKENS: &str = "/console/account/tokens";
    pub const TAKE_BACK_TOKEN: Pattern<1> = Pattern::new("/console/account/tokens/{id}/take-back");

    /// The account page, which reports what was done.
    pub fn done(what: &str) -> String {
        format!("{PAGE}?done={what}")
    }
}

/// Another account, by its id.
pub mod user {
    use super::Pattern;

    pub const ALL: &str = "/console/users";
    pub const NEW: &str = "/console/users/new";
    pub const PAGE: Pattern<1> = Pattern::new("/console/users/{id}");
    pub const LINK: Pattern<1> = Pattern::new("/console/users/{id}/link");
    pub const ROLE: Pattern<1> = Pattern::new("/console/users/{id}/role");
    pub const SIGN_OUT: Pattern<1> = Pattern::new("/console/users/{id}/sign-out");
    pub const SECOND_STEP: Pattern<1> = Pattern::new("/console/users/{id}/second-step");
    pub const REMOVE: Pattern<1> = Pattern::new("/console/users/{id}/remove");
}

/// The page of a duty.
pub const fn duty(duty: Duty) -> &'static str {
    match duty {
        Duty::ChoosePassword => account::PASSWORD,
        Duty::SetUpSecondStep => account::SECOND_STEP,
    }
}

/// The second step of signing in, with where to go afterwards.
pub fn second_step(next: &str) -> String {
    asking(SECOND_STEP, &[("next", next)])
}

/// The sign-in page, with where to go afterwards. It says whether a form was `lost` on the way.
pub fn sign_in(next: &str, lost: bool) -> String {
    if lost {
        asking(SIGN_IN, &[("next", next), ("lost", "yes")])
    } else {
        asking(SIGN_IN, &[("next", next)])
    }
}

fn asking(path: &str, fields: &[(&str, &str)]) -> String {
    match serde_urlencoded::to_string(fields) {
        Ok(query) => format!("{path}?{query}"),
        Err(_) => path.to_owned(),
    }
}

/// The list of inspections, which says that one was handed over.
pub fn handed_over() -> String {
    format!("{CONSOLE}?done=handed-over")
}

/// Whether an address belongs to the console.
pub fn is_of_console(path: &str) -> bool {
    let starts = [CONSOLE, SIGN_IN, JOIN.start(), STOP_DIGEST.start()];
    starts.iter().any(|start| path.starts_with(start))
}

/// Whether a route, by its pattern, is the stream of a live page.
pub fn is_live(pattern: &str) -> bool {
    [LIVE, inspection::LIVE.pattern(), collection::LIVE.pattern()].contains(&pattern)
}

/// The address to go to after signing in, if it is the console's; otherwise the console's start.
pub fn own(next: &str) -> &str {
    let rest = next.strip_prefix(CONSOLE);
    let own = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    if own && next.bytes().all(|byte| byte.is_ascii_graphic()) { next } else { CONSOLE }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn only_addresses_of_the_console_are_led_to() {
        assert_eq!(own("/console/surveys?x=1"), "/console/surveys?x=1");
        for elsewhere in [
            "",
            "//elsewhere.example",
            "https://elsewhere.example/console",
            "/consolation",
            "/console\r\nx: y",
            "/s/abc",
        ] {
            assert_eq!(own(elsewhere), "/console", "{elsewhere:?}");
        }
    }
}
