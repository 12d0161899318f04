//! Behind `PgBouncer` in transaction mode, where no two transactions need have the same session.

use std::{
    fs,
    net::TcpStream,
    os::unix::fs::{PermissionsExt, chown},
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::{
    app::stopping::load,
    support::{Cluster, Kind, Place, free_port, wait_until},
};

/// The real one, in front of a cluster, with fewer sessions than its clients have connections.
struct PgBouncer {
    child: Child,
    port: u16,
}

impl PgBouncer {
    fn start(cluster: &Cluster, folder: &Path) -> Self {
        let port = free_port();
        let server = cluster.address.rsplit(':').next().unwrap().split('/').next().unwrap();
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={server} user=speir\n[pgbouncer]\nlisten_addr = \
             127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = \
             transaction\ndefault_pool_size = 2\nmin_pool_size = 2\nserver_reset_query_always = \
             1\nserver_reset_query = DISCARD ALL\n"
        );
        let file = folder.join("pgbouncer.ini");
        fs::write(&file, settings).unwrap();
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command =
            match fs::metadata("/proc/self").map(|me| std::os::unix::fs::MetadataExt::uid(&me)) {
                // It refuses to run as root.
                Ok(0) => {
                    chown(&file, Some(65_534), None).unwrap();
                    let mut command = Command::new("setpriv");
                    command.args(["--reuid", "65534", "--clear-groups", "pgbouncer"]);
                    command
                }
                _ => Command::new("pgbouncer"),
            };
        let child = command.arg("--quiet").arg(&file).stderr(Stdio::null()).spawn();
        let child = child.expect("PgBouncer is missing: apt-get install pgbouncer");
        let bouncer = Self { child, port };
        wait_until("PgBouncer answers, which is installed with apt-get install pgbouncer", || {
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        bouncer
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn behind_pgbouncer_in_transaction_mode_everything_works() {
    let cluster = Cluster::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let bouncer = PgBouncer::start(&cluster, folder.path());
    let direct = cluster.new_database();
    let name = direct.rsplit('/').next().unwrap();
    let pooled = format!("postgres://speir@127.0.0.1:{}/{name}", bouncer.port);
    let place = Place::at(tempfile::tempdir().unwrap(), pooled, Kind::Postgres).and_collections();
    let password = place.user("lead@speir.example", "lead");
    let processes = [place.serve(), place.serve()];
    let link = place.link("staff");
    let thanked: usize = std::thread::scope(|scope| {
        let senders = processes
            .each_ref()
            .map(|process| scope.spawn(|| load(process, &link, 500, |_| ()).len()));
        let cookie = processes[0].sign_in("lead@speir.example", &password);
        for process in processes.iter().cycle().take(40) {
            assert_eq!(process.get_as("/console", &cookie).status, 200);
        }
        senders.map(|sender| sender.join().unwrap()).iter().sum()
    });
    assert!(thanked >= 1_000, "{thanked}");
    assert_eq!(place.returned("staff"), thanked as u64);
    place.run(&["check-store"]);
    let copy = Place::on_sqlite();
    place.run(&["copy-to", copy.address()]);
    for process in processes {
        process.stop();
    }
    assert!(!place.log().contains("ERROR"), "{}", place.log());
}
