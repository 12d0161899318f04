use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};

use csv::{ReaderBuilder, StringRecord, Trim};
use validator::{Validate, ValidateEmail, ValidationError};

const NO_ADDRESS: &str = "this is not an email address";

/// A mailbox as a list names it.
#[derive(Clone, Debug, Validate)]
struct Mailbox {
    #[validate(custom(function = "is_mailbox"))]
    email: String,
}

fn is_mailbox(email: &str) -> Result<(), ValidationError> {
    let refuse = |message: &'static str| Err(ValidationError::new("mailbox").with_message(message.into()));
    match email {
        "" => refuse("there is no email address"),
        long if long.len() > 254 => refuse("this is longer than an email address can be (254 characters)"),
        other if !other.is_ascii() => refuse("an email address here is made of the letters a to z, digits and signs"),
        named if named.contains('<') => refuse("write the address alone, without a name around it"),
        // Validators take the names of machines in one's own network too.
        local if local.rsplit('@').next().is_some_and(|domain| local.contains('@') && !domain.contains('.')) => {
            refuse("the part after the @ has no dot, so no mail gets there")
        }
        other if !other.validate_email() || other.parse::<lettre::Address>().is_err() => refuse(NO_ADDRESS),
        _ => Ok(()),
    }
}

/// What a file of mailboxes holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The addresses, each once, with the key of their stratum.
    pub mailboxes: Vec<(String, Option<String>)>,
    /// How many rows named an address again.
    pub repeated: usize,
    pub bad: Vec<BadRow>,
}

/// A row that cannot be taken. It does not repeat the address, so that it can be printed anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Counted from 1, as editors do.
    pub line: u64,
    pub reason: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// Reads a list. `strata` are the keys that a mailbox may name. Commas, semicolons and tabs are all taken for what
/// separates, since spreadsheets differ.
pub fn read(bytes: &[u8], strata: &BTreeSet<String>) -> List {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(bytes))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(bytes);
    let mut list = List::default();
    let mut seen: HashMap<String, (u64, Option<String>)> = HashMap::new();
    let mut columns = None;
    let mut record = csv::ByteRecord::new();
    let mut line = 1;
    while let Ok(true) = reader.read_byte_record(&mut record) {
        line = record.position().map_or(line, |position| line_of(bytes, position));
        let Ok(row) = StringRecord::from_byte_record(record.clone()) else {
            list.bad.push(BadRow { line, reason: "save the list as UTF-8: this row has other letters".to_owned() });
            continue;
        };
        if row.iter().all(str::is_empty) {
            continue;
        }
        if columns.is_none() {
            let (found, is_header) = Columns::of(&row);
            columns = Some(found);
            if is_header {
                continue;
            }
        }
        match columns.unwrap_or_default().mailbox(&row, strata) {
            Ok((email, stratum)) => match seen.get(&email.to_lowercase()) {
                None => {
                    seen.insert(email.to_lowercase(), (line, stratum.clone()));
                    list.mailboxes.push((email, stratum));
                }
                Some((first, named)) if *named != stratum => {
                    let reason = format!("line {first} names this address in another stratum");
                    list.bad.push(BadRow { line, reason });
                }
                Some(_) => list.repeated += 1,
            },
            Err(reason) => list.bad.push(BadRow { line, reason }),
        }
    }
    list
}

