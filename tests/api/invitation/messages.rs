//! What the messages of an inspection say: changed by its lead, tried out, and kept with the
//! inspection.

use std::fs;

use mail_parser::MessageParser;
use speir::{inspection::queries::unscoped, store::upkeep};

use crate::support::{Desk, Place, form, from, wait_until};

/// The page of a message of the one inspection.
fn page(desk: &Desk, kind: &str) -> String {
    format!("/console/inspections/{}/messages/{kind}", desk.place.inspection_id())
}

/// A lead's words in English.
const OWN: [(&str, &str); 4] = [
    ("subject-en", "Your views on <our> services"),
    ("opening-en", "We read every answer.\r\n\r\nThank you & goodbye."),
    ("subject-gd", ""),
    ("opening-gd", ""),
];

/// The plain texts of the messages to somebody, with their subjects.
fn arrived(place: &Place, to: &str) -> Vec<(String, String)> {
    let files = fs::read_dir(place.mail()).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut all = Vec::new();
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "eml")) {
        let bytes = fs::read(file).unwrap();
        let message = MessageParser::default().parse(&bytes).unwrap();
        if message.to().and_then(|to| to.first()).and_then(|to| to.address()) == Some(to) {
            all.push((
                message.subject().unwrap().to_owned(),
                message.body_text(0).unwrap().into_owned(),
            ));
        }
    }
    all
}

#[test]
fn a_leads_words_are_read_back_written_down_and_sent() {
    let place = Place::by_invitation();
    place.run(&["message", "pause"]);
    let desk = Desk::of(place);
    let at = page(&desk, "invitation");
    assert!(desk.get(&at).text.contains("Standard wording: “Care Inspectorate survey of services"));
    let saved = desk.send(&at, &OWN);
    assert_eq!((saved.status, saved.location.as_str()), (303, format!("{at}?saved").as_str()));
    let again = desk.get(&saved.location).text;
    for words in [
        "The wording is saved.",
        "value=\"Your views on &lt;our&gt; services\"",
        "Thank you &amp; goodbye.",
    ] {
        assert!(again.contains(words), "{words}: {again}");
    }
    let entry = &desk.place.entries(1)[0];
    assert_eq!(entry.actor, "lead@speir.example");
    assert!(
        entry.action.starts_with("Changed the invitation: the English subject to “Your views"),
        "{}",
        entry.action
    );
    let list = desk.get(at.trim_end_matches("/invitation")).text;
    assert!(
        list.contains("Custom wording in English.")
            && list.contains(
                "Standard \
        words."
            ),
        "{list}"
    );
    desk.place.invite(5);
    desk.place.run(&["message", "resume"]);
    desk.place.wait_for_letters(5);
    let (subject, text) = arrived(&desk.place, "person1@example.org").remove(0);
    assert_eq!(subject, "Your views on <our> services");
    let inspectorate = text.find("The Care Inspectorate would like").unwrap();
    let (own, thanks) =
        (text.find("We read every answer.").unwrap(), text.find("Thank you & goodbye.").unwrap());
    let fixed = [
        "/s/",
        "It is anonymous.",
        "phone 999",
        "/surveys-now",
        "Stop",
        "surveys@speir.example",
        "/stop/",
    ];
    assert!(inspectorate < own && own < thanks, "{text}");
    for words in fixed.into_iter().filter(|words| *words != "Stop") {
        assert!(text.find(words).is_some_and(|place| place > thanks), "{words}: {text}");
    }
    assert!(text.contains("Tha sibh ag obair"), "the Gaelic keeps its standard words");
}

#[test]
fn words_that_lead_elsewhere_are_refused_and_kept_in_the_form() {
    let desk = Desk::of(Place::by_invitation());
    let at = page(&desk, "reminder");
    for (name, text, said) in [
        ("opening-en", "Sign in at www.example.org", "English: The opening contains a web address"),
        (
            "opening-gd",
            "Sgrìobhaibh gu ann@example.org",
            "Gaelic: The opening contains an email address",
        ),
        ("opening-en", "Phone 0131 496 0000", "English: The opening contains a telephone number"),
        ("subject-en", "a\r\nBcc: everybody", "English: Write the subject in one line"),
    ] {
        let answer = desk.send(&at, &[(name, text)]);
        assert_eq!(answer.status, 422, "{text}");
        assert!(
            answer.text.contains(said) && answer.text.contains("<title>Error: "),
            "{said}: {}",
            answer.text
        );
        let kept = text.split('\n').next_back().unwrap();
        assert!(answer.text.contains(kept), "{}", answer.text);
    }
    assert_eq!(desk.place.count("message_texts"), 0);
}

