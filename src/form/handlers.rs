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
use chrono::{DateTime, Utc};
use maud::Markup;

use super::{
    beside::Beside,
    body::{self, NoBody},
    information::{Reading, page_at},
    left::Left,
    notices::{self, Notice},
    page::Page,
    posted::Posted,
    returned,
    shelf::{Form, Printed, Shelf},
    trouble::{Trouble, Way},
};
use crate::{
    inspection::{Directory, Link, State, directory::Entry},
    intake::{self, Arrival, Intake, Receipt, Refused, Standing, Ticket},
    language::{Language, Words},
    settings::Settings,
    store::Store,
    survey::Answers,
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
        .service(
            page_at("/s/{link}")
                .route(web::get().to(enter))
                .route(web::head().to(enter))
                .route(web::post().to(send_without_ticket)),
        );
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
    pub left: Left,
}

/// A page shown instead of the one that was asked for.
type Instead = actix_web::Error;

fn instead(page: HttpResponse) -> Instead {
    InternalError::from_response("another page is shown", page).into()
}

impl Desk {
    fn notice(&self, language: Language, notice: &Notice) -> HttpResponse {
        notices::answer(Words::of(language), &self.settings.help, notice)
    }

    async fn known(&self, link: &str) -> Option<(Link, Entry)> {
        let link: Link = link.parse().ok()?;
        let entry = self.directory.find(&link).await?;
        Some((link, entry))
    }

    /// Where the link leads, or the page that says that it leads nowhere.
    async fn entry(&self, link: &str, language: Language) -> Result<(Link, Entry), Instead> {
        self.known(link).await.ok_or_else(|| instead(self.notice(language, &Notice::Unknown)))
    }

    /// The ticket in an address, if it can open a form of this collection, or what to say otherwise.
    fn ticket(&self, entry: &Entry, text: &str) -> Result<Ticket, Notice> {
        match text.parse() {
            Ok(Ticket::Open(_)) if !entry.collection.open_link => Err(Notice::Personal),
            Ok(Ticket::Issued(ticket)) if !self.intake.mint().made(entry.collection.id, &ticket) => {
                Err(Notice::Unknown)
            }
            Ok(ticket) => Ok(ticket),
            Err(_) => Err(Notice::Unknown),
        }
    }

    /// Why the form of a ticket that was handed out cannot be seen, if so. Of an open link's nothing is known.
    async fn used_up(&self, entry: &Entry, link: &Link, ticket: &Ticket) -> Option<Notice> {
        let collection = entry.collection.id;
        let digest = ticket.digest();
        if matches!(ticket, Ticket::Open(_)) {
            return None;
        }
        match self.store.run(move |connection| intake::standing(connection, collection, digest)).await {
            Ok(Standing::Unspent) => None,
            Ok(Standing::Gone) => Some(Notice::spent(&entry.collection, link)),
            Ok(Standing::Revoked) => Some(Notice::Revoked),
            Err(error) => {
                tracing::error!(%error, "a ticket could not be looked up");
                Some(Notice::Busy)
            }
        }
    }

    /// The collection's form, unless it cannot be made just now.
    async fn shelved(&self, entry: &Entry) -> Option<Arc<Form>> {
        let collection = &entry.collection;
        let made = self.shelf.form(collection.audience, collection.version).await;
        let complain = |error| tracing::error!(%error, collection = %collection.id, "a form cannot be made");
        made.map_err(complain).ok()
    }

    /// Leads away from a form, which Back does not show again for some minutes.
    async fn leave(&self, (link, ticket): &(String, String)) -> HttpResponse {
        if let Some((_, entry)) = self.known(link).await
            && let Ok(ticket) = self.ticket(&entry, ticket)
        {
            self.left.remember(entry.collection.id, ticket.digest());
        }
        notices::leaving(&self.settings.leave_to)
    }

    /// The page that says why the form of a collection that is not open cannot be seen.
    fn not_open(&self, entry: &Entry, state: State, language: Language) -> HttpResponse {
        let collection = &entry.collection;
        let notice = match state {
            State::Planned => Notice::Planned { opens_at: collection.opens_at },
            _ => Notice::Closed { closed_at: collection.closes_at },
        };
        self.notice(language, &notice)
    }
}

