use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use serde::Deserialize;

use super::views;
use crate::{
    catalogue::{self, PublishError},
    console::{
        shell::{
            ConsoleError,
            access::{Named, Names, Seen, SignedIn, Whole},
        },
        views::frame,
    },
    form::page::{Page, Sheet},
    inspection::Uses,
    language::Language,
    settings::Settings,
    store::{Connection, Store, StoreError},
    survey::Edition,
    users::{Scope, Sight},
    web::{headers::Referrer, page},
};

/// `GET /console/surveys`.
pub async fn show(
    SignedIn(viewer): SignedIn,
    Whole(scope): Whole,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let read = move |connection: &mut Connection| {
        let published = catalogue::list(connection)?;
        let (inspections, collections) =
            (scope.inspections(connection)?, scope.collections(connection)?);
        Ok::<_, StoreError>((published, Uses::of(&inspections, &collections)))
    };
    let (published, asked_in) = store.run(read).await?;
    Ok(frame::answer(StatusCode::OK, views::surveys(&viewer, &published, &asked_in)))
}

/// The language of a preview.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    lang: String,
}

/// The published survey that an address names.
#[derive(Debug)]
pub struct Published(Edition);

impl Named for Published {
    fn find(
        connection: &mut Connection,
        _: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        let (Ok(survey), Ok(version)) =
            (names.text("survey").parse(), names.text("version").parse())
        else {
            return Ok(Sight::Absent);
        };
        match catalogue::edition(connection, survey, version) {
            Ok(edition) => Ok(Sight::Seen(Self(edition))),
            Err(PublishError::NotPublished { .. }) => Ok(Sight::Absent),
            Err(error) => Err(error.into()),
        }
    }
}

/// `GET /console/surveys/{survey}/{version}`: a preview of the form, which cannot be sent.
pub async fn preview(
    SignedIn(_): SignedIn,
    Seen(Published(edition), _): Seen<Published>,
    asked: Query<Params>,
    settings: Data<Settings>,
) -> HttpResponse {
    let language = asked.lang.parse().unwrap_or(Language::En);
    let languages: Vec<Language> = edition.languages().collect();
    let survey = edition.in_language(language);
    let sheet = Sheet::of(survey);
    let page = Page {
        survey,
        sheet: &sheet,
        help: &settings.help,
        languages: &languages,
        sends: false,
        is_shared: false,
    };
    page::html(StatusCode::OK, page.blank(), &sheet.policy, Referrer::SameOrigin)
}
