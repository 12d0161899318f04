//! Builds the service, binds its ports and runs it until it is stopped.

mod listening;
mod server;

use std::{io, net::SocketAddr, sync::Arc, thread, time::Duration};

use actix_web::{
    dev::Server,
    web::{self, Data},
};
use clap::Args;
use prometheus_client::registry::Registry;
use tokio::task::JoinHandle;

use self::{
    listening::{bind, bind_operations},
    server::serve,
};
use crate::{
    audit::{FailureOffice, Failures},
    console::Hub,
    form::{Desk, Left, Shelf, Shown},
    inspection::{Directory, directory},
    intake::{Intake, Metrics, Writer},
    invitation::{Post, PostError},
    keeper::Keeper,
    notice, rounds,
    settings::{BaseUrl, MailSettings, Settings},
    store::{Secret, Store, StoreError, statements},
    users::sessions::Lifetime,
    web::{Guesses, Limiter, operations},
};

/// How many submissions one network may send at once, and then how often: enough for two classes of
/// 33 behind one school's address.
const CROWD: (u32, Duration) = (120, Duration::from_secs(1));

/// The addresses that the service listens on.
#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// The address and port for respondents and leads.
    #[arg(long, env = "SPEIR_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The address and port for health checks and metrics. By default, 127.0.0.1:8081 if it is
    /// free.
    #[arg(long, env = "SPEIR_OPERATIONS_LISTEN")]
    pub operations_listen: Option<SocketAddr>,
}

