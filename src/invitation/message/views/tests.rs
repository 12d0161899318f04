use chrono::{TimeZone, Utc};
use lettre::Message;

use super::*;
use crate::{
    inspection::{Contact, Inspection, sample},
    invitation::message::{MessageKind, Sender, Text, Texts},
    settings::HelpLines,
    store::Id,
    survey::Audience,
    text::snapshot::{assert_text, main_of, settings},
};

/// The ingredients of a message.
struct Desk {
    help: HelpLines,
    inspection: Inspection,
    texts: Texts,
}

impl Desk {
    fn new() -> Self {
        let help = HelpLines {
            inspectorate: "Care Inspectorate".to_owned(),
            childline: "0800 1111".to_owned(),
            text_number: "07870 981 785".to_owned(),
            phone: "0131 496 0000".to_owned(),
            contact_email: "surveys@speir.example".to_owned(),
        };
        let inspection = Inspection {
            title: "Joint inspection of South Lanarkshire 2026".to_owned(),
            ..sample::inspection()
        };
        Self { help, inspection, texts: Texts::default() }
    }

    fn letter(&self, kind: MessageKind) -> Letter<'_> {
        Letter {
            kind,
            help: &self.help,
            inspection: &self.inspection,
            texts: &self.texts,
            area: "South Lanarkshire".parse().expect("an area"),
            audience: Audience::staff(),
            minutes: 15,
            closes_at: Utc.with_ymd_and_hms(2026, 12, 11, 17, 0, 0).single().expect("a time"),
            link: "https://speir.example/s/bcdfghjkmn/abcdefghijklmnopqrstuvwx".to_owned(),
            stop: "https://speir.example/stop/abcdefghijklmnopqrstuvwxyz234567abcdefg".to_owned(),
            check: "https://speir.example/surveys-now".to_owned(),
            is_preview: false,
        }
    }
}

/// A plain text without its line breaks.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a page, without its head and its tags.
fn visible(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let mut text = String::new();
    let mut inside = true;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    flowing(&text)
}

fn sent(letter: &Letter<'_>) -> Message {
    let sender = Sender {
        from: "Care Inspectorate <surveys@speir.example>".parse().expect("a mailbox"),
        bounces: "bounces@speir.example".parse().expect("an address"),
    };
    letter.message(Id::random(), "ann@example.org", &sender, "reference").expect("made")
}

fn headers(message: &Message) -> String {
    let text = String::from_utf8(message.formatted()).expect("text");
    text.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", "")
}

#[test]
fn a_message_says_who_asks_what_of_whom_until_when_and_how_to_stop_it() {
    let desk = Desk::new();
    let letter = desk.letter(MessageKind::Invitation);
    assert_text!("invitation", letter.plain());
    // The page says the same words, and links where the text writes addresses.
    assert_text!("invitation-page", main_of(&letter.html().into_string()));
    for (name, kind) in
        [("reminder", MessageKind::Reminder), ("last-reminder", MessageKind::LastReminder)]
    {
        assert_text!(name, desk.letter(kind).plain());
    }
    assert!(letter.plain().contains("\nhttps://speir.example/stop/"));
}

#[test]
fn an_inbox_shows_an_english_sentence_that_says_what_the_message_is() {
    let desk = Desk::new();
    for kind in MessageKind::ALL {
        let letter = desk.letter(kind);
        let first = letter.first(Words::of(Language::En));
        assert!(
            first.contains("Care Inspectorate") && first.contains("South Lanarkshire"),
            "{first}"
        );
        assert!(flowing(&letter.plain()).starts_with(&first), "{}", letter.plain());
        assert!(visible(&letter.html().into_string()).starts_with(&first));
        // The line that points to the Gaelic is the last of the English part.
        let plain = letter.plain();
        let (english, gaelic) = plain.split_once("\n-----").expect("two parts");
        assert_eq!(
            english.lines().last(),
            Some("Tha an teachdaireachd seo sa Ghàidhlig gu h-ìosal.")
        );
        assert!(flowing(gaelic).contains(&letter.first(Words::of(Language::Gd))));
    }
}

