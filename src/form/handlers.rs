use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, Data, Path, ServiceConfig},
};
use chrono::Utc;

use super::{
    forms::{Forms, Instead, instead},
    information::page_at,
    notices::StatusPage,
    query::{ChosenLanguage, keep, says},
    sending::{send, send_without_ticket},
};
use crate::{
    intake::Ticket,
    web::{
        headers::{Referrer, protect},
        page,
    },
};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(
            page_at("/s/{link}/thanks").route(web::get().to(thanks)).route(web::head().to(thanks)),
        )
        .service(
            page_at("/s/{link}/{ticket}")
                .route(web::get().to(open))
                .route(web::head().to(open))
                .route(web::post().to(send)),
        )
        .service(
            page_at("/s/{link}")
                .route(web::get().to(enter))
                .route(web::head().to(enter))
                .route(web::post().to(send_without_ticket)),
        );
}

async fn enter(
    forms: Data<Forms>,
    link: Path<String>,
    reading: ChosenLanguage,
) -> Result<HttpResponse, Instead> {
    let language = reading.0;
    let (link, entry) = forms.entry(&link, language).await?;
    let state = entry.collection.state(Utc::now());
    if !state.opens_forms() {
        return Ok(forms.not_open(&entry, state, language));
    }
    if !entry.collection.open_link {
        return Ok(forms.notice(language, &StatusPage::Personal));
    }
    Ok(page::see_other(&format!("/s/{link}/{}{}", Ticket::random(), keep(language))))
}

async fn open(
    request: HttpRequest,
    forms: Data<Forms>,
    path: Path<(String, String)>,
    reading: ChosenLanguage,
) -> Result<HttpResponse, Instead> {
    let language = reading.0;
    let (link, entry) = forms.entry(&path.0, language).await?;
    let ticket =
        forms.ticket(&entry, &path.1).map_err(|notice| instead(forms.notice(language, &notice)))?;
    let state = entry.collection.state(Utc::now());
    if forms.intake.was_spent(entry.collection.id, ticket.digest()) {
        return Ok(forms.notice(language, &StatusPage::spent(&entry.collection, &link)));
    }
    if !state.opens_forms() {
        return Ok(forms.not_open(&entry, state, language));
    }
    if let Some(notice) = forms.used_up(&entry, &link, &ticket).await {
        return Ok(forms.notice(language, &notice));
    }
    if forms.left.has(entry.collection.id, ticket.digest()) && !says(&request, "again") {
        return Ok(forms.notice(language, &StatusPage::Left));
    }
    let Some(form) = forms.cached(&entry).await else {
        return Ok(forms.notice(language, &StatusPage::Busy));
    };
    let printed = form.in_language(language);
    let mut response = HttpResponse::Ok();
    protect(&mut response, &printed.sheet.policy, Referrer::Nothing);
    response.content_type("text/html; charset=utf-8");
    Ok(printed.blank.send(&request, response))
}

async fn thanks(
    forms: Data<Forms>,
    link: Path<String>,
    reading: ChosenLanguage,
) -> Result<HttpResponse, Instead> {
    let (_, entry) = forms.entry(&link, reading.0).await?;
    Ok(forms.notice(reading.0, &StatusPage::Thanks { audience: entry.collection.audience() }))
}
