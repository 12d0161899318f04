use proptest::prelude::*;

use super::{Verdict, read};
use crate::{
    invitation::{
        reference::{Purpose, Reference, Signer},
        refusal::Refusal,
    },
    store::{Id, Secret},
};

const POSTFIX: &str = include_str!("../../../tests/api/fixtures/bounces/postfix-5.1.1.eml");

fn secret() -> Secret {
    Secret::from_text(&"a".repeat(32)).expect("long enough")
}

fn reference() -> Reference {
    Reference { invitation: Id::random(), wave: 1, attempt: 0 }
}

fn written(reference: Reference, purpose: Purpose) -> String {
    Signer::of(&secret(), purpose).write(reference).to_string()
}

/// A Postfix report about another message, changed to be about `reference`.
fn about(reference: Reference) -> String {
    POSTFIX.replace("Zq3vT8mXw1", &written(reference, Purpose::Bounce))
}

fn verdict(text: &str) -> Option<Verdict> {
    read(text.as_bytes(), &secret()).map(|found| found.verdict(Some("ann@fife.example")))
}

const MAILBOX: Option<Verdict> = Some(Verdict::Refused(Refusal::Mailbox));

#[test]
fn a_report_is_read_with_any_line_ends_and_letter_case() {
    let reference = reference();
    let text = about(reference);
    let ends = ["\n", "\r\n", "\r", "\r\r\n"].map(|end| text.replace('\n', end));
    let no_boundary = text.replace("boundary=", "border=");
    for text in ends.into_iter().chain([text.replace("bounces+", "BOUNCES+"), no_boundary]) {
        let found = read(text.as_bytes(), &secret()).expect("a reference");
        assert_eq!((found.reference, Some(found.verdict(None))), (reference, MAILBOX));
    }
}

#[test]
fn a_reference_is_found_wherever_it_stands_and_only_if_it_is_signed() {
    let token = written(reference(), Purpose::Bounce);
    let answer = "550 5.1.1 User unknown\n";
    let (start, end) = token.split_at(20);
    for text in [
        format!("To: <bounces+{token}@speir.example>\n\n{answer}"),
        format!("From: a@b.example\n\n{answer}\nbounces%2B{token}@speir.example\n"),
        format!("From: a@b.example\n\n{answer}\nbounces=2B{start}=\n{end}@speir.example\n"),
        format!(
            "From: a@b.example\n\n{answer}\nSRS0=x=y=speir.example=bounces+{token}@relay.example\n"
        ),
        format!(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{answer}\n--b\nContent-Type: \
             message/rfc822\nContent-Transfer-Encoding: base64\n\n{}\n--b--\n",
            data_encoding::BASE64.encode(
                format!("Return-Path: <bounces+{token}@speir.example>\n\nHello").as_bytes()
            )
        ),
    ] {
        assert_eq!(verdict(&text), MAILBOX, "{text}");
    }
    assert_eq!(verdict(POSTFIX), None, "nobody here has signed this");
    let other = Secret::from_text(&"b".repeat(32)).expect("long enough");
    assert!(read(about(reference()).as_bytes(), &other).is_none());
    let stop = written(reference(), Purpose::OptOut);
    assert_eq!(
        verdict(&format!("To: a@b.example\n\n{answer}\nhttps://speir.example/stop/{stop}\n")),
        None
    );
}

#[test]
fn of_several_references_the_one_that_it_was_delivered_to_counts() {
    let (ours, other) = (reference(), reference());
    let text = format!(
        "X: {}\nDelivered-To: b+{}@s.example\n\n550 5.1.1 no\n",
        written(other, Purpose::Bounce),
        written(ours, Purpose::Bounce)
    );
    assert_eq!(read(text.as_bytes(), &secret()).map(|found| found.reference), Some(ours));
}

#[test]
fn programs_that_answer_for_people_count_as_nothing() {
    let to = format!("To: bounces+{}@speir.example\n", written(reference(), Purpose::Bounce));
    for head in [
        "From: ann@fife.example\nSubject: Automatic reply: Survey\nAuto-Submitted: auto-replied\n",
        "Return-Path: <>\nFrom: ann@fife.example\nSubject: Re: Survey\nAuto-Submitted: \
            auto-replied (vacation)\n",
        "From: ann@fife.example\nSubject: Survey\nX-Autoreply: yes\n",
        "From: ann@fife.example\nSubject: Survey\nPrecedence: auto_reply\n",
        "From: ann@fife.example\nSubject: Survey\nPrecedence: bulk\n",
        "From: ann@fife.example\nSubject: Survey\nX-Auto-Response-Suppress: All\n",
        "From: ann@fife.example\nSubject: Out of Office: Survey\n",
        "From: ann@fife.example\nSubject: =?utf-8?Q?R=C3=A9ponse_automatique_:_Survey?=\n",
        "From: ann@fife.example\nSubject: Abwesenheitsnotiz: Survey\n",
        "From: ann@fife.example\nSubject: Re: Automatic reply: Survey\n",
    ] {
        for body in [
            "I am away until Monday. My room is 550, my deputy was told 550 times.\n",
            "Back on Tuesday (5.1.27).\n",
            "Telephone: 550 1234\n",
            "Extension: 550. This address is no longer read; my mailbox is full.\n",
        ] {
            let text = format!("{head}{to}\n{body}");
            assert_eq!(verdict(&text), Some(Verdict::Nothing), "{text}");
        }
    }
    let marked = format!(
        "From: a@b.example\nAuto-Submitted: auto-generated\n{to}\n550 5.1.1 User unknown\n"
    );
    assert_eq!(verdict(&marked), MAILBOX);
    let challenge = format!(
        "From: ann@fife.example\nSubject: Please confirm\n{to}\nTo deliver your message, click \
            https://x.example/1\n"
    );
    assert_eq!(verdict(&challenge), Some(Verdict::Nothing));
    let receipt = format!(
        "From: ann@fife.example\n{to}Content-Type: multipart/report; \
         report-type=disposition-notification; boundary=b\n\n--b\n\nRead.\n--b\nContent-Type: \
         message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--\n"
    );
    assert_eq!(verdict(&receipt), Some(Verdict::Nothing));
    let person =
        format!("From: ann@fife.example\nSubject: Re: Survey\n{to}\nThank you for the survey.\n");
    assert_eq!(verdict(&person), Some(Verdict::Unclear));
}

