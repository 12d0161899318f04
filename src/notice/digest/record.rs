//! The digest of an administrator: the head of the audit log, so that an old email can prove a
//! change.

use chrono::{DateTime, Utc};

use super::Rhythm;
use crate::{
    audit::Head,
    language::calendar,
    notice::{Line, Words},
    settings::BaseUrl,
    web::paths,
};

/// The digest that holds `head`, the last entry of the audit log at `now`.
pub fn words(
    head: Head,
    rhythm: Rhythm,
    base_url: &BaseUrl,
    stop: &str,
    now: DateTime<Utc>,
) -> Words {
    let moment = calendar::time_on_date(now);
    let often = match rhythm {
        Rhythm::Daily => "You get this email every working day.",
        Rhythm::Weekly | Rhythm::Never => "You get this email once a week.",
    };
    let lines = vec![
        Line::Say(format!(
            "This is the head of the audit log at {moment}. It covers every entry up to number {}.",
            head.number
        )),
        Line::Heading("Head of the audit log".to_owned()),
        Line::Exactly(head.to_string()),
        Line::Say(
            "Keep this email. If an entry is changed or removed later, the head proves it. To \
                check, run:"
                .to_owned(),
        ),
        Line::Exactly(format!("speir audit verify --head {head}")),
        Line::Link(
            "To read the \
            entries:"
                .to_owned(),
            "Audit log".to_owned(),
            base_url.with(paths::AUDIT),
        ),
        Line::Link(
            often.to_owned(),
            "Choose how \
            often"
                .to_owned(),
            base_url.with(paths::account::DIGEST),
        ),
        Line::Link(
            "You can also stop it without signing in.".to_owned(),
            "Stop the digest".to_owned(),
            stop.to_owned(),
        ),
    ];
    Words {
        subject: format!("Speir: audit log at entry {}", head.number),
        lines,
        stop: Some(stop.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::HashValue;

    #[test]
    fn both_parts_of_the_email_hold_the_head_whole() {
        let head = Head { number: 17, digest: HashValue([0xa7; 32]) };
        let now = "2026-07-13T06:30:00Z".parse().expect("a time");
        let base_url: BaseUrl = "https://speir.example".parse().expect("an address");
        let words =
            words(head, Rhythm::Daily, &base_url, "https://speir.example/digest/stop/x", now);
        assert_eq!(words.subject, "Speir: audit log at entry 17");
        let html = words.html().into_string();
        for part in [words.plain(), html] {
            assert!(part.contains(&format!("speir audit verify --head {head}")), "{part}");
            assert!(part.contains("at 07:30 on Monday 13 July 2026"), "{part}");
        }
    }
}
