use maud::{Markup, PreEscaped, html};

use super::{Asking, page, readable};
use crate::{inspection::Link, invitation::code::Slip, language::Language, web::qr};

/// How many slips are printed on a sheet of A4.
pub const ON_A_SHEET: usize = 8;
/// The position of the sheets in the page.
const SHEETS: &str = "<!--sheets-->";

/// Slips to be printed, eight on a sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub asking: Asking,
    pub link: Link,
    /// The collection, such as "Midlothian, 8 to 15".
    pub name: String,
    /// Where the slips are handed out; may be empty.
    pub place: String,
    pub number: usize,
    /// The page to go back to, shown on screen only.
    pub back: Option<String>,
}

impl Sheet {
    /// The page before its first sheet and after its last. The output of [`Sheet::sheet`] goes in
    /// between.
    pub fn around(&self) -> (String, String) {
        let title = format!("{} slips", self.number);
        let whole = page(&title, &self.on_screen(), &html! { (PreEscaped(SHEETS)) }).into_string();
        let (before, after) = whole.split_once(SHEETS).unwrap_or((&whole, ""));
        (before.to_owned(), after.to_owned())
    }

    fn on_screen(&self) -> Markup {
        html! {
            @if let Some(back) = &self.back { p { a href=(back) { "Back to the slips \
                of " (self.name) } } }
            h1 { (self.number) " slips for " @if self.place.is_empty() { (self.name) } @else { (self.place) } }
            @if !self.place.is_empty() { p.of { (self.name) } }
            p.now { strong { "Print this page now: its codes are shown only once." } " Speir does \
                not store them. If the page is lost, cancel the slips in the console and make new \
                ones." }
            ol {
                li { "Print with " kbd { "Ctrl" } " and " kbd { "P" } ", on a Mac " kbd { "⌘" } " and " kbd { "P" } ": A4, portrait, 100%, one-sided. Each sheet has eight slips." }
                li { "Cut along the dashed lines." }
                li { "Hand out one slip to each person, in no particular order. Do not write down \
                    who gets which slip, so that nobody can tell who answered." }
                li { "Close this page when the slips are printed, and delete the file if you \
                    saved one. Anybody who has a code can answer with it." }
            }
        }
    }

    /// One sheet, the `number`th, with up to eight slips.
    pub fn sheet(&self, number: usize, slips: &[Slip]) -> String {
        let all = self.number.div_ceil(ON_A_SHEET);
        let name = format!("Sheet {number} of {all}");
        html! {
            section.sheet aria-label=(name) {
                p.foot { span { (name) } span { (self.name) } @if !self.place.is_empty() { span { (self.place) } } }
                ul.slips { @for slip in slips { li.slip { (self.slip(slip)) } } }
            }
        }
        .into_string()
    }

    fn slip(&self, slip: &Slip) -> Markup {
        let asking = &self.asking;
        let address = asking.base.with("/code");
        html! {
            div.top {
                div {
                    p.title { (asking.say(Language::En, "paper-title")) }
                    (asking.ask())
                }
                div.scan {
                    (qr::inline(&slip.address(&asking.base, &self.link), "QR code"))
                    p { (asking.in_line("paper-scan")) }
                }
            }
            div.type {
                p { (asking.in_line("slip-type")) }
                p.address { (readable(&address)) }
                p.code { (slip.code) }
            }
            div.small { p { (asking.in_line("slip-once")) } (asking.childline()) }
        }
    }
}
