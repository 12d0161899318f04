//! One list of lines, written twice: as plain text and as HTML.

use maud::{DOCTYPE, Markup, html};

use super::{Line, Words};

pub fn plain(words: &Words) -> String {
    let mut text = String::with_capacity(2_048);
    for (place, line) in words.lines.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        match line {
            Line::Say(sentence) => text.push_str(sentence),
            Line::Act(what, address) => text.extend([what, ":\n", address]),
            Line::Heading(heading) => text.extend([heading, "\n", &"-".repeat(heading.chars().count())]),
            Line::Item { what, next, page, address } => {
                text.extend(["* ", what, "\n  ", next, "\n  ", page, ": ", address]);
            }
            Line::Link(sentence, page, address) => text.extend([sentence, "\n", page, ": ", address]),
        }
        text.push('\n');
    }
    text
}

const BODY: &str = "margin:0 auto;max-width:36em;padding:16px;font:18px/1.5 Arial,Helvetica,sans-serif;color:#1a1a1a;background:#ffffff;overflow-wrap:anywhere";
const TITLE: &str = "font-size:24px;line-height:1.25;margin:16px 0";
const HEADING: &str = "font-size:20px;line-height:1.3;margin:28px 0 8px";
const BUTTON: &str =
    "display:inline-block;padding:14px 20px;background:#00437e;color:#ffffff;font-weight:bold;border-radius:4px";
const LINK: &str = "color:#00437e";
const ITEM: &str = "margin:0 0 16px;padding:0 0 0 14px;border-left:4px solid #00437e";

/// No picture, nothing loaded from anywhere: opening it tells nobody.
pub fn html(words: &Words) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                title { (words.subject) }
            }
            body style=(BODY) {
                main {
                    h1 style=(TITLE) { (words.subject) }
                    @for line in &words.lines { (one(line)) }
                }
            }
        }
    }
}

fn one(line: &Line) -> Markup {
    html! {
        @match line {
            Line::Say(sentence) => p { (sentence) },
            Line::Act(what, address) => {
                p { a href=(address) style=(BUTTON) { (what) } }
                p { "If that does not open, copy this address into your browser:" br; a href=(address) style=(LINK) { (address) } }
            }
            Line::Heading(heading) => h2 style=(HEADING) { (heading) },
            Line::Item { what, next, page, address } => {
                p style=(ITEM) { strong { (what) } br; (next) br; a href=(address) style=(LINK) { (page) } }
            }
            Line::Link(sentence, page, address) => p { (sentence) " " a href=(address) style=(LINK) { (page) } },
        }
    }
}
