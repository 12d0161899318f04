//! Lists as whole files.

mod dialects;
mod workbooks;

use super::*;

fn parts(names: &[(&str, &str)]) -> PartNames {
    PartNames::named(names.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())))
}

fn read_text(text: &str) -> Result<ReadList, Refusal> {
    read(text.as_bytes(), &PartNames::default(), None)
}

fn emails(reading: &ReadList) -> Vec<&str> {
    reading.list.mailboxes.iter().map(|(email, _)| email.as_str()).collect()
}

fn people(reading: Result<ReadList, Refusal>) -> usize {
    reading.map_or(
        0,
        |reading| if reading.list.bad.is_empty() { reading.list.mailboxes.len() } else { 0 },
    )
}

/// Rows of two people, each with a name before the address.
fn two(header: &str, separator: &str) -> String {
    format!(
        "{header}\nMàiri Reid{separator}a1@council.example\nIain \
            O’Neill{separator}a2@council.example\n"
    )
}

#[test]
fn columns_are_found_by_name_or_by_what_they_hold() {
    for text in [
        two("Name,Email", ","),
        two("Name;E-mail Address", ";"),
        two("Name|Mail", "|"),
        two("Name\tWork Email", "\t"),
        two("Who,Where to", ","),
        two("\u{feff}sep=;\nName;Mail", ";"),
        two("Staff list, please keep,\nContact hr,hr@council.example\n\nName,Email", ","),
        two("Email list\nName,Email", ","),
        two("Reid, Mo;x;", ";").replace("Reid, Mo;x;", "Surname, forename;Email"),
        "a1@council.example\na2@council.example;\n".to_owned(),
        "Name,Address,Email\nMàiri,\"1 High Street, Leith\",a1@council.example\nIain,2 Low \
            Road,a2@council.example\n".to_owned(),
        "Address,Contact\n1 High Street,a1@council.example\n2 Low \
            Road,a2@council.example\n".to_owned(),
        "UserPrincipalName,PrimarySmtpAddress\nx1@tenant.example,a1@council.example\nx2@tenant.example,a2@council.example\n".to_owned(),
        "Personal email,Work \
            email\nx1@home.example,a1@council.example\nx2@home.example,a2@council.example\n".to_owned(),
        "Email,Name\na1@council.example,Màiri,,\na2@council.example\n".to_owned(),
        "Email,Name\na1@council.example,Màiri\nEmail,Name\na2@council.example,Iain\nTotal,2\n".to_owned(),
        "Name,Email\nO\"Neill,a1@council.example\nIain \"Mac\" \
            Neill,a2@council.example\n".to_owned(),
        "Email\n\"Reid, Màiri\" <a1@council.example>\nO'Neill, Iain \
            <a2@council.example>\n".to_owned(),
        "<a1@council.example>\n<a2@council.example>\n".to_owned(),
        format!("sep=;,,\n{}", two("Name,Email", ",")),
        two("Staff email addresses,\nName,Contact", ","),
        two("Email, please keep\nName;Where to", ";"),
        two(&format!("Name,Email{}", ",".repeat(16_000)), ","),
        two("Name^Email", "^"),
        "\"Name,Email\"\n\n\"Màiri,a1@council.example\"\n\"Iain,a2@council.example\"\n".to_owned(),
        "\"Name,\"\"Email\"\"\"\r\n\"Màiri,\"\"a1@council.example\"\"\"\r\n\"Iain,\"\"a2@council.example\"\"\"\r\n".to_owned(),
        "Email\na1@council.example#mailto:a1@council.example#\na2 @ council.example\n".to_owned(),
    ] {
        let reading = read_text(&text).unwrap_or_else(|refusal| panic!("{text:?}: {refusal}"));
        assert_eq!(emails(&reading), ["a1@council.example", "a2@council.example"], "{text:?}");
        assert_eq!(reading.list.bad, [], "{text:?}");
    }
}

