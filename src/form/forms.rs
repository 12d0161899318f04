use std::{
    convert::Infallible,
    future::{Ready, ready},
    sync::Arc,
};

use actix_web::{FromRequest, HttpRequest, HttpResponse, error::InternalError, http::header};

use super::{
    cache::{Form, FormCache},
    left::Left,
    notices::{self, StatusPage},
    shown::Shown,
};
use crate::{
    inspection::{Directory, Link, State, directory::Entry},
    intake::{self, Intake, Standing, Ticket},
    language::{Language, Words},
    settings::Settings,
    store::Store,
    web::{Guesses, Limiter},
};

/// Everything that the forms need.
pub struct Forms {
    pub store: Store,
    pub directory: Arc<Directory>,
    pub cache: Arc<FormCache>,
    pub intake: Intake,
    pub settings: Settings,
    /// How often one network may send.
    pub crowds: Limiter,
    /// How often wrong codes may be typed.
    pub guesses: Guesses,
    pub left: Left,
    pub shown: Shown,
}

/// A page shown instead of the one that was asked for.
pub(super) type Instead = actix_web::Error;

pub(super) fn instead(page: HttpResponse) -> Instead {
    InternalError::from_response("another page is shown", page).into()
}

impl Forms {
    pub(super) fn notice(&self, language: Language, notice: &StatusPage) -> HttpResponse {
        notices::answer(Words::of(language), &self.settings.help, notice)
    }

    pub(super) async fn known(&self, link: &str) -> Option<(Link, Entry)> {
        let link: Link = link.parse().ok()?;
        let entry = self.directory.find(&link).await?;
        Some((link, entry))
    }

    /// The target of the link, or the page for an unknown link.
    pub(super) async fn entry(
        &self,
        link: &str,
        language: Language,
    ) -> Result<(Link, Entry), Instead> {
        self.known(link).await.ok_or_else(|| instead(self.notice(language, &StatusPage::Unknown)))
    }

    /// The ticket in an address, if it can open a form of this collection, or the notice to show.
    pub(super) fn ticket(&self, entry: &Entry, text: &str) -> Result<Ticket, StatusPage> {
        match text.parse() {
            Ok(Ticket::Open(_)) if !entry.collection.open_link => Err(StatusPage::Personal),
            Ok(Ticket::Issued(ticket))
                if !self.intake.issuer().made(entry.collection.id, &ticket) =>
            {
                Err(StatusPage::Unknown)
            }
            Ok(ticket) => Ok(ticket),
            Err(_) => Err(StatusPage::Unknown),
        }
    }

    /// The reason if the form of an issued ticket cannot be shown. Tickets of open links have none.
    pub(super) async fn used_up(
        &self,
        entry: &Entry,
        link: &Link,
        ticket: &Ticket,
    ) -> Option<StatusPage> {
        let collection = entry.collection.id;
        let digest = ticket.digest();
        if matches!(ticket, Ticket::Open(_)) {
            return None;
        }
        match self
            .store
            .run(move |connection| intake::standing(connection, collection, digest))
            .await
        {
            Ok(Standing::Unspent) => None,
            Ok(Standing::Gone) => Some(StatusPage::spent(&entry.collection, link)),
            Ok(Standing::Revoked) => Some(StatusPage::Revoked),
            Err(error) => {
                tracing::error!(%error, "a ticket could not be looked up");
                Some(StatusPage::Busy)
            }
        }
    }

    /// The collection's form, unless it cannot be built right now.
    pub(super) async fn cached(&self, entry: &Entry) -> Option<Arc<Form>> {
        let collection = &entry.collection;
        let made = self.cache.form(entry.asked()).await;
        let complain = |error| {
            tracing::error!(%error, collection = %collection.id, "a form could \
            not be built");
        };
        made.map_err(complain).ok()
    }

    /// Leaves a form. The Back button does not show it again for some minutes.
    pub(super) async fn leave(&self, (link, ticket): &(String, String)) -> HttpResponse {
        if let Some((_, entry)) = self.known(link).await
            && let Ok(ticket) = self.ticket(&entry, ticket)
        {
            self.left.remember(entry.collection.id, ticket.digest());
        }
        notices::leaving(&self.settings.leave_to)
    }

    /// The page that says why the form of a collection that is not open cannot be seen.
    pub(super) fn not_open(&self, entry: &Entry, state: State, language: Language) -> HttpResponse {
        let collection = &entry.collection;
        let notice = match state {
            State::Planned => StatusPage::Planned { opens_at: collection.opens_at },
            _ => StatusPage::Closed { closed_at: collection.closes_at },
        };
        self.notice(language, &notice)
    }
}

/// Whether a page of this service sent the form, according to the browser. Other sites must not
/// make their visitors answer. `Origin` is no help here, because the form's page sends no referrer.
pub(super) struct OwnPage(pub bool);

impl FromRequest for OwnPage {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        let site = request.headers().get("Sec-Fetch-Site").map(header::HeaderValue::as_bytes);
        ready(Ok(Self(matches!(site, None | Some(b"same-origin" | b"none")))))
    }
}