#[test]
fn a_message_has_the_headers_of_a_polite_machine() {
    let desk = Desk::new();
    let message = sent(&desk.letter(MessageKind::LastReminder));
    let text = headers(&message);
    let mut names = settings();
    names.add_filter("(?m)^Date: .*", "Date: [now]");
    names.add_filter("boundary=\"[^\"]+\"", "boundary=[random]");
    names.bind(|| insta::assert_snapshot!("headers", text.replace('\r', "")));
    assert!(!text.contains("Precedence:"));
    assert_eq!(
        message.envelope().from().map(ToString::to_string).as_deref(),
        Some("bounces+reference@speir.example")
    );
    let whole = String::from_utf8(message.formatted()).expect("text");
    assert!(whole.lines().all(|line| line.len() <= 998), "a mail server would cut a longer line");
}

#[test]
fn contact_details_override_the_settings() {
    let mut desk = Desk::new();
    desk.inspection.contact = Contact {
        remind_all: false,
        team: Some("Mòrag MacLeod, lead inspector".to_owned()),
        phone: Some("0131 496 0001".to_owned()),
        reply_to: Some("morag@speir.example".to_owned()),
        listed: false,
    };
    let letter = desk.letter(MessageKind::Invitation);
    assert_text!("own-contact", letter.plain());
    assert!(headers(&sent(&letter)).contains("Reply-To: morag@speir.example"));
    desk.inspection.contact.phone = None;
    desk.help.phone = String::new();
    assert!(!desk.letter(MessageKind::Invitation).plain().contains("You can also phone"));
}

#[test]
fn a_lead_changes_the_subject_and_the_opening_and_nothing_else() {
    let mut desk = Desk::new();
    let standard = desk.letter(MessageKind::Reminder).plain();
    let own = Text::of("Two <weeks> left", "We read every answer.\nThank you & goodbye.");
    desk.texts = std::iter::once(((MessageKind::Reminder, Language::En), own)).collect();
    let letter = desk.letter(MessageKind::Reminder);
    assert_eq!(letter.subject(), "Two <weeks> left");
    let plain = letter.plain();
    assert!(plain.contains("\nWe read every answer.\n\nThank you & goodbye.\n"), "{plain}");
    let opening = wrap(&letter.standard_opening(Words::of(Language::En)));
    assert_eq!(plain.replace("We read every answer.\n\nThank you & goodbye.", &opening), standard);
    let html = letter.html().into_string();
    assert!(html.contains("Thank you &amp; goodbye.") && !html.contains("<weeks>"));
    // Neither another message nor the other language has changed.
    assert!(
        desk.letter(MessageKind::LastReminder)
            .subject()
            .starts_with("Last reminder: Care Inspectorate survey")
    );
    assert!(letter.title(Words::of(Language::Gd)).starts_with("Cuimhneachan"));
}

#[test]
fn a_subject_names_the_last_day_on_which_people_can_answer() {
    let desk = Desk::new();
    let mut letter = desk.letter(MessageKind::Invitation);
    assert_eq!(
        letter.subject(),
        "Care Inspectorate survey of services for children in South Lanarkshire, until 11 December"
    );
    letter.closes_at = Utc.with_ymd_and_hms(2026, 12, 12, 0, 0, 0).single().expect("a time");
    assert!(letter.subject().ends_with("until 11 December"));
    letter.is_preview = true;
    assert!(letter.subject().starts_with("Test: "));
}

#[test]
fn the_html_loads_nothing_has_one_first_heading_and_marks_its_languages() {
    let desk = Desk::new();
    let page = desk.letter(MessageKind::Invitation).html().into_string();
    assert!(page.contains("<div lang=\"en\">") && page.contains("<div lang=\"gd\">"));
    assert_eq!(page.matches("<h1").count(), 1);
    for tag in ["<img", "<link", "<script", "url(", "@import", "<iframe"] {
        assert!(!page.contains(tag), "{tag}");
    }
}
