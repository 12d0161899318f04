//! Handles a posted form: the answers are stored, or returned in the page.

use std::time::Instant;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path, Payload},
};
use chrono::{DateTime, Utc};
use maud::Markup;

use super::{
    beside::Beside,
    body::{self, NoBody},
    cache::{Form, Printed},
    forms::{Forms, Instead, OwnPage, instead},
    notices::{OURS, SHORTLY, StatusPage},
    page::Page,
    posted::Posted,
    query::{ChosenLanguage, keep, says},
    returned,
    trouble::{Trouble, Way},
};
use crate::{
    inspection::{Link, State, directory::Entry},
    intake::{Arrival, Receipt, Refused, Ticket},
    language::{Language, Words},
    survey::Answers,
    web::{Client, headers::Referrer, page},
};

/// A form whose script had removed the ticket from the address and then failed.
pub(super) async fn send_without_ticket(
    request: HttpRequest,
    forms: Data<Forms>,
    link: Path<String>,
    reading: ChosenLanguage,
    client: Client,
    own_page: OwnPage,
    payload: Payload,
) -> Result<HttpResponse, Instead> {
    let path = Path::from((link.into_inner(), Ticket::random().to_string()));
    send(request, forms, path, reading, client, own_page, payload).await
}

/// In every case, the answers are either stored or returned in the page.
pub(super) async fn send(
    request: HttpRequest,
    forms: Data<Forms>,
    path: Path<(String, String)>,
    reading: ChosenLanguage,
    client: Client,
    own_page: OwnPage,
    payload: Payload,
) -> Result<HttpResponse, Instead> {
    if says(&request, "leave") {
        return Ok(forms.leave(&path).await);
    }
    let body = body::read(&request, payload).await.map_err(|error| {
        let notice =
            if error == NoBody::TooLarge { StatusPage::TooLarge } else { StatusPage::Unreadable };
        instead(forms.notice(reading.0, &notice))
    })?;
    let beside = Beside::read(&body);
    let language = beside.language.unwrap_or(reading.0);
    let give_back = |notice| {
        returned::answer(Words::of(language), &forms.settings.help, notice, &beside.answers)
    };
    let Some((link, entry)) = forms.known(&path.0).await else {
        return Ok(give_back(&StatusPage::Unknown));
    };
    let Some(form) = forms.cached(&entry).await else { return Ok(give_back(&StatusPage::Busy)) };
    let printed = form.in_language(language);
    let posted = Posted::read(&printed.survey, &beside.answers);
    let ticket = forms.ticket(&entry, &path.1);
    let sending = Sending {
        forms: &forms,
        link: &link,
        entry: &entry,
        form: &form,
        printed,
        posted: &posted,
        language,
        ticket: ticket.as_ref().ok(),
        body: Some(&*beside.answers).filter(|_| beside.mark.is_empty()),
    };
    if !own_page.0 {
        return Ok(sending.again(&Trouble::Elsewhere));
    }
    if beside.language.is_some() {
        return Ok(sending.translated(&beside));
    }
    let ticket = match &ticket {
        Ok(ticket) => ticket,
        Err(StatusPage::Personal) => return Ok(sending.again(&Trouble::Personal)),
        Err(notice) => return Ok(give_back(notice)),
    };
    sending.take(ticket, &client, &beside).await
}

/// A posted form.
struct Sending<'a> {
    forms: &'a Forms,
    /// The link in the address; each part has its own.
    link: &'a Link,
    entry: &'a Entry,
    form: &'a Form,
    printed: &'a Printed,
    posted: &'a Posted<'a>,
    language: Language,
    /// `None` if the address has no ticket that opens this form.
    ticket: Option<&'a Ticket>,
    /// The answers as posted by a page without script, which the browser keeps in its history.
    body: Option<&'a [u8]>,
}

