use std::{collections::BTreeSet, time::Instant};

use chrono::Utc;
use clap::Args;

use super::{Outcome, data, say};
use crate::{
    app::{App, Listen},
    demo,
    inspection::{self, State},
    language::calendar,
    logs,
    settings::{Database, Hours, MailSettings, SecretSettings, Settings},
    store::{Secret, Store},
    users::random_password,
    web::paths,
};

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    secret: SecretSettings,
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    mail: MailSettings,

    /// Stop made-up people from answering while the demo runs
    #[arg(long)]
    still: bool,
}

impl Demo {
    pub fn run(mut self) -> Outcome {
        logs::start("warn");
        let started = Instant::now();
        let throwaway = tempfile::Builder::new().prefix("speir-demo-").tempdir()?;
        let address = data::given(&self.database)?
            .unwrap_or_else(|| throwaway.path().join("speir.sqlite").into());
        let (store, secret) = data::open_at(&address, &self.secret)?;
        self.mail.mail_folder.get_or_insert_with(|| throwaway.path().join("mail"));
        // The reminders are to be seen now, and reach nobody.
        self.mail.reminder_hours = Hours::Always;
        let now = Utc::now();
        let is_new =
            inspection::queries::unscoped::inspections(&mut *store.connection()?)?.is_empty();
        let batches = if is_new { set_up(&store, &secret, now)? } else { Vec::new() };
        let password = if is_new { Some(add_people(&store, &batches, now)?) } else { None };
        actix_web::rt::System::new().block_on(async {
            let mut app =
                App::build(store.clone(), &secret, self.settings, &self.mail, &self.listen)?;
            let count = demo::fill(app.intake(), &batches).await?;
            if is_new {
                let (store, secret) = (store.clone(), secret.clone());
                actix_web::web::block(move || demo::release_closed(&store, &secret, now)).await??;
            }
            let seconds = started.elapsed().as_secs_f32();
            say(format_args!(
                "Speir is ready with {count} made-up responses, after {seconds:.1} seconds.\n"
            ))?;
            print_sign_in(&app, password.as_deref())?;
            print_forms(&app, &store, &secret)?;
            if let Some(address) = app.operations_address() {
                say(format_args!("Health and metrics: http://{address}/metrics"))?;
            }
            if !self.still {
                let trickle = demo::trickle(app.intake().clone(), batches);
                app.accompany(actix_web::rt::spawn(trickle));
            }
            let running = actix_web::rt::spawn(app.run_until_stopped());
            tokio::task::yield_now().await;
            say("\nStop it with Ctrl-C.")?;
            Ok(running.await??)
        })
    }
}

fn set_up(
    store: &Store,
    secret: &Secret,
    now: chrono::DateTime<Utc>,
) -> Result<Vec<demo::Batch>, Box<dyn std::error::Error>> {
    let today = calendar::day(now);
    let mut connection = store.connection()?;
    demo::publish_all(&mut connection, today)?;
    demo::no_digests_today(&mut connection, today)?;
    Ok(demo::create(&mut connection, secret, demo::plans(today), now)?)
}

fn add_people(
    store: &Store,
    batches: &[demo::Batch],
    now: chrono::DateTime<Utc>,
) -> Result<String, Box<dyn std::error::Error>> {
    // The demo's database is temporary, so the printed password does not have to be replaced.
    let password = random_password();
    let hash = password.hash().map_err(|error| error.to_string())?;
    demo::add_people(&mut *store.connection()?, &hash, batches, now)?;
    Ok(password.reveal().to_owned())
}

/// Prints a sign-in address for each role, with the email address filled in.
fn print_sign_in(app: &App, password: Option<&str>) -> Outcome {
    say(format_args!("Inspection leads sign in at {}", app.address().with(paths::CONSOLE)))?;
    say(format_args!("  email     {}", demo::LEAD))?;
    say(format_args!(
        "  password  {}\n",
        password.unwrap_or("as printed when this database was created")
    ))?;
    say("Everybody has this password. Try a role:")?;
    for person in demo::PEOPLE {
        let url = app.address().with(&format!("{}?email={}", paths::SIGN_IN, person.email));
        say(format_args!("  {:18} {url}\n  {:18} {}", person.role.name(), "", person.sees))?;
    }
    say("")?;
    Ok(())
}

/// Prints the messages folder, a personal link for staff, and a link for each other survey of the
/// inspection that closes last.
fn print_forms(app: &App, store: &Store, secret: &Secret) -> Outcome {
    let mut connection = store.connection()?;
    let (collections, now) =
        (inspection::queries::unscoped::collections(&mut connection)?, Utc::now());
    say("Forms:")?;
    if let Some(path) = demo::one_unspent(&mut connection, secret)? {
        say(format_args!("  {:18} {}", "Staff", app.address().with(&path)))?;
    }
    for survey in collections.iter().map(|one| one.survey).collect::<BTreeSet<_>>() {
        let open = collections
            .iter()
            .filter(|c| c.survey == survey && c.open_link && c.state(now) == State::Open);
        let latest = open.max_by_key(|c| (c.closes_at, c.area));
        if let Some(collection) = latest {
            let url = app.address().with(&format!("/s/{}", collection.link));
            say(format_args!("  {:18} {url}", survey.name()))?;
        }
    }
    say(format_args!(
        "\nStaff are asked by email. Messages go to {}; some reminders go out now.",
        app.mailer().way
    ))?;
    say("")?;
    Ok(())
}