#[test]
fn a_form_from_before_somebody_elses_change_changes_nothing() {
    let desk = Desk::of(Place::by_invitation());
    let at = page(&desk, "last");
    let before = from(&desk.get(&at));
    assert_eq!(desk.send(&at, &OWN).status, 303);
    let stale =
        desk.post(&at, &[("from", &before), ("subject-en", "Mine"), ("opening-en", "Mine too.")]);
    assert_eq!(stale.status, 409);
    for words in [
        "somebody changed this wording",
        "“Your views on &lt;our&gt; services”",
        "value=\"Mine\"",
        "Mine too.",
    ] {
        assert!(stale.text.contains(words), "{words}: {}", stale.text);
    }
    assert!(desk.get(&at).text.contains("We read every answer."));
    // The page that says so can be sent again.
    let again = desk.post(&at, &[("from", &from(&stale)), ("subject-en", "Mine")]);
    assert_eq!(again.status, 303, "{}", again.text);
    for broken in ["", "{}", "[]", "null"] {
        assert_eq!(
            desk.post(&at, &[("from", broken), ("subject-en", "x")]).status,
            409,
            "{broken}"
        );
    }
}

#[test]
fn whoever_may_not_change_an_inspection_reads_its_words() {
    let place = Place::by_invitation();
    let password = place.user("reader@speir.example", "viewer");
    let desk = Desk::of(place);
    let at = page(&desk, "invitation");
    assert_eq!(desk.send(&at, &OWN).status, 303);
    let cookie = desk.service.sign_in("reader@speir.example", &password);
    let read = desk.service.get_as(&at, &cookie);
    assert_eq!(read.status, 200);
    assert!(
        read.text.contains("“We read every answer. Thank you &amp; goodbye.”"),
        "{}",
        read.text
    );
    assert!(!read.text.contains("<textarea") && !read.text.contains("Send me a test"));
    let refused = desk.service.post_as(&at, &cookie, &form(&OWN));
    assert_eq!(refused.status, 403);
}

#[test]
fn a_test_goes_to_whoever_asks_alone_is_marked_and_leads_nowhere() {
    let place = Place::by_invitation();
    place.run(&["message", "pause"]);
    place.invite(5);
    let desk = Desk::of(place);
    assert_eq!(desk.send(&page(&desk, "last"), &OWN).status, 303);
    let at = desk.at("staff", "messages/last");
    let sent = desk.post(&at, &[("to", "somebody.else@example.org")]);
    assert_eq!((sent.status, sent.location.as_str()), (303, format!("{at}?sent").as_str()));
    assert!(desk.get(&sent.location).text.contains("A test is on its way to"));
    assert_eq!(desk.place.count("notices"), 1, "it waits while all sending is paused");
    // The invitations would leave too.
    desk.place.sql("UPDATE mailings SET paused = TRUE");
    desk.place.sql("DELETE FROM messages");
    desk.place.run(&["message", "resume"]);
    wait_until("the test is sent", || desk.place.count("notices") == 0);
    assert!(arrived(&desk.place, "somebody.else@example.org").is_empty());
    let (subject, text) = arrived(&desk.place, "lead@speir.example").remove(0);
    assert_eq!(subject, "Test: Your views on <our> services");
    assert!(text.contains("This is a test.") && text.contains("We read every answer."), "{text}");
    assert!(!text.contains("/s/") && !text.contains("/stop/"), "{text}");
}

#[test]
fn only_some_tests_are_sent_in_a_short_time() {
    let desk = Desk::of(Place::by_invitation());
    let at = desk.at("staff", "messages/invitation");
    // On a slow machine a minute may pass meanwhile, which allows one more.
    let answers: Vec<_> = (0..30).map(|_| desk.post(&at, &[])).collect();
    let refused = answers.iter().position(|answer| answer.status != 303).unwrap();
    assert!(refused >= 6, "{refused}");
    assert_eq!(answers[refused].status, 429);
    assert!(answers[refused].text.contains("Wait a minute"));
}

