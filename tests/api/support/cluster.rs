use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};

/// What is said to the script, until that ends, and what it answers.
struct Talk {
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// A PostgreSQL server of this run alone. `tests/postgres` takes it away when its standard input ends, however that comes.
pub struct Cluster {
    child: Child,
    talk: Mutex<Talk>,
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
        SHARED.get_or_init(|| Self::start(&[]))
    }

    pub fn start(options: &[&str]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgres");
        let mut child =
            Command::new(script).args(options).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = || {
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            assert!(!line.is_empty(), "no PostgreSQL server: tests/postgres says above how to get one");
            line.trim_end().to_owned()
        };
        let (address, folder) = (line(), line().into());
        let authority = options.contains(&"--tls").then(line);
        let talk = Mutex::new(Talk { input: child.stdin.take(), output });
        Self { child, talk, address, folder, authority }
    }

    /// The address of a new, empty database, in which a commit is not durable unless whoever writes asks for it.
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
        assert_eq!(self.try_tell(command), "done", "{command}");
    }

    /// As [`Cluster::tell`], and gives the answer.
    pub fn try_tell(&self, command: &str) -> String {
        let mut talk = self.talk.lock().unwrap();
        writeln!(talk.input.as_ref().unwrap(), "{command}").unwrap();
        let mut answer = String::new();
        talk.output.read_line(&mut answer).unwrap();
        answer.trim().to_owned()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let talk = self.talk.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        talk.input = None;
        let _ = self.child.wait();
    }
}
