//! Asking the API as other programs do.

use serde_json::Value;

use super::{Answer, Place, Service};

impl Place {
    /// Makes a token for somebody who may sign in.
    pub fn token(&self, email: &str, name: &str) -> String {
        let said = self.run(&["user", "token", "add", email, "--name", name]);
        said.lines().find_map(|line| line.strip_prefix("Token: ")).unwrap().to_owned()
    }

    /// A user of `role` with a token of theirs. A co-ordinator has Midlothian.
    pub fn caller(&self, role: &str) -> String {
        let email = format!("{role}@speir.example");
        self.user(&email, role);
        self.token(&email, "A test")
    }
}

impl Service {
    pub fn ask(&self, token: &str, path: &str) -> Answer {
        let request = self.agent.get(format!("{}/api/v1{path}", self.base));
        Answer::of(request.header("Authorization", format!("Bearer {token}")).call().unwrap())
    }

    /// What the API says, which must be whole.
    pub fn figures(&self, token: &str, path: &str) -> Value {
        let answer = self.ask(token, path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        for header in ["\"content-type\": \"application/json\"", "\"cache-control\": \"no-store\""]
        {
            assert!(answer.headers.contains(header), "{header}: {}", answer.headers);
        }
        answer.json()
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// What a problem says, which must be one as RFC 9457 has it.
    pub fn problem(&self) -> String {
        assert!(self.headers.contains("\"application/problem+json\""), "{}", self.headers);
        assert!(self.headers.contains("\"cache-control\": \"no-store\""), "{}", self.headers);
        let said = self.json();
        assert_eq!((&said["type"], &said["status"]), (&"about:blank".into(), &self.status.into()));
        assert!(!said["title"].as_str().unwrap().is_empty());
        said["detail"].as_str().unwrap().to_owned()
    }
}
