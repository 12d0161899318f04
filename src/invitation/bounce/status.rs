//! Parses a delivery status (RFC 3464), including common deviations.

use super::{
    fate::Fate,
    mime::fields,
    recipient::{Recipient, names},
};
use crate::invitation::refusal::Refusal;

/// The most recipients that are read.
const MOST: usize = 1_000;

/// Whether a text that is not declared as a delivery status is one.
pub fn is_status(text: &str) -> bool {
    recipients(text).iter().any(Recipient::is_told)
}

/// The fields of each recipient, in any order, perhaps folded. Some systems omit the empty line
/// between recipients, or between them and the fields of the message.
pub fn recipients(text: &str) -> Vec<Recipient> {
    let mut found = Vec::new();
    for block in text.split("\n\n").flat_map(|block| block.split("\n \n")) {
        let mut one = Recipient::default();
        for (name, value) in fields(block.trim_matches('\n')) {
            if one.has(&name) {
                found.push(std::mem::take(&mut one));
            }
            one.set(&name, &value);
        }
        found.push(one);
        if found.len() > MOST {
            break;
        }
    }
    found.retain(|one| *one != Recipient::default());
    joined(found)
}

/// Rejoins blocks split by an empty line: fields without a recipient belong to the recipient before
/// them.
fn joined(found: Vec<Recipient>) -> Vec<Recipient> {
    let mut joined: Vec<Recipient> = Vec::new();
    for one in found {
        match joined.last_mut() {
            Some(last)
                if one.names_nobody() && !last.names_nobody() && last.is_compatible(&one) =>
            {
                last.join(one);
            }
            Some(last) if last.names_nobody() && last.is_compatible(&one) => {
                let before = std::mem::replace(last, one);
                last.join(before);
            }
            _ => joined.push(one),
        }
    }
    joined
}

/// The outcome for `address`. If the report does not name it, because it was rewritten or is no
/// longer stored, the failed recipient is assumed.
pub fn fate(recipients: &[Recipient], address: Option<&str>) -> Fate {
    let by = |called: &dyn Fn(&Recipient, &str) -> bool| -> Vec<Fate> {
        let of = |address: &str| {
            recipients.iter().filter(|one| called(one, address)).map(Recipient::fate).collect()
        };
        address.map(of).unwrap_or_default()
    };
    let last = by(&|one, address| names(one.last.as_deref(), address));
    if !last.is_empty() {
        return worst(&last);
    }
    let first = by(&|one, address| names(one.first.as_deref(), address));
    if !first.is_empty() {
        // It was forwarded to several recipients, and some received it.
        return if first.contains(&Fate::Pending) { Fate::Pending } else { worst(&first) };
    }
    worst(&recipients.iter().map(Recipient::fate).collect::<Vec<_>>())
}

/// Whether one of the recipients has this address.
pub fn name(recipients: &[Recipient], address: Option<&str>) -> bool {
    let is_named = |address: &str| {
        recipients
            .iter()
            .any(|one| names(one.last.as_deref(), address) || names(one.first.as_deref(), address))
    };
    address.is_some_and(is_named)
}

