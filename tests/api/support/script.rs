use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Mutex, PoisonError},
};

/// What is said to the script, until that ends, and what it answers.
struct Talk {
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// A script among the tests that starts a server, tells where it is, and obeys. It takes the server
/// away when its standard input ends, however that comes.
pub struct Script {
    child: Child,
    talk: Mutex<Talk>,
}

impl Script {
    pub fn start(name: &str, options: &[&str]) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
        let mut child = Command::new(path)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let talk = Mutex::new(Talk { input: child.stdin.take(), output });
        Self { child, talk }
    }

    /// The next line of what it tells.
    pub fn line(&self) -> String {
        let mut line = String::new();
        self.talk.lock().unwrap().output.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "no server: its script says above why, and how to get one");
        line.trim_end().to_owned()
    }

    /// Has a command done, and waits until it is.
    pub fn tell(&self, command: &str) {
        assert_eq!(self.try_tell(command), "done", "{command}");
    }

    /// As [`Script::tell`], and gives the answer.
    pub fn try_tell(&self, command: &str) -> String {
        let mut talk = self.talk.lock().unwrap();
        writeln!(talk.input.as_ref().unwrap(), "{command}").unwrap();
        let mut answer = String::new();
        talk.output.read_line(&mut answer).unwrap();
        answer.trim().to_owned()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.talk.get_mut().unwrap_or_else(PoisonError::into_inner).input = None;
        let _ = self.child.wait();
    }
}
