use clap::Args;

use super::{Outcome, data, say};
use crate::{
    app::{App, Listen},
    catalogue, logs,
    settings::{DataSettings, MailSettings, Settings},
};

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    data: DataSettings,
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    mail: MailSettings,
}

impl Serve {
    pub fn run(self) -> Outcome {
        logs::start("info");
        let (store, secret) = data::open(&self.data)?;
        catalogue::verify(&mut *store.connection()?, &self.data.surveys)?;
        let help = &self.settings.help;
        tracing::info!(
            inspectorate = help.inspectorate,
            childline = help.childline,
            text_number = help.text_number,
            phone = help.phone,
            contact = help.contact_email,
            "check these: forms and messages show them"
        );
        actix_web::rt::System::new().block_on(async {
            let app = App::build(store, &secret, self.settings, &self.mail, &self.listen)?;
            let address = app.address().clone();
            let running = actix_web::rt::spawn(app.run_until_stopped());
            // The server handles the stop signal only while it runs.
            tokio::task::yield_now().await;
            say(format_args!("Speir is listening on {address}"))?;
            Ok(running.await??)
        })
    }
}
