//! The frame of every respondents' page: the way out first, then the page, then the help.

use std::sync::LazyLock;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    language::Words,
    settings::HelpLines,
    web::squeeze::{squeeze_script, squeeze_style},
};

/// The style of every respondent page.
pub static STYLE: LazyLock<String> =
    LazyLock::new(|| squeeze_style(include_str!("respondent.css")));
/// The quick exit: blanks the page at once and removes it from the history.
pub static LEAVE_SCRIPT: LazyLock<String> =
    LazyLock::new(|| squeeze_script(include_str!("leave.js")));

/// The parts that differ between respondents' pages.
pub struct Frame<'a> {
    pub words: &'a Words,
    pub help: &'a HelpLines,
    /// The title of the window. It stays in the browser's history: nothing sensitive.
    pub title: &'a str,
    /// Skip links.
    pub skip: Markup,
    /// Styles after the common one.
    pub style: Option<&'a str>,
    /// A script after the common one.
    pub script: Option<&'a str>,
    pub body_class: Option<&'a str>,
    /// Whether links open in a new tab, so that nothing typed is lost.
    pub keeps_page: bool,
    /// Whether it is for officials, who need neither a quick way out nor help for children.
    pub official: bool,
    /// Whether leaving is posted to the page's address, so that the Back button does not show it
    /// again.
    pub posts: bool,
}

impl<'a> Frame<'a> {
    /// The frame of a page without a form.
    pub fn plain(words: &'a Words, help: &'a HelpLines, title: &'a str) -> Self {
        let skip = html! { a.skip href="#main" { (words.say("skip")) } };
        Self {
            words,
            help,
            title,
            skip,
            style: None,
            script: None,
            body_class: None,
            keeps_page: false,
            official: false,
            posts: false,
        }
    }

    /// The whole page around `main`.
    pub fn around(&self, main: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.words.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                    link rel="icon" href="data:,";
                    style { (PreEscaped(STYLE.as_str())) }
                    @if let Some(style) = self.style { style { (PreEscaped(style)) } }
                }
                body class=[self.body_class] {
                    (self.skip)
                    header.bar { div {
                        span.brand { (self.help.inspectorate) }
                        @if self.posts {
                            button.leave form="leave" { (self.words.say("leave")) }
                        } @else if !self.official {
                            a.leave href="/leave" rel="noreferrer" { (self.words.say("leave")) }
                        }
                    } }
                    main id="main" { (main) }
                    (self.footer())
                    @if self.posts { form #leave method="post" action={ "?leave&lang=" (self.words.language.tag()) } {} }
                    script { (PreEscaped(LEAVE_SCRIPT.as_str())) }
                    @if let Some(script) = self.script { script { (PreEscaped(script)) } }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        let words = self.words;
        html! {
            footer { div {
                @if !self.official {
                    h2 { (words.say("help-heading")) }
                    p { (words.say("help-childline")) " " (telephone(&self.help.childline)) }
                    p { (words.say("help-danger")) " " (telephone("999")) }
                }
                nav aria-label=(words.say("about-label")) {
                    @for (path, key) in [("/help", "help-link"), ("/privacy", "privacy-link"), ("/accessibility", "accessibility-link")] {
                        @let target = self.keeps_page.then_some("_blank");
                        a href={ (path) (query(words)) } target=[target] rel=[target.map(|_| "noopener")] {
                            (words.say(key))
                            @if self.keeps_page { " " small { (words.say("new-tab")) } }
                        }
                    }
                }
            } }
        }
    }
}

/// The query of an address that keeps the language.
fn query(words: &Words) -> String {
    format!("?lang={}", words.language.tag())
}

/// A number that can be called by touching it.
pub fn telephone(number: &str) -> Markup {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    html! { a.tel href={ "tel:" (digits) } { (number) } }
}

pub(super) fn email(address: &str) -> Markup {
    html! { a href={ "mailto:" (address) } { (address) } }
}
