use maud::{Markup, html};

/// An email address that may wrap after its @ and dots.
pub fn email(address: &str) -> Markup {
    html! {
        @for (place, part) in address.split_inclusive(['@', '.']).enumerate() { @if place > 0 { wbr; } (part) }
    }
}

/// Who can invite somebody who has no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitedBy {
    You,
    Administrator,
}

/// That no account in a role has these addresses, and what to do.
pub fn nobody_has(role: &str, emails: &[String], by: InvitedBy) -> String {
    let names = emails.iter().map(|email| format!("“{email}”")).collect::<Vec<_>>().join(", ");
    let any = if emails.len() == 1 { "the address" } else { "any of these addresses:" };
    let invite = match by {
        InvitedBy::You => "invite them first",
        InvitedBy::Administrator => "ask an administrator to invite them first",
    };
    format!("No {role} has {any} {names}. Check the spelling, or {invite}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_broken_after_its_at_and_dots() {
        assert_eq!(email("a.lead@example.org").into_string(), "a.<wbr>lead@<wbr>example.<wbr>org");
        assert_eq!(email("<b>").into_string(), "&lt;b&gt;");
    }

    #[test]
    fn one_or_several_addresses_without_an_account_are_named() {
        let [ann, bea] = ["ann@example.org", "bea@example.org"].map(str::to_owned);
        assert_eq!(
            nobody_has("reader or viewer", std::slice::from_ref(&ann), InvitedBy::You),
            "No reader or viewer has the address “ann@example.org”. Check the spelling, or invite \
                them first."
        );
        assert!(
            nobody_has("local co-ordinator", &[ann, bea], InvitedBy::You)
                .contains("has any of these addresses: “ann@example.org”, “bea@example.org”.")
        );
    }
}
