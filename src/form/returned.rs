//! Returns what was sent when its form cannot be shown: the link is unknown, or the form cannot be
//! read.

use std::borrow::Cow;

use actix_web::HttpResponse;
use maud::{Markup, html};
use url::form_urlencoded;

use super::notices::{self, StatusPage};
use crate::{form::frame::Frame, language::Words, settings::HelpLines};

/// The maximum number of fields that are returned.
const MOST_FIELDS: usize = 2_000;

/// The notice, what was written, and a button that sends the same again.
pub fn answer(words: &Words, help: &HelpLines, notice: &StatusPage, body: &[u8]) -> HttpResponse {
    notices::shown(notice, view(words, help, notice, &fields(body)))
}

fn fields(body: &[u8]) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(body).take(MOST_FIELDS).collect()
}

fn view(
    words: &Words,
    help: &HelpLines,
    notice: &StatusPage,
    fields: &[(Cow<'_, str>, Cow<'_, str>)],
) -> Markup {
    let title = words.say(&format!("{}-title", notice.key()));
    let text = words.say(&format!("{}-text", notice.key()));
    // Everything but the options, which a page posts by their places.
    let written =
        |(_, value): &&(Cow<'_, str>, Cow<'_, str>)| value.contains(|c: char| !c.is_ascii_digit());
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
    use crate::{
        language::Language,
        text::snapshot::{assert_text, main_of},
    };

    #[test]
    fn everything_sent_stands_in_the_page_escaped() {
        let fields = fields(
            b"a=yes&q.1=2&comment=one+%3Cb%3E%0D%0Atwo&word=Help&other=%E4%BD%A0%E5%A5%BD&odd",
        );
        assert_eq!(fields.len(), 6);
        let help = HelpLines {
            inspectorate: "Care Inspectorate".to_owned(),
            childline: "0800 1111".to_owned(),
            text_number: "07870 981 785".to_owned(),
            phone: "0131 496 0000".to_owned(),
            contact_email: "surveys@speir.example".to_owned(),
        };
        let page = view(Words::of(Language::En), &help, &StatusPage::Busy, &fields).into_string();
        assert_text!("returned", main_of(&page));
        assert!(!page.contains("<b>"));
        assert!(!page.contains("card\">2<") && !page.contains("card\"></p>"));
    }
}
