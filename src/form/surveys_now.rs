//! The page where people who doubt a message can see which surveys are running. It links to none of
//! them.

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, HeaderValue},
    },
    web::{self, Data, ServiceConfig},
};
use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{frame::email, information::page_at, notices::policy, query::ChosenLanguage};
use crate::{
    form::frame::{Frame, telephone},
    inspection::{Area, Directory, Running, RunningInspection},
    invitation::Mailer,
    language::{Language, Words, args},
    settings::Settings,
    survey::Audience,
    web::{headers::Referrer, page},
};

const PATH: &str = "/surveys-now";
/// The page is the same for everybody, and gives the time of its list.
const CACHED: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Adds the page. It relies on app data: `Data<Directory>`, `Data<Settings>` and `Data<Mailer>`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(page_at(PATH).route(web::get().to(show)).route(web::head().to(show)));
}

/// `GET /surveys-now`.
async fn show(
    directory: Data<Directory>,
    settings: Data<Settings>,
    mailer: Data<Mailer>,
    reading: ChosenLanguage,
) -> HttpResponse {
    let running = directory.running(Utc::now());
    let from = mailer.context.sender.from.email.to_string();
    let page = view(Words::of(reading.0), &settings, &from, &running);
    let mut answer = page::html(StatusCode::OK, page, policy(), Referrer::Nothing);
    answer.headers_mut().insert(CACHE_CONTROL, CACHED);
    answer
}

fn view(words: &Words, settings: &Settings, from: &str, running: &Running) -> Markup {
    let help = &settings.help;
    let title = words.say("now-title");
    let inspectorate = args([("inspectorate", help.inspectorate.as_str().into())]);
    let when = args([("when", words.date_and_time(running.as_of).into())]);
    Frame::plain(words, help, &title).around(&html! {
        h1 { (title) }
        (other_language(words))
        @if running.inspections.is_empty() {
            p { (words.say_with("now-none", &inspectorate)) }
        } @else {
            p { (words.say_with("now-lead", &inspectorate)) }
            @for one in &running.inspections { (inspection(words, help.phone.as_str(), one)) }
        }
        @if running.more { p { (words.say("now-more")) } }
        @if running.unlisted { p { (words.say("now-unlisted")) } }
        p { (words.say_with("now-at", &when)) }
        (how_to_tell(words, settings, from))
    })
}

fn other_language(words: &Words) -> Markup {
    html! {
        p {
            @for language in Language::ALL.into_iter().filter(|language| *language != words.language) {
                a href={ (PATH) "?lang=" (language) } lang=(language) hreflang=(language) { (language.own_name()) }
            }
        }
    }
}

fn inspection(words: &Words, phone: &str, one: &RunningInspection) -> Markup {
    let RunningInspection { title, team, phone: own, asked } = one;
    let phone = own.as_deref().unwrap_or(phone);
    html! {
        div.card {
            h2 { (title) }
            ul { @for (audience, until, areas) in asked { li { (asked_where(words, *audience, *until, areas)) } } }
            @if team.is_some() || own.is_some() {
                p {
                    @if let Some(team) = team { (words.say_with("now-team", &args([("team", team.as_str().into())]))) " " }
                    @if !phone.is_empty() { (words.say("now-phone")) " " (telephone(phone)) }
                }
            }
        }
    }
}

fn asked_where(words: &Words, audience: Audience, until: DateTime<Utc>, areas: &[Area]) -> Markup {
    let everywhere = areas.len() == Area::all().count();
    let names: Vec<&str> = areas.iter().map(|area| area.name()).collect();
    html! {
        strong { (audience.listed(words.language)) }
        ". "
        @if everywhere { (words.say("now-everywhere")) } @else { (names.join(", ")) }
        ". " (words.say("now-until")) " " (words.date_and_time(until)) "."
    }
}

fn how_to_tell(words: &Words, settings: &Settings, from: &str) -> Markup {
    let values = args([("from", from.into()), ("base", settings.base_url.as_str().into())]);
    html! {
        h2 { (words.say("now-contact-heading")) }
        ul {
            li { (words.say_with("now-from", &values)) }
            li { (words.say("now-never")) }
            li { (words.say("now-links")) }
        }
        p { (words.say("now-unsure")) }
        ul {
            li { (words.say("now-email")) " " (email(&settings.help.contact_email)) }
            @if !settings.help.phone.is_empty() { li { (words.say("now-phone")) " " (telephone(&settings.help.phone)) } }
        }
    }
}
