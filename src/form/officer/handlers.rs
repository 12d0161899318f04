use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{self, Data, Path, Payload, ServiceConfig},
};
use chrono::Utc;
use maud::Markup;

use super::{
    closed,
    found::{Found, Told},
    page::{OfficersPage, policy},
    posted::{Button, Sent},
};
use crate::{
    form::{
        Forms,
        body::{self, NoBody},
        forms::OwnPage,
        information::page_at,
        notices::{self, StatusPage},
        posted::{AnswerProblem, Posted},
        query::{ChosenLanguage, keep, says},
        returned,
    },
    inspection::{State, directory::Asked, queries::unscoped},
    language::{Language, Words},
    officers::queries,
    records::{NotSaved, Reading, Written, queries::Saving},
    store::{Passes, Secret, StoreError},
    survey::{Answers, Survey},
    web::{
        headers::Referrer,
        page::{self, see_other},
        paths::{self, Route as _},
    },
};

pub fn routes(config: &mut ServiceConfig) {
    config.service(
        page_at(paths::OFFICER.pattern())
            .route(web::get().to(open))
            .route(web::head().to(open))
            .route(web::post().to(save)),
    );
}

/// Why there is no form: the link is not known, or the database does not answer.
fn missing(error: Option<StoreError>) -> StatusPage {
    match error {
        None => StatusPage::Unknown,
        Some(error) => {
            tracing::error!(%error, "the answers of an area could not be read");
            StatusPage::Busy
        }
    }
}

async fn find(forms: &Forms, secret: &Secret, pass: &str) -> Result<Found, StatusPage> {
    let Some(id) = Passes::for_officers(secret).read(pass) else { return Err(missing(None)) };
    let found = forms
        .store
        .run(move |connection| {
            let Some(officer) = queries::by_id(connection, id)? else {
                return Ok(Err(StatusPage::Revoked));
            };
            let found = unscoped::collection_by_id(connection, officer.collection)?;
            let Some(collection) = found else { return Ok(Err(StatusPage::Revoked)) };
            let asked = queries::of_collection(connection, collection.id)?;
            let response = queries::response(connection, collection.id)?;
            Ok(Ok((officer, asked, collection, response)))
        })
        .await;
    let (officer, asked, collection, response) =
        found.map_err(|error: StoreError| missing(Some(error)))??;
    let asked_form =
        Asked { survey: collection.survey, version: collection.version, is_shared: false };
    let form = forms.cache.form(asked_form).await;
    let form = form.map_err(|error| {
        tracing::error!(%error, collection = %collection.id, "a form could not be built");
        StatusPage::Busy
    })?;
    Ok(Found { officer, asked, collection, response, form })
}

async fn open(
    request: HttpRequest,
    forms: Data<Forms>,
    secret: Data<Secret>,
    pass: Path<String>,
    reading: ChosenLanguage,
) -> HttpResponse {
    let language = reading.0;
    let found = match find(&forms, &secret, &pass).await {
        Ok(found) => found,
        Err(notice) => return forms.notice(language, &notice),
    };
    if !matches!(found.state(), State::Open) {
        return not_open(&forms, &found, language, StatusCode::OK);
    }
    let printed = found.form.in_language(language);
    let saved = found.saved();
    let answers = saved.answers(&printed.survey);
    let told = if says(&request, "saved") { Told::Saved } else { Told::Nothing };
    let shown = OfficersPage::new(&found, &forms.settings.help, language, saved);
    answer(
        &found,
        language,
        StatusCode::OK,
        shown.with(&Posted::of_answers(&printed.survey, &answers), &[], &told),
    )
}

