//! Recognises column names.

use crate::{
    language::numbers::grouped,
    text::fold::{folded, visible},
};

/// How well a column name indicates the address to use. The first is preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Email {
    Work,
    Main,
    Plain,
    /// A sign-in name is usually an address, but not always.
    SignIn,
    /// Personal and second addresses.
    Other,
    /// *Address* can also be a postal address.
    Perhaps,
}

/// How well a column name says that the column has the part of the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartColumn {
    /// It names a part of the collection, and any other value is a mistake.
    Certainly,
    /// Only if its values are parts of the collection.
    Perhaps,
}

const MAIL: [&str; 15] = [
    "email",
    "emails",
    "mail",
    "mails",
    "mailbox",
    "smtp",
    "electronicmail",
    "emailaddress",
    "mailaddress",
    "userprincipalname",
    "principalname",
    "upn",
    "postd",
    "puistd",
    "postdealain",
];
const SIGN_IN: [&str; 3] = ["userprincipalname", "principalname", "upn"];
const WORK: [&str; 10] = [
    "work",
    "workplace",
    "business",
    "company",
    "office",
    "job",
    "professional",
    "corporate",
    "official",
    "obrach",
];
const MAIN: [&str; 5] = ["primary", "main", "preferred", "default", "smtp"];
const OTHER: [&str; 17] = [
    "personal",
    "home",
    "private",
    "alternate",
    "alternative",
    "alt",
    "secondary",
    "second",
    "other",
    "additional",
    "backup",
    "recovery",
    "previous",
    "old",
    "2",
    "3",
    "4",
];
const AROUND: [&str; 34] = [
    "address",
    "addresses",
    "addr",
    "add",
    "adress",
    "value",
    "seoladh",
    "seolaidhean",
    "id",
    "the",
    "your",
    "their",
    "my",
    "of",
    "for",
    "staff",
    "employee",
    "employees",
    "user",
    "person",
    "individual",
    "delegate",
    "participant",
    "recipient",
    "respondent",
    "contact",
    "member",
    "colleague",
    "council",
    "organisation",
    "organization",
    "internet",
    "current",
    "1",
];

/// What a column name says of email addresses. Text in brackets counts if it is understood.
pub fn email(name: &str) -> Option<Email> {
    [name.to_owned(), without_brackets(name)].iter().find_map(|name| whole_email(&folded(name)))
}

fn whole_email(name: &str) -> Option<Email> {
    if matches!(name, "address" | "addresses" | "contactaddress" | "seoladh") {
        return Some(Email::Perhaps);
    }
    let words = spelt(name, 0)?;
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    match () {
        () if !has(&MAIL) => None,
        () if has(&OTHER) => Some(Email::Other),
        () if has(&SIGN_IN) => Some(Email::SignIn),
        () if has(&WORK) => Some(Email::Work),
        () if has(&MAIN) => Some(Email::Main),
        () => Some(Email::Plain),
    }
}

/// `name` as known words, the longest first, if it consists only of such words.
fn spelt(name: &str, depth: usize) -> Option<Vec<&str>> {
    // Longer names than ten words are sentences.
    if name.is_empty() || depth > 10 {
        return name.is_empty().then(Vec::new);
    }
    let all = MAIL.iter().chain(&WORK).chain(&MAIN).chain(&OTHER).chain(&AROUND);
    let mut starts: Vec<&str> =
        all.filter_map(|word| name.strip_prefix(word).and(name.get(..word.len()))).collect();
    starts.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    starts.dedup();
    starts.into_iter().find_map(|word| {
        let mut rest = spelt(name.get(word.len()..)?, depth + 1)?;
        rest.push(word);
        Some(rest)
    })
}

/// What a column name says of parts.
pub fn part(name: &str) -> Option<PartColumn> {
    let name = folded(&without_brackets(name));
    match name.as_str() {
        "stratum"
        | "strata"
        | "part"
        | "parts"
        | "agency"
        | "locality"
        | "partofcollection"
        | "partofthecollection" => Some(PartColumn::Certainly),
        "organisation" | "organization" | "organisationname" | "service" | "servicearea"
        | "team" | "department" | "dept" | "directorate" | "division" | "employer" | "partner"
        | "company" | "companyname" | "sector" | "group" | "area" | "localarea"
        | "locationname" | "location" | "neighbourhood" | "district" | "establishment"
        | "school" | "section" | "unit" | "businessunit" | "agencyname" | "localityname"
        | "stratumname" | "partname" => Some(PartColumn::Perhaps),
        _ => None,
    }
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    name.chars().filter(outside).collect()
}

