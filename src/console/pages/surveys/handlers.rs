use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use serde::Deserialize;

use super::views;
use crate::{
    catalogue::{self, PublishError},
    console::{
        shell::{ConsoleError, access::SignedIn},
        views::frame,
    },
    form::page::{Page, Sheet},
    language::Language,
    settings::Settings,
    store::Store,
    survey::Audience,
    web::{headers::Referrer, page},
};

/// `GET /console/surveys`.
pub async fn show(
    SignedIn(user): SignedIn,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let published = store.run(catalogue::list).await?;
    Ok(frame::answer(StatusCode::OK, views::surveys(&user, &published)))
}

/// In which language a survey is looked through.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    lang: String,
}

/// `GET /console/surveys/{audience}/{version}`: the form to look through, from which nothing can be
/// sent.
pub async fn preview(
    SignedIn(user): SignedIn,
    place: Path<(String, String)>,
    asked: Query<Asked>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let (audience, version) = place.into_inner();
    let (Ok(audience), Ok(version)) = (audience.parse::<Audience>(), version.parse::<u32>()) else {
        return Err(ConsoleError::NotFound(user));
    };
    let language = asked.lang.parse().unwrap_or(Language::En);
    let printed = store
        .run(move |connection| {
            let edition = catalogue::edition(connection, audience, version)?;
            let languages: Vec<Language> = edition.languages().collect();
            let survey = edition.in_language(language);
            let sheet = Sheet::of(survey);
            let page = Page {
                survey,
                sheet: &sheet,
                help: &settings.help,
                languages: &languages,
                sends: false,
            };
            let blank = page.blank();
            Ok::<_, PublishError>((blank, sheet.policy))
        })
        .await;
    match printed {
        Ok((blank, policy)) => Ok(page::html(StatusCode::OK, blank, &policy, Referrer::SameOrigin)),
        Err(PublishError::NotPublished { .. }) => Err(ConsoleError::NotFound(user)),
        Err(PublishError::Store(error)) => Err(error.into()),
        Err(error) => {
            tracing::error!(%error, "a published survey could not be shown");
            Err(ConsoleError::Unfinished)
        }
    }
}