#[test]
fn a_complaint_is_found_by_the_address_that_stops_messages_too() {
    let report = |kind: &str, about: &str| {
        format!(
            "From: feedback@mail.example\nContent-Type: multipart/report; \
             report-type=feedback-report; boundary=b\n\n--b\nContent-Type: \
             message/feedback-report\n\n{kind}Version: 1\n\n--b\nContent-Type: \
             text/rfc822-headers\n\n{about}\n--b--\n"
        )
    };
    let bounce =
        format!("Return-Path: <bounces+{}@speir.example>", written(reference(), Purpose::Bounce));
    let stop = format!(
        "List-Unsubscribe: <https://speir.example/stop/{}>",
        written(reference(), Purpose::OptOut)
    );
    for kind in [
        "Feedback-Type: abuse\n",
        "Feedback-Type: Fraud\n",
        "Feedback-Type: other\n",
        "Feedback-Type: opt-out\n",
        "",
    ] {
        assert_eq!(verdict(&report(kind, &bounce)), Some(Verdict::Complaint), "{kind}");
        assert_eq!(verdict(&report(kind, &stop)), Some(Verdict::Complaint), "{kind}");
    }
    for kind in ["Feedback-Type: not-spam\n", "Feedback-Type: auth-failure\n"] {
        assert_eq!(verdict(&report(kind, &bounce)), Some(Verdict::Nothing), "{kind}");
        assert_eq!(verdict(&report(kind, &stop)), None, "{kind}");
    }
}

/// A piece of a report, for messages that are built at random.
fn piece() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "\n",
        "\n\n",
        "--b",
        "--b--\n",
        "Content-Type: multipart/report; boundary=b\n",
        "Content-Type: message/rfc822\n\n",
        "Content-Type: message/delivery-status\n\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n",
        "Content-Type: text/html; charset=utf-16\n\n",
        "Final-Recipient: rfc822; ",
        "Action: failed",
        "Status: 5.1.1",
        "550 5.1.1 ",
        "Diagnostic-Code: smtp; 550",
        "From: MAILER-DAEMON",
        "=",
        "=2B",
        "(",
        "<",
        "+",
        "\u{0}",
        "é",
        "X-Failed-Recipients: a@b.example\n",
    ];
    prop_oneof![proptest::sample::select(KNOWN).prop_map(str::to_owned), any::<String>()]
}

proptest! {
    #[test]
    fn whatever_arrives_is_read_to_its_end(bytes: Vec<u8>, pieces in prop::collection::vec(piece(), 0..60), at in 0..3_000_usize) {
        prop_assert_eq!(read(&bytes, &secret()), None);
        let mut text = about(reference()).into_bytes();
        let at = at.min(text.len());
        text.splice(at..at, bytes);
        let _ = read(&text, &secret()).map(|found| found.verdict(Some("ann@fife.example")));
        let text = format!("To: b+{}@s.example\n{}", written(reference(), Purpose::Bounce), pieces.concat());
        let found = read(text.as_bytes(), &secret()).expect("the reference stands before all else");
        let _ = found.verdict(Some("ann@fife.example"));
        let _ = found.verdict(None);
    }
}

#[test]
fn large_messages_are_read_in_bounded_steps() {
    let to = format!("To: b+{}@s.example\n", written(reference(), Purpose::Bounce));
    for rest in [
        "550 5.1.1 ",
        "550 ",
        "#5.1.1 ",
        "+",
        "=2B",
        "a@b.c\n",
        "Final-Recipient: x\nAction: failed\n",
        "<",
        "(",
        "--b\n",
        "x: y\n",
    ] {
        let text = format!(
            "{to}Content-Type: multipart/report; boundary=b\n\n--b\n\n{}",
            rest.repeat(300_000 / rest.len())
        );
        let _ =
            read(text.as_bytes(), &secret()).map(|found| found.verdict(Some("ann@fife.example")));
        let html = format!("{to}Content-Type: text/html\n\n{}", rest.repeat(300_000 / rest.len()));
        let _ = read(html.as_bytes(), &secret()).map(|found| found.verdict(None));
    }
}
