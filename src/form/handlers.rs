use std::{
    convert::Infallible,
    future::{Ready, ready},
    sync::Arc,
    time::Instant,
};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    error::InternalError,
    http::{StatusCode, header},
    web::{self, Data, Path, Payload, ServiceConfig},
};
use chrono::Utc;

use super::{
    body::{self, NoBody},
    information::{Reading, page_at},
    notices::{self, Notice},
    page::Trouble,
    posted::Posted,
    shelf::{Form, Printed, Shelf},
};
use crate::{
    inspection::{Directory, Link, State, directory::Entry},
    intake::{self, Arrival, Intake, Receipt, Refused, Standing, Ticket},
    language::{Language, Words},
    settings::Settings,
    store::Store,
    web::{
        Client, Guesses, Limiter,
        headers::{Referrer, protect},
        page,
    },
};

/// How long a browser is asked to wait before it sends again, in seconds.
const RETRY_AFTER: u32 = 5;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(page_at("/s/{link}/thanks").route(web::get().to(thanks)).route(web::head().to(thanks)))
        .service(
            page_at("/s/{link}/{ticket}")
                .route(web::get().to(open))
                .route(web::head().to(open))
                .route(web::post().to(send)),
        )
        .service(page_at("/s/{link}").route(web::get().to(enter)).route(web::head().to(enter)));
}

/// Everything that the forms need.
pub struct Desk {
    pub store: Store,
    pub directory: Arc<Directory>,
    pub shelf: Arc<Shelf>,
    pub intake: Intake,
    pub settings: Settings,
    /// How often one network may send.
    pub crowds: Limiter,
    /// How often wrong codes may be typed.
    pub guesses: Guesses,
}

/// A page shown instead of the one that was asked for.
type Instead = actix_web::Error;

fn instead(page: HttpResponse) -> Instead {
    InternalError::from_response("another page is shown", page).into()
}

impl Desk {
    fn notice(&self, language: Language, notice: Notice) -> HttpResponse {
        notices::answer(Words::of(language), &self.settings.help, notice)
    }

    /// Where the link leads, or the page that says that it leads nowhere.
    async fn entry(&self, link: &str, language: Language) -> Result<Entry, Instead> {
        let unknown = || instead(self.notice(language, Notice::Unknown));
        let link: Link = link.parse().map_err(|_| unknown())?;
        self.directory.find(&link).await.ok_or_else(unknown)
    }

    /// The ticket in an address, if it can open a form of this collection.
    fn ticket(&self, entry: &Entry, text: &str, language: Language) -> Result<Ticket, Instead> {
        let refused = |notice| Err(instead(self.notice(language, notice)));
        match text.parse() {
            Ok(Ticket::Open(_)) if !entry.collection.open_link => refused(Notice::Personal),
            Ok(Ticket::Issued(ticket)) if !self.intake.mint().made(entry.collection.id, &ticket) => {
                refused(Notice::Unknown)
            }
            Ok(ticket) => Ok(ticket),
            Err(_) => refused(Notice::Unknown),
        }
    }

    /// Why the form of a ticket that was handed out cannot be seen, if so. Of an open link's nothing is known.
    async fn used_up(&self, entry: &Entry, ticket: &Ticket) -> Option<Notice> {
        let collection = entry.collection.id;
        let digest = ticket.digest();
        if matches!(ticket, Ticket::Open(_)) {
            return None;
        }
        match self.store.run(move |connection| intake::standing(connection, collection, digest)).await {
            Ok(Standing::Unspent) => None,
            Ok(Standing::Gone) => Some(Notice::Spent),
            Ok(Standing::Revoked) => Some(Notice::Revoked),
            Err(error) => {
                tracing::error!(%error, "a ticket could not be looked up");
                Some(Notice::Busy)
            }
        }
    }

    async fn form(&self, entry: &Entry, language: Language) -> Result<Arc<Form>, Instead> {
        let collection = &entry.collection;
        self.shelf.form(collection.audience, collection.version).await.map_err(|error| {
            tracing::error!(%error, collection = %collection.id, "a form cannot be made");
            instead(self.notice(language, Notice::Busy))
        })
    }

    /// The page that says why the form of a collection that is not open cannot be seen.
    fn not_open(&self, entry: &Entry, state: State, language: Language) -> HttpResponse {
        let collection = &entry.collection;
        let notice = match state {
            State::Planned => Notice::Planned { opens_at: collection.opens_at },
            _ => Notice::Closed { closed_at: collection.closes_at },
        };
        self.notice(language, notice)
    }
}

async fn enter(desk: Data<Desk>, link: Path<String>, reading: Reading) -> Result<HttpResponse, Instead> {
    let language = reading.0;
    let entry = desk.entry(&link, language).await?;
    let state = entry.collection.state(Utc::now());
    if !state.opens_forms() {
        return Ok(desk.not_open(&entry, state, language));
    }
    if !entry.collection.open_link {
        return Ok(desk.notice(language, Notice::Personal));
    }
    Ok(page::see_other(&format!("/s/{link}/{}{}", Ticket::random(), keep(language))))
}

