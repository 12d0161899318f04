//! The front page, and the pages on help, privacy and accessibility. None of them depends on a
//! ticket.

use actix_web::{
    HttpRequest, HttpResponse, Resource,
    http::{StatusCode, header},
    web::{self, Data, ServiceConfig},
};
use maud::{Markup, PreEscaped, html};

use super::{
    frame::email,
    notices::{StatusPage, policy},
    query::{ChosenLanguage, keep, says},
};
use crate::{
    form::frame::{Frame, telephone},
    language::{Words, args},
    settings::{HelpLines, Settings},
    web::{headers::Referrer, page, paths},
};

/// A page as a function of what it says.
type View = fn(&Words, &Settings) -> Article;

/// A page without its frame.
struct Article {
    title: String,
    body: Markup,
}

/// Adds these pages.
pub fn routes(config: &mut ServiceConfig) {
    let pages: [(&str, View); 4] =
        [("/", front), ("/help", help), ("/privacy", privacy), ("/accessibility", accessibility)];
    for (path, view) in pages {
        let handler = move |request: HttpRequest,
                            settings: Data<Settings>,
                            reading: ChosenLanguage| async move {
            let words = Words::of(reading.0);
            let article = view(words, &settings);
            let page = if says(&request, "part") {
                inside(words, &article)
            } else {
                whole(words, &settings.help, &article)
            };
            page::html(StatusCode::OK, page, policy(), Referrer::Nothing)
        };
        config.service(page_at(path).route(web::get().to(handler)).route(web::head().to(handler)));
    }
    config
        .service(page_at("/leave").route(web::get().to(leave)).route(web::head().to(leave)))
        .route("/robots.txt", web::get().to(robots));
}

/// A page that answers unsupported methods with a readable page.
pub fn page_at(path: &str) -> Resource {
    async fn wrong_method(settings: Data<Settings>, reading: ChosenLanguage) -> HttpResponse {
        super::notices::answer(Words::of(reading.0), &settings.help, &StatusPage::WrongMethod)
    }
    web::resource(path).default_service(web::to(wrong_method))
}

/// Tells search engines to index nothing.
async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

async fn leave(settings: Data<Settings>) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, settings.leave_to.as_str()))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header(("Clear-Site-Data", "\"cache\", \"storage\""))
        .finish()
}

fn page(words: &Words, title_key: &str, body: impl FnOnce(&Words) -> Markup) -> Article {
    Article { title: words.say(title_key), body: body(words) }
}

fn whole(words: &Words, lines: &HelpLines, Article { title, body }: &Article) -> Markup {
    Frame::plain(words, lines, title).around(&html! { h1 { (title) } (body) })
}

/// The same, for a form's script to show inside the form, so that nobody leaves their answers to
/// read it.
fn inside(words: &Words, Article { title, body }: &Article) -> Markup {
    html! {
        div.card #inside tabindex="-1" {
            h2 { (title) }
            (PreEscaped(body.0.replace("h2>", "h3>")))
            button type="button" { (words.say("close")) }
        }
    }
}

fn section(words: &Words, heading: &str, body: &Markup) -> Markup {
    html! { h2 { (words.say(heading)) } (body) }
}

fn list(words: &Words, prefix: &str, count: usize) -> Markup {
    html! { ul { @for number in 1..=count { li { (words.say(&format!("{prefix}-{number}"))) } } } }
}

fn front(words: &Words, _: &Settings) -> Article {
    page(words, "front-title", |words| {
        html! {
            (super::start::scene())
            p { (words.say("front-lead")) }
            p { (words.say("front-link")) }
            p { a href={ "/code" (keep(words.language)) } { (words.say("front-code")) } }
            p { a href={ "/surveys-now" (keep(words.language)) } { (words.say("front-now")) } }
            p { (words.say("front-anonymous")) }
            p { a href=(paths::CONSOLE) { (words.say("front-sign-in")) } }
        }
    })
}

fn help(words: &Words, settings: &Settings) -> Article {
    let lines = &settings.help;
    let inspectorate = args([("inspectorate", lines.inspectorate.as_str().into())]);
    page(words, "help-title", |words| {
        html! {
            (section(words, "help-now-heading", &html! { p { (words.say("help-now")) " " (telephone("999")) } }))
            (section(words, "help-talk-heading", &html! { p { (words.say("help-talk")) " " (telephone(&lines.childline)) } }))
            (section(words, "help-council-heading", &html! { p { (words.say("help-council")) } }))
            h2 { (words.say_with("help-us-heading", &inspectorate)) }
            p { (words.say("help-us")) " " a.tel href={ "sms:" (lines.text_number.replace(' ', "")) } { (lines.text_number) } }
            (section(words, "help-form-heading", &html! { p { (words.say("help-form")) } }))
        }
    })
}

fn privacy(words: &Words, settings: &Settings) -> Article {
    let inspectorate = args([("inspectorate", settings.help.inspectorate.as_str().into())]);
    let paragraph = |key: &str| html! { p { (words.say(key)) } };
    page(words, "privacy-title", |words| {
        html! {
            (section(words, "privacy-kept-heading", &paragraph("privacy-kept")))
            (section(words, "privacy-not-heading", &list(words, "privacy-not", 4)))
            (section(words, "privacy-how-heading", &paragraph("privacy-how")))
            (section(words, "privacy-email-heading", &paragraph("privacy-email")))
            (section(words, "privacy-small-heading", &paragraph("privacy-small")))
            (section(words, "privacy-who-heading", &html! { p { (words.say_with("privacy-who", &inspectorate)) } p { (words.say("privacy-shared")) } }))
            (section(words, "privacy-change-heading", &paragraph("privacy-change")))
            (section(words, "privacy-area-heading", &paragraph("privacy-area")))
            (section(words, "privacy-ask-heading", &html! { p { (words.say("privacy-ask")) " " (email(&settings.help.contact_email)) } }))
        }
    })
}

fn accessibility(words: &Words, settings: &Settings) -> Article {
    let address = &settings.help.contact_email;
    let complain = args([("email", address.as_str().into())]);
    page(words, "accessibility-title", |words| {
        html! {
            (section(words, "accessibility-can-heading", &list(words, "accessibility-can", 5)))
            (section(words, "accessibility-how-heading", &html! { p { (words.say("accessibility-how")) } }))
            (section(words, "accessibility-not-heading", &list(words, "accessibility-not", 4)))
            (section(words, "accessibility-other-heading", &html! { p { (words.say("accessibility-other")) " " (email(address)) } }))
            (section(words, "accessibility-complain-heading", &html! { p { (words.say_with("accessibility-complain", &complain)) } }))
        }
    })
}