#[test]
fn a_list_without_its_column_is_refused_in_one_sentence() {
    for (text, told) in [
        (
            "Name,Telephone\nMàiri,01590 1\n",
            "it has the columns “Name” and “Telephone”, and none of them contains email addresses.",
        ),
        ("Email\n\n", "it has the column “Email”, and it contains no email addresses."),
        (
            "One,Other\na1@b.example,x1@b.example\na2@b.example,x2@b.example\n",
            "The columns “One” and “Other” hold email addresses",
        ),
        (
            "a1@b.example,x1@b.example\na2@b.example,x2@b.example\n",
            "The columns A and B hold email addresses",
        ),
        (
            "Email,E-mail\na1@b.example,x1@b.example\n",
            "The columns “Email” and “E-mail” hold email addresses",
        ),
        (
            "Email,Work contact\na1@h.example,a1@b.example\n,a2@b.example\n,a3@b.example\n",
            "The columns “Email” and “Work contact” hold email addresses: rename the right one to \
                “Email”",
        ),
        (
            "Personal email,Where to write\nx1@home.example,a1@b.example\n",
            "The columns “Personal email” and “Where to write” hold email addresses",
        ),
        (
            "Na\u{1b}[2Jme,Tele\u{202e}phone\nMàiri,01590 1\n",
            "it has the columns “Na[2Jme” and “Telephone”",
        ),
        ("", "it is empty"),
    ] {
        let refused = read_text(text).expect_err(text).to_string();
        assert!(refused.contains(told) && !refused.contains('@'), "{refused}");
    }
}

#[test]
fn rows_that_cannot_be_used_are_grouped_by_their_reason() {
    let good: String = (0..60).map(|n| format!("a{n}@council.example,health\n")).collect();
    let bad: String = (0..30).map(|n| format!("nobody {n},health\n")).collect();
    let text = format!(
        "Email,Part\n{good}{bad}màiri@council.example,health\nb@council.example,the \
            moon\nA1@council.example,Police Scotland\nA2@council.example,HEALTH\n"
    );
    let parts = parts(&[("health", "NHS Lothian"), ("police", "Police Scotland")]);
    let reading = read(text.as_bytes(), &parts, None).expect("a list");
    assert_eq!(
        reading.left_out(),
        [
            "30 rows, lines 62, 63, 64, 65, 66, 67, 68, 69, 70, 71 and 20 more: not an email \
                address",
            "1 row, line 92: letters other than a to z in the email address, which mail servers \
                refuse",
            "1 row, line 93: “the moon” is not a part of this collection",
            "1 row, line 94: an earlier row has the same address in another part",
            "1 row repeats an address, which counts once",
        ]
    );
    assert_eq!(
        reading.parts(),
        [("NHS Lothian".to_owned(), 60), ("Police Scotland".to_owned(), 0)]
    );
    let moons: String = (0..25).map(|n| format!("c{n}@council.example,moon {n}\n")).collect();
    assert!(
        read(format!("{text}{moons}").as_bytes(), &parts, None).expect("a list").left_out().len()
            < 25
    );
}

const SEVERAL: &str = "two email addresses in one cell: give each person a separate row";
const BESIDE: &str = "another email address beside it, in a column without a name";

#[test]
fn two_addresses_of_one_person_are_refused_with_their_lines() {
    for (header, row, why) in [
        ("Name,Email", "Màiri,a@c.example; xa@c.example", SEVERAL),
        ("Name,Email", "Màiri,\"a@c.example, xa@c.example\"", SEVERAL),
        ("Name,Email,Team", "Màiri,a@c.example;xa@home.example,T", SEVERAL),
        ("Email", "a@c.example / xa@home.example", SEVERAL),
        ("Email", "a@c.example;xa@home.example", BESIDE),
        ("Email", "a@c.example, xa@c.example", BESIDE),
        ("Name;Email;;", "Màiri;a@c.example;xa@home.example", BESIDE),
    ] {
        let rows = |count: u32| -> String {
            (0..count).map(|n| format!("{}\n", row.replace("a@", &format!("a{n}@")))).collect()
        };
        let Err(Refusal::MostlyBad(reading)) = read_text(&format!("{header}\n{}", rows(6))) else {
            panic!("{row} was read")
        };
        assert!(
            reading.left_out()[0].starts_with(&format!("6 rows, lines 2, 3, 4, 5, 6 and 7: {why}")),
            "{:?}",
            reading.left_out()
        );
        let one = row
            .replace("; xa@c.example", "")
            .replace(", xa@c.example", "")
            .replace(";xa@home.example", "")
            .replace(" / xa@home.example", "");
        let singles: String =
            (0..6).map(|n| format!("{}\n", one.replace("a@", &format!("b{n}@")))).collect();
        let reading = read_text(&format!("{header}\n{singles}{}", rows(1))).expect("a list");
        assert_eq!(reading.list.mailboxes.len(), 6, "{row}");
        assert_eq!(reading.list.bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [8], "{row}");
    }
}

