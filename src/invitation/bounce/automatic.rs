//! Recognises automatic mail: out-of-office replies, challenges to prove that the sender is human,
//! and reports of mail systems.

use super::mime::Mail;

/// Names of mail systems in the From field.
const DAEMONS: &[&str] = &[
    "mailer-daemon",
    "mail-daemon",
    "postmaster",
    "mdaemon",
    "mail delivery",
    "maildelivery",
    "delivery subsystem",
    "mail system",
    "mail administrator",
    "microsoftexchange",
    "mailsweeper",
];

/// Typical subjects of non-delivery reports.
const REPORTS: &[&str] = &[
    "undeliver",
    "non-deliver",
    "nondeliver",
    "not deliver",
    "could not be delivered",
    "couldn't be delivered",
    "delivery status",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "delivery error",
    "delivery problem",
    "failure notice",
    "failed delivery",
    "mail delivery",
    "returned mail",
    "returned to sender",
    "mail system error",
    "message rejected",
    "unzustellbar",
    "nicht zugestellt",
    "zustellung fehlgeschlagen",
    "non remis",
    "échec de la remise",
    "non recapitabile",
    "mancato recapito",
    "no se puede entregar",
    "no entregado",
    "onbestelbaar",
    "niet bezorgd",
    "går ikke å levere",
    "kunne ikke leveres",
    "kan inte levereras",
    "niedostarcz",
    "não é possível entregar",
];

/// How the subject of an automatic reply begins, in the languages of common mail programs.
const REPLIES: &[&str] = &[
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "autoresponse",
    "auto:",
    "out of office",
    "out of the office",
    "ooo:",
    "on leave",
    "annual leave",
    "on holiday",
    "vacation",
    "away from",
    "i am away",
    "freagairt uathoibríoch",
    "freagairt fèin-obrachail",
    "freagairt fhèin-obrachail",
    "ymateb awtomatig",
    "abwesenheit",
    "abwesend",
    "automatische antwort",
    "réponse automatique",
    "absence",
    "respuesta automática",
    "fuera de la oficina",
    "risposta automatica",
    "fuori sede",
    "automatisch antwoord",
    "afwezig",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "frånvaro",
    "fravær",
    "resposta automática",
    "automatyczna odpowied",
    "odpowiedź automatyczna",
    "automaattinen vastaus",
    "poissa",
    "automatická odpov",
    "automatikus válasz",
    "răspuns automat",
    "otomatik yanıt",
    "αυτόματη απάντηση",
    "автоматический ответ",
    "автоответ",
    "автоматична відповідь",
    "自动答复",
    "自动回复",
    "自動応答",
    "자동 회신",
];

/// Typical phrases of challenges.
const ASKED: &[&str] =
    &["confirm", "verify", "verification", "prove", "challenge", "human", "whitelist", "approved"];
const HOW: &[&str] = &["click", "link", "reply to this", "http://", "https://"];
const HELD: &[&str] = &[
    "your message",
    "your email",
    "your e-mail",
    "your mail",
    "you sent",
    "sender",
    "held",
    "waiting",
    "junk",
    "spam",
];

/// Whether a From field, in lower case, names a mail system.
pub fn is_daemon(from: &str) -> bool {
    has(from, DAEMONS)
}

/// The likely sender of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A mail system, by its name, its subject or a field that only mail systems write.
    System,
    /// A program in the name of a person, by its subject.
    Reply,
    /// A program, by a field that says so (RFC 3834). Mail systems write it too.
    Program,
    /// A program that asks for proof that a human sent the message.
    Challenge,
    Unknown,
}

/// Determines the sender of a message from its fields or, if they are unclear, from its text.
pub fn author(mail: &Mail, text: &str) -> Author {
    let subject = subject(mail);
    let replies =
        REPLIES.iter().any(|start| subject.starts_with(start)) || has(&subject, &["out of office"]);
    let from_daemon = mail.field("from").any(|from| is_daemon(&from.to_lowercase()));
    let reports = has(&subject, REPORTS) || mail.field("x-failed-recipients").next().is_some();
    if replies && !reports {
        Author::Reply
    } else if from_daemon || reports {
        Author::System
    } else if marked(mail) {
        Author::Program
    } else if challenges(&subject, text) {
        Author::Challenge
    } else {
        Author::Unknown
    }
}

/// Fields that mark automatic mail.
const PRECEDENCES: &[&str] = &["auto_reply", "auto-reply", "bulk", "junk"];

/// Whether a field says that a program sent the message.
fn marked(mail: &Mail) -> bool {
    let says = |name: &'static str, words: &[&str]| {
        mail.field(name).any(|value| has(&value.to_lowercase(), words))
    };
    let any = |name| mail.field(name).next().is_some();
    says("auto-submitted", &["auto-replied", "auto-generated", "auto-notified"])
        || says("precedence", PRECEDENCES)
        || says("x-precedence", PRECEDENCES)
        || says("x-post-messageclass", &["autoresponder"])
        || [
            "x-autoreply",
            "x-autorespond",
            "x-autoreply-from",
            "x-auto-reply-from",
            "x-autogenerated",
            "x-mail-autoreply",
            "x-auto-response-suppress",
        ]
        .into_iter()
        .any(any)
}

fn challenges(subject: &str, text: &str) -> bool {
    let text = format!("{subject}\n{}", text.to_lowercase());
    has(&text, ASKED) && has(&text, HOW) && has(&text, HELD)
}

/// The subject in lower case, without encoded words and reply prefixes.
fn subject(mail: &Mail) -> String {
    let written = mail.field("subject").next().unwrap_or_default();
    let line = format!("Subject: {written}\n\n");
    let parsed = mail_parser::MessageParser::default().parse_headers(line.as_bytes());
    let subject =
        parsed.as_ref().and_then(|message| message.thread_name()).unwrap_or(written).to_lowercase();
    subject.trim_start_matches(['[', '*', ' ']).to_owned()
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