async fn open(
    request: HttpRequest,
    desk: Data<Desk>,
    path: Path<(String, String)>,
    reading: Reading,
) -> Result<HttpResponse, Instead> {
    let language = reading.0;
    let entry = desk.entry(&path.0, language).await?;
    let ticket = desk.ticket(&entry, &path.1, language)?;
    let state = entry.collection.state(Utc::now());
    if desk.intake.was_spent(entry.collection.id, ticket.digest()) {
        return Ok(desk.notice(language, Notice::Spent));
    }
    if !state.opens_forms() {
        return Ok(desk.not_open(&entry, state, language));
    }
    if let Some(notice) = desk.used_up(&entry, &ticket).await {
        return Ok(desk.notice(language, notice));
    }
    let form = desk.form(&entry, language).await?;
    let printed = form.in_language(language);
    let mut response = HttpResponse::Ok();
    protect(&mut response, &printed.sheet.policy, Referrer::Nothing);
    response.content_type("text/html; charset=utf-8");
    Ok(printed.blank.send(&request, response))
}

async fn send(
    request: HttpRequest,
    desk: Data<Desk>,
    path: Path<(String, String)>,
    reading: Reading,
    client: Client,
    own_page: OwnPage,
    payload: Payload,
) -> Result<HttpResponse, Instead> {
    let language = reading.0;
    if !own_page.0 {
        return Ok(desk.notice(language, Notice::Unreadable));
    }
    let body = body::read(&request, payload).await.map_err(|error| {
        desk.intake.metrics().refused();
        let notice = if error == NoBody::TooLarge { Notice::TooLarge } else { Notice::Unreadable };
        instead(desk.notice(language, notice))
    })?;
    let entry = desk.entry(&path.0, language).await?;
    let ticket = desk.ticket(&entry, &path.1, language)?;
    let thanks = || page::see_other(&format!("/s/{}/thanks{}", path.0, keep(language)));
    if desk.intake.was_spent(entry.collection.id, ticket.digest()) {
        desk.intake.metrics().repeated();
        return Ok(thanks());
    }
    let now = Utc::now();
    let state = entry.collection.state(now);
    if !state.takes_responses() {
        return Ok(desk.not_open(&entry, state, language));
    }
    let form = desk.form(&entry, language).await?;
    let printed = form.in_language(language);
    let posted = Posted::read(&printed.survey, &body);
    let again = |trouble| desk.again(&form, printed, &posted, trouble);
    if client != Client::ThisMachine && desk.crowds.take(&client, Instant::now()).is_err() {
        desk.intake.metrics().busy();
        return Ok(again(Trouble::Crowd));
    }
    let answers = match posted.check(&printed.survey) {
        Ok(answers) => answers,
        Err(problems) => {
            desk.intake.metrics().refused();
            let page = form.page(printed, &desk.settings.help).with_problems(&posted, &problems);
            return Ok(page::html(StatusCode::UNPROCESSABLE_ENTITY, page, &printed.sheet.policy, Referrer::Nothing));
        }
    };
    let arrival = Arrival { entry: &entry, ticket: &ticket, survey: &printed.survey, answers: &answers, at: now };
    let stored = desk.intake.take(arrival).await;
    match stored {
        Ok(Receipt::Stored | Receipt::Repeated) => Ok(thanks()),
        Ok(Receipt::Revoked) => Ok(desk.notice(language, Notice::Revoked)),
        Err(Refused::Busy | Refused::StoreAway) => Ok(again(Trouble::Busy)),
    }
}

impl Desk {
    /// The page again with everything typed, since it could not be taken just now.
    fn again(&self, form: &Form, printed: &Printed, posted: &Posted<'_>, trouble: Trouble) -> HttpResponse {
        let status = match trouble {
            Trouble::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Trouble::Crowd => StatusCode::TOO_MANY_REQUESTS,
        };
        let page = form.page(printed, &self.settings.help).with_trouble(posted, trouble);
        let mut response = page::html(status, page, &printed.sheet.policy, Referrer::Nothing);
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(RETRY_AFTER));
        response
    }
}

async fn thanks(desk: Data<Desk>, link: Path<String>, reading: Reading) -> Result<HttpResponse, Instead> {
    let entry = desk.entry(&link, reading.0).await?;
    Ok(desk.notice(reading.0, Notice::Thanks { audience: entry.collection.audience }))
}

/// The part of an address that keeps the language.
pub(super) const fn keep(language: Language) -> &'static str {
    match language {
        Language::En => "",
        Language::Gd => "?lang=gd",
    }
}

/// Whether a form was sent by a page of this service, as far as its browser says: pages elsewhere may not make their
/// visitors answer. `Origin` says nothing here, since the form's page tells no address.
pub(super) struct OwnPage(pub bool);

impl FromRequest for OwnPage {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        let site = request.headers().get("Sec-Fetch-Site").map(header::HeaderValue::as_bytes);
        ready(Ok(Self(matches!(site, None | Some(b"same-origin" | b"none")))))
    }
}
