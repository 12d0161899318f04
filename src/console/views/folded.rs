//! A long table that starts closed.

use maud::{Markup, html};

/// The most rows that stand open.
const MOST: usize = 8;

/// `contents`, which have so many `rows`. With more than eight they start closed, below a `summary` that
/// says what is within and, unseen, what it is `about`. A printed page always shows them.
pub fn folded(rows: usize, (summary, about): (&str, &str), contents: &Markup) -> Markup {
    html! {
        @if rows > MOST {
            details.long {
                summary { (summary) span.unseen { ": " (about) } }
                (contents)
            }
        } @else { (contents) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_more_than_eight_rows_start_closed() {
        let contents = html! { p { "rows" } };
        let page = |rows| folded(rows, ("9 areas", "Is it so?"), &contents).into_string();
        assert_eq!(page(8), "<p>rows</p>");
        let long = page(9);
        assert!(long.starts_with(r#"<details class="long"><summary>9 areas<span class="unseen">"#));
        assert!(long.contains("<p>rows</p>") && !long.contains(" open"), "{long}");
    }
}
