use std::{
    path::PathBuf,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};

use super::script::Script;

/// A PostgreSQL server of this run alone, by `tests/postgres`.
pub struct Cluster {
    script: Script,
    /// The address of the database that every server has.
    pub address: String,
    pub folder: PathBuf,
    /// The certificate to trust, where it speaks TLS.
    pub authority: Option<String>,
}

impl Cluster {
    /// The one that tests share which do not harm it.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(&["--hasty"]))
    }

    pub fn start(options: &[&str]) -> Self {
        let script = Script::start("postgres", options);
        let (address, folder) = (script.line(), script.line().into());
        let authority = options.contains(&"--tls").then(|| script.line());
        Self { script, address, folder, authority }
    }

    /// The address of a new, empty database, in which a commit is not durable unless whoever writes
    /// asks for it.
    pub fn new_careless_database(&self) -> String {
        let address = self.new_database();
        let name = address.rsplit('/').next().unwrap();
        self.sql(&format!("ALTER DATABASE {name} SET synchronous_commit = off"));
        address
    }

    /// The address of a new, empty database.
    pub fn new_database(&self) -> String {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("place{}", COUNT.fetch_add(1, Ordering::Relaxed));
        // From template0, which nobody else can be connected to.
        self.sql(&format!("CREATE DATABASE {name} TEMPLATE template0"));
        format!("{}{name}", self.address.strip_suffix("postgres").unwrap())
    }

    pub fn sql(&self, statement: &str) {
        PgConnection::establish(&self.address).unwrap().batch_execute(statement).unwrap();
    }

    /// Whether it takes connections.
    pub fn answers(&self) -> bool {
        PgConnection::establish(&self.address).is_ok()
    }

    /// Has the server killed, started, stopped, paused or resumed, and waits until that is done.
    pub fn tell(&self, command: &str) {
        self.script.tell(command);
    }

    /// As [`Cluster::tell`], and gives the answer.
    pub fn try_tell(&self, command: &str) -> String {
        self.script.try_tell(command)
    }
}
