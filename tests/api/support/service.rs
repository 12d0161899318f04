use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
};

use ureq::{Agent, Body, http::Response};

use super::{PATIENCE, wait_for, wait_until};

/// A running service, stopped when dropped.
pub struct Service {
    pub child: Child,
    pub base: String,
    pub operations: String,
    pub agent: Agent,
}

impl Service {
    pub fn start(command: &mut Command, log: &Path) -> Self {
        // A port that was free may be taken by another test before the service has it.
        let started = (0..5).find_map(|_| Self::try_start(command, log));
        started.unwrap_or_else(|| {
            panic!("the service does not start: {}", fs::read_to_string(log).unwrap())
        })
    }

    fn try_start(command: &mut Command, log: &Path) -> Option<Self> {
        let operations = format!("127.0.0.1:{}", free_port());
        let mut child = command
            .env("SPEIR_LISTEN", "127.0.0.1:0")
            .env("SPEIR_OPERATIONS_LISTEN", &operations)
            .stdout(Stdio::piped())
            .stderr(fs::OpenOptions::new().create(true).append(true).open(log).unwrap())
            .spawn()
            .unwrap();
        let Some(line) = BufReader::new(child.stdout.take().unwrap()).lines().next() else {
            child.wait().unwrap();
            let said = fs::read_to_string(log).unwrap();
            assert!(said.contains("cannot listen on"), "the service does not start: {said}");
            return None;
        };
        let base = line.unwrap().split_whitespace().last().unwrap().to_owned();
        Some(Self { child, base, operations: format!("http://{operations}"), agent: agent() })
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::of(
            self.agent
                .get(format!("{}{path}", self.base))
                .header("Accept-Encoding", "identity")
                .call()
                .unwrap(),
        )
    }

    pub fn post(&self, path: &str, body: impl AsRef<[u8]>) -> Answer {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        Answer::of(request.send(body.as_ref()).unwrap())
    }

    /// Signs in to the console, and gives the cookie.
    pub fn sign_in(&self, email: &str, password: &str) -> String {
        let answer = self.post("/sign-in", format!("email={email}&password={password}"));
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.cookie
    }

    /// A page of the console as whoever has `cookie` sees it.
    pub fn get_as(&self, path: &str, cookie: &str) -> Answer {
        Answer::of(
            self.agent.get(format!("{}{path}", self.base)).header("Cookie", cookie).call().unwrap(),
        )
    }

    /// A fresh ticket's path.
    pub fn open(&self, link: &str) -> String {
        let answer = self.get(&format!("/s/{link}"));
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.location
    }

    /// A page as a browser asks for it that takes these encodings.
    pub fn get_encoded(&self, path: &str, encodings: &str) -> Answer {
        let request = self.agent.get(format!("{}{path}", self.base));
        Answer::of(request.header("Accept-Encoding", encodings).call().unwrap())
    }

    /// The form as a browser asks for it, once it is as small as it gets: the first answer begins
    /// the best compression, and nobody waits for it.
    pub fn pressed(&self, path: &str) -> Answer {
        wait_for("the form is compressed", || {
            let answer = self.get_encoded(path, "gzip, br");
            let is_pressed = answer.headers.contains("\"br\"");
            let is_small = answer.headers.contains("\"gzip\"") && answer.size < 20 * 1024;
            assert!(is_pressed || is_small, "{}", answer.headers);
            is_pressed.then_some(answer)
        })
    }

    /// How often a thread that works by itself has looked for work: `Messages`, `Notices` or
    /// `Scheduler`.
    fn rounds(&self, of: &str) -> u64 {
        let text =
            Answer::of(self.agent.get(format!("{}/metrics", self.operations)).call().unwrap()).text;
        let count = format!("speir_rounds_total{{of=\"{of}\"}} ");
        text.lines()
            .find_map(|line| line.strip_prefix(&count))
            .map_or(0, |number| number.parse().unwrap())
    }

    /// Waits until such a thread has looked at everything as it is now: the round that is under way
    /// may have begun before, the next one has not. What it has not done by then it does not do.
    pub fn after_a_round(&self, of: &str) {
        let before = self.rounds(of);
        wait_until(&format!("a round of {of}"), || self.rounds(of) >= before + 2);
    }

    /// Tells the process to stop, and waits until it has.
    pub fn stop(mut self) {
        self.signal("TERM");
        assert!(self.child.wait().unwrap().success());
    }

    pub fn signal(&self, name: &str) {
        let signal = format!("-{name}");
        assert!(
            Command::new("kill")
                .args([&signal, &self.child.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
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
    /// The cookie that was set, without what is said about it.
    pub cookie: String,
    pub headers: String,
    pub text: String,
    pub size: usize,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn of(mut response: Response<Body>) -> Self {
        let header = |name| {
            response.headers().get(name).map(|h| h.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (location, cookie) = (header("location"), header("set-cookie"));
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let headers = format!("{:?}", response.headers()).to_lowercase();
        let mut bytes = Vec::new();
        response.body_mut().as_reader().read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self {
            status: response.status().as_u16(),
            location,
            cookie,
            headers,
            text,
            size: bytes.len(),
            bytes,
        }
    }
}

/// A client that follows nothing and takes every status as an answer.
pub fn agent() -> Agent {
    Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .max_idle_connections_per_host(200)
        .build()
        .into()
}

/// A port that nobody has, a moment ago.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
