//! Starting the built binary and talking to it.

use std::{
    fmt::Write,
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use chrono::{Days, NaiveDate, Utc};
use serde_json::Value;
use speir::{
    intake::{HeldComment, HeldResponse, Sealer, held_comments, held_responses},
    store::{DatabaseAddress, Id, Secret, Store},
};
use tempfile::TempDir;
use ureq::{Agent, Body, http::Response};

pub const SPEIR: &str = env!("CARGO_BIN_EXE_speir");

/// A folder with a database, in which commands are run and the service is started.
pub struct Place {
    pub dir: TempDir,
    pub surveys: PathBuf,
}

impl Place {
    /// An empty place that knows the project's own surveys.
    pub fn new() -> Self {
        let surveys = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys");
        Self { dir: tempfile::tempdir().unwrap(), surveys }
    }

    /// A place with the four surveys published and one collection for each, open since yesterday.
    pub fn with_collections() -> Self {
        let place = Self::new();
        place.publish_all();
        place.create(&inspection("Midlothian", today() - Days::new(1), today() + Days::new(20)));
        place
    }

    pub fn publish_all(&self) {
        for survey in ["staff", "age-8-15", "age-16-plus", "parents-carers"] {
            self.run(&["survey", "publish", survey, "1", "--with-drafts"]);
        }
    }

    pub fn create(&self, toml: &str) {
        let file = self.dir.path().join("inspection.toml");
        fs::write(&file, toml).unwrap();
        self.run(&["inspection", "create", file.to_str().unwrap()]);
    }

    pub fn database(&self) -> PathBuf {
        self.dir.path().join("speir.sqlite")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(SPEIR);
        command.args(arguments).env_clear();
        command.env("DATABASE_URL", self.database()).env("SPEIR_SURVEYS", &self.surveys);
        command
    }

    /// Runs a command that must succeed, and gives what it prints.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "speir {arguments:?} failed: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must fail, and gives what it says.
    pub fn refuse(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        assert!(!output.status.success(), "speir {arguments:?} should have failed");
        String::from_utf8(output.stderr).unwrap()
    }

    fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn collections(&self) -> Vec<Value> {
        serde_json::from_str(&self.run(&["collection", "list", "--json"])).unwrap()
    }

    pub fn collection(&self, audience: &str) -> Value {
        self.collections().into_iter().find(|c| c["audience"] == audience).unwrap()
    }

    pub fn link(&self, audience: &str) -> String {
        self.collection(audience)["link"].as_str().unwrap().to_owned()
    }

    pub fn returned(&self, audience: &str) -> u64 {
        self.collection(audience)["returned"].as_u64().unwrap()
    }

    pub fn store(&self) -> Store {
        Store::open(&DatabaseAddress::from(self.database())).unwrap()
    }

    pub fn secret(&self) -> Secret {
        Secret::from_file(&DatabaseAddress::from(self.database()).key_file(), false).unwrap()
    }

    /// What is held for one audience's collection, and what opens it.
    pub fn held(&self, audience: &str) -> (Vec<HeldResponse>, Vec<HeldComment>, Sealer) {
        let id = Id(self.collection(audience)["id"].as_str().unwrap().parse().unwrap());
        let mut connection = self.store().connection().unwrap();
        let responses = held_responses(&mut connection, id).unwrap();
        let comments = held_comments(&mut connection, id).unwrap();
        (responses, comments, Sealer::of(&self.secret(), id))
    }

    pub fn serve(&self) -> Service {
        self.serve_with(&[])
    }

    pub fn serve_with(&self, settings: &[(&str, &str)]) -> Service {
        Service::start(self.command(&["serve"]).envs(settings.iter().copied()), self.dir.path().join("log"))
    }

    /// All that the service has logged, in all its runs.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }
}

/// A running service, stopped when dropped.
pub struct Service {
    pub child: Child,
    pub base: String,
    pub operations: String,
    pub agent: Agent,
}

impl Service {
    fn start(command: &mut Command, log: PathBuf) -> Self {
        let log = fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
        let operations_port = free_port();
        let operations = format!("127.0.0.1:{operations_port}");
        let mut child = command
            .env("SPEIR_LISTEN", "127.0.0.1:0")
            .env("SPEIR_OPERATIONS_LISTEN", &operations)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().expect("the service says where it listens").unwrap();
        let base = line.split_whitespace().last().unwrap().to_owned();
        Self { child, base, operations: format!("http://{operations}"), agent: agent() }
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::of(self.agent.get(format!("{}{path}", self.base)).header("Accept-Encoding", "identity").call().unwrap())
    }

    pub fn post(&self, path: &str, body: impl AsRef<[u8]>) -> Answer {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        Answer::of(request.send(body.as_ref()).unwrap())
    }

    /// A fresh ticket's path.
    pub fn open(&self, link: &str) -> String {
        let answer = self.get(&format!("/s/{link}"));
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.location
    }

    /// Tells the process to stop, and waits until it has.
    pub fn stop(mut self) {
        self.signal("TERM");
        assert!(self.child.wait().unwrap().success());
    }

    pub fn signal(&self, name: &str) {
        let signal = format!("-{name}");
        assert!(Command::new("kill").args([&signal, &self.child.id().to_string()]).status().unwrap().success());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer over HTTP.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub headers: String,
    pub text: String,
    pub size: usize,
}

impl Answer {
    pub fn of(mut response: Response<Body>) -> Self {
        let location = response.headers().get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let headers = format!("{:?}", response.headers()).to_lowercase();
        let mut bytes = Vec::new();
        response.body_mut().as_reader().read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { status: response.status().as_u16(), location, headers, text, size: bytes.len() }
    }
}

/// A client that follows nothing and takes every status as an answer.
pub fn agent() -> Agent {
    Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .max_idle_connections_per_host(200)
        .build()
        .into()
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// An inspection of one area with a collection for each audience.
pub fn inspection(area: &str, opens_on: NaiveDate, closes_on: NaiveDate) -> String {
    let mut toml = format!(
        "title = \"{area} {opens_on}\"\nkind = \"joint-inspection\"\nlead = \"lead@speir.example\"\n\
         opens_on = {opens_on}\ncloses_on = {closes_on}\n"
    );
    for (audience, population) in [("staff", 1_306), ("age-8-15", 110), ("age-16-plus", 95), ("parents-carers", 190)] {
        writeln!(toml, "[[collections]]\narea = \"{area}\"\naudience = \"{audience}\"\npopulation = {population}")
            .unwrap();
    }
    toml
}
