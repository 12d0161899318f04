//! Renders the lines of each language as plain text and as HTML.

use maud::{Markup, html};

use super::{
    Letter,
    lines::Line,
    look::{self, LINK, RULE, TITLE},
    wrap,
};
use crate::language::{Language, Words};

impl Letter<'_> {
    /// Both languages, one below the other. Links have their own lines.
    pub fn plain(&self) -> String {
        let mut text = String::with_capacity(6_144);
        for (place, language) in Language::ALL.into_iter().enumerate() {
            if place > 0 {
                text.push_str("\n----------------------------------------\n\n");
            }
            let words = Words::of(language);
            text.extend([wrap(&self.first(words)).as_str(), "\n"]);
            for line in self.lines(words) {
                text.push('\n');
                match line {
                    Line::Say(sentence) | Line::Other(sentence, _) => {
                        text.push_str(&wrap(&sentence));
                    }
                    Line::Act(what, address, _) => text.extend([&what, ":\n", &address]),
                    Line::Link(sentence, _, address) => {
                        text.extend([&wrap(&sentence), "\n", &address]);
                    }
                }
                text.push('\n');
            }
        }
        text
    }

    /// Both languages, one below the other.
    pub fn html(&self) -> Markup {
        let in_language = |language: Language| {
            let words = Words::of(language);
            html! {
                div lang=(language.tag()) {
                    @if language == Language::En { h1 style=(TITLE) { (self.first(words)) } }
                    @else { h2 style=(TITLE) { (self.title(words)) } p { (self.first(words)) } }
                    @for line in self.lines(words) { (one(&line)) }
                }
            }
        };
        let main = html! {
            (in_language(Language::En))
            hr style=(RULE);
            (in_language(Language::Gd))
        };
        look::page("en", &self.subject(), &main)
    }
}

fn one(line: &Line) -> Markup {
    html! {
        @match line {
            Line::Say(sentence) => p { (sentence) },
            Line::Act(what, address, otherwise) => {
                (look::button(address, what))
                p { (otherwise) br; a href=(address) style=(LINK) { (address) } }
            }
            Line::Link(sentence, text, address) => p { (sentence) " " a href=(address) style=(LINK) { (text) } },
            Line::Other(sentence, language) => p lang=(language.tag()) { (sentence) },
        }
    }
}

#[cfg(test)]
mod tests;
