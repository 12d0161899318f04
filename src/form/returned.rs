//! What was sent comes back although its form cannot be shown: the link leads nowhere, or the form cannot be read.

use actix_web::HttpResponse;
use maud::{Markup, html};
use percent_encoding::percent_decode;

use super::notices::{Notice, policy};
use crate::{
    language::{Words, args},
    settings::HelpLines,
    web::{frame::Frame, headers::Referrer, page},
};

/// The most fields that come back.
const MOST_FIELDS: usize = 2_000;

/// The notice, what was written, and a button that sends the same again.
pub fn answer(words: &Words, help: &HelpLines, notice: &Notice, body: &[u8]) -> HttpResponse {
    page::html(notice.status(), view(words, help, notice, &fields(body)), policy(), Referrer::Nothing)
}

fn fields(body: &[u8]) -> Vec<(String, String)> {
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).take(MOST_FIELDS);
    pairs
        .map(|pair| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            let mut next = || parts.next().map(decode).unwrap_or_default();
            (next(), next())
        })
        .collect()
}

fn decode(bytes: &[u8]) -> String {
    let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&spaced).decode_utf8_lossy().into_owned()
}

fn view(words: &Words, help: &HelpLines, notice: &Notice, fields: &[(String, String)]) -> Markup {
    let title = words.say(&format!("{}-title", notice.key()));
    let text = words.say_with(&format!("{}-text", notice.key()), &args([("when", "".into())]));
    // Of the answers, those in a person's own words cannot be ticked again from memory.
    let written = |(_, value): &&(String, String)| value.contains(char::is_whitespace);
    Frame::plain(words, help, &title).around(&html! {
        h1 { (title) }
        p { (text) }
        p { (words.say("returned-text")) }
        form method="post" action="#top" accept-charset="utf-8" {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button type="submit" { (words.say("returned-send")) }
        }
        @for (_, value) in fields.iter().filter(written) { p.card { (value) } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn everything_sent_stands_in_the_page_escaped() {
        let fields = fields(b"a=yes&comment=one+%3Cb%3E%0D%0Atwo&odd");
        assert_eq!(fields.len(), 3);
        let help = HelpLines {
            inspectorate: "Care Inspectorate".to_owned(),
            childline: "0800 1111".to_owned(),
            text_number: "07870 981 785".to_owned(),
            phone: "0131 496 0000".to_owned(),
            contact_email: "surveys@speir.example".to_owned(),
        };
        let page = view(Words::of(Language::En), &help, &Notice::Busy, &fields).into_string();
        assert!(page.contains("name=\"a\" value=\"yes\""));
        assert!(page.contains("name=\"comment\" value=\"one &lt;b&gt;\r\ntwo\""), "{page}");
        assert!(!page.contains("<b>"));
    }
}