async fn save(
    request: HttpRequest,
    forms: Data<Forms>,
    secret: Data<Secret>,
    pass: Path<String>,
    reading: ChosenLanguage,
    own_page: OwnPage,
    payload: Payload,
) -> HttpResponse {
    let body = match body::read(&request, payload).await {
        Ok(body) => body,
        Err(NoBody::TooLarge) => return forms.notice(reading.0, &StatusPage::TooLarge),
        Err(NoBody::Unreadable) => return forms.notice(reading.0, &StatusPage::Unreadable),
    };
    let sent = Sent::read(&body);
    let language = sent.language.unwrap_or(reading.0);
    let give_back = |notice: &StatusPage| {
        returned::answer(Words::of(language), &forms.settings.help, notice, &sent.answers)
    };
    let found = match find(&forms, &secret, &pass).await {
        Ok(found) => found,
        Err(notice) => return give_back(&notice),
    };
    if !matches!(found.state(), State::Open) {
        return give_back(&StatusPage::Closed { closed_at: found.collection.closes_at });
    }
    if !own_page.0 {
        return give_back(&StatusPage::Unreadable);
    }
    let survey = Arc::clone(&found.form.in_language(language).survey);
    let posted = Posted::read(&survey, &sent.answers);
    let again = |status, posted: &Posted<'_>, problems: &[AnswerProblem], told: &Told| {
        let shown = OfficersPage::new(&found, &forms.settings.help, language, sent.before.clone());
        answer(&found, language, status, shown.with(posted, problems, told))
    };
    if sent.language.is_some() {
        return again(StatusCode::OK, &posted, &[], &Told::Nothing);
    }
    let answers = match posted.check(&survey) {
        Ok(answers) => answers,
        // An empty draft is worth keeping where it takes something back.
        Err(problems)
            if problems == [AnswerProblem::NothingAnswered] && sent.button == Button::Draft =>
        {
            Answers::none(&survey)
        }
        Err(problems) => {
            return again(StatusCode::UNPROCESSABLE_ENTITY, &posted, &problems, &Told::Nothing);
        }
    };
    if sent.button == Button::Draft && !sent.after_sending && found.is_sent() {
        return sent_meanwhile(&forms, &found, language, &sent.before, (&survey, &answers));
    }
    match store(&forms, &found, &survey, (sent.before.clone(), answers, sent.button)).await {
        Ok(()) => see_other(&format!("{}{}", paths::OFFICER.of(&*pass), saved(language))),
        Err(NotSaved::Stale(now)) => {
            clash(&forms, found, language, &sent.before, (&survey, &posted), *now)
        }
        Err(NotSaved::NotOpen) => {
            give_back(&StatusPage::Closed { closed_at: found.collection.closes_at })
        }
        Err(NotSaved::Store(error)) => {
            tracing::error!(%error, "the answers of an area could not be saved");
            give_back(&StatusPage::Busy)
        }
        Err(_) => give_back(&StatusPage::Unknown),
    }
}

/// The query of the page that says what was saved.
fn saved(language: Language) -> String {
    match keep(language) {
        "" => "?saved".to_owned(),
        keeps => format!("{keeps}&saved"),
    }
}

async fn store(
    forms: &Forms,
    found: &Found,
    survey: &Arc<Survey>,
    (before, answers, button): (Written, Answers, Button),
) -> Result<(), NotSaved> {
    let (collection, officer) = (found.collection.clone(), found.officer.clone());
    let survey = Arc::clone(survey);
    forms
        .store
        .run(move |connection| {
            let saving = Saving {
                survey: &survey,
                answers: &answers,
                done: button == Button::Send,
                actor: &officer.email,
                now: Utc::now(),
            };
            queries::save(connection, (&collection, &officer), &before, &saving).map(drop)
        })
        .await
}

/// The page with what was typed and what others have saved, which differs at some questions.
fn clash(
    forms: &Forms,
    mut found: Found,
    language: Language,
    before: &Written,
    (survey, posted): (&Survey, &Posted<'_>),
    now: Reading,
) -> HttpResponse {
    let mine = posted.check(survey).unwrap_or_else(|_| Answers::none(survey));
    let merged = Written::merged(before, &Written::of(survey, &mine), &now.written);
    let answers = merged.written.answers(survey);
    let theirs = now.written.clone();
    let told = Told::Clash { ids: merged.clashes, by: now.saved_by.clone().unwrap_or_default() };
    found.response = Some(now);
    let shown = OfficersPage::new(&found, &forms.settings.help, language, theirs);
    let page = shown.with(&Posted::of_answers(survey, &answers), &[], &told);
    answer(&found, language, StatusCode::CONFLICT, page)
}

/// The page with what was typed, after somebody else has sent the answers: a draft would change what
/// was sent.
fn sent_meanwhile(
    forms: &Forms,
    found: &Found,
    language: Language,
    before: &Written,
    (survey, mine): (&Survey, &Answers),
) -> HttpResponse {
    let saved = found.saved();
    let merged = Written::merged(before, &Written::of(survey, mine), &saved);
    let answers = merged.written.answers(survey);
    let by = found.response.as_ref().and_then(|one| one.saved_by.clone()).unwrap_or_default();
    let shown = OfficersPage::new(found, &forms.settings.help, language, saved);
    let page = shown.with(&Posted::of_answers(survey, &answers), &[], &Told::SentMeanwhile { by });
    answer(found, language, StatusCode::CONFLICT, page)
}

/// What an officer sees before their collection opens and after it has closed.
fn not_open(forms: &Forms, found: &Found, language: Language, status: StatusCode) -> HttpResponse {
    let (words, help) = (Words::of(language), &forms.settings.help);
    if found.state() == State::Planned {
        let opens_at = found.collection.opens_at;
        return forms.notice(language, &StatusPage::Planned { opens_at });
    }
    let survey = &found.form.in_language(language).survey;
    page::html(
        status,
        closed::page(words, help, survey, found),
        notices::policy(),
        Referrer::Nothing,
    )
}

fn answer(found: &Found, language: Language, status: StatusCode, shown: Markup) -> HttpResponse {
    let sheet = &found.form.in_language(language).sheet;
    page::html(status, shown, &policy(sheet), Referrer::Nothing)
}
