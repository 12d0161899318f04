//! Form controls with their labels, hints and errors.

use maud::{Markup, html};

use super::Errors;

/// One field. Its name is also its id, so that the error summary can link to it.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub hint: Option<&'a str>,
    /// Its value: typed or proposed.
    pub value: &'a str,
    pub errors: &'a Errors,
}

static NO_ERRORS: std::sync::LazyLock<Errors> = std::sync::LazyLock::new(Errors::default);

impl<'a> Field<'a> {
    /// An empty field without a hint.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, hint: None, value: "", errors: &NO_ERRORS }
    }

    fn error(&self) -> Option<&'a str> {
        self.errors.of(self.name)
    }

    /// The ids of the hint and the error, in the order in which they are read.
    fn described_by(&self) -> Option<String> {
        let hint = self.hint.map(|_| format!("{}-hint", self.name));
        let error = self.error().map(|_| format!("{}-error", self.name));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn about(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p.hint id={ (self.name) "-hint" } { (hint) } }
            @if let Some(error) = self.error() {
                p.error id={ (self.name) "-error" } { span.unseen { "Error: " } (error) }
            }
        }
    }

    fn around(&self, control: &Markup) -> Markup {
        html! {
            div.field.wrong[self.error().is_some()] {
                label for=(self.name) { (self.label) }
                (self.about())
                (control)
            }
        }
    }
}

/// The kind of text that a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    /// An email address, with the browser's autocomplete token.
    Email(&'static str),
    Password,
    /// A new password.
    NewPassword,
    /// A one-time code.
    Code,
    /// A whole number, as a text field, because number fields change when the mouse wheel turns.
    Number,
    /// A telephone number.
    Phone,
    Date,
    Time,
}

/// A field of one line.
pub fn input(field: &Field<'_>, kind: FieldKind) -> Markup {
    let (of_type, width, fill, mode) = match kind {
        FieldKind::Text => ("text", "long", None, None),
        FieldKind::Email(fill) => ("email", "long", Some(fill), None),
        FieldKind::Password => ("password", "long", Some("current-password"), None),
        FieldKind::NewPassword => ("password", "long", Some("new-password"), None),
        FieldKind::Code => ("text", "middle", Some("one-time-code"), None),
        FieldKind::Number => ("text", "short", None, Some("numeric")),
        FieldKind::Phone => ("tel", "middle", Some("off"), None),
        FieldKind::Date => ("date", "middle", None, None),
        FieldKind::Time => ("datetime-local", "middle", None, None),
    };
    field.around(&html! {
        input class=(width) type=(of_type) id=(field.name) name=(field.name) value=[(!field.value.is_empty()).then_some(field.value)]
            autocomplete=[fill] inputmode=[mode] spellcheck=[(kind == FieldKind::Email("username")).then_some("false")]
            aria-describedby=[field.described_by()] aria-invalid=[field.error().map(|_| "true")];
    })
}

/// A file to be uploaded, of the types that `accept` lists.
pub fn file(field: &Field<'_>, accept: &str) -> Markup {
    field.around(&html! {
        input type="file" id=(field.name) name=(field.name) accept=(accept)
            aria-describedby=[field.described_by()] aria-invalid=[field.error().map(|_| "true")];
    })
}

/// A field of several lines.
pub fn lines(field: &Field<'_>, rows: u8) -> Markup {
    field.around(&html! {
        textarea id=(field.name) name=(field.name) rows=(rows) spellcheck="false"
            aria-describedby=[field.described_by()] aria-invalid=[field.error().map(|_| "true")] { "\n" (field.value) }
    })
}

/// A drop-down list. Each choice is a value and its text.
pub fn select(field: &Field<'_>, choices: &[(String, String)]) -> Markup {
    field.around(&html! {
        select id=(field.name) name=(field.name)
            aria-describedby=[field.described_by()] aria-invalid=[field.error().map(|_| "true")] {
            @for (value, text) in choices { option value=(value) selected[value == field.value] { (text) } }
        }
    })
}

/// One choice.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub text: String,
    pub chosen: bool,
}

/// How many choices can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMany {
    One,
    Any,
}

/// Radio buttons or checkboxes. The first has the field's id.
pub fn choices(field: &Field<'_>, how_many: HowMany, choices: &[Choice]) -> Markup {
    let of_type = if how_many == HowMany::One { "radio" } else { "checkbox" };
    html! {
        fieldset.field.wrong[field.error().is_some()] aria-describedby=[field.described_by()] {
            legend { (field.label) }
            (field.about())
            div.choices.many[choices.len() > 8] {
                @for (place, choice) in choices.iter().enumerate() {
                    label.choice {
                        input type=(of_type) name=(field.name) value=(choice.value) checked[choice.chosen]
                            id=[(place == 0).then_some(field.name)];
                        span { (choice.text) }
                    }
                }
            }
        }
    }
}

/// The error summary, with links to the fields. Empty without errors.
pub fn summary(errors: &Errors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.summary role="alert" tabindex="-1" autofocus {
                h2 { "There is a problem" }
                ul { @for (field, sentence) in errors.iter() { li { a href={ "#" (field) } { (sentence) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_tied_to_its_control_after_the_hint() {
        let mut errors = Errors::default();
        errors.add("title", "Write a title.");
        let field = Field {
            hint: Some("As it will be known."),
            value: "<b>",
            errors: &errors,
            ..Field::new("title", "Title")
        };
        let html = input(&field, FieldKind::Text).into_string();
        assert!(html.contains(r#"aria-describedby="title-hint title-error""#), "{html}");
        assert!(html.contains(r#"value="&lt;b&gt;""#), "{html}");
        assert!(
            html.find("title-error").expect("the message")
                < html.find("<input").expect("the control")
        );
        assert!(summary(&errors).into_string().contains("href=\"#title\""));
    }
}
