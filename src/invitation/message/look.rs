//! The look of all messages, to respondents and to console users.
//!
//! Colours are inline, because some mail programs drop the style sheet; the sheet changes them for
//! dark mode. Text has a contrast of at least 7:1 in both. There are no pictures, and nothing is
//! loaded from elsewhere, so opening a message is not reported to anybody.

use maud::{DOCTYPE, Markup, PreEscaped, html};

const DARK: &str = ":root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
body,.page{background-color:#161616!important;color:#f2f2f2!important}
.page a{color:#9ecbff!important}
.page .go{background-color:#9ecbff!important}
.page .go a{color:#0b1a2b!important}
.page hr{border-top-color:#a6a6a6!important}
.page .item{border-left-color:#9ecbff!important}
}";
const BODY: &str = "margin:0;padding:0;background-color:#ffffff;color:#1a1a1a";
const PAGE: &str = "margin:0 auto;max-width:36em;padding:16px;font:18px/1.5 \
    Arial,Helvetica,sans-serif;color:#1a1a1a;background-color:#ffffff;overflow-wrap:anywhere";
const GO: &str = "background-color:#00437e;border-radius:4px";
const IN_GO: &str = "display:inline-block;padding:14px 20px;color:#ffffff;font-weight:bold";

/// The first heading, whatever its level.
pub const TITLE: &str = "font-size:24px;line-height:1.25;margin:16px 0";
pub const HEADING: &str = "font-size:20px;line-height:1.3;margin:28px 0 8px";
pub const LINK: &str = "color:#00437e";
pub const RULE: &str = "margin:32px 0;border:0;border-top:2px solid #595959";
pub const ITEM: &str = "margin:0 0 16px;padding:0 0 0 14px;border-left:4px solid #00437e";

/// The whole of a message around `main`.
pub fn page(language: &str, title: &str, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (title) }
                style { (PreEscaped(DARK)) }
            }
            body style=(BODY) {
                div.page role="main" style=(PAGE) lang=(language) { (main) }
            }
        }
    }
}

/// The call to action, as a table cell, because Outlook gives a link no padding.
pub fn button(address: &str, text: &str) -> Markup {
    html! {
        table role="presentation" cellpadding="0" cellspacing="0" border="0" {
            tr { td.go style=(GO) bgcolor="#00437e" { a href=(address) style=(IN_GO) { (text) } } }
        }
    }
}

/// The style sheet of every message, which a page that shows one may use.
pub const fn style() -> &'static str {
    DARK
}

#[cfg(test)]
mod tests {
    /// The relative luminance of a colour by WCAG 2.2.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let part =
                f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two digits")) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn every_text_stands_out_from_its_ground_in_light_and_dark() {
        let all =
            [super::DARK, super::BODY, super::PAGE, super::GO, super::IN_GO, super::LINK].concat();
        for (text, ground) in [
            ("#1a1a1a", "#ffffff"),
            ("#00437e", "#ffffff"),
            ("#ffffff", "#00437e"),
            ("#f2f2f2", "#161616"),
            ("#9ecbff", "#161616"),
            ("#0b1a2b", "#9ecbff"),
        ] {
            assert!(
                all.contains(text) && all.contains(ground),
                "{text} on {ground} is not used any more"
            );
            let (a, b) = (luminance(text), luminance(ground));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 7.0, "{text} on {ground}: {contrast:.1}");
        }
    }
}
