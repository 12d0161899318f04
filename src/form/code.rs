//! The page where somebody types the code of a slip, and is led to the form.

use std::sync::LazyLock;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{self, Data, Payload, ServiceConfig},
};
use chrono::Utc;
use maud::{Markup, PreEscaped, html};

use super::{
    Forms,
    body::{self, NoBody},
    code_problem::CodeProblem,
    forms::OwnPage,
    information::page_at,
    notices::{self, StatusPage},
    query::{ChosenLanguage, keep},
};
use crate::{
    form::frame::{Frame, LEAVE_SCRIPT, STYLE},
    invitation::code::{self, AccessCode, EXAMPLE},
    language::{Language, Words, args},
    settings::HelpLines,
    text::clean,
    web::{Client, ContentPolicy, headers::Referrer, page, squeeze::squeeze},
};

/// The largest body that is read, in bytes.
const LARGEST: usize = 64 * 1024;

static CODE_STYLE: LazyLock<String> = LazyLock::new(|| squeeze(include_str!("code.css")));

pub fn routes(config: &mut ServiceConfig) {
    config.service(
        page_at("/code")
            .route(web::get().to(show))
            .route(web::head().to(show))
            .route(web::post().to(open)),
    );
}

/// `GET /code`.
async fn show(forms: Data<Forms>, reading: ChosenLanguage) -> HttpResponse {
    answer(&forms.settings.help, reading.0, "", None)
}

/// `POST /code`.
async fn open(
    request: HttpRequest,
    forms: Data<Forms>,
    reading: ChosenLanguage,
    client: Client,
    own_page: OwnPage,
    payload: Payload,
) -> HttpResponse {
    let (language, help) = (reading.0, &forms.settings.help);
    let notice = |notice| notices::answer(Words::of(language), help, notice);
    let typed = match body::read(&request, payload).await {
        Ok(body) if body.len() > LARGEST => return notice(&StatusPage::TooLarge),
        Err(NoBody::TooLarge) => return notice(&StatusPage::TooLarge),
        Ok(body) if own_page.0 => typed(&body),
        _ => return notice(&StatusPage::Unreadable),
    };
    let again = |problem| answer(help, language, &typed, Some(problem));
    let code: AccessCode = match typed.parse() {
        Ok(code) => code,
        Err(why) => return again(CodeProblem::NotACode(why)),
    };
    let (issuer, intake) = (forms.intake.issuer().clone(), forms.intake.clone());
    let look_up = forms.store.run(move |connection| {
        code::queries::find(connection, &issuer, code, Utc::now(), |collection, digest| {
            intake.was_spent(collection, digest)
        })
    });
    match forms.guesses.look(client, look_up).await {
        Ok(Ok(Some(found))) => {
            page::see_other(&format!("/s/{}/{}{}", found.link, found.ticket, keep(language)))
        }
        Ok(Ok(None)) => again(CodeProblem::Unknown),
        Ok(Err(error)) => {
            tracing::error!(%error, "a code could not be looked up");
            again(CodeProblem::Busy)
        }
        Err(wait) => again(CodeProblem::Wait(wait)),
    }
}

/// What stands in the field of a posted form.
fn typed(body: &[u8]) -> String {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let field = fields.into_iter().find(|(name, _)| name == "code");
    field.map(|(_, value)| clean(&value).into_owned()).unwrap_or_default()
}

fn answer(
    help: &HelpLines,
    language: Language,
    typed: &str,
    problem: Option<CodeProblem>,
) -> HttpResponse {
    static POLICY: LazyLock<ContentPolicy> =
        LazyLock::new(|| ContentPolicy::inline(&[&STYLE, &CODE_STYLE], &[&LEAVE_SCRIPT]));
    let status = problem.map_or(StatusCode::OK, CodeProblem::status);
    let page = view(Words::of(language), help, typed, problem);
    let mut response = page::html(status, page, &POLICY, Referrer::Nothing);
    if let Some(seconds) = problem.and_then(CodeProblem::retry_after) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The page, with what was typed and what is wrong with it.
fn view(words: &Words, help: &HelpLines, typed: &str, problem: Option<CodeProblem>) -> Markup {
    let heading = words.say("code-title");
    let message = problem.map(|problem| problem.explain(words));
    let title = match message {
        Some(_) => format!("{} {heading}", words.say("error-prefix")),
        None => heading.clone(),
    };
    let described_by = if message.is_some() { "code-hint code-error" } else { "code-hint" };
    let frame = Frame { style: Some(&CODE_STYLE), ..Frame::plain(words, help, &title) };
    frame.around(&html! {
        @if let Some(message) = &message {
            div.wrong role="alert" tabindex="-1" autofocus aria-labelledby="problem" {
                h2 #problem { (words.say("problem-heading")) }
                ul { li { a href="#code" { (message) } } }
                @if let Some(more) = problem.and_then(|problem| problem.more(words)) { p { (more) } }
            }
        }
        (languages(words.language))
        h1 { (heading) }
        form.off[message.is_some()] method="post" action={ "/code" (keep(words.language)) } novalidate autocomplete="off" accept-charset="utf-8" {
            div.field {
                label for="code" { (words.say("code-label")) }
                p.hint #code-hint { (PreEscaped(hint(words))) }
                @if let Some(message) = &message { p.error #code-error { (words.say("error-prefix")) " " (message) } }
                input #code name="code" type="text" value=(typed) autocomplete="off" autocapitalize="characters" autocorrect="off"
                    spellcheck="false" enterkeyhint="go" aria-describedby=(described_by) aria-invalid=[message.is_some().then_some("true")];
            }
            button type="submit" { (words.say("code-open")) }
        }
        p.scan { (words.say("code-scan")) }
    })
}

/// The hint, in which the example stands as it does on a slip.
fn hint(words: &Words) -> String {
    let example = html! { span.example { (EXAMPLE) } }.into_string();
    words.say_with("code-hint", &args([("example", example.into())]))
}

fn languages(current: Language) -> Markup {
    html! {
        nav.langs aria-label=(Words::of(current).say("language-label")) {
            @for other in Language::ALL.into_iter().filter(|language| *language != current) {
                a href={ "/code?lang=" (other.tag()) } lang=(other.tag()) hreflang=(other.tag()) { (other.own_name()) }
            }
        }
    }
}
