mod session;

use std::{
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

/// What a server does to those who send. A refusal is given in the words that it is answered with,
/// such as "450 4.2.0 Later".
#[derive(Clone, Debug)]
pub enum Behaviour {
    Accept,
    /// Says so in place of a greeting, and closes.
    RefuseAtGreeting(String),
    RefuseSender(String),
    RefuseRecipients(String),
    /// Answers DATA so.
    RefuseData(String),
    /// Answers the whole message so.
    RefuseMessage(String),
    /// Closes after it has taken a recipient.
    CutAfterRcpt,
    /// Closes after the first line of a message.
    CutDuringData,
    /// Takes a message, and closes without an answer: whoever sends cannot know.
    CutAfterData,
    /// Takes a message, and never answers.
    NeverConfirm,
    /// Accepts, but never answers a message to one of these recipients.
    NeverConfirmTo(Vec<String>),
    /// Accepts, but closes without an answer after a message to one of these recipients.
    CutAfterDataTo(Vec<String>),
    /// Accepts, and waits so long before each answer.
    Slow(Duration),
    /// Takes a connection, and never says anything.
    Silent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// The message as it was meant, with the line ends as they came.
    pub text: String,
    /// Whether the sender is told that it was taken.
    pub acknowledged: bool,
}

struct Shared {
    behaviour: Mutex<Behaviour>,
    received: Mutex<Vec<Received>>,
    /// The user and the password that it wants, and those that it was given.
    login: Option<(String, String)>,
    logins: Mutex<Vec<(String, String)>>,
    names: Mutex<Vec<String>>,
    connections: AtomicUsize,
    open: Mutex<Vec<TcpStream>>,
    ends: AtomicBool,
}

/// A mail server that behaves as it is told to, for what no real one does at will. It ends when
/// dropped.
pub struct BadSmtp {
    pub port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl BadSmtp {
    pub fn start(behaviour: Behaviour) -> Self {
        Self::listen(behaviour, None)
    }

    /// One that takes mail only from this user, by AUTH PLAIN.
    pub fn start_with_login(behaviour: Behaviour, user: &str, password: &str) -> Self {
        Self::listen(behaviour, Some((user.to_owned(), password.to_owned())))
    }

    fn listen(behaviour: Behaviour, login: Option<(String, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            behaviour: Mutex::new(behaviour),
            received: Mutex::default(),
            login,
            logins: Mutex::default(),
            names: Mutex::default(),
            connections: AtomicUsize::new(0),
            open: Mutex::default(),
            ends: AtomicBool::new(false),
        });
        let for_thread = Arc::clone(&shared);
        let thread = Some(std::thread::spawn(move || accept(&listener, &for_thread)));
        Self { port, shared, thread }
    }

    pub fn address(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Has it behave so from the next answer on, in the connections that are open as well.
    pub fn behave(&self, behaviour: Behaviour) {
        *self.shared.behaviour.lock().unwrap() = behaviour;
    }

    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// How many messages it has said to have taken.
    pub fn accepted(&self) -> usize {
        self.shared.received.lock().unwrap().iter().filter(|one| one.acknowledged).count()
    }

    /// The users and passwords that it was given, right or wrong.
    pub fn logins(&self) -> Vec<(String, String)> {
        self.shared.logins.lock().unwrap().clone()
    }

    /// The names by which clients introduced themselves.
    pub fn names(&self) -> Vec<String> {
        self.shared.names.lock().unwrap().clone()
    }

    /// How many connections it has had.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.ends.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        shared.connections.fetch_add(1, Ordering::SeqCst);
        shared.open.lock().unwrap().push(stream.try_clone().unwrap());
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            // Whoever sends may go away at any time.
            let _ = session::serve(&stream, &shared);
            let _ = stream.shutdown(Shutdown::Both);
        });
    }
}

impl Drop for BadSmtp {
    fn drop(&mut self) {
        self.shared.ends.store(true, Ordering::SeqCst);
        // Wakes it up, so that it sees.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        for stream in self.shared.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}
