use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{Method, StatusCode},
};
use maud::Markup;

use crate::{
    catalogue::PublishError,
    console::views::{self, frame},
    programme::NotJoined,
    store::StoreError,
    users::{Duty, Scope, User},
    web::{page::see_other, paths},
};

/// Why a console page cannot be shown. Each becomes a status and a sentence with the remedy.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    #[error("the form was sent from another site")]
    OtherOrigin,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("nobody is signed in")]
    NotSignedIn { next: String, lost: bool },
    #[error("something has to be done first")]
    Owes(Duty),
    #[error("this role may not change anything")]
    MayNotChange(User),
    #[error("this role may not look after accounts")]
    MayNotInvite(User),
    #[error("this role may not reach people")]
    MayNotReach(User),
    #[error("this role may not read comments")]
    MayNotReadComments(User),
    #[error("this role may not see figures about answers")]
    MayNotReadResults(User),
    #[error("there is no such page")]
    NotFound(User),
    /// There is no such row; the error names another page to go to.
    #[error("there is no such row")]
    NotHere(Markup),
    #[error("the form could not be read")]
    Unreadable,
    #[error("the address could not be read")]
    UnreadableAddress,
    #[error("the answer could not be finished")]
    Unfinished,
}

impl ConsoleError {
    /// Nothing exists outside the user's scope.
    pub fn not_found(scope: &Scope) -> Self {
        Self::NotFound(scope.user().clone())
    }

    /// Redirects to the sign-in page, which returns here afterwards. After a POST it returns to the
    /// overview instead.
    pub fn not_signed_in(request: &HttpRequest) -> Self {
        let reads = request.method() == Method::GET;
        let asked = request.uri().path_and_query().map_or("", |place| place.as_str());
        let next = if reads { asked } else { paths::CONSOLE };
        Self::NotSignedIn { next: next.to_owned(), lost: !reads }
    }
}

/// An unreadable published survey is a fault of the database, not of the reader.
impl From<PublishError> for ConsoleError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Store(error) => Self::Store(error),
            error => {
                tracing::error!(%error, "a published survey could not be read");
                Self::Unfinished
            }
        }
    }
}

/// The programme was checked before, so somebody else has changed it meanwhile.
impl From<NotJoined> for ConsoleError {
    fn from(error: NotJoined) -> Self {
        match error {
            NotJoined::Store(error) => Self::Store(error),
            NotJoined::OtherFramework { .. } | NotJoined::NotYours(_) => Self::Unfinished,
        }
    }
}

impl ResponseError for ConsoleError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotSignedIn { .. } | Self::Owes(_) => StatusCode::SEE_OTHER,
            Self::Unreadable | Self::UnreadableAddress => StatusCode::BAD_REQUEST,
            Self::OtherOrigin
            | Self::MayNotChange(_)
            | Self::MayNotInvite(_)
            | Self::MayNotReach(_)
            | Self::MayNotReadComments(_)
            | Self::MayNotReadResults(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) | Self::NotHere(_) => StatusCode::NOT_FOUND,
            Self::Unfinished | Self::Store(StoreError::Count { .. }) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let page = match self {
            Self::NotSignedIn { next, lost } => return see_other(&paths::sign_in(next, *lost)),
            Self::Owes(duty) => return see_other(paths::duty(*duty)),
            Self::OtherOrigin => views::refusals::other_origin(),
            Self::MayNotChange(user) => views::refusals::may_not_change(user),
            Self::MayNotInvite(user) => views::refusals::may_not_invite(user),
            Self::MayNotReach(user) => views::refusals::may_not_reach(user),
            Self::MayNotReadComments(user) => views::refusals::may_not_read_comments(user),
            Self::MayNotReadResults(user) => views::refusals::may_not_read_results(user),
            Self::NotFound(user) => views::refusals::not_found(user),
            Self::NotHere(page) => page.clone(),
            Self::Unreadable => views::refusals::unreadable(),
            Self::UnreadableAddress => views::refusals::unreadable_address(),
            Self::Unfinished | Self::Store(_) => {
                tracing::error!(error = %self, "a page of the console could not be shown");
                match self {
                    Self::Store(error @ StoreError::Count { .. }) => {
                        views::refusals::damaged(&error.to_string())
                    }
                    _ => views::refusals::unavailable(),
                }
            }
        };
        frame::answer(self.status_code(), page)
    }
}
