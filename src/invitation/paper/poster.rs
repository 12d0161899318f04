use maud::{Markup, html};

use super::{Asking, page, readable};
use crate::{inspection::Link, language::Language, web::qr};

/// A poster for a link that anybody may open.
#[derive(Clone, Debug)]
pub struct Poster {
    pub asking: Asking,
    pub link: Link,
    /// The collection, such as "Midlothian, 8 to 15".
    pub name: String,
    /// The page to go back to, shown on screen only.
    pub back: String,
}

impl Poster {
    /// The poster as a page of A4.
    pub fn page(&self) -> Markup {
        let address = self.asking.base.with(&format!("/s/{}", self.link));
        let asking = &self.asking;
        let on_screen = html! {
            p { a href=(self.back) { "Back to " (self.name) } }
            h1 { "Poster for " (self.name) }
            p { "Print it \
                with " kbd { "Ctrl" } " and " kbd { "P" } ", on a Mac " kbd { "⌘" } " and " kbd { "P" } ": A4, portrait, 100%. Put it where people can scan it without being watched." }
        };
        page(
            "Poster",
            &on_screen,
            &html! {
                section.poster aria-label="Poster" {
                    div.questions {
                        @for language in Language::ALL {
                            div lang=(language.tag()) {
                                p.title { (asking.say(language, "paper-title")) }
                                p.ask { (asking.audience.ask(language)) }
                            }
                        }
                    }
                    div.scan {
                        p { (asking.in_line("paper-scan")) }
                        (qr::inline(&address, &format!("QR code of the address {address}")))
                    }
                    div.type {
                        p { (asking.in_line("poster-type")) }
                        p.address { (readable(&address)) }
                    }
                    div.small { (asking.lines("", "paper-until")) (asking.lines("", "paper-asked-by")) }
                    (asking.childline())
                }
            },
        )
    }
}