/// Why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("Speir cannot listen on {0}: {1}. Choose another address with {2}.")]
    Listen(SocketAddr, io::Error, &'static str),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("A thread could not be started: {0}")]
    Thread(#[from] io::Error),
    #[error("{0}")]
    Post(#[from] PostError),
}

/// The service, bound to its ports and ready to run.
pub struct App {
    server: Server,
    operations: Option<Server>,
    address: SocketAddr,
    operations_address: Option<SocketAddr>,
    base_url: BaseUrl,
    desk: Data<Desk>,
    writer: Writer,
    post: Data<Post>,
    /// The source of figures for live pages.
    hub: Data<Hub>,
    /// The message worker, unless another process sends the messages.
    outbox: Option<Store>,
    /// The context of the keeper.
    kept: (Store, Secret, Lifetime),
    /// Failed attempts that are not in the database yet.
    failures: Data<Failures>,
    /// Background tasks that end with the service.
    companion: Option<JoinHandle<()>>,
}

impl App {
    /// Opens everything and binds the ports. Call it inside an actix system.
    pub fn build(
        store: Store,
        secret: &Secret,
        mut settings: Settings,
        mail: &MailSettings,
        listen: &Listen,
    ) -> Result<Self, StartError> {
        let listener = bind(listen.listen, "SPEIR_LISTEN")?;
        let address = listener.local_addr()?;
        settings.base_url = settings.base_url.or_listening(address);
        let base_url = settings.base_url.clone();
        let post = Data::new(Post::new(secret, mail, &settings.help, &base_url)?);
        let directory = Arc::new(Directory::open(store.clone())?);
        let shelf = Arc::new(Shelf::new(store.clone(), settings.help.clone()));
        warm(Arc::clone(&shelf))?;
        let mut registry = Registry::default();
        let metrics = Metrics::register(&mut registry);
        statements::register(&mut registry);
        rounds::register(&mut registry);
        let (intake, writer) = Writer::start(store.clone(), secret.clone(), metrics)?;
        let desk = Data::new(Desk {
            store: store.clone(),
            directory,
            shelf,
            intake,
            settings: settings.clone(),
            crowds: Limiter::new(CROWD.0, CROWD.1),
            guesses: Guesses::new(),
            left: Left::default(),
            shown: Shown::default(),
        });
        let operations_listener = bind_operations(listen.operations_listen)?;
        let operations_address = operations_listener.as_ref().and_then(|l| l.local_addr().ok());
        let operations = operations_listener
            .map(|l| operations::serve(l, store.clone(), registry))
            .transpose()?;
        let outbox = (!mail.elsewhere).then(|| store.clone());
        let lifetime = Lifetime::of_minutes(settings.idle_minutes);
        let kept = (store.clone(), secret.clone(), lifetime);
        let hub = Data::new(Hub::start(store.clone(), lifetime)?);
        let failures = Data::new(Failures::default());
        let counted = (hub.clone(), failures.clone());
        let server = serve(listener, desk.clone(), post.clone(), counted, store, secret, settings)?;
        Ok(Self {
            server,
            operations,
            address,
            operations_address,
            base_url,
            desk,
            writer,
            post,
            hub,
            outbox,
            kept,
            failures,
            companion: None,
        })
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The public address.
    pub fn address(&self) -> &BaseUrl {
        &self.base_url
    }

    /// The address for health checks and metrics.
    pub fn operations_address(&self) -> Option<SocketAddr> {
        self.operations_address
    }

    /// The destination of messages.
    pub fn post(&self) -> &Post {
        &self.post
    }

    /// The intake for responses.
    pub fn intake(&self) -> &Intake {
        &self.desk.intake
    }

    /// Ends a task with the service, before the writer of responses ends.
    pub fn accompany(&mut self, task: JoinHandle<()>) {
        self.companion = Some(task);
    }

    /// Serves until the process is told to stop, then answers the requests that it has accepted.
    pub async fn run_until_stopped(self) -> io::Result<()> {
        let operations =
            self.operations.map(|server| (server.handle(), actix_web::rt::spawn(server)));
        let notices =
            self.outbox.clone().map(|store| notice::Office::open(store, &self.post)).transpose()?;
        let office = self
            .outbox
            .map(|store| self.post.open_office(store))
            .transpose()
            .map_err(io::Error::other)?;
        let failures = FailureOffice::start(self.kept.0.clone(), self.failures.as_ref().clone())?;
        let keeper = Keeper::start(self.kept.0, self.kept.1, self.kept.2)?;
        let refresh = actix_web::rt::spawn(keep_fresh(Arc::clone(&self.desk.directory)));
        let farewell = actix_web::rt::spawn(end_streams(self.hub.clone()));
        self.server.await?;
        farewell.abort();
        self.hub.close();
        refresh.abort();
        if let Some(companion) = self.companion {
            companion.abort();
            // All senders are dropped by then.
            let _ = companion.await;
        }
        if let Some((handle, _)) = operations {
            handle.stop(false).await;
        }
        let hub = self.hub;
        let _ = web::block(move || hub.join()).await;
        drop(self.desk);
        self.writer.finish();
        let _ = web::block(move || failures.close()).await;
        // Let a running release finish.
        let _ = web::block(move || keeper.close()).await;
        if let Some(notices) = notices {
            let _ = web::block(move || notices.close()).await;
        }
        if let Some(office) = office {
            // Sending a message can take a while.
            let _ = web::block(move || office.close()).await;
        }
        tracing::info!("stopped");
        Ok(())
    }
}

async fn keep_fresh(directory: Arc<Directory>) {
    loop {
        actix_web::rt::time::sleep(directory::FRESH_FOR).await;
        let again = Arc::clone(&directory);
        match web::block(move || again.refresh()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the links could not be reloaded"),
            Err(_) => return,
        }
    }
}

/// Ends the streams of live pages as soon as the process is told to stop. The server waits for
/// responses in progress, and these would last for minutes.
async fn end_streams(hub: Data<Hub>) {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut told) => {
            told.recv().await;
            hub.close();
        }
        Err(error) => {
            tracing::warn!(%error, "the shutdown can take half a minute while live pages are open")
        }
    }
}

/// Builds the forms while the service already answers.
fn warm(shelf: Arc<Shelf>) -> io::Result<()> {
    let make = move || {
        if let Err(error) = shelf.warm() {
            tracing::error!(%error, "the forms could not be built");
        }
    };
    thread::Builder::new().name("forms".to_owned()).spawn(make).map(|_| ())
}