impl Sending<'_> {
    async fn take(
        &self,
        ticket: &Ticket,
        client: &Client,
        beside: &Beside<'_>,
    ) -> Result<HttpResponse, Instead> {
        let (intake, now, mark) = (&self.forms.intake, Utc::now(), beside.mark.as_ref());
        let id = self.entry.collection.id;
        // Another process may have stored it, or this one before a restart.
        let own = beside.own && matches!(ticket, Ticket::Open(_));
        let checked = self.posted.check(&self.printed.survey);
        let was_spent = intake.was_spent(id, ticket.digest());
        if was_spent
            && checked.as_ref().is_ok_and(|answers| {
                own || intake.recognises(self.arrival(ticket, answers, mark, now))
            })
        {
            intake.metrics().repeated(id);
            return Ok(self.thanks());
        }
        if let Some(trouble) = self.not_open(self.entry.collection.state(now)) {
            return Ok(self.again(&trouble));
        }
        if *client != Client::ThisMachine && self.forms.crowds.take(client, Instant::now()).is_err()
        {
            intake.metrics().busy(id);
            return Ok(self.again(&Trouble::Crowd));
        }
        let answers = match checked {
            Ok(answers) => answers,
            Err(problems) => {
                intake.metrics().refused(id);
                let page = self.blank().with_problems(self.posted, &problems);
                return Ok(self.page(StatusCode::UNPROCESSABLE_ENTITY, page));
            }
        };
        if was_spent {
            intake.metrics().refused(id);
            return Ok(self.again(&taken(ticket)));
        }
        Ok(match intake.take(self.arrival(ticket, &answers, mark, now)).await {
            Ok(Receipt::Stored) => self.thanks(),
            Ok(Receipt::Repeated)
                if own || intake.recognises(self.arrival(ticket, &answers, mark, now)) =>
            {
                self.thanks()
            }
            Ok(Receipt::Repeated) => self.again(&taken(ticket)),
            Ok(Receipt::Revoked) => self.again(&Trouble::Revoked),
            Err(Refused::Busy | Refused::StoreAway) => self.again(&Trouble::Busy),
        })
    }

    /// The same page in another language, with its notice.
    fn translated(&self, beside: &Beside<'_>) -> HttpResponse {
        let checked = self.posted.check(&self.printed.survey);
        if let (Some(ticket), Ok(answers)) = (self.ticket, &checked)
            && self.forms.intake.was_spent(self.entry.collection.id, ticket.digest())
            && self.forms.intake.recognises(self.arrival(ticket, answers, &beside.mark, Utc::now()))
        {
            return self.spent();
        }
        let told = beside.told.as_deref();
        if let Some(trouble) = told.and_then(|key| Trouble::named(key, &self.entry.collection)) {
            let way =
                Way::from(&trouble, self.link, self.entry.collection.open_link, self.language);
            return self
                .page(StatusCode::OK, self.blank().with_trouble(self.posted, &trouble, &way));
        }
        let page = match checked {
            Err(problems) if told.is_some() => self.blank().with_problems(self.posted, &problems),
            _ => self.blank().with_answers(self.posted),
        };
        self.page(StatusCode::OK, page)
    }

    fn spent(&self) -> HttpResponse {
        self.forms.notice(self.language, &StatusPage::spent(&self.entry.collection, self.link))
    }

    /// Replaces a page that was shown with this ticket before its form was left or sent: a repeated
    /// request may come from the next person at the device.
    fn put_away(&self) -> Option<HttpResponse> {
        let (collection, ticket) = (self.entry.collection.id, self.ticket?.digest());
        let shown =
            self.forms.shown.since(self.forms.intake.print_of(collection, ticket, self.body?));
        let is_before = |since: Option<Instant>| since.is_some_and(|since| shown < since);
        if is_before(self.forms.intake.spent_since(collection, ticket)) {
            return Some(self.spent());
        }
        is_before(self.forms.left.since(collection, ticket))
            .then(|| self.forms.notice(self.language, &StatusPage::Left))
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

    /// The page again with everything typed, because it was not accepted.
    fn again(&self, trouble: &Trouble) -> HttpResponse {
        let way = Way::from(trouble, self.link, self.entry.collection.open_link, self.language);
        let mut response =
            self.page(trouble.status(), self.blank().with_trouble(self.posted, trouble, &way));
        if trouble.passes() {
            response.headers_mut().insert(header::RETRY_AFTER, SHORTLY);
        }
        response
    }

    fn blank(&self) -> Page<'_> {
        self.form.page(self.printed, &self.forms.settings.help)
    }

    fn page(&self, status: StatusCode, page: Markup) -> HttpResponse {
        if let Some(notice) = self.put_away() {
            return notice;
        }
        let mut response = page::html(status, page, &self.printed.sheet.policy, Referrer::Nothing);
        response.headers_mut().insert(OURS, header::HeaderValue::from_static("answers"));
        response
    }
}

/// As far as this process knows, other answers used the ticket.
const fn taken(ticket: &Ticket) -> Trouble {
    match ticket {
        Ticket::Open(_) => Trouble::Taken,
        Ticket::Issued(_) => Trouble::Used,
    }
}
