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
    }
    .tidy()
}

/// The fields with the present values.
pub fn filled(contact: &Contact) -> [(&'static str, String); 4] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        ("team", text(&contact.team)),
        ("phone", text(&contact.phone)),
        ("reply_to", text(&contact.reply_to)),
        ("listed", if contact.listed { "yes" } else { "no" }.to_owned()),
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
    }
}
