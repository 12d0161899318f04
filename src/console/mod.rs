//! The console for leads, co-ordinators and other signed-in users.
//!
//! Every page is complete without a script. Pages for respondents neither set nor read the
//! session's cookie.

mod live;
mod pages;
mod routes;
mod shell;
mod style;
#[cfg(test)]
mod tests;
mod views;

pub use live::Hub;
pub use pages::sign_in::SignIns;
pub use routes::routes;
pub use shell::{ConsoleError, MayReadResults, SignedIn};

use actix_web::web::{self, Data};

use crate::inspection::Directory;

/// Makes new links work at once. If this fails, the directory reloads some seconds later.
async fn refresh(directory: Data<Directory>) {
    if let Ok(Err(error)) = web::block(move || directory.refresh()).await {
        tracing::warn!(%error, "the links could not be reloaded");
    }
}
