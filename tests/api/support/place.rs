use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use chrono::Days;
use diesel::{QueryDsl, RunQueryDsl, connection::SimpleConnection, dsl::sql, sql_types::BigInt};
use serde_json::Value;
use speir::{
    intake::{HeldComment, HeldResponse, Sealer, held_comments, held_responses},
    store::{Id, Secret, Store, schema::invitations, upkeep},
};
use tempfile::TempDir;

use super::{
    Cluster, Letter, SPEIR, Service, by_invitation, inspection, letters, today, wait_until,
};

/// Where undeliverable messages return to.
const BOUNCES: &str = "bounces@speir.example";

/// A folder with a database, in which commands are run and the service is started.
pub struct Place {
    pub dir: TempDir,
    pub surveys: PathBuf,
    address: String,
    pub kind: Kind,
}

/// Which database a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Place {
    /// An empty place, on the database that `TEST_DATABASE` names: sqlite, which goes without
    /// saying, or postgres.
    pub fn new() -> Self {
        match std::env::var("TEST_DATABASE").as_deref() {
            Ok("postgres") => Self::on_postgres(),
            Ok("sqlite") | Err(_) => Self::on_sqlite(),
            Ok(other) => panic!("TEST_DATABASE is {other}: write sqlite or postgres"),
        }
    }

    /// An empty place with a file of its own, for what only SQLite has.
    pub fn on_sqlite() -> Self {
        Self::on_sqlite_in(&std::env::temp_dir())
    }

    pub fn on_sqlite_in(folder: &Path) -> Self {
        let dir = tempfile::tempdir_in(folder).unwrap();
        let address = dir.path().join("speir.sqlite").display().to_string();
        Self::at(dir, address, Kind::Sqlite)
    }

    /// An empty place with a database of its own in the cluster of this run, for what only
    /// PostgreSQL has.
    pub fn on_postgres() -> Self {
        Self::in_cluster(Cluster::shared())
    }

    pub fn in_cluster(cluster: &Cluster) -> Self {
        Self::at(tempfile::tempdir().unwrap(), cluster.new_database(), Kind::Postgres)
    }

    /// A place that knows the project's own surveys, with its data at `address`.
    pub fn at(dir: TempDir, address: String, kind: Kind) -> Self {
        let surveys = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys");
        let place = Self { dir, surveys, address, kind };
        if kind == Kind::Postgres {
            Secret::make_file(&place.key_file()).unwrap();
        }
        place
    }

    /// A place with the four surveys published and one collection for each, open since yesterday.
    pub fn with_collections() -> Self {
        Self::new().and_collections()
    }

    pub fn and_collections(self) -> Self {
        self.publish_all();
        self.create(&inspection("Midlothian", today() - Days::new(1), today() + Days::new(20)));
        self
    }

    /// A place with one collection of staff, who are asked by invitation.
    pub fn by_invitation() -> Self {
        Self::new().and_invitations()
    }

    pub fn and_invitations(self) -> Self {
        self.run(&["survey", "publish", "staff", "1", "--with-drafts"]);
        self.create(&by_invitation("Midlothian", today() - Days::new(1), today() + Days::new(20)));
        self
    }

    /// Keeps `count` mailboxes: person1@example.org and so on.
    pub fn invite(&self, count: usize) {
        self.invite_at(&[("example.org", count)]);
    }

    /// Keeps so many mailboxes of each domain.
    pub fn invite_at(&self, domains: &[(&str, usize)]) {
        let of = |(domain, count): &(&str, usize)| {
            (1..=*count).map(|n| format!("person{n}@{domain}\n")).collect::<String>()
        };
        self.import(&domains.iter().map(of).collect::<String>());
    }

    pub fn import(&self, list: &str) -> String {
        let file = self.dir.path().join("list.csv");
        fs::write(&file, list).unwrap();
        // Of a list that comes after the invitations have begun, all are new.
        let new = list.lines().count().to_string();
        self.run(&[
            "invitation",
            "import",
            &self.link("staff"),
            file.to_str().unwrap(),
            "--adding",
            &new,
        ])
    }

    /// The folder where messages are written that no mail server takes.
    pub fn mail(&self) -> PathBuf {
        self.dir.path().join("mail")
    }

    pub fn letters(&self) -> BTreeMap<String, Vec<Letter>> {
        letters(&self.mail())
    }

    /// Waits until the queue is empty and `count` messages have been written.
    pub fn wait_for_letters(&self, count: usize) {
        let all = || fs::read_dir(self.mail()).map_or(0, Iterator::count);
        wait_until(&format!("{count} messages"), || all() >= count && self.queue() == 0);
        assert_eq!(all(), count);
    }

    /// How many messages wait.
    pub fn queue(&self) -> usize {
        let status = self.run(&["message", "status"]);
        status.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Runs a statement in the database.
    pub fn sql(&self, statement: &str) {
        self.store().connection().unwrap().batch_execute(statement).unwrap();
    }

    /// The number that a query gives. The sum of no rows is 0.
    pub fn number(&self, query: &str) -> i64 {
        let query =
            diesel::select(sql::<BigInt>(&format!("COALESCE(CAST(({query}) AS BIGINT), 0)")));
        query.get_result(&mut *self.store().connection().unwrap()).unwrap()
    }

    /// How many invitations are known to be undeliverable.
    pub fn undeliverable(&self) -> i64 {
        self.number("SELECT SUM(undeliverable) FROM invited")
    }

    /// The ids of all invitations.
    pub fn invitations(&self) -> Vec<Id> {
        invitations::table
            .select(invitations::id)
            .load(&mut *self.store().connection().unwrap())
            .unwrap()
    }

    /// Every row of a table as a text.
    pub fn rows(&self, table: &str) -> Vec<String> {
        let mut connection = self.store().connection().unwrap();
        let table =
            upkeep::layout(&mut connection).unwrap().into_iter().find(|t| t.name == table).unwrap();
        let mut rows = Vec::new();
        let keep = |row| {
            rows.push(format!("{row:?}"));
            Ok(())
        };
        upkeep::each(&mut connection, &table, keep).unwrap();
        rows
    }

    /// Lets no message wait any longer that is in the queue.
    pub fn hurry(&self) {
        self.sql("UPDATE messages SET due_at = '2020-01-01 10:00:00' WHERE state = 'queued'");
    }

    /// Makes a wave due.
    pub fn make_due(&self, wave: usize) {
        self.sql(&format!("UPDATE waves SET due_at = '2020-01-01 10:00:00' WHERE number = {wave}"));
    }

    pub fn publish_all(&self) {
        for survey in ["staff", "age-8-15", "age-16-plus", "parents-carers"] {
            self.run(&["survey", "publish", survey, "1", "--with-drafts"]);
        }
    }

    /// Publishes two surveys that inspectors fill in: of records in a sample, and of meetings.
    pub fn publish_records(&self) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/fixtures/inspectors");
        for survey in ["test-readings", "test-meetings"] {
            let publish = ["survey", "publish", survey, "1", "--with-drafts", "--surveys"];
            self.run(&[&publish[..], &[folder.to_str().unwrap()]].concat());
        }
    }

    pub fn create(&self, toml: &str) {
        let file = self.dir.path().join("inspection.toml");
        fs::write(&file, toml).unwrap();
        self.run(&["inspection", "create", file.to_str().unwrap()]);
    }

    /// The file of the database, which only SQLite has.
    pub fn file(&self) -> PathBuf {
        assert_eq!(self.kind, Kind::Sqlite);
        self.address.clone().into()
    }

    /// The file with the secret.
    pub fn key_file(&self) -> PathBuf {
        self.dir.path().join("speir.sqlite.key")
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(SPEIR);
        command.args(arguments).env_clear();
        command.env("DATABASE_URL", &self.address).env("SPEIR_SURVEYS", &self.surveys);
        command.env("SPEIR_MAIL_FOLDER", self.mail());
        // Tests run at any hour.
        command.env("SPEIR_REMINDER_HOURS", "always");
        if self.kind == Kind::Postgres {
            command.env("SPEIR_SECRET_FILE", self.key_file());
        }
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

    /// The collection of an audience, or of a survey.
    pub fn collection(&self, asked: &str) -> Value {
        let is_it = |c: &Value| c["audience"] == asked || c["survey"] == asked;
        self.collections().into_iter().find(is_it).unwrap()
    }

    pub fn link(&self, audience: &str) -> String {
        self.collection(audience)["link"].as_str().unwrap().to_owned()
    }

    /// How many responses were stored, which pages may hold back; of what nobody answers, what is
    /// shown.
    pub fn returned(&self, audience: &str) -> u64 {
        let collection = self.collection(audience);
        let Some(link) = collection["link"].as_str() else {
            return collection["returned"].as_u64().unwrap();
        };
        let count = self.number(&format!(
            "SELECT SUM(r.returned) FROM returns r JOIN collections c ON c.id = r.collection WHERE \
             c.link = '{link}'"
        ));
        count.try_into().unwrap()
    }

    /// The latest entries of the audit log, the newest first.
    pub fn entries(&self, count: i64) -> Vec<speir::audit::Entry> {
        use speir::audit::{Filter, Reader, page};
        page(
            &mut self.store().connection().unwrap(),
            &Reader::Everything,
            &Filter::default(),
            None,
            count,
        )
        .unwrap()
    }

    pub fn store(&self) -> Store {
        Store::open(&self.address.parse().unwrap()).unwrap()
    }

    pub fn secret(&self) -> Secret {
        Secret::from_file(&self.key_file()).unwrap()
    }

    /// What is held for one audience's collection, and what opens it.
    pub fn held(&self, audience: &str) -> (Vec<HeldResponse>, Vec<HeldComment>, Sealer) {
        let id = Id(self.collection(audience)["id"].as_str().unwrap().parse().unwrap());
        let mut connection = self.store().connection().unwrap();
        let responses = held_responses(&mut connection, id).unwrap();
        let comments = held_comments(&mut connection, id).unwrap();
        let collection =
            speir::inspection::queries::unscoped::collection_by_id(&mut connection, id)
                .unwrap()
                .unwrap();
        (responses, comments, Sealer::of(&self.secret(), &collection))
    }

    pub fn serve(&self) -> Service {
        self.serve_with(&[])
    }

    /// Serves, and sends through a mail server, as fast as it goes.
    pub fn serve_mail(&self, server: &str, settings: &[(&str, &str)]) -> Service {
        let mail = [
            ("SMTP_URL", server),
            ("SPEIR_BOUNCES_TO", BOUNCES),
            ("SPEIR_MAIL_PER_MINUTE", "1000000"),
        ];
        self.serve_with(&[&mail, settings].concat())
    }

    pub fn serve_with(&self, settings: &[(&str, &str)]) -> Service {
        Service::start(
            self.command(&["serve"]).envs(settings.iter().copied()),
            &self.dir.path().join("log"),
        )
    }

    /// All that the service has logged, in all its runs.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }
}