#[test]
fn a_message_is_shown_in_a_frame_where_nothing_runs_and_nothing_is_loaded() {
    let desk = Desk::of(Place::by_invitation());
    let at = desk.at("staff", "messages/invitation");
    let page = desk.get(&at);
    assert!(
        page.text.contains(&format!("<iframe class=\"message\" src=\"{at}/html\" sandbox=\"\"")),
        "{}",
        page.text
    );
    let framed = desk.get(&format!("{at}/html"));
    assert_eq!(framed.status, 200);
    assert!(
        framed.text.contains("This is a test.")
            && framed.text.contains("prefers-color-scheme:dark")
    );
    let policy = framed
        .headers
        .split("content-security-policy\": \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    for part in ["default-src 'none'", "frame-ancestors 'self'", "sandbox"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("script-src") && !policy.contains("allow-"), "{policy}");
}

#[test]
fn words_come_along_with_a_copy_and_a_backup_and_go_with_their_inspection() {
    let place = Place::new();
    place.publish_all();
    place.create(&crate::support::by_invitation(
        "Midlothian",
        "2095-12-03".parse().unwrap(),
        "2095-12-21".parse().unwrap(),
    ));
    let desk = Desk::of(place);
    assert_eq!(desk.send(&page(&desk, "invitation"), &OWN).status, 303);
    let id = desk.place.inspection_id();
    let copy = "title=A+copy&kind=joint-inspection&lead=lead%40speir.example&opens_on=2096-12-03&closes_on=2096-12-21\
                &areas=S12000019&surveys=staff:1&threshold=10&keep_days=365&team=Ann&phone=0131+496+0000\
                &reply_to=Ann%40Example.org&listed=no&step=create";
    let fields: Vec<(String, String)> = serde_urlencoded::from_str(copy).unwrap();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = desk.post(&format!("/console/inspections/{id}/copy"), &fields);
    assert_eq!(made.status, 303, "{}", made.text);
    assert_eq!(desk.place.count("message_texts"), 2);
    assert!(
        desk.get(&format!("{}/messages/invitation", made.location))
            .text
            .contains("We read every answer.")
    );
    let contact = unscoped::inspections(&mut desk.place.store().connection().unwrap())
        .unwrap()
        .into_iter()
        .find(|one| one.title == "A copy")
        .unwrap()
        .contact;
    assert_eq!(
        (contact.team.as_deref(), contact.reply_to.as_deref()),
        (Some("Ann"), Some("ann@example.org"))
    );
    assert_eq!((contact.phone.as_deref(), contact.listed), (Some("0131 496 0000"), false));
    let tables = upkeep::layout(&mut desk.place.store().connection().unwrap()).unwrap();
    assert!(
        tables.iter().any(|table| table.name == "message_texts"),
        "what is copied and checked as a whole has it"
    );
    let answer = desk.send(&format!("{}/delete", made.location), &[]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(desk.place.count("message_texts"), 1);
    desk.place.run(&["check-store"]);
}

#[test]
fn what_an_inspection_says_of_itself_is_changed_on_its_page_and_stands_in_its_messages() {
    let desk = Desk::of(Place::by_invitation());
    let change = format!("/console/inspections/{}/change", desk.place.inspection_id());
    let title = unscoped::inspections(&mut desk.place.store().connection().unwrap())
        .unwrap()
        .remove(0)
        .title;
    let fields = |phone| {
        [
            ("title", title.as_str()),
            ("kind", "joint-inspection"),
            ("lead", "lead@speir.example"),
            ("keep_days", "365"),
            ("team", "Mòrag MacLeod"),
            ("phone", phone),
            ("reply_to", "morag@speir.example"),
            ("listed", "no"),
        ]
    };
    let wrong = desk.send(&change, &fields("ask Ann"));
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("href=\"#phone\"") && wrong.text.contains("value=\"Mòrag MacLeod\""),
        "{}",
        wrong.text
    );
    desk.done(&change, &fields("0131 496 0001"));
    let action = &desk.place.entries(1)[0].action;
    assert!(
        action.contains("where replies go from the usual to “morag@speir.example”"),
        "{action}"
    );
    let shown = desk.get(&desk.at("staff", "messages/invitation")).text;
    for words in [
        "Mòrag MacLeod, Care Inspectorate",
        "0131 496 0001",
        "morag@speir.example",
        "does not name this one",
    ] {
        let flowing = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flowing.contains(words), "{words}: {flowing}");
    }
    let file = desk.get(&format!("/console/inspections/{}/file", desk.place.inspection_id())).text;
    for line in ["team = \"Mòrag MacLeod\"", "reply_to = \"morag@speir.example\"", "listed = false"]
    {
        assert!(file.contains(line), "{line}: {file}");
    }
}
