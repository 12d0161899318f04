use std::{io, sync::Arc, thread};

use actix_web::web::{self, Data};
use chrono::Utc;

use crate::{
    form::{FormCache, Forms},
    inspection::{Directory, directory::FRESH_FOR},
};

/// Builds the forms while the service already answers, and compresses those that people will open.
pub fn warm(cache: Arc<FormCache>, directory: &Directory) -> io::Result<()> {
    let asked = directory.to_be_asked(Utc::now());
    let make = move || {
        if let Err(error) = cache.build_all() {
            tracing::error!(%error, "the forms could not be built");
        }
        give_way();
        match cache.compress(asked) {
            Ok(()) => tracing::debug!("the forms are compressed"),
            Err(error) => tracing::error!(%error, "the forms could not be compressed"),
        }
    };
    thread::Builder::new().name("forms".to_owned()).spawn(make).map(|_| ())
}

/// Gives this thread the lowest priority: a crowd just after a start needs the processor more.
fn give_way() {
    // On Linux, this is the priority of the calling thread; elsewhere, of the whole process.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 19);
}

/// Reads the links again every few seconds, and compresses the forms of new collections.
pub async fn keep_fresh(forms: Data<Forms>) {
    let mut seen = forms.directory.to_be_asked(Utc::now());
    loop {
        actix_web::rt::time::sleep(FRESH_FOR).await;
        let (again, known) = (forms.clone(), seen.clone());
        let refresh = move || {
            if let Err(error) = again.cache.know() {
                tracing::warn!(%error, "the surveys could not be reloaded");
            }
            if let Err(error) = again.directory.refresh() {
                tracing::warn!(%error, "the links could not be reloaded");
            }
            let asked = again.directory.to_be_asked(Utc::now());
            if let Err(error) = again.cache.compress(asked.difference(&known).copied()) {
                tracing::error!(%error, "the forms could not be compressed");
            }
            asked
        };
        match web::block(refresh).await {
            Ok(asked) => seen = asked,
            Err(_) => return,
        }
    }
}
