use std::time::Duration;

use chrono::Utc;
use clap::{Args, Subcommand};

use super::{Outcome, data, say};
use crate::{
    app::Listen,
    audit,
    invitation::{Mailer, outbox},
    language::numbers::counted,
    logs, notice,
    settings::{DataSettings, MailSettings, Settings},
    store::Store,
};

#[derive(Debug, Subcommand)]
pub enum MessageCommand {
    /// Send due messages until stopped. Use it if the service runs with --mail-elsewhere
    Run(Box<Run>),
    /// Show how many messages are queued, and when the first is due
    Status(OfQueue),
    /// Pause all messages until `resume`
    Pause(OfQueue),
    /// Start sending again
    Resume(OfQueue),
    /// Send a user their digest now, whatever they have chosen, to test that mail arrives
    Digest {
        /// The email address of an administrator, an inspection lead or a local co-ordinator
        email: String,
        #[command(flatten)]
        data: DataSettings,
    },
}

#[derive(Debug, Args)]
pub struct Run {
    #[command(flatten)]
    data: DataSettings,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    mail: MailSettings,
    #[command(flatten)]
    listen: Listen,
}

#[derive(Debug, Args)]
pub struct OfQueue {
    #[command(flatten)]
    data: DataSettings,
}

impl MessageCommand {
    pub fn run(self) -> Outcome {
        match self {
            Self::Run(run) => run.run(),
            Self::Status(queue) => status(&data::open_existing(&queue.data)?.0),
            Self::Pause(queue) => pause(&data::open_existing(&queue.data)?.0, true),
            Self::Resume(queue) => pause(&data::open_existing(&queue.data)?.0, false),
            Self::Digest { email, data } => digest(&data::open_existing(&data)?.0, &email),
        }
    }
}

impl Run {
    fn run(mut self) -> Outcome {
        logs::start("info");
        let (store, secret) = data::open_existing(&self.data)?;
        if self.settings.base_url.as_str().is_empty() {
            self.settings.base_url = format!("http://{}", self.listen.listen).parse()?;
        }
        let mailer =
            Mailer::new(&secret, &self.mail, &self.settings.help, &self.settings.base_url)?;
        let notices = notice::NoticeWorker::open(store.clone(), &mailer)?;
        let outbox = mailer.open_outbox(store)?;
        say(format_args!("Messages go to {}. Stop it with Ctrl-C.", mailer.way))?;
        actix_web::rt::System::new().block_on(async {
            use tokio::signal::unix::{SignalKind, signal};
            let (mut end, mut interrupt) =
                (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
            while !outbox.is_finished() {
                tokio::select! {
                    _ = end.recv() => break,
                    _ = interrupt.recv() => break,
                    () = tokio::time::sleep(Duration::from_millis(500)) => {}
                }
            }
            Ok::<_, std::io::Error>(())
        })?;
        notices.close();
        outbox.close();
        Ok(())
    }
}

fn status(store: &Store) -> Outcome {
    let (paused, waiting, first) = outbox::status(&mut *store.connection()?)?;
    say(format_args!("{} in the queue.", counted(waiting, "message", "messages")))?;
    if let Some(first) = first {
        let word = if first <= Utc::now() { "was due at" } else { "is due at" };
        say(format_args!("The first {word} {}.", first.format("%Y-%m-%d %H:%M:%S UTC")))?;
    }
    match notice::waiting(&mut *store.connection()?)? {
        0 => {}
        1 => say("1 notice to a user of the console waits.")?,
        count => say(format_args!("{count} notices to users of the console wait."))?,
    }
    if paused {
        say("Sending is paused. `speir message resume` starts it again.")?;
    }
    Ok(())
}

fn pause(store: &Store, paused: bool) -> Outcome {
    let mut connection = store.connection()?;
    outbox::pause_all(&mut connection, paused)?;
    let (action, said) = if paused {
        ("Paused all messages", "Nothing is sent until `speir message resume`.")
    } else {
        ("Resumed all messages", "Messages that are due are sent.")
    };
    audit::record(&mut connection, audit::COMMAND_LINE, action, "All collections")?;
    say(said)?;
    Ok(())
}

fn digest(store: &Store, email: &str) -> Outcome {
    let mut connection = store.connection()?;
    let user = super::user::account(&mut connection, email)?.user;
    if !notice::digest::is_for(user.role) {
        return Err(
            "Digests go to administrators, inspection leads and local co-ordinators.".into()
        );
    }
    notice::digest::queue_now(&mut connection, &user, Utc::now())?;
    say("The digest is in the queue. It is sent only if something needs them.")?;
    Ok(())
}
