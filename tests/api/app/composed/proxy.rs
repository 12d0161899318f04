//! nginx with the very configuration that docker-compose.yml uses, with nothing changed but ports,
//! paths and the addresses of the processes behind it.

use std::{
    env,
    fs::{self, File, Permissions},
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::SystemTime,
};

use socket2::{Domain, Socket, Type};
use tempfile::TempDir;

use crate::support::{Service, agent, free_port, wait_until};

/// A running proxy, stopped when dropped.
pub struct Proxy {
    /// The proxy, spoken to like a Speir.
    pub web: Service,
    pub https: SocketAddr,
    address: SocketAddr,
    dir: TempDir,
}

impl Proxy {
    pub fn before(processes: [&Service; 2]) -> Self {
        Self::start(processes, |_, _| ())
    }

    /// The same with HTTPS, as docs/docker-compose.tls.yml adds it.
    pub fn with_tls_before(processes: [&Service; 2]) -> Self {
        Self::start(processes, |dir, https| {
            certify(dir);
            let listen = format!("listen {https} ssl;");
            let secrets = format!("{}/", dir.to_str().unwrap());
            let none = String::new();
            let changes = [
                ("listen 8443 ssl;", &listen),
                ("listen [::]:8443 ssl;", &none),
                ("listen [::]:8080;", &none),
                ("/run/secrets/", &secrets),
            ];
            fs::write(dir.join("tls.conf"), changed("nginx-tls.conf", &changes)).unwrap();
        })
    }

    fn start(processes: [&Service; 2], add: impl FnOnce(&Path, SocketAddr)) -> Self {
        let [address, https] =
            [(); 2].map(|()| SocketAddr::from((Ipv4Addr::LOCALHOST, free_port())));
        let dir = tempfile::tempdir().unwrap();
        // The workers of a proxy that root starts belong to somebody else.
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
        let inside = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
        let [first, second] =
            processes.map(|service| service.base.strip_prefix("http://").unwrap().to_owned());
        let (listen, here) = (format!("listen {address};"), inside(""));
        let changes = [
            ("listen 8080;", &listen),
            ("speir-1:8080", &first),
            ("speir-2:8080", &second),
            ("/etc/nginx/speir/", &here),
            ("/dev/shm/", &here),
        ];
        fs::write(inside("nginx"), changed("nginx.conf", &changes)).unwrap();
        add(dir.path(), https);
        let log = File::options().create(true).append(true).open(inside("log")).unwrap();
        let child = Command::new("nginx")
            .args(["-e", "stderr", "-p", &here, "-c", &inside("nginx"), "-g"])
            .arg(format!("daemon off; pid {};", inside("pid")))
            .env("PATH", format!("{}:/usr/sbin", env::var("PATH").unwrap()))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .expect("nginx is installed");
        let web = Service {
            child,
            base: format!("http://{address}"),
            operations: String::new(),
            agent: agent(),
        };
        let proxy = Self { web, https, address, dir };
        wait_until("nginx answers", || TcpStream::connect(address).is_ok());
        proxy
    }

    /// The certificate that HTTPS is served with, for speir.example.
    pub fn certificate(&self) -> PathBuf {
        self.dir.path().join("certificate")
    }

    /// When anything was last put into the folders for what does not fit in memory.
    pub fn spilled_at(&self) -> [SystemTime; 2] {
        ["nginx-body", "nginx-proxy"]
            .map(|name| fs::metadata(self.dir.path().join(name)).unwrap().modified().unwrap())
    }

    /// All that the proxy has written so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap()
    }

    /// Lets the proxy finish what it is about: a request is logged after it is answered.
    pub fn finish(&mut self) {
        self.end("QUIT");
    }

    /// Tells the master, since one that is killed would leave its workers behind.
    fn end(&mut self, signal: &str) {
        if matches!(self.web.child.try_wait(), Ok(None)) {
            let _ = Command::new("kill")
                .args([&format!("-{signal}"), &self.web.child.id().to_string()])
                .status();
            let _ = self.web.child.wait();
        }
    }

    /// Takes those folders away, so that putting anything there fails.
    pub fn forbid_spilling(&self) {
        for name in ["nginx-body", "nginx-proxy"] {
            fs::remove_dir(self.dir.path().join(name)).unwrap();
        }
    }

    /// A connection from one of this machine's addresses, 127.0.0.`last`, that takes little before
    /// it is read.
    pub fn connect(&self, last: u8) -> TcpStream {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.set_recv_buffer_size(4_096).unwrap();
        socket.bind(&SocketAddr::from(([127, 0, 0, last], 0)).into()).unwrap();
        socket.connect(&self.address.into()).unwrap();
        TcpStream::from(socket)
    }

    /// Sends a request from one of this machine's addresses, and gives the whole answer.
    pub fn tell(&self, last: u8, request: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect(last);
        let mut answer = Vec::new();
        // Who is refused is not heard to the end.
        let _ = stream.write_all(request.as_ref()).and_then(|()| stream.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Posts a form from one of this machine's addresses, with more headers, each with its line's
    /// end.
    pub fn post_from(&self, last: u8, path: &str, headers: &str, body: &str) -> String {
        self.tell(last, post(path, &format!("{headers}Content-Length: {}\r\n", body.len()), body))
    }
}

/// A form on its way. The headers tell how its end is found.
pub fn post(path: &str, headers: &str, body: &str) -> String {
    let kind = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close";
    format!("POST {path} HTTP/1.1\r\nHost: speir.example\r\n{kind}\r\n{headers}\r\n{body}")
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.end("TERM");
    }
}

/// A file of `docs` with each text replaced by another.
fn changed(name: &str, changes: &[(&str, &String)]) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    changes.iter().fold(fs::read_to_string(file).unwrap(), |text, (from, to)| {
        assert!(text.contains(from), "{name} says {from}");
        text.replace(from, to)
    })
}

/// A certificate that vouches for itself.
fn certify(dir: &Path) {
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", "/CN=speir.example", "-addext", "subjectAltName=DNS:speir.example"])
        .args(["-out", "certificate", "-keyout", "certificate-key"])
        .current_dir(dir)
        .output()
        .expect("openssl is installed");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}