/// Text from a file, as one line of at most `longest` characters that are safe on a page and in a
/// terminal.
pub fn shown(text: &str, longest: usize) -> String {
    let plain: String =
        visible(text).chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > longest {
        line.chars().take(longest).chain(['…']).collect()
    } else {
        line
    }
}

/// A count with commas between its thousands.
pub fn number(count: usize) -> String {
    grouped(u64::try_from(count).unwrap_or(u64::MAX))
}

/// “A”, “A” and “B”, “A”, “B” and “C”; at most a dozen names.
pub fn and(names: &[String]) -> String {
    const LONGEST_NAME: usize = 100;
    listed(&names.iter().map(|name| format!("“{}”", shown(name, LONGEST_NAME))).collect::<Vec<_>>())
}

/// Like [`and`], for names that are quoted already or need no quotes.
pub fn listed(names: &[String]) -> String {
    const NAMED: usize = 12;
    let told = names.get(..NAMED).unwrap_or(names);
    let more = names.len() - told.len();
    match (told.split_last(), more) {
        (None, _) => String::new(),
        (Some((only, [])), 0) => only.clone(),
        (Some((last, others)), 0) => format!("{} and {last}", others.join(", ")),
        (Some(_), more) => format!("{} and {more} more", told.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_the_names_that_offices_give_them() {
        for (name, kind) in [
            ("email", Email::Plain),
            ("E-mail", Email::Plain),
            ("E-mail Address", Email::Plain),
            ("Email_Address", Email::Plain),
            ("EMAIL.ADDRESS", Email::Plain),
            ("Email\u{a0}*", Email::Plain),
            ("\u{200b}Email:", Email::Plain),
            ("Email (required)", Email::Plain),
            ("Mail", Email::Plain),
            ("Mailbox", Email::Plain),
            ("Electronic mail", Email::Plain),
            ("EmailAddress1", Email::Plain),
            ("Internet E-mail Address", Email::Plain),
            ("Staff Email ID", Email::Plain),
            ("Contact Email", Email::Plain),
            ("Email Adress", Email::Plain),
            ("E-mail 1 - Value", Email::Plain),
            ("User email address", Email::Plain),
            ("Post-d", Email::Plain),
            ("Seòladh puist-d", Email::Plain),
            ("Work Email", Email::Work),
            ("Email (work)", Email::Work),
            ("Business E-mail", Email::Work),
            ("Company email", Email::Work),
            ("Workplace e-mail", Email::Work),
            ("WORK_EMAIL_ADDRESS", Email::Work),
            ("PrimarySmtpAddress", Email::Main),
            ("Primary SMTP Address", Email::Main),
            ("SMTP Address", Email::Main),
            ("Primary Email", Email::Main),
            ("UserPrincipalName", Email::SignIn),
            ("User principal name", Email::SignIn),
            ("E-mail 2 Address", Email::Other),
            ("EmailAddress2", Email::Other),
            ("E-mail 2 - Value", Email::Other),
            ("Personal email", Email::Other),
            ("Email (home)", Email::Other),
            ("Alternate email address", Email::Other),
            ("Address", Email::Perhaps),
        ] {
            assert_eq!(email(name), Some(kind), "{name:?}");
        }
        for name in [
            "",
            "Name",
            "Home Address",
            "Mailing address",
            "Manager email",
            "Email sent?",
            "E-mail Display Name",
            "mailNickname",
            "Office",
        ] {
            assert_eq!(email(name), None, "{name:?}");
        }
    }

    #[test]
    fn names_are_joined_as_a_sentence_does() {
        let names = |count: usize| -> Vec<String> { (0..count).map(|n| n.to_string()).collect() };
        assert_eq!(and(&names(1)), "“0”");
        assert_eq!(and(&names(3)), "“0”, “1” and “2”");
        assert!(and(&names(14)).ends_with("“11” and 2 more"));
    }
}
