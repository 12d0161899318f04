use maud::{Markup, html};

use super::{model::MessagesPage, preview};
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            email::email,
            fields::{self, Field},
            frame::{self, Head, Section},
            trail,
        },
    },
    invitation::{
        Mailer,
        message::{LONGEST_OPENING, LONGEST_SUBJECT, Letter, MessageKind, Text},
    },
    language::{Language, Words},
    users::User,
    web::paths,
};

/// The name of a field of one language.
pub fn field(name: &str, language: Language) -> String {
    format!("{name}-{language}")
}

/// The contents of one message's page.
pub struct Shown<'a> {
    pub kind: MessageKind,
    pub typed: &'a Typed,
    pub errors: &'a Errors,
    /// The values that the form is filled from.
    pub from: &'a str,
    pub saved: bool,
    /// The texts as changed by somebody else meanwhile.
    pub changed: Option<&'a [Text]>,
}

fn trail(page: &MessagesPage) -> Vec<(String, String)> {
    vec![trail::inspections(), trail::inspection(&page.inspection)]
}

/// The list of messages, with their common parts.
pub fn all(viewer: &User, page: &MessagesPage, mailer: &Mailer) -> Markup {
    let (title, trail) = (format!("Messages of {}", page.inspection.title), trail(page));
    let head = Head { trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    let (changes, contact, help) =
        (viewer.role.may_change(), &page.inspection.contact, &mailer.context.help);
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    let team = contact.team.as_deref().unwrap_or("The inspection team");
    let phone = contact.phone.as_deref().unwrap_or(&help.phone);
    let reply_to = contact.reply_to.as_deref().unwrap_or(&help.contact_email);
    frame::page(
        &head,
        &html! {
            div.wide {
                h1 { (title) }
                p.lead { "The messages that invited people get by email, in English and Gaelic." }
                ul.plain.messages {
                    @for kind in MessageKind::ALL {
                        li {
                            a href=(paths::inspection::MESSAGE.of(page.inspection.id, kind.key())) { (kind.name()) @if changes { ": read or change it" } @else { ": read it" } }
                            p.quiet { (own(page, kind)) }
                        }
                    }
                }
                h2 { "In every message" }
                dl.facts {
                    (fact("Signed by", html! { (team) ", " (help.inspectorate) }))
                    (fact("Replies go to", html! { (email(reply_to)) }))
                    (fact("Phone", html! { @if phone.is_empty() { "No number is \
                        given" } @else { (phone) } }))
                    (fact("On the public page of running \
                        surveys", html! { @if contact.listed { a href="/surveys-now" { "Yes, while people can answer" } } @else { "No" } }))
                }
                @if changes { p { a href=(paths::inspection::CHANGE.of(page.inspection.id)) { "Change these" } } }
            }
        },
    )
}

/// Which texts of a message are the lead's.
fn own(page: &MessagesPage, kind: MessageKind) -> String {
    let own: Vec<&str> = Language::ALL
        .into_iter()
        .filter(|language| !page.texts.of(kind, *language).is_standard())
        .map(Language::english_name)
        .collect();
    if own.is_empty() {
        "Standard words.".to_owned()
    } else {
        format!("Custom wording in {}.", own.join(" and "))
    }
}

/// One message: how it looks, and the form that changes it.
pub fn one(viewer: &User, page: &MessagesPage, mailer: &Mailer, shown: &Shown<'_>) -> Markup {
    let title = format!("{}: {}", page.inspection.title, shown.kind.name().to_lowercase());
    let mut trail = trail(page);
    trail.push((page.place(), "Messages".to_owned()));
    let failed = !shown.errors.is_empty() || shown.changed.is_some();
    let head = Head { failed, trail: &trail, ..Head::of(&title, viewer, Section::Inspections) };
    let letter = page.example.as_ref().map(|example| mailer.context.shown(example, shown.kind));
    frame::page(
        &head,
        &html! {
            div.wide {
                @if let Some(texts) = shown.changed { (changed(texts)) }
                (fields::summary(shown.errors))
                @if shown.saved { div.done role="status" { p { "The wording is saved. New \
                    messages use it." } } }
                h1 { (title) }
                @if viewer.role.may_change() { (form(page, shown, letter.as_ref())) } @else { (texts(page, shown.kind)) }
                @if let (Some(example), Some(letter)) = (&page.example, &letter) {
                    section aria-labelledby="look" {
                        h2 #look { "How it looks" }
                        p { "As saved, for " (example.collection.name()) ". Each collection has \
                            its own area, dates and links." }
                        @if viewer.role.may_reach() { (preview::send_form(viewer, &example.collection, shown.kind)) }
                        (preview::framed(letter, &example.collection, shown.kind))
                    }
                } @else {
                    p { "Add a collection to see a preview." }
                }
            }
        },
    )
}

fn changed(texts: &[Text]) -> Markup {
    html! {
        div.summary role="alert" tabindex="-1" autofocus {
            h2 { "Nothing was changed yet" }
            p { "While you had this page open, somebody changed this wording, or the form did not \
                arrive complete. It is now:" }
            ul.changed {
                @for (language, text) in Language::ALL.into_iter().zip(texts) {
                    li { (language.english_name()) ": " (words(&text.subject)) "; " (words(&text.opening.replace('\n', " "))) }
                }
            }
            p { "What you typed is still in the form. Save it if it is still right." }
        }
    }
}

fn words(text: &str) -> String {
    if text.is_empty() { "the standard wording".to_owned() } else { format!("“{text}”") }
}

fn form(page: &MessagesPage, shown: &Shown<'_>, letter: Option<&Letter<'_>>) -> Markup {
    html! {
        form.words method="post" action=(paths::inspection::MESSAGE.of(page.inspection.id, shown.kind.key())) novalidate {
            input type="hidden" name="from" value=(shown.from);
            p { "Write a subject and an opening of one or two paragraphs, or leave a field empty \
                for the standard wording. You cannot change the first sentence, the link, the \
                reply address, or the texts about anonymity, danger and opting out." }
            p { "Do not write links, addresses or telephone numbers; the message adds them. A \
                change applies only to messages that are not queued yet." }
            @for language in Language::ALL { (in_language(shown, language, letter)) }
            button.main type="submit" { "Save the wording" }
            " " a.beside href=(page.place()) { "Cancel" }
        }
    }
}

fn in_language(shown: &Shown<'_>, language: Language, letter: Option<&Letter<'_>>) -> Markup {
    let (subject, opening) = (field("subject", language), field("opening", language));
    let name = language.english_name();
    let (about_subject, about_opening) = hints(language, letter);
    let labels = (format!("Subject in {name}"), format!("Opening in {name}"));
    html! {
        fieldset {
            legend { (name) }
            (fields::input(&Field { value: shown.typed.one(&subject), hint: Some(&about_subject), errors: shown.errors, ..Field::new(&subject, &labels.0) }, fields::FieldKind::Text))
            (fields::lines(&Field { value: shown.typed.exactly(&opening), hint: Some(&about_opening), errors: shown.errors, ..Field::new(&opening, &labels.1) }, 6))
        }
    }
}

/// The maximum length of a text, and the default text.
fn hints(language: Language, letter: Option<&Letter<'_>>) -> (String, String) {
    let words = Words::of(language);
    let standard = |text: String| format!(" Standard wording: “{text}”");
    let place = match language {
        Language::En => "",
        Language::Gd => {
            " It is the heading of the Gaelic part. The message’s subject line is in English."
        }
    };
    (
        format!(
            "At most {LONGEST_SUBJECT} characters.{place}{}",
            letter.map(|letter| standard(letter.standard_title(words))).unwrap_or_default()
        ),
        format!(
            "At most {LONGEST_OPENING} characters. Each line is a paragraph.{}",
            letter.map(|letter| standard(letter.standard_opening(words))).unwrap_or_default()
        ),
    )
}

/// The texts, for users who cannot change them.
fn texts(page: &MessagesPage, kind: MessageKind) -> Markup {
    html! {
        dl.facts {
            @for language in Language::ALL {
                @let text = page.texts.of(kind, language);
                div { dt { "Subject in " (language.english_name()) } dd { (words(&text.subject)) } }
                div { dt { "Opening in " (language.english_name()) } dd { (words(&text.opening.replace('\n', " "))) } }
            }
        }
    }
}