async fn enter(desk: Data<Desk>, link: Path<String>, reading: Reading) -> Result<HttpResponse, Instead> {
    let language = reading.0;
    let (link, entry) = desk.entry(&link, language).await?;
    let state = entry.collection.state(Utc::now());
    if !state.opens_forms() {
        return Ok(desk.not_open(&entry, state, language));
    }
    if !entry.collection.open_link {
        return Ok(desk.notice(language, &Notice::Personal));
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
    let (link, entry) = desk.entry(&path.0, language).await?;
    let ticket = desk.ticket(&entry, &path.1).map_err(|notice| instead(desk.notice(language, &notice)))?;
    let state = entry.collection.state(Utc::now());
    if desk.intake.was_spent(entry.collection.id, ticket.digest()) {
        return Ok(desk.notice(language, &Notice::spent(&entry.collection, &link)));
    }
    if !state.opens_forms() {
        return Ok(desk.not_open(&entry, state, language));
    }
    if let Some(notice) = desk.used_up(&entry, &link, &ticket).await {
        return Ok(desk.notice(language, &notice));
    }
    if desk.left.has(entry.collection.id, ticket.digest()) && !says(&request, "again") {
        return Ok(desk.notice(language, &Notice::Left));
    }
    let Some(form) = desk.shelved(&entry).await else { return Ok(desk.notice(language, &Notice::Busy)) };
    let printed = form.in_language(language);
    let mut response = HttpResponse::Ok();
    protect(&mut response, &printed.sheet.policy, Referrer::Nothing);
    response.content_type("text/html; charset=utf-8");
    Ok(printed.blank.send(&request, response))
}

/// A form whose script had put the ticket out of the address and then failed.
async fn send_without_ticket(
    request: HttpRequest,
    desk: Data<Desk>,
    link: Path<String>,
    reading: Reading,
    client: Client,
    own_page: OwnPage,
    payload: Payload,
) -> Result<HttpResponse, Instead> {
    let path = Path::from((link.into_inner(), Ticket::random().to_string()));
    send(request, desk, path, reading, client, own_page, payload).await
}

/// Whatever comes of it, the answers are stored or stand in the page that comes back.
async fn send(
    request: HttpRequest,
    desk: Data<Desk>,
    path: Path<(String, String)>,
    reading: Reading,
    client: Client,
    own_page: OwnPage,
    payload: Payload,
) -> Result<HttpResponse, Instead> {
    if says(&request, "leave") {
        return Ok(desk.leave(&path).await);
    }
    let body = body::read(&request, payload).await.map_err(|error| {
        desk.intake.metrics().refused();
        let notice = if error == NoBody::TooLarge { Notice::TooLarge } else { Notice::Unreadable };
        instead(desk.notice(reading.0, &notice))
    })?;
    let beside = Beside::read(&body);
    let language = beside.language.unwrap_or(reading.0);
    let give_back = |notice| returned::answer(Words::of(language), &desk.settings.help, notice, &beside.answers);
    let Some((link, entry)) = desk.known(&path.0).await else { return Ok(give_back(&Notice::Unknown)) };
    let Some(form) = desk.shelved(&entry).await else { return Ok(give_back(&Notice::Busy)) };
    let printed = form.in_language(language);
    let posted = Posted::read(&printed.survey, &beside.answers);
    let sending = Sending { desk: &desk, link: &link, entry: &entry, form: &form, printed, posted: &posted, language };
    if !own_page.0 {
        return Ok(sending.again(&Trouble::Elsewhere));
    }
    if beside.language.is_some() {
        return Ok(sending.page(StatusCode::OK, sending.blank().with_answers(&posted)));
    }
    let ticket = match desk.ticket(&entry, &path.1) {
        Ok(ticket) => ticket,
        Err(Notice::Personal) => return Ok(sending.again(&Trouble::Personal)),
        Err(notice) => return Ok(give_back(&notice)),
    };
    sending.take(&ticket, &client, &beside).await
}

/// A form on its way in.
struct Sending<'a> {
    desk: &'a Desk,
    /// That of the address: a stratum has its own.
    link: &'a Link,
    entry: &'a Entry,
    form: &'a Form,
    printed: &'a Printed,
    posted: &'a Posted<'a>,
    language: Language,
}

