//! The upload of a list: it is read, shown for checking, and stored after confirmation.

use std::sync::Arc;

use actix_multipart::Multipart;
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data},
};
use chrono::Utc;

use super::{
    confirming::{self, COUNTED},
    handlers::{answer, to_page},
    model::InvitationsPage,
    sheets,
    shown::Shown,
    upload::{self, Upload},
};
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{MayReach, Seen},
            form::Errors,
            origin::SameOrigin,
        },
        views::frame,
    },
    invitation::{
        self, AddressBook, Mailer,
        import::{self, Changes, ImportError, PartNames, ReadList, Refusal, Source},
    },
    store::{Connection, Secret, Store},
    users::User,
};

/// `POST /console/collections/{id}/invitations/import`.
pub async fn import(
    _: SameOrigin,
    MayReach(user): MayReach,
    Seen(page, _): Seen<InvitationsPage>,
    form: Multipart,
    store: Data<Store>,
    secret: Data<Secret>,
    mailer: Data<Mailer>,
) -> Result<HttpResponse, ConsoleError> {
    let refuse = |shown: &Shown<'_>| {
        Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &user, &page, &mailer, shown))
    };
    let upload = match upload::read(form).await {
        Ok(upload) => Arc::new(upload),
        Err(error) => return refuse(&Shown::error("list", error)),
    };
    let reading = match read(&upload, &page).await {
        Ok(reading) => Arc::new(reading),
        Err(Refusal::Choose(names)) => {
            return Ok(frame::answer(
                StatusCode::OK,
                sheets::page(&user, &page, &upload.bytes, &names),
            ));
        }
        Err(Refusal::MostlyBad(reading)) => {
            let left_out = reading.left_out();
            return refuse(&Shown {
                left_out,
                ..Shown::error("list", Refusal::MostlyBad(reading))
            });
        }
        Err(refusal) => return refuse(&Shown::error("list", refusal)),
    };
    let is_answer = upload.is_answer();
    let work = Work {
        page: page.clone(),
        reading: Arc::clone(&reading),
        upload,
        actor: user.email.clone(),
    };
    let done = store.run(move |connection| work.on(connection, &secret)).await;
    match done {
        Ok(None) => Ok(to_page(&page)),
        Ok(Some(changes)) => Ok(confirm(&user, &page, &reading, &changes, false)),
        Err(ImportError::NotSeen(changes)) => {
            Ok(confirm(&user, &page, &reading, &changes, is_answer))
        }
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(error) => {
            refuse(&Shown { left_out: reading.left_out(), ..Shown::error("list", error) })
        }
    }
}

/// Reads the list on a thread that may block.
async fn read(upload: &Arc<Upload>, page: &InvitationsPage) -> Result<ReadList, Refusal> {
    let (upload, parts) = (Arc::clone(upload), PartNames::of(&page.parts));
    let read =
        web::block(move || import::read(&upload.bytes, &parts, upload.sheet.as_deref())).await;
    read.unwrap_or_else(|_| {
        Err(Refusal::File("The list could not be read just now. Try again.".to_owned()))
    })
}

struct Work {
    page: InvitationsPage,
    reading: Arc<ReadList>,
    upload: Arc<Upload>,
    actor: String,
}

impl Work {
    /// Stores the list if somebody has confirmed it. Otherwise returns what it would change.
    fn on(
        &self,
        connection: &mut Connection,
        secret: &Secret,
    ) -> Result<Option<Changes>, ImportError> {
        let (collection, parts) = (&self.page.collection, &self.page.parts);
        let book = AddressBook::of(secret, collection.id);
        let threshold = self.page.inspection.threshold;
        let source = Source { collection, parts, threshold, book: &book };
        if !self.upload.is_answer() {
            return import::look(connection, &source, &self.reading.list, Utc::now()).map(Some);
        }
        let whose = (self.actor.as_str(), self.upload.consent());
        connection.writing(|connection| {
            let imported =
                import::store(connection, &source, &self.reading.list, whose, Utc::now())?;
            if imported.first_while_open {
                // Nobody has seen yet what would be sent at once.
                invitation::pause(connection, collection.id, true)?;
            }
            Ok(None)
        })
    }
}

/// Shows what a list changes, and what was wrong with the `answered` number.
fn confirm(
    user: &User,
    page: &InvitationsPage,
    reading: &ReadList,
    changes: &Changes,
    answered: bool,
) -> HttpResponse {
    let mut errors = Errors::default();
    if answered && changes.are_large() {
        errors.add(
            COUNTED,
            "This is not the number of new mailboxes in the list. Type the number shown above.",
        );
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::answer(status, confirming::page(user, page, reading, changes, &errors))
}
