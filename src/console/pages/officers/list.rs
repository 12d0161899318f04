//! The addresses that somebody typed or pasted: one a line.

use crate::{console::shell::form::Errors, inspection::Area, text::not_an_email};

/// The field with the addresses.
pub const PEOPLE: &str = "people";
/// How many wrong lines a message names.
const NAMED: usize = 5;
const EXAMPLE: &str = "write an email address, such as officer@example.org";

/// The addresses of one area, in lower case.
pub fn addresses(text: &str) -> Result<Vec<String>, Errors> {
    let lines = lines(text)
        .map(|(number, line)| address(line).map_err(|reason| format!("Line {number}: {reason}.")));
    all(lines)
}

/// The areas with their addresses: a comma, a semicolon or a tab between them.
pub fn areas(text: &str) -> Result<Vec<(Area, String)>, Errors> {
    let lines = lines(text).map(|(number, line)| {
        let wrong = |reason: String| format!("Line {number}: {reason}.");
        let (area, rest) = line
            .rsplit_once([',', ';', '\t'])
            .ok_or_else(|| wrong("write an area, a comma and an email address".to_owned()))?;
        let area = area.trim().trim_matches('"').parse::<Area>().map_err(|reason| {
            let reason = reason.trim_end_matches('.');
            wrong(reason.to_owned())
        })?;
        Ok((area, address(rest).map_err(wrong)?))
    });
    all(lines)
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(place, line)| (place + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty())
}

fn address(text: &str) -> Result<String, String> {
    // "Anna Smith <anna@example.org>", as mail programs copy it.
    let text = text.rsplit_once('<').map_or(text, |(_, address)| address);
    let address = text.trim().trim_matches(['"', '<', '>', ',', ';']).trim().to_lowercase();
    not_an_email(&address, EXAMPLE).map_or(Ok(address), |reason| Err(reason.to_owned()))
}

/// Everything, or what is wrong with the first lines that are.
fn all<T>(lines: impl Iterator<Item = Result<T, String>>) -> Result<Vec<T>, Errors> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for line in lines {
        match line {
            Ok(one) => found.push(one),
            Err(reason) => wrong.push(reason),
        }
    }
    if wrong.len() > NAMED {
        let more = wrong.len() - NAMED;
        wrong.truncate(NAMED);
        wrong.push(format!("{more} more lines are wrong."));
    }
    match (wrong.is_empty(), found.is_empty()) {
        (true, false) => Ok(found),
        (true, true) => Err(Errors::one(PEOPLE, "Write at least one email address.")),
        (false, _) => Err(Errors::one(PEOPLE, wrong.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_paste_them() {
        let read = addresses(" A@Example.org \n\nBea Smith <b@example.org>;\n");
        assert_eq!(read.expect("two"), ["a@example.org", "b@example.org"]);
        let refused = addresses("a@example.org\nsomebody").expect_err("one is wrong");
        assert!(refused.of(PEOPLE).is_some_and(|text| text.starts_with("Line 2: ")));
        assert!(addresses(" \n").is_err());
    }

    #[test]
    fn each_address_stands_behind_its_area() {
        let read = areas(
            "Fife, a@example.org\nS12000019;b@example.org\n\"Argyll and Bute\"\tc@example.org",
        );
        let names: Vec<_> = read.expect("three").into_iter().map(|(area, _)| area.name()).collect();
        assert_eq!(names, ["Fife", "Midlothian", "Argyll and Bute"]);
        for wrong in ["Fife", "Atlantis, a@example.org", "Fife, a"] {
            assert!(areas(wrong).is_err(), "{wrong}");
        }
        let many = "nowhere\n".repeat(9);
        let told = areas(&many).expect_err("all are wrong");
        assert!(told.of(PEOPLE).is_some_and(|text| text.ends_with("4 more lines are wrong.")));
    }
}
