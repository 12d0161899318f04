use chrono::{DateTime, Duration, Utc};
use chrono_tz::Europe::London;

use super::{Answer, Place, Service, form, hidden};

/// A service with a lead who is signed in.
pub struct Desk {
    pub place: Place,
    pub service: Service,
    cookie: String,
}

impl Desk {
    pub fn of(place: Place) -> Self {
        let password = place.user("lead@speir.example", "lead");
        let service = place.serve();
        let cookie = service.sign_in("lead@speir.example", &password);
        Self { place, service, cookie }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.service.get_as(path, &self.cookie)
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.service.post_as(path, &self.cookie, &form(fields))
    }

    /// What the form at `path` is filled from.
    pub fn from(&self, path: &str) -> String {
        from(&self.get(path))
    }

    /// Sends a form as its page was filled.
    pub fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let from = self.from(path);
        self.post(path, &[&[("from", from.as_str())], fields].concat())
    }

    pub fn at(&self, audience: &str, rest: &str) -> String {
        format!("/console/collections/{}/{rest}", self.place.id(audience))
    }

    pub fn done(&self, path: &str, fields: &[(&str, &str)]) {
        let answer = self.send(path, fields);
        assert_eq!(answer.status, 303, "{path}: {}", answer.text);
    }
}

/// What a form is filled from.
pub fn from(page: &Answer) -> String {
    assert!(page.text.contains("name=\"from\""), "{}", page.text);
    hidden(page, "from")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// A time as a field shows it.
pub fn field(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).format("%Y-%m-%dT%H:%M").to_string()
}

pub fn in_days(days: i64) -> String {
    field(Utc::now() + Duration::days(days))
}
