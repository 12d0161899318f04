//! One list of sentences for each language, written twice: as plain text and as HTML.

use maud::{DOCTYPE, Markup, html};

use super::{Kind, Letter};
use crate::language::{Language, Words, args};

/// One thing that a message says.
enum Line {
    Say(String),
    /// What to do, the address where it is done, and what to do if that does not open.
    Act(String, String, String),
    /// A sentence with a link at its end: its text and its address.
    Link(String, String, String),
}

fn lines(letter: &Letter<'_>, words: &Words) -> Vec<Line> {
    let say = |key: &str| Line::Say(words.say(key));
    let values = args([
        ("inspectorate", letter.help.inspectorate.as_str().into()),
        ("area", letter.area.name().into()),
        ("audience", letter.audience.key().into()),
        ("minutes", letter.minutes.into()),
        ("until", words.date_and_time(letter.closes_at).into()),
    ]);
    let mut lines = Vec::with_capacity(9);
    if letter.is_preview {
        lines.push(say("mail-preview"));
    }
    lines.push(Line::Say(words.say_with("mail-who", &values)));
    if letter.kind != Kind::Invitation {
        lines.push(say("mail-unused"));
    }
    lines.push(Line::Say(words.say_with("mail-time", &values)));
    lines.push(Line::Act(words.say("mail-action"), letter.link.clone(), words.say("mail-copy")));
    lines.extend(["mail-anonymous", "mail-own", "mail-danger", "mail-questions"].map(say));
    lines.push(Line::Link(words.say("mail-stop"), words.say("mail-stop-link"), letter.stop.clone()));
    lines
}

/// Both languages, one below the other.
pub fn plain(letter: &Letter<'_>) -> String {
    let mut text = String::with_capacity(4_096);
    for (place, language) in Language::ALL.into_iter().enumerate() {
        if place > 0 {
            text.push_str("\n----------------------------------------\n\n");
        }
        let words = Words::of(language);
        text.push_str(&words.say("mail-other-language"));
        text.push('\n');
        for line in lines(letter, words) {
            text.push('\n');
            match line {
                Line::Say(sentence) => text.push_str(&sentence),
                Line::Act(what, address, _) => text.extend([&what, ":\n", &address]),
                Line::Link(sentence, _, address) => text.extend([&sentence, "\n", &address]),
            }
            text.push('\n');
        }
    }
    text
}

const BODY: &str = "margin:0 auto;max-width:36em;padding:16px;font:18px/1.5 Arial,Helvetica,sans-serif;color:#1a1a1a;background:#ffffff;overflow-wrap:anywhere";
const HEADING: &str = "font-size:24px;line-height:1.25;margin:16px 0";
const BUTTON: &str =
    "display:inline-block;padding:14px 20px;background:#00437e;color:#ffffff;font-weight:bold;border-radius:4px";
const LINK: &str = "color:#00437e";
const RULE: &str = "margin:32px 0;border:0;border-top:2px solid #595959";

/// Both languages, one below the other. No picture, nothing loaded from anywhere: opening it tells nobody.
pub fn html(letter: &Letter<'_>) -> Markup {
    let in_language = |language: Language| {
        let words = Words::of(language);
        html! {
            div lang=(language.tag()) {
                p lang=(other(language).tag()) { small { (words.say("mail-other-language")) } }
                @if language == Language::En { h1 style=(HEADING) { (letter.title(words)) } }
                @else { h2 style=(HEADING) { (letter.title(words)) } }
                @for line in lines(letter, words) { (one(&line)) }
            }
        }
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                title { (letter.subject()) }
            }
            body style=(BODY) {
                main {
                    (in_language(Language::En))
                    hr style=(RULE);
                    (in_language(Language::Gd))
                }
            }
        }
    }
}

