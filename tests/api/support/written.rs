//! Released comments and responses, as if people had written them.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use chrono::{Duration, Utc};
use uuid::Uuid;

use super::{Answer, Kind, Place, Service};

/// The question that staff answer in their own words.
pub const ASKED_STAFF: &str = "What else should we know about services for children in your area?";

impl Place {
    /// Stores released comments of one audience, and counts so many responses.
    pub fn write(&self, audience: &str, comments: &[String], responses: usize) {
        let collection = self.bytes(self.id(audience).0);
        for text in comments {
            let (id, text) = (self.bytes(Uuid::new_v4()), text.replace('\'', "''"));
            self.sql(&format!(
                "INSERT INTO comments (collection, id, question, text, seen, redacted) \
                 VALUES ({collection}, {id}, 'comment', '{text}', FALSE, FALSE)"
            ));
        }
        self.sql(&format!(
            "INSERT INTO returns (collection, stratum, returned) VALUES ({collection}, '', \
                {responses})"
        ));
    }

    /// Lets the collections that a condition holds for have closed and been released some days ago.
    pub fn released_days_ago(&self, days: i64, condition: &str) {
        let at = |hours: i64| {
            (Utc::now() - Duration::days(days) + Duration::hours(hours)).format("%Y-%m-%d %H:%M:%S")
        };
        let (closed, released) = (at(-3), at(0));
        self.sql(&format!(
            "UPDATE collections SET closes_at = '{closed}', released_at = '{released}' WHERE \
                {condition}"
        ));
    }

    /// Bytes as this kind of database writes them.
    pub fn bytes(&self, id: Uuid) -> String {
        let hex = id.simple();
        if self.kind == Kind::Sqlite { format!("X'{hex}'") } else { format!("'\\x{hex}'") }
    }

    /// Whether words stand anywhere in the files of the database.
    pub fn has_written(&self, words: &str) -> bool {
        !self.written(words, words.len()).is_empty()
    }

    /// Every text of so many bytes that begins with these words and stands anywhere in the files of
    /// the database.
    pub fn written(&self, words: &str, length: usize) -> BTreeSet<String> {
        let search = AhoCorasick::new([words]).unwrap();
        let mut texts = BTreeSet::new();
        for file in self.own_files() {
            let bytes = std::fs::read(&file).unwrap_or_default();
            let found = search.find_iter(&bytes);
            let whole = found.filter_map(|found| bytes.get(found.start()..found.start() + length));
            texts.extend(whole.map(|text| String::from_utf8_lossy(text).into_owned()));
        }
        texts
    }

    /// The address of a list of comments.
    pub fn comments_of_inspection(&self) -> String {
        let id = self.inspection_id();
        format!("/console/inspections/{id}/comments")
    }

    pub fn comments_of(&self, audience: &str) -> String {
        format!("/console/collections/{}/comments", self.id(audience))
    }

    pub fn inspection_id(&self) -> Uuid {
        let said = self.run(&["inspection", "list"]);
        said.split_whitespace().next().unwrap().parse().unwrap()
    }

    /// What has been written into the audit log.
    pub fn audited(&self) -> String {
        self.rows("audit_log").join("\n")
    }
}

/// So many comments, each different.
pub fn some(what: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{what} {number} is kind.")).collect()
}

/// A form as a browser sends it.
pub fn form(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}

/// The value of a hidden field.
pub fn hidden(page: &Answer, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    page.text
        .split(&start)
        .nth(1)
        .unwrap_or_else(|| panic!("{}", page.text))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

impl Service {
    /// The paths of every comment of a list, found by going from one to the next.
    pub fn walk_comments(&self, list: &str, cookie: &str) -> Vec<String> {
        let start = self.get_as(list, cookie);
        let link = |page: &Answer, rel: &str| {
            let end = format!("\" rel=\"{rel}\"");
            page.text
                .split(&end)
                .next()
                .filter(|before| before.len() < page.text.len())
                .map(|before| before.rsplit('"').next().unwrap().to_owned())
        };
        let first = start.text.split('"').find(|text| is_comment(text, list)).map(str::to_owned);
        let mut paths: Vec<String> = first.into_iter().collect();
        let Some(mut at) = paths.first().cloned() else { return paths };
        while let Some(before) = link(&self.get_as(&at, cookie), "prev") {
            paths.insert(0, before.clone());
            at = before;
        }
        at.clone_from(paths.last().unwrap());
        while let Some(after) = link(&self.get_as(&at, cookie), "next") {
            paths.push(after.clone());
            at = after;
        }
        paths
    }
}

fn is_comment(text: &str, list: &str) -> bool {
    text.strip_prefix(list)
        .and_then(|rest| rest.strip_prefix('/'))
        .is_some_and(|id| id.parse::<Uuid>().is_ok())
}
