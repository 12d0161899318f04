use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use super::script::Script;

/// A Postfix of one test, by `tests/mailserver`, which tells at its top what becomes of mail to
/// which domain.
pub struct MailServer {
    script: Script,
    /// The address that speaks STARTTLS.
    pub plain: String,
    /// The address that speaks TLS from the start.
    pub tls: String,
    pub folder: PathBuf,
    /// The certificate to trust.
    pub authority: String,
}

impl MailServer {
    /// Whom it takes mail from if it is started with `--auth`.
    pub const USER: &str = "speir";
    pub const PASSWORD: &str = "open sesame";

    pub fn start(options: &[&str]) -> Self {
        let script = Script::start("mailserver", options);
        let (plain, tls, folder) = (script.line(), script.line(), script.line().into());
        let authority = script.line();
        Self { script, plain, tls, folder, authority }
    }

    /// Has Postfix stopped, started, paused or resumed, or its queue flushed, and waits until that
    /// is done.
    pub fn tell(&self, command: &str) {
        self.script.tell(command);
    }

    /// The messages that a domain was brought, one a file, those that came first in front.
    pub fn delivered(&self, domain: &str) -> Vec<PathBuf> {
        let new = self.folder.join("mail").join(domain).join("new");
        let mut found: Vec<_> = fs::read_dir(new)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.metadata().unwrap().modified().unwrap(), entry.path()))
            .collect();
        found.sort();
        found.into_iter().map(|(_, path)| path).collect()
    }

    /// As [`MailServer::delivered`], once there are as many messages, or more.
    pub fn wait_for(&self, domain: &str, count: usize) -> Vec<PathBuf> {
        let deadline = Instant::now() + super::PATIENCE;
        loop {
            let delivered = self.delivered(domain);
            if delivered.len() >= count {
                return delivered;
            }
            assert!(
                Instant::now() < deadline,
                "{} messages of {count} came to {domain}",
                delivered.len()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
