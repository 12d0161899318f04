//! The form fields for the contact details in messages.

use maud::{Markup, html};

use crate::console::{
    shell::form::{Errors, Typed},
    views::fields::{self, Choice, Field, FieldKind, HowMany},
};
use crate::inspection::Contact;

/// What was typed. A form without these fields means the default.
pub fn read(typed: &Typed) -> Contact {
    let text = |name: &str| Some(typed.one(name).to_owned());
    Contact {
        team: text("team"),
        phone: text("phone"),
        reply_to: text("reply_to"),
        listed: !typed.has("listed", "no"),
        remind_all: typed.has("reminders", "all"),
    }
    .tidy()
}

/// The fields with the present values.
pub fn filled(contact: &Contact) -> [(&'static str, String); 5] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        ("team", text(&contact.team)),
        ("phone", text(&contact.phone)),
        ("reply_to", text(&contact.reply_to)),
        ("listed", if contact.listed { "yes" } else { "no" }.to_owned()),
        ("reminders", if contact.remind_all { "all" } else { "unused" }.to_owned()),
    ]
}

/// The fields.
pub fn fields(typed: &Typed, errors: &Errors) -> Markup {
    let field = |name, label, hint| Field {
        value: typed.one(name),
        hint: Some(hint),
        errors,
        ..Field::new(name, label)
    };
    let unlisted = typed.has("listed", "no");
    let choice = |value: &str, text: &str, chosen| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen,
    };
    let listed = [
        choice(
            "yes",
            "Yes: its title, areas, audiences and dates, while people can answer",
            !unlisted,
        ),
        choice("no", "No", unlisted),
    ];
    let to_all = typed.has("reminders", "all");
    let reminders = [
        choice("unused", "Everybody whose link is unused", !to_all),
        choice("all", "Everybody, also those who have answered", to_all),
    ];
    html! {
        (fields::input(&field("team", "Who signs the messages?", "A person or a team, such as \
            “Mòrag MacLeod, lead inspector”. If you leave it empty, the inspection team \
            signs."), FieldKind::Text))
        (fields::input(&field("phone", "Telephone number for questions", "If you leave it empty, \
            messages give the inspectorate’s number."), FieldKind::Phone))
        (fields::input(&field("reply_to", "Where do replies to the messages go?", "An email \
            address. If you leave it empty, replies go to the inspectorate. Messages show this \
            address. Do not use an address of the employer."), FieldKind::Email("off")))
        (fields::choices(&field("listed", "Show it on the public page of running \
            surveys?", "People use that page to check whether a message is \
                genuine."), HowMany::One, &listed))
        (fields::choices(&field("reminders", "Who gets reminders?", "Somebody who sees the mail of \
            others, such as an employer’s mail administrator, sees who is reminded. Choose \
            everybody if few people are asked, or if others read their mail. The reminders then \
            say: if you have answered already, thank you, there is nothing to do."), HowMany::One, &reminders))
    }
}
