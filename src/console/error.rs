use actix_web::{HttpResponse, ResponseError, http::StatusCode};

use crate::{store::StoreError, web::origin::OtherOrigin};

/// Why a page of the console cannot be shown. Each becomes a status and a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    #[error(transparent)]
    OtherOrigin(#[from] OtherOrigin),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ResponseError for ConsoleError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::OtherOrigin(_) => StatusCode::FORBIDDEN,
            Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
