//! Printed pages: sheets of slips, and posters. Each includes its style, so that it looks the same
//! in the console and in a file.

mod poster;
mod sheet;

pub use poster::Poster;
pub use sheet::{ON_A_SHEET, Sheet};

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Utc};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    language::{Language, Words, args, calendar},
    settings::{BaseUrl, HelpLines},
    survey::Audience,
    web::{ContentPolicy, squeeze::squeeze},
};

static STYLE: LazyLock<String> = LazyLock::new(|| squeeze(include_str!("paper.css")));

/// The policy of pages that are printed.
pub fn policy() -> &'static ContentPolicy {
    static POLICY: LazyLock<ContentPolicy> =
        LazyLock::new(|| ContentPolicy::inline(&[&STYLE], &[]));
    &POLICY
}

/// The contents of every slip and poster.
#[derive(Clone, Debug)]
pub struct Asking {
    pub audience: Audience,
    pub closes_at: DateTime<Utc>,
    pub help: HelpLines,
    pub base: BaseUrl,
}

impl Asking {
    /// A message with all its arguments: audience, inspectorate and closing date.
    fn say(&self, language: Language, key: &str) -> String {
        let words = Words::of(language);
        let last = calendar::day(self.closes_at);
        let month = words.say(&format!("month-{}", last.month()));
        let day = args([("day", last.day().to_string().into()), ("month", month.into())]);
        words.say_with(
            key,
            &args([
                ("reader", self.audience.reader().into()),
                ("inspectorate", self.help.inspectorate.as_str().into()),
                ("date", words.date(last).into()),
                ("day", words.say_with("paper-day", &day).into()),
            ]),
        )
    }

    /// A message in every language, each on a separate line.
    fn lines(&self, class: &str, key: &str) -> Markup {
        html! { @for language in Language::ALL { p class=(class) lang=(language.tag()) { (self.say(language, key)) } } }
    }

    /// What is asked of the people, in every language.
    fn ask(&self) -> Markup {
        html! { @for language in Language::ALL { p.ask lang=(language.tag()) { (self.audience.ask(language)) } } }
    }

    /// A message in every language, one after the other.
    fn in_line(&self, key: &str) -> Markup {
        html! {
            @for (place, language) in Language::ALL.into_iter().enumerate() {
                @if place > 0 { " · " }
                span lang=(language.tag()) { (self.say(language, key)) }
            }
        }
    }

    /// Childline and its number.
    fn childline(&self) -> Markup {
        html! { p.childline { strong { "Childline " (self.help.childline) } " " (self.in_line("paper-childline")) } }
    }
}

/// An address as people type it, without the parts that browsers add.
fn readable(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

/// The whole page: `on_screen` explains how to print it, and `paper` is printed.
fn page(title: &str, on_screen: &Markup, paper: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " – Speir" }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE.as_str())) }
            }
            body { main { div.screen { (on_screen) } (paper) } }
        }
    }
}
