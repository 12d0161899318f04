//! Stopping the messages: a page with one button for people, and the same address for mail programs
//! (RFC 8058).

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data, Path, ServiceConfig},
};
use maud::{Markup, html};

use super::{
    information::page_at,
    notices::{self, StatusPage, policy},
    query::{ChosenLanguage, keep},
};
use crate::{
    form::frame::Frame,
    invitation::{Mailer, opt_out},
    language::Words,
    settings::{HelpLines, Settings},
    store::{Id, Store},
    web::{headers::Referrer, page},
};

pub fn routes(config: &mut ServiceConfig) {
    config.service(
        page_at("/stop/{reference}")
            .route(web::get().to(show))
            .route(web::head().to(show))
            // A mail program sends its one click from no page of this service, so the origin says
            // nothing here. Whoever has the address may stop the messages, and that is all they can
            // do with it.
            .route(web::post().to(stop)),
    );
}

async fn show(
    mailer: Data<Mailer>,
    settings: Data<Settings>,
    written: Path<String>,
    reading: ChosenLanguage,
) -> HttpResponse {
    let words = Words::of(reading.0);
    match mailer.invitation(&written) {
        Some(_) => answer(ask(words, &settings.help, &written)),
        None => notices::answer(words, &settings.help, &StatusPage::Gone),
    }
}

/// Answers with the page itself, since mail programs do not follow a redirect.
async fn stop(
    mailer: Data<Mailer>,
    settings: Data<Settings>,
    store: Data<Store>,
    written: Path<String>,
    reading: ChosenLanguage,
) -> HttpResponse {
    let words = Words::of(reading.0);
    let Some(invitation): Option<Id> = mailer.invitation(&written) else {
        return notices::answer(words, &settings.help, &StatusPage::Gone);
    };
    match store.run(move |connection| opt_out(connection, invitation)).await {
        Ok(_) => answer(stopped(words, &settings.help)),
        Err(error) => {
            tracing::error!(%error, "messages could not be stopped");
            notices::answer(words, &settings.help, &StatusPage::Busy)
        }
    }
}

fn answer(page: Markup) -> HttpResponse {
    page::html(StatusCode::OK, page, policy(), Referrer::Nothing)
}

fn ask(words: &Words, help: &HelpLines, written: &str) -> Markup {
    let title = words.say("stop-title");
    Frame::plain(words, help, &title).around(&html! {
        h1 { (title) }
        p { (words.say("stop-text")) }
        form method="post" action={ "/stop/" (written) (keep(words.language)) } {
            button type="submit" { (words.say("stop-button")) }
        }
    })
}

fn stopped(words: &Words, help: &HelpLines) -> Markup {
    let title = words.say("stopped-title");
    Frame::plain(words, help, &title).around(&html! {
        h1 { (title) }
        p { (words.say("stopped-text")) }
    })
}