impl Sending<'_> {
    async fn take(&self, ticket: &Ticket, client: &Client, beside: &Beside<'_>) -> Result<HttpResponse, Instead> {
        let (intake, now, mark) = (&self.desk.intake, Utc::now(), beside.mark.as_ref());
        // Another process, or this one before a restart, may have stored it.
        let own = beside.own && matches!(ticket, Ticket::Open(_));
        let checked = self.posted.check(&self.printed.survey);
        let was_spent = intake.was_spent(self.entry.collection.id, ticket.digest());
        if was_spent
            && checked.as_ref().is_ok_and(|answers| own || intake.recognises(self.arrival(ticket, answers, mark, now)))
        {
            intake.metrics().repeated();
            return Ok(self.thanks());
        }
        if let Some(trouble) = self.not_open(self.entry.collection.state(now)) {
            return Ok(self.again(&trouble));
        }
        if *client != Client::ThisMachine && self.desk.crowds.take(client, Instant::now()).is_err() {
            intake.metrics().busy();
            return Ok(self.again(&Trouble::Crowd));
        }
        let answers = match checked {
            Ok(answers) => answers,
            Err(problems) => {
                intake.metrics().refused();
                let page = self.blank().with_problems(self.posted, &problems);
                return Ok(self.page(StatusCode::UNPROCESSABLE_ENTITY, page));
            }
        };
        if was_spent {
            intake.metrics().refused();
            return Ok(self.again(&taken(ticket)));
        }
        Ok(match intake.take(self.arrival(ticket, &answers, mark, now)).await {
            Ok(Receipt::Stored) => self.thanks(),
            Ok(Receipt::Repeated) if own || intake.recognises(self.arrival(ticket, &answers, mark, now)) => {
                self.thanks()
            }
            Ok(Receipt::Repeated) => self.again(&taken(ticket)),
            Ok(Receipt::Revoked) => self.again(&Trouble::Revoked),
            Err(Refused::Busy | Refused::StoreAway) => self.again(&Trouble::Busy),
        })
    }

    fn arrival<'a>(
        &'a self,
        ticket: &'a Ticket,
        answers: &'a Answers,
        mark: &'a [u8],
        at: DateTime<Utc>,
    ) -> Arrival<'a> {
        Arrival { entry: self.entry, ticket, survey: &self.printed.survey, answers, mark, at }
    }

    fn not_open(&self, state: State) -> Option<Trouble> {
        let collection = &self.entry.collection;
        match state {
            _ if state.takes_responses() => None,
            State::Planned => Some(Trouble::Planned { opens_at: collection.opens_at }),
            _ => Some(Trouble::Closed { closed_at: collection.closes_at }),
        }
    }

    fn thanks(&self) -> HttpResponse {
        page::see_other(&format!("/s/{}/thanks{}", self.link, keep(self.language)))
    }

    /// The page again with everything typed, since it was not taken.
    fn again(&self, trouble: &Trouble) -> HttpResponse {
        let way = Way::from(trouble, self.link, self.entry.collection.open_link, self.language);
        let mut response = self.page(trouble.status(), self.blank().with_trouble(self.posted, trouble, &way));
        if trouble.passes() {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(RETRY_AFTER));
        }
        response
    }

    fn blank(&self) -> Page<'_> {
        self.form.page(self.printed, &self.desk.settings.help)
    }

    fn page(&self, status: StatusCode, page: Markup) -> HttpResponse {
        page::html(status, page, &self.printed.sheet.policy, Referrer::Nothing)
    }
}

/// The answers are not those that spent the ticket, as far as this process knows.
const fn taken(ticket: &Ticket) -> Trouble {
    match ticket {
        Ticket::Open(_) => Trouble::Taken,
        Ticket::Issued(_) => Trouble::Used,
    }
}

async fn thanks(desk: Data<Desk>, link: Path<String>, reading: Reading) -> Result<HttpResponse, Instead> {
    let (_, entry) = desk.entry(&link, reading.0).await?;
    Ok(desk.notice(reading.0, &Notice::Thanks { audience: entry.collection.audience }))
}

/// Whether the address asks for this after its question mark.
fn says(request: &HttpRequest, word: &str) -> bool {
    request.query_string().split('&').any(|part| part == word)
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
