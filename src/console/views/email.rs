use maud::{Markup, html};

/// An email address that may wrap after its @ and dots.
pub fn email(address: &str) -> Markup {
    html! {
        @for (place, part) in address.split_inclusive(['@', '.']).enumerate() { @if place > 0 { wbr; } (part) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_broken_after_its_at_and_dots() {
        assert_eq!(email("a.lead@example.org").into_string(), "a.<wbr>lead@<wbr>example.<wbr>org");
        assert_eq!(email("<b>").into_string(), "&lt;b&gt;");
    }
}