#[test]
fn a_line_of_recipients_is_one_person_each() {
    let expected = ["a1@c.example", "a2@c.example", "a3@c.example"];
    for text in [
        "Reid, Màiri <a1@c.example>; O’Neill, Iain <a2@c.example>; Ross, Seonag <a3@c.example>;",
        "\"Reid, Màiri\" <a1@c.example>,\"O’Neill, Iain\" <a2@c.example>,\"Ross, Seonag\" \
            <a3@c.example>\r\n",
        "Email\n\na1@c.example, a2@c.example, a3@c.example, ",
    ] {
        let reading = read_text(text).expect(text);
        assert_eq!(emails(&reading), expected, "{text}");
        assert_eq!(reading.list.bad, [], "{text}");
    }
    assert!(
        read_text("Email,Work email,Other email\na1@h.example,a1@c.example,b1@c.example\n")
            .is_ok_and(|reading| emails(&reading) == ["a1@c.example"])
    );
}

#[test]
fn addresses_beyond_the_columns_that_are_read_refuse_the_list() {
    let far = format!("Email{0}Manager\na1@c.example{0}b1@c.example\n", ",".repeat(600));
    assert!(
        read_text(&far)
            .expect_err("too wide")
            .to_string()
            .contains("to the right of the first 500 columns")
    );
}

#[test]
fn a_list_with_more_bad_rows_than_good_is_refused() {
    let Err(Refusal::MostlyBad(reading)) = read_text("Email\na@b.example\nx\ny\n") else {
        panic!("it was read")
    };
    assert_eq!(reading.left_out(), ["2 rows, lines 3 and 4: not an email address"]);
}

#[test]
fn parts_are_found_by_name_and_a_column_that_nobody_needs_refuses_nothing() {
    let text = "Email,Agency,Where\na1@b.example,nhs  \
        lothian,Leith\na2@b.example,HEALTH,Leith\na3@b.example,,Leith\n";
    let reading =
        read(text.as_bytes(), &parts(&[("health", "NHS Lothian")]), None).expect("a list");
    assert_eq!(reading.parts(), [("NHS Lothian".to_owned(), 2), ("no part".to_owned(), 1)]);
    assert!(
        read_text(text)
            .is_ok_and(|reading| reading.list.bad.is_empty() && reading.parts().is_empty())
    );
    let unnamed = "a1@b.example,Mo,NHS Lothian\na2@b.example,Jo,NHS Lothian\n";
    let reading =
        read(unnamed.as_bytes(), &parts(&[("health", "NHS Lothian")]), None).expect("a list");
    assert_eq!(reading.parts(), [("NHS Lothian".to_owned(), 2)]);
    // Punctuation does not match a part whose name has neither letters nor digits.
    let signs =
        "Email,Part\na1@b.example,-\na2@b.example,?\na3@b.example,health\na4@b.example,health\n";
    let reading = read(signs.as_bytes(), &parts(&[("-", "!"), ("health", "NHS Lothian")]), None)
        .expect("a list");
    assert_eq!(reading.left_out(), ["1 row, line 3: “?” is not a part of this collection"]);
    // A team is a part only if its values are.
    let teams = "Email,Team\na1@b.example,T1\na2@b.example,T2\n";
    assert!(
        read(teams.as_bytes(), &parts(&[("health", "NHS")]), None)
            .is_ok_and(|reading| reading.list.bad.is_empty())
    );
}

#[test]
fn a_quote_that_is_not_closed_changes_no_separator() {
    let text = "Place,Name,Email\n\"Leith\",\"Ann\",\"a0@council.example\n\"Leith\",\"É\"\";\"\"\",\"a1@council.example\"\n";
    let refused = read_text(text).expect_err("the quote is not closed").to_string();
    assert!(refused.contains("opens on line 2 "), "{refused}");
}