/// The mildest of several failures, because it is unknown which one applies.
fn worst(fates: &[Fate]) -> Fate {
    let mildness = |reason: &Option<Refusal>| match reason {
        None => 0,
        Some(Refusal::Later) => 1,
        Some(Refusal::Sender) => 2,
        Some(Refusal::Mailbox) => 3,
    };
    let reasons = fates.iter().filter_map(|fate| match fate {
        Fate::Failed(reason) => Some(*reason),
        _ => None,
    });
    match reasons.min_by_key(mildness) {
        Some(reason) => Fate::Failed(reason),
        None if fates.contains(&Fate::Pending) => Fate::Pending,
        None => Fate::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Fate {
        fate(&recipients(text), Some("ann@fife.example"))
    }

    const MAILBOX: Fate = Fate::Failed(Some(Refusal::Mailbox));
    const LATER: Fate = Fate::Failed(Some(Refusal::Later));
    const SENDER: Fate = Fate::Failed(Some(Refusal::Sender));

    #[test]
    fn fields_are_read_in_any_order_case_and_fold() {
        for text in [
            "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; ann@fife.example\nAction: \
                failed\nStatus: 5.1.1\n",
            "STATUS: 5.1.1\nACTION: FAILED\nFINAL-RECIPIENT: RFC822;<Ann@Fife.Example>\n",
            "Action: (sorry) failed (for good)\nStatus: (bad) 5.1.1 (no such (!) mailbox)\n",
            "Action: failed\nStatus: (4.4.1 before) 5.1.1\n",
            "Action: failed\nStatus: (5.1.1)\n",
            "Final-Recipient: rfc822; ann@fife.example (Ann; Fife)\nAction: failed\nStatus: \
             5.1.1\n\nFinal-Recipient: rfc822; bob@fife.example\nAction: failed\nStatus: 5.2.2\n",
            "Final-Recipient:\n rfc822;\n\tann@fife.example\nAction:\n\tfailed\nStatus:\n 5.1.1\n",
            "Final-Recipient: rfc822; ann@fife.example\nAction: failed\n\nStatus: 5.1.1\n",
            "Action: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; ann@fife.example\n",
            "Final-Recipient: rfc822; ann@fife.example\nAction: failed\nDiagnostic-Code: smtp; \
                550 5.1.1 unknown\n",
            "Final-Recipient: rfc822; ann@fife.example\nAction: failed\nStatus: \
                none\nDiagnostic-Code: smtp; 550 User unknown\n",
            "Final-Recipient: rfc822; ann@fife.example\nAction: failed\nStatus: \
                5.0.0\nDiagnostic-Code: smtp; 550-5.1.1 no\n  550 5.1.1 such user\n",
            "Final-Recipient: rfc822; ann@fife.example\nStatus: 5.1.1\n",
        ] {
            assert_eq!(of(text), MAILBOX, "{text}");
        }
    }

    #[test]
    fn our_recipient_decides_or_else_the_failed_one() {
        let other = "Final-Recipient: rfc822; bob@fife.example\n";
        let ours = "Final-Recipient: rfc822; ann@fife.example\n";
        let cases = [
            (
                Fate::Pending,
                format!(
                    "{other}Action: failed\nStatus: 5.1.1\n\n{ours}Action: \
                delivered\nStatus: 2.0.0\n"
                ),
            ),
            (
                MAILBOX,
                format!(
                    "{ours}Action: failed\nStatus: 5.1.1\n\n{other}Action: \
                failed\nStatus: 5.2.2\n"
                ),
            ),
            (
                LATER,
                format!(
                    "{other}Action: failed\nStatus: 5.1.1\n{ours}Action: failed\nStatus: \
                5.2.2\n"
                ),
            ),
            (MAILBOX, format!("{other}Action: failed\nStatus: 5.1.1\n")),
            (
                LATER,
                format!(
                    "{other}Action: failed\nStatus: 5.1.1\n\n{other}Action: \
                failed\nStatus: 4.2.2\n"
                ),
            ),
            (
                SENDER,
                format!(
                    "{other}Original-Recipient: rfc822;ann@fife.example\nAction: \
                failed\nStatus: 5.7.1\n"
                ),
            ),
            (
                Fate::Pending,
                "Original-Recipient: rfc822;ann@fife.example\nFinal-Recipient: \
                 rfc822;a@x.example\nAction: failed\nStatus: 5.1.1\n\nOriginal-Recipient: \
                 rfc822;ann@fife.example\nFinal-Recipient: rfc822;b@x.example\nAction: relayed\n"
                    .to_owned(),
            ),
        ];
        for (fate, text) in cases {
            assert_eq!(of(&text), fate, "{text}");
        }
        let rewritten = "Final-Recipient: rfc822; ann+40fife.example@x.example\nAction: \
            failed\nStatus: 5.1.1\n";
        assert_eq!(fate(&recipients(rewritten), None), MAILBOX);
        assert!(names(Some("rfc822;ann+2Bsurvey@fife.example"), "ann+survey@fife.example"));
        assert!(names(Some("rfc822;ann+2b@fife.example"), "ann+2b@fife.example"));
    }

    #[test]
    fn what_is_delayed_or_delivered_is_pending_and_what_says_nothing_is_unclear() {
        for action in ["delayed", "Delayed (will retry)", "relayed", "expanded", "delivered"] {
            assert_eq!(
                of(&format!(
                    "Final-Recipient: rfc822; ann@fife.example\nAction: {action}\nStatus: 4.4.7\n"
                )),
                Fate::Pending
            );
        }
        assert_eq!(of("Final-Recipient: rfc822; ann@fife.example\nStatus: 4.4.1\n"), Fate::Pending);
        assert_eq!(
            of("Final-Recipient: rfc822; ann@fife.example\nAction: failed\n"),
            Fate::Failed(None)
        );
        assert_eq!(of("Final-Recipient: rfc822; ann@fife.example\n"), Fate::Unclear);
        assert_eq!(of(""), Fate::Unclear);
    }
}
