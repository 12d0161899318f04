//! Builds the service, binds its ports and runs it until it is stopped.

mod listening;
mod server;
mod warming;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

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
    warming::{keep_fresh, warm},
};
use crate::{
    audit::{FailureWriter, Failures},
    console::Hub,
    form::{FormCache, Forms, Left, Shown},
    inspection::Directory,
    intake::{Intake, Metrics, Writer},
    invitation::{Mailer, MailerError},
    notice, rounds,
    scheduler::Scheduler,
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
    Mailer(#[from] MailerError),
}

/// The service, bound to its ports and ready to run.
pub struct App {
    server: Server,
    operations: Option<Server>,
    address: SocketAddr,
    operations_address: Option<SocketAddr>,
    base_url: BaseUrl,
    forms: Data<Forms>,
    writer: Writer,
    mailer: Data<Mailer>,
    /// The source of figures for live pages.
    hub: Data<Hub>,
    /// The message worker, unless another process sends the messages.
    outbox: Option<Store>,
    /// What the scheduler works with.
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
        let mailer = Data::new(Mailer::new(secret, mail, &settings.help, &base_url)?);
        let directory = Arc::new(Directory::open(store.clone())?);
        let cache = Arc::new(FormCache::new(store.clone(), settings.help.clone()));
        warm(Arc::clone(&cache), &directory)?;
        let mut registry = Registry::default();
        let metrics = Metrics::register(&mut registry);
        statements::register(&mut registry);
        rounds::register(&mut registry);
        let (intake, writer) = Writer::start(store.clone(), secret.clone(), metrics)?;
        let forms = Data::new(Forms {
            store: store.clone(),
            directory,
            cache,
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
        let server =
            serve(listener, forms.clone(), mailer.clone(), counted, store, secret, settings)?;
        Ok(Self {
            server,
            operations,
            address,
            operations_address,
            base_url,
            forms,
            writer,
            mailer,
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
    pub fn mailer(&self) -> &Mailer {
        &self.mailer
    }

    /// The intake for responses.
    pub fn intake(&self) -> &Intake {
        &self.forms.intake
    }

    /// Ends a task with the service, before the writer of responses ends.
    pub fn accompany(&mut self, task: JoinHandle<()>) {
        self.companion = Some(task);
    }

    /// Serves until the process is told to stop, then answers the requests that it has accepted.
    pub async fn run_until_stopped(self) -> io::Result<()> {
        let operations =
            self.operations.map(|server| (server.handle(), actix_web::rt::spawn(server)));
        let notices = self
            .outbox
            .clone()
            .map(|store| notice::NoticeWorker::open(store, &self.mailer))
            .transpose()?;
        let outbox = self
            .outbox
            .map(|store| self.mailer.open_outbox(store))
            .transpose()
            .map_err(io::Error::other)?;
        let failures = FailureWriter::start(self.kept.0.clone(), self.failures.as_ref().clone())?;
        let metrics = self.forms.intake.metrics().clone();
        let scheduler = Scheduler::start(self.kept.0, self.kept.1, self.kept.2, metrics)?;
        let refresh = actix_web::rt::spawn(keep_fresh(self.forms.clone()));
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
        drop(self.forms);
        self.writer.finish();
        let _ = web::block(move || failures.close()).await;
        // Let a running release finish.
        let _ = web::block(move || scheduler.close()).await;
        if let Some(notices) = notices {
            let _ = web::block(move || notices.close()).await;
        }
        if let Some(outbox) = outbox {
            // Sending a message can take a while.
            let _ = web::block(move || outbox.close()).await;
        }
        tracing::info!("stopped");
        Ok(())
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
            tracing::warn!(%error, "the shutdown can take half a minute while live pages are open");
        }
    }
}
