//! Renders the lines of a letter as plain text and as HTML.

use maud::{Markup, html};

use super::{Line, Words};
use crate::invitation::message::{
    look::{self, HEADING, ITEM, LINK, TITLE},
    wrap,
};

impl Words {
    /// The plain text version.
    pub fn plain(&self) -> String {
        let mut text = String::with_capacity(2_048);
        for (place, line) in self.lines.iter().enumerate() {
            if place > 0 {
                text.push('\n');
            }
            match line {
                Line::Say(sentence) => text.push_str(&wrap(sentence)),
                Line::Exactly(what) => text.push_str(what),
                Line::Act(what, address) => text.extend([what, ":\n", address]),
                Line::Heading(heading) => {
                    text.extend([heading, "\n", &"-".repeat(heading.chars().count())]);
                }
                Line::Item { what, next, page, address } => {
                    text.extend(["* ", what, "\n  ", next, "\n  ", page, ": ", address]);
                }
                Line::Link(sentence, page, address) => {
                    text.extend([&wrap(sentence), "\n", page, ": ", address]);
                }
            }
            text.push('\n');
        }
        text
    }

    /// The HTML version, which most mail programs show.
    pub fn html(&self) -> Markup {
        let main = html! {
            h1 style=(TITLE) { (self.subject) }
            @for line in &self.lines { (one(line)) }
        };
        look::page("en", &self.subject, &main)
    }
}

fn one(line: &Line) -> Markup {
    html! {
        @match line {
            Line::Say(sentence) => p { (sentence) },
            Line::Exactly(what) => p { code { (what) } },
            Line::Act(what, address) => {
                (look::button(address, what))
                p { "If that does not open, copy this address into your \
                    browser:" br; a href=(address) style=(LINK) { (address) } }
            }
            Line::Heading(heading) => h2 style=(HEADING) { (heading) },
            Line::Item { what, next, page, address } => {
                p.item style=(ITEM) { strong { (what) } br; (next) br; a href=(address) style=(LINK) { (page) } }
            }
            Line::Link(sentence, page, address) => p { (sentence) " " a href=(address) style=(LINK) { (page) } },
        }
    }
}