/// The line of a record, which the reader counts from the empty lines before it.
fn line_of(bytes: &[u8], position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let before = bytes.get(from..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + before.filter(|byte| **byte == b'\n').count() as u64
}

/// The sign that the first line has most of.
fn separator(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let most = |sign: &u8| first.split(|byte| byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(most).unwrap_or(b',')
}

/// Where a row has what.
#[derive(Clone, Copy, Debug)]
struct Columns {
    email: usize,
    stratum: Option<usize>,
}

impl Default for Columns {
    fn default() -> Self {
        Self { email: 0, stratum: Some(1) }
    }
}

impl Columns {
    /// By the names in the first row, or by their places if that is a mailbox already.
    fn of(first: &StringRecord) -> (Self, bool) {
        let place = |names: &[&str]| first.iter().position(|cell| names.contains(&cell.to_lowercase().as_str()));
        match place(&["email", "e-mail", "mail", "mailbox", "email address", "address"]) {
            Some(email) => (Self { email, stratum: place(&["stratum", "part", "agency", "locality"]) }, true),
            None => (Self::default(), false),
        }
    }

    fn mailbox(self, row: &StringRecord, strata: &BTreeSet<String>) -> Result<(String, Option<String>), String> {
        let email = row.get(self.email).unwrap_or_default().to_owned();
        let mailbox = Mailbox { email };
        mailbox.validate().map_err(|errors| first_message(&errors))?;
        let stratum = self.stratum.and_then(|place| row.get(place)).filter(|key| !key.is_empty());
        match stratum {
            Some(key) if !strata.contains(key) => Err(unknown(key, strata)),
            stratum => Ok((mailbox.email, stratum.map(str::to_owned))),
        }
    }
}

fn unknown(key: &str, strata: &BTreeSet<String>) -> String {
    let all: Vec<&str> = strata.iter().map(String::as_str).collect();
    let shown: String = key.chars().take(40).collect();
    if all.is_empty() {
        format!("this collection has no parts, so “{shown}” cannot be one: leave the second column empty")
    } else {
        format!("“{shown}” is not a part of this collection: write one of {}", all.join(", "))
    }
}

fn first_message(errors: &validator::ValidationErrors) -> String {
    let found = errors.field_errors().into_values().flatten().find_map(|error| error.message.clone());
    found.map_or_else(|| NO_ADDRESS.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(keys: &[&str]) -> BTreeSet<String> {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    fn emails(list: &List) -> Vec<&str> {
        list.mailboxes.iter().map(|(email, _)| email.as_str()).collect()
    }

    #[test]
    fn a_list_is_read_with_and_without_a_header_whatever_separates_its_columns() {
        for text in [
            "email,stratum\nann@example.org,health\nbob@example.org,\n",
            "\u{feff}Stratum;E-mail\r\nhealth;ann@example.org\r\n;bob@example.org\r\n",
            "ann@example.org\thealth\n\nbob@example.org\t\n",
            "email , stratum\n\"ann@example.org\" , health \n bob@example.org",
        ] {
            let list = read(text.as_bytes(), &parts(&["health"]));
            assert_eq!(list.bad, [], "{text:?}");
            assert_eq!(
                list.mailboxes,
                [("ann@example.org".to_owned(), Some("health".to_owned())), ("bob@example.org".to_owned(), None)],
                "{text:?}"
            );
        }
    }

    #[test]
    fn an_address_in_another_case_is_the_same_and_in_another_part_a_mistake() {
        let list = read(
            b"ann@example.org,health\nAnn@Example.ORG,health\nANN@example.org,police\n",
            &parts(&["health", "police"]),
        );
        assert_eq!(emails(&list), ["ann@example.org"]);
        assert_eq!(list.repeated, 1);
        assert_eq!(list.bad.len(), 1);
        assert_eq!(
            (list.bad[0].line, list.bad[0].reason.as_str()),
            (3, "line 1 names this address in another stratum")
        );
    }

    #[test]
    fn every_bad_row_is_told_with_its_line_and_reason() {
        let text = b"email\nann@example.org\nann at example.org\n\nAnn Reid <ann@example.org>\nbob@example.org,health\n\xe9@example.org\nsi\xc3\xb4n@example.org\nann@council\n";
        let list = read(text, &parts(&[]));
        let told: Vec<_> = list.bad.iter().map(|row| (row.line, row.reason.split(':').next().unwrap_or(""))).collect();
        assert_eq!(
            told,
            [
                (3, "this is not an email address"),
                (5, "write the address alone, without a name around it"),
                (7, "save the list as UTF-8"),
                (8, "an email address here is made of the letters a to z, digits and signs"),
                (9, "the part after the @ has no dot, so no mail gets there"),
            ]
        );
        assert_eq!(emails(&list), ["ann@example.org", "bob@example.org"], "a column without a name is passed over");
        let list = read(b"ann@example.org,health\n", &parts(&["police"]));
        assert!(list.bad[0].reason.contains("write one of police"), "{:?}", list.bad);
    }

    proptest! {
        #[test]
        fn whatever_a_file_holds_it_is_read_to_its_end(bytes: Vec<u8>) {
            let list = read(&bytes, &parts(&["a"]));
            let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
            prop_assert!(list.mailboxes.len() + list.repeated + list.bad.len() <= lines);
        }
    }
}
