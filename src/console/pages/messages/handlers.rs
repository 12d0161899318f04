use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};

use super::{
    model::MessagesPage,
    views::{self, Shown, field},
};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayChange, Seen, SignedIn, Word},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    invitation::{
        Mailer,
        message::{MessageKind, Text, queries},
    },
    language::Language,
    store::Store,
    users::User,
    web::{page::see_other, paths},
};

/// `GET /console/inspections/{id}/messages`.
pub async fn show(
    SignedIn(user): SignedIn,
    Seen(page, _): Seen<MessagesPage>,
    mailer: Data<Mailer>,
) -> HttpResponse {
    frame::answer(StatusCode::OK, views::all(&user, &page, &mailer))
}

/// `GET /console/inspections/{id}/messages/{kind}`.
pub async fn show_one(
    SignedIn(user): SignedIn,
    Seen(page, _): Seen<MessagesPage>,
    Word(kind): Word<MessageKind>,
    mailer: Data<Mailer>,
    request: HttpRequest,
) -> HttpResponse {
    let texts = page.texts.of_kind(kind);
    let (typed, errors) = (filled(&texts), Errors::default());
    let saved = request.query_string() == "saved";
    let shown = Shown {
        kind,
        typed: &typed,
        errors: &errors,
        from: &written(&texts),
        saved,
        changed: None,
    };
    answer(StatusCode::OK, &user, &page, &mailer, &shown)
}

/// `POST` to the same address.
pub async fn save(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(page, _): Seen<MessagesPage>,
    Word(kind): Word<MessageKind>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    mailer: Data<Mailer>,
) -> Result<HttpResponse, ConsoleError> {
    let texts = read(&typed);
    let errors = wrong(&texts);
    let from: Vec<Text> = serde_json::from_str(typed.one("from")).unwrap_or_default();
    let shown = Shown {
        kind,
        typed: &typed,
        errors: &errors,
        from: typed.one("from"),
        saved: false,
        changed: None,
    };
    if !errors.is_empty() {
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &mailer, &shown));
    }
    let (inspection, actor) = (page.inspection.clone(), user.email.clone());
    let work = move |connection: &mut _| {
        queries::set_texts(connection, (&inspection, kind), (&from, &texts), &actor)
    };
    match store.run(work).await? {
        Ok(()) => Ok(see_other(&format!(
            "{}?saved",
            paths::inspection::MESSAGE.of(page.inspection.id, kind.key())
        ))),
        Err(now) => {
            let shown = Shown { from: &written(&now), changed: Some(&now), ..shown };
            Ok(answer(StatusCode::CONFLICT, &user, &page, &mailer, &shown))
        }
    }
}

fn answer(
    status: StatusCode,
    user: &User,
    page: &MessagesPage,
    mailer: &Mailer,
    shown: &Shown<'_>,
) -> HttpResponse {
    frame::answer(status, views::one(user, page, mailer, shown))
}

/// The values that a form is filled from, for its hidden field.
fn written(texts: &[Text]) -> String {
    serde_json::to_string(texts).unwrap_or_default()
}

fn filled(texts: &[Text]) -> Typed {
    let mut typed = Typed::default();
    for (language, text) in Language::ALL.into_iter().zip(texts) {
        typed = typed
            .or(&field("subject", language), || text.subject.clone())
            .or(&field("opening", language), || text.opening.replace('\n', "\n\n"));
    }
    typed
}

fn read(typed: &Typed) -> Vec<Text> {
    let text = |language| {
        Text::of(typed.one(&field("subject", language)), typed.one(&field("opening", language)))
    };
    Language::ALL.map(text).into()
}

fn wrong(texts: &[Text]) -> Errors {
    let mut errors = Errors::default();
    for (language, text) in Language::ALL.into_iter().zip(texts) {
        let Err(unfit) = text.check() else { continue };
        for (name, sentence) in [("subject", unfit.subject), ("opening", unfit.opening)] {
            if let Some(sentence) = sentence {
                errors
                    .add(field(name, language), format!("{}: {sentence}", language.english_name()));
            }
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_shows_the_present_values() {
        let texts = vec![Text::of("Your views", "One.\nTwo."), Text::default()];
        assert_eq!(read(&filled(&texts)), texts);
        assert_eq!(serde_json::from_str::<Vec<Text>>(&written(&texts)).expect("read"), texts);
    }

    #[test]
    fn each_wrong_text_is_named_with_its_language() {
        let texts = vec![Text::of("See example.org", ""), Text::of("", "1\n2\n3")];
        let errors = wrong(&texts);
        assert!(
            errors
                .of("subject-en")
                .is_some_and(|said| said.starts_with("English: The subject contains a web address"))
        );
        assert!(
            errors
                .of("opening-gd")
                .is_some_and(|said| said.starts_with("Gaelic: The opening has 3 paragraphs"))
        );
        assert_eq!(errors.iter().count(), 2);
    }
}