fn one(line: &Line) -> Markup {
    html! {
        @match line {
            Line::Say(sentence) => p { (sentence) },
            Line::Act(what, address, otherwise) => {
                p { a href=(address) style=(BUTTON) { (what) } }
                p { (otherwise) br; a href=(address) style=(LINK) { (address) } }
            }
            Line::Link(sentence, text, address) => p { (sentence) " " a href=(address) style=(LINK) { (text) } },
        }
    }
}

const fn other(language: Language) -> Language {
    match language {
        Language::En => Language::Gd,
        Language::Gd => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use lettre::Message;

    use super::*;
    use crate::{invitation::message::Sender, settings::HelpLines, store::Id, survey::Audience};

    fn help() -> HelpLines {
        HelpLines {
            inspectorate: "Care Inspectorate".to_owned(),
            childline: "0800 1111".to_owned(),
            text_number: "07870 981 785".to_owned(),
            contact_email: "surveys@speir.example".to_owned(),
        }
    }

    fn letter(help: &HelpLines, kind: Kind) -> Letter<'_> {
        Letter {
            kind,
            help,
            area: "South Lanarkshire".parse().expect("an area"),
            audience: Audience::Staff,
            minutes: 15,
            closes_at: Utc.with_ymd_and_hms(2026, 12, 11, 17, 0, 0).single().expect("a time"),
            link: "https://speir.example/s/bcdfghjkmn/abcdefghijklmnopqrstuvwx".to_owned(),
            stop: "https://speir.example/stop/abcdefghijklmnopqrstuvwxyz234567abcdefg".to_owned(),
            is_preview: false,
        }
    }

    fn sent(letter: &Letter<'_>) -> Message {
        let sender = Sender {
            from: "Care Inspectorate <surveys@speir.example>".parse().expect("a mailbox"),
            bounces: "bounces@speir.example".parse().expect("an address"),
        };
        letter.message(Id::random(), "ann@example.org", &sender, "coordinator@example.org", "reference").expect("made")
    }

    #[test]
    fn a_message_says_who_asks_how_long_until_when_what_anonymous_means_and_how_to_stop_it() {
        let help = help();
        let text = letter(&help, Kind::Invitation).plain();
        for said in [
            "The Care Inspectorate is looking at services",
            "South Lanarkshire",
            "about 15 minutes",
            "Friday 11 December 2026 at 17:00",
            "It is anonymous.",
            "https://speir.example/s/bcdfghjkmn/abcdefghijklmnopqrstuvwx\n",
            "https://speir.example/stop/",
            "phone 999",
            "Tha e gun urra.",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("has not been used yet"));
        assert!(letter(&help, Kind::Reminder).plain().contains("has not been used yet"));
    }

    #[test]
    fn a_message_has_the_headers_of_a_polite_machine() {
        let help = help();
        let message = sent(&letter(&help, Kind::LastReminder));
        let text = String::from_utf8(message.formatted()).expect("text");
        for header in [
            "From: \"Care Inspectorate\" <surveys@speir.example>",
            "Reply-To: coordinator@example.org",
            "Auto-Submitted: auto-generated",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Content-Type: multipart/alternative",
        ] {
            assert!(text.contains(header), "{header}: {text}");
        }
        assert!(text.replace("\r\n ", "").contains("List-Unsubscribe: <https://speir.example/stop/"), "{text}");
        assert_eq!(
            message.envelope().from().map(ToString::to_string).as_deref(),
            Some("bounces+reference@speir.example")
        );
        assert!(text.lines().all(|line| line.len() <= 998), "a mail server would cut a longer line");
    }

    #[test]
    fn the_html_loads_nothing_and_marks_its_languages() {
        let help = help();
        let page = html(&letter(&help, Kind::Invitation)).into_string();
        assert!(page.contains("<div lang=\"en\">") && page.contains("<div lang=\"gd\">"));
        for tag in ["<img", "<link", "<script", "url("] {
            assert!(!page.contains(tag), "{tag}");
        }
    }
}
