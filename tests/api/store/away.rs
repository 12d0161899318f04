//! The database goes away, hangs, or has no room, while people send.

use std::{
    fs,
    io::Write,
    path::Path,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

use diesel::connection::SimpleConnection;

use crate::{
    app::stopping::{SENDERS, load},
    support::{Answer, Cluster, Place, Service, wait_until},
};

const BODY: &str = "agency=health&comment=Keep+%3Cthis%3E";

/// Whether the page says what happened, and gives back every answer.
fn gives_back(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert!(answer.headers.contains("retry-after"));
    assert!(answer.text.contains("Your answers are not sent yet"));
    assert!(answer.text.contains("Keep &lt;this&gt;") && answer.text.contains("checked"));
}

/// Sends, each time with another ticket, until an answer is given back: the log of a database whose
/// disk is full may have room for some more that it has done with. Gives how many were thanked
/// first, and the path that was not.
fn until_given_back(service: &Service, link: &str, mut path: String) -> (usize, String) {
    for thanked in 0..5_000 {
        let answer = service.post(&path, BODY);
        if answer.status != 303 {
            gives_back(&answer);
            return (thanked, path);
        }
        path = service.open(link);
    }
    panic!("the disk was filled, and everything is taken still");
}

/// Sends until it is thanked.
fn is_taken(service: &Service, path: &str) {
    wait_until("the service goes on", || service.post(path, BODY).status == 303);
}

#[test]
fn while_postgresql_is_away_answers_are_given_back_and_service_resumes_with_no_restart() {
    let cluster = Cluster::start(&[]);
    let place = Place::in_cluster(&cluster).and_collections();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let link = place.link("staff");
    let path = service.open(&link);
    let cookie = service.sign_in("lead@speir.example", &password);
    let mut thanked = 0;
    for way in ["kill", "stop"] {
        thanked += load(&service, &link, 100, |_| cluster.tell(way)).len();
        gives_back(&service.post(&path, BODY));
        assert_eq!(service.get(&path).status, 200, "the form itself opens");
        let running = service.get("/surveys-now");
        assert!(running.status == 200 && running.text.contains("Midlothian"), "{}", running.text);
        let page = service.get_as("/console", &cookie);
        assert!(page.status == 503 && !page.text.contains("refused:"), "{}", page.text);
        let ready =
            service.agent.get(format!("{}/health/ready", service.operations)).call().unwrap();
        assert_eq!(ready.status(), 503);
        cluster.tell("start");
        is_taken(&service, &service.open(&link));
        thanked += 1;
        assert_eq!(service.get_as("/console", &cookie).status, 200);
    }
    is_taken(&service, &path);
    let returned = usize::try_from(place.returned("staff")).unwrap();
    // Each sender may have been stored without hearing of it, at each of the two ends.
    assert!(
        (thanked + 1..=thanked + 1 + 2 * SENDERS).contains(&returned),
        "{thanked} were thanked, {returned} are counted"
    );
    place.run(&["check-store"]);
    assert!(place.log().contains("The database cannot be reached"));
}

#[test]
fn while_postgresql_hangs_nobody_waits_for_ever_and_nothing_counts_twice() {
    let cluster = Cluster::start(&[]);
    let place = Place::in_cluster(&cluster).and_collections();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    cluster.tell("pause");
    gives_back(&service.post(&path, BODY));
    cluster.tell("resume");
    is_taken(&service, &path);
    is_taken(&service, &path);
    assert_eq!(place.returned("staff"), 1);
    place.run(&["check-store"]);
}

#[test]
fn while_somebody_locks_the_tables_people_are_told() {
    let place = Place::on_postgres().and_collections();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    let mut lock = place.store().own_connection().unwrap();
    lock.batch_execute("BEGIN; LOCK TABLE tickets IN EXCLUSIVE MODE").unwrap();
    gives_back(&service.post(&path, BODY));
    lock.batch_execute("ROLLBACK").unwrap();
    is_taken(&service, &path);
    assert_eq!(place.returned("staff"), 1);
}

/// A file system in memory with little room, gone when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new(size: &str) -> Self {
        let disk = Self(tempfile::tempdir().unwrap());
        let options = format!("size={size},mode=1777");
        let mounted = as_root("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(disk.path())
            .status();
        assert!(
            mounted.unwrap().success(),
            "a small file system cannot be mounted: run the tests as root, or with sudo"
        );
        disk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Leaves no room at all.
    fn fill(&self) {
        let mut file = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path().join("filler"))
            .unwrap();
        for size in [65_536, 4_096, 512, 1] {
            while file.write_all(&vec![1; size]).is_ok() {}
        }
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = as_root("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn as_root(program: &str) -> Command {
    let is_root =
        fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    if is_root {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["--non-interactive", program]);
    command
}

/// Fills the disk under a service that people send to, and makes room again.
fn on_a_full_disk(disk: &SmallDisk, place: &Place, again: impl FnOnce()) {
    let service = place.serve();
    let link = place.link("staff");
    let path = service.open(&link);
    let until_none_sends = |sending: &AtomicUsize| {
        wait_until("the disk is full for everybody", || sending.load(Ordering::Relaxed) == 0);
    };
    let thanked = load(&service, &link, 200, |sending| {
        disk.fill();
        until_none_sends(sending);
    });
    let (late, path) = until_given_back(&service, &link, path);
    let thanked = thanked.len() + late;
    assert_eq!(service.get(&path).status, 200, "the form itself opens");
    disk.make_room();
    again();
    is_taken(&service, &path);
    let returned = usize::try_from(place.returned("staff")).unwrap();
    assert!(
        (thanked + 1..=thanked + 1 + SENDERS).contains(&returned),
        "{thanked} were thanked, {returned} are counted"
    );
    place.run(&["check-store"]);
    assert!(place.log().contains("disk is full"), "{}", place.log());
}

#[test]
fn on_a_full_disk_sqlite_loses_nothing_that_was_acknowledged_and_goes_on_when_there_is_room() {
    let disk = SmallDisk::new("12m");
    let place = Place::on_sqlite_in(disk.path()).and_collections();
    on_a_full_disk(&disk, &place, || ());
}

#[test]
fn on_a_full_disk_postgresql_loses_nothing_that_was_acknowledged_and_goes_on_when_there_is_room() {
    let disk = SmallDisk::new("160m");
    let folder = disk.path().display().to_string();
    let cluster = Cluster::start(&[
        "--folder",
        &folder,
        "-c",
        "min_wal_size=32MB",
        "-c",
        "max_wal_size=48MB",
    ]);
    let place = Place::in_cluster(&cluster).and_collections();
    on_a_full_disk(&disk, &place, || {
        // A server that could not write its log has ended; whoever runs it starts it again.
        if !cluster.answers() {
            cluster.try_tell("stop");
            cluster.tell("start");
        }
    });
}
