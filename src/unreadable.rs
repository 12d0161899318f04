//! The answer to a request that no handler can read: a query that names a field twice, a body that
//! is no form. The framework would answer with a line of its own that quotes what was sent.

use actix_web::{
    Error, HttpRequest, HttpResponse,
    error::InternalError,
    web::{Data, FormConfig, JsonConfig, PathConfig, QueryConfig, ServiceConfig},
};

use crate::{
    api,
    console::ConsoleError,
    form::{self, ChosenLanguage, StatusPage},
    language::Words,
    settings::Settings,
    web::paths,
};

/// Answers for every extractor that fails, for `App::configure`.
pub fn answers(config: &mut ServiceConfig) {
    config
        .app_data(
            QueryConfig::default()
                .error_handler(|error, request| unreadable(error.into(), request)),
        )
        .app_data(
            FormConfig::default().error_handler(|error, request| unreadable(error.into(), request)),
        )
        .app_data(
            JsonConfig::default().error_handler(|error, request| unreadable(error.into(), request)),
        )
        .app_data(PathConfig::default().error_handler(|error, request| {
            if is_of_api(request) {
                api::Problem::NotFound.into()
            } else {
                notice(error.into(), request, &StatusPage::Gone)
            }
        }));
}

/// A page for a person or a problem for a program.
fn unreadable(error: Error, request: &HttpRequest) -> Error {
    let is_of_console = paths::is_of_console(request.path());
    match () {
        () if is_of_api(request) => api::Problem::Query.into(),
        () if is_of_console => ConsoleError::UnreadableAddress.into(),
        () => notice(error, request, &StatusPage::Unreadable),
    }
}

fn is_of_api(request: &HttpRequest) -> bool {
    request.path().starts_with("/api/")
}

fn notice(error: Error, request: &HttpRequest, notice: &StatusPage) -> Error {
    let response = match request.app_data::<Data<Settings>>() {
        Some(settings) => {
            form::notice(Words::of(ChosenLanguage::of(request).0), &settings.help, notice)
        }
        None => HttpResponse::BadRequest().finish(),
    };
    InternalError::from_response(error, response).into()
}
