//! Lists in every dialect and encoding give the same result.

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::{workbooks::old_workbook, *};

/// How a table is written as text: separator, line end, quotes around all, encoding.
#[derive(Clone, Copy, Debug)]
struct Dialect(char, &'static str, bool, &'static str);

fn dialect() -> impl Strategy<Value = Dialect> {
    let encoding = proptest::sample::select(vec![
        "utf-8",
        "utf-8 bom",
        "utf-16le",
        "utf-16be",
        "utf-16le bom",
        "windows-1252",
    ]);
    let separator = proptest::sample::select(vec![',', ';', '\t', '|']);
    let end = proptest::sample::select(vec!["\n", "\r\n", "\r"]);
    (separator, end, any::<bool>(), encoding)
        .prop_map(|(sign, end, quoted, encoding)| Dialect(sign, end, quoted, encoding))
}

fn written(rows: &[Vec<String>], Dialect(separator, end, all, encoding): Dialect) -> Vec<u8> {
    let cell = |cell: &String| {
        let needed = cell.contains([separator, '"', '\n', '\r']) || cell.starts_with(' ');
        if all || needed { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line = |row: &Vec<String>| {
        row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + end
    };
    let text: String = rows.iter().map(line).collect();
    let wide = |swap: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    match encoding {
        "utf-8 bom" => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        "utf-16le" => wide(false),
        "utf-16be" => wide(true),
        "utf-16le bom" => [b"\xff\xfe".to_vec(), wide(false)].concat(),
        "windows-1252" => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        _ => text.into_bytes(),
    }
}

fn as_workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("written");
        }
    }
    workbook.save_to_buffer().expect("saved")
}

/// People with a name, an address and a part, in that order.
fn table(name: &'static str) -> impl Strategy<Value = Vec<(String, String, usize)>> {
    let local = "[a-z]{1,8}(\\.[a-z'+]{1,6})?";
    proptest::collection::vec((name, local, 0..3_usize), 2..12).prop_map(|rows| {
        let person = |(number, (name, local, part)): (usize, (String, String, usize))| {
            (name, format!("{local}{number}@council.example"), part)
        };
        rows.into_iter().enumerate().map(person).collect()
    })
}

proptest! {
    #[test]
    fn a_table_is_read_as_the_same_people_however_it_is_written(
        people in table("[A-ZÀÉ][a-zàèìòùé \
            ',;|\"\n-]{0,12}"), dialect in dialect(), order in 0..3_usize, title: bool,
        email in proptest::sample::select(vec!["Email", "E-MAIL ADDRESS", "Work_Email", "Email (work) *", "PrimarySmtpAddress", "Contact"]),
    ) {
        let known = parts(&[("health", "NHS Lothian"), ("police", "Police Scotland")]);
        let names = ["", "nhs lothian", "POLICE"];
        let turned = |mut row: Vec<String>| { row.rotate_left(order); row };
        let mut rows = Vec::new();
        if title {
            rows.push(vec!["Staff of the council".to_owned(), String::new(), String::new()]);
        }
        rows.push(turned(vec!["Full name".to_owned(), email.to_owned(), "Part".to_owned()]));
        rows.extend(people.iter().map(|(name, email, part)| turned(vec![name.clone(), email.clone(), names[*part].to_owned()])));
        let keys = [None, Some("health".to_owned()), Some("police".to_owned())];
        let expected: Vec<_> = people.iter().map(|(_, email, part)| (email.clone(), keys[*part].clone())).collect();
        for bytes in [written(&rows, dialect), as_workbook(&rows)] {
            let reading = read(&bytes, &known, None).map_err(|refusal| TestCaseError::fail(refusal.to_string()))?;
            prop_assert_eq!(&reading.list.mailboxes, &expected);
            prop_assert_eq!(&reading.list.bad, &[]);
        }
    }

    #[test]
    fn every_unused_address_is_reported(
        cells in proptest::collection::vec(proptest::collection::vec(0..9_usize, 1..5), 1..9), header in 0..5_usize, dialect in dialect(),
    ) {
        let header = [vec!["Name", "Email", "Manager"], vec!["Email"], vec!["Email", "Work email", ""], vec!["Who", "Where"], vec![]][header].clone();
        let mut rows = vec![header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()];
        let mut number = 0;
        let mut next = || { number += 1; format!("a{number}@c.example") };
        rows.extend(cells.iter().map(|kinds| kinds.iter().map(|kind| match kind {
            0 => String::new(),
            1 => "Ann, Bell".to_owned(),
            2 => format!("{}; {}", next(), next()),
            3 => format!("{}, {}", next(), next()),
            4 => format!("Ann <{}>", next()),
            5 => format!("mailto:{}", next()),
            6 => format!("smtp:{};SMTP:{}", next(), next()),
            _ => next(),
        }).collect::<Vec<_>>()));
        let reading = match read(&written(&rows, dialect), &PartNames::default(), None) {
            Ok(reading) => reading,
            Err(Refusal::MostlyBad(reading)) => *reading,
            Err(_) => return Ok(()),
        };
        let bad: std::collections::BTreeSet<usize> = reading.list.bad.iter().map(|bad| usize::try_from(bad.line).expect("small")).collect();
        let of_line = |line: &usize| rows.get(line - 1).map_or(0, |row| row.iter().map(|cell| mailbox::likenesses(cell).len()).sum::<usize>());
        let in_bad: usize = bad.iter().map(of_line).sum();
        let told = reading.list.mailboxes.len() + reading.unused() + in_bad;
        prop_assert!(told >= number, "{told} of {number}: {:?}", reading);
    }

    #[test]
    fn a_quote_that_is_left_out_loses_nobody_unnoticed(people in table("[A-ZÀÉ][a-zàèìòùé \
        ',\n-]{0,12}"), order in 0..3_usize, quote in 0..1_000_usize) {
        let turned = |mut row: Vec<String>| { row.rotate_left(order); row };
        let rows: Vec<_> = people.iter().map(|(name, email, _)| turned(vec![name.clone(), email.clone(), "Leith".to_owned()])).collect();
        let mut text = String::from_utf8(written(&rows, Dialect(',', "\n", true, "utf-8"))).expect("text");
        let quotes: Vec<usize> = text.match_indices('"').map(|(place, _)| place).collect();
        text.remove(quotes[quote % quotes.len()]);
        let header = turned(["Name", "Email", "Place"].map(str::to_owned).to_vec()).join(",");
        if let Ok(reading) = read_text(&format!("{header}\n{text}")) {
            let told = reading.list.mailboxes.len() + reading.list.repeated + reading.list.bad.len();
            prop_assert!(told >= people.len(), "{told} of {}", people.len());
        }
    }

    #[test]
    fn whatever_a_file_holds_it_is_read_or_refused(bytes: Vec<u8>, magic in 0..4_usize) {
        let beginnings: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Email\n"];
        let bytes = [beginnings[magic], &bytes].concat();
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
        if let Ok(reading) = read(&bytes, &PartNames::default(), None) {
            prop_assert!(reading.list.mailboxes.len() + reading.list.bad.len() <= lines);
        }
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(place in 0..100_000_usize, byte: u8) {
        for mut bytes in [as_workbook(&[vec!["a@b.example".to_owned()]]), old_workbook(&[(0, 0, "a@b.example")])] {
            let place = place % bytes.len();
            bytes[place] = byte;
            let _ = read(&bytes, &PartNames::default(), None);
        }
    }
}
