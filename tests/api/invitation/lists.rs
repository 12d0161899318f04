//! Lists as offices send them: all cases of the field, on the command line and in the console.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::Days;
use rust_xlsxwriter::Workbook;

use crate::{
    invitation::second_lists::{facts, hidden},
    support::{Answer, Place, Service, by_invitation, today},
};

/// A file with what comes of it in an empty collection.
struct Case {
    file: PathBuf,
    /// How many mailboxes, unless it is refused.
    mailboxes: Option<usize>,
    with_parts: bool,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/fixtures/lists");
    let table = fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let case = |line: &str| {
        let (file, outcome) = line.split_once('\t').unwrap();
        let mailboxes = outcome.split(' ').next().unwrap().parse().ok();
        Case { file: folder.join(file), mailboxes, with_parts: file == "parts-by-name.csv" }
    };
    let cases: Vec<Case> = table.lines().skip(1).map(case).collect();
    assert_eq!(
        cases.len() + 1,
        fs::read_dir(&folder).unwrap().count(),
        "every file has its outcome"
    );
    cases
}

/// A collection of staff by invitation, with the parts NHS Lothian and Police Scotland if there are
/// any.
fn place(with_parts: bool) -> Place {
    if !with_parts {
        return Place::by_invitation();
    }
    let place = Place::new();
    place.run(&["survey", "publish", "staff", "1", "--with-drafts"]);
    let parts = "[[collections.parts]]\nkey = \"health\"\nname = \"NHS Lothian\"\npopulation = \
                 600\n[[collections.parts]]\nkey = \"police\"\nname = \"Police \
                 Scotland\"\npopulation = 400\n";
    place.create(
        &(by_invitation("midlothian council", today() - Days::new(1), today() + Days::new(20))
            + parts),
    );
    place
}

fn import<'a>(link: &'a str, file: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    [&["invitation", "import", link, file.to_str().unwrap()], more].concat()
}

#[test]
fn every_case_is_imported_or_refused_by_the_command() {
    for case in cases() {
        let place = place(case.with_parts);
        let link = place.link("staff");
        let arguments = import(&link, &case.file, &[]);
        let Some(mailboxes) = case.mailboxes else {
            let said = place.refuse(&arguments);
            let told = ["“Name” and “Telephone”", "none of them contains email addresses"];
            assert!(
                told.iter().all(|part| said.contains(part)) && said.lines().count() == 1,
                "{said}"
            );
            assert_eq!(place.rows("invitations").len(), 0);
            continue;
        };
        let checked = place.run(&import(&link, &case.file, &["--check"]));
        let stored = format!("{mailboxes} new, 0 from an earlier list. Nothing was stored.");
        assert!(checked.contains(&stored), "{checked}");
        assert_eq!(place.rows("invitations").len(), 0, "looking stores nothing");
        let said = place.run(&arguments);
        assert!(said.contains(&format!("{mailboxes} mailboxes imported")), "{said}");
        assert_eq!(place.rows("invitations").len(), mailboxes, "{}", case.file.display());
        let in_part = place.number("SELECT COUNT(*) FROM invitations WHERE stratum = 'health'");
        assert_eq!(usize::try_from(in_part).unwrap(), if case.with_parts { mailboxes } else { 0 });
    }
}

/// Sends files and fields as a browser does.
fn send(service: &Service, path: &str, cookie: &str, fields: &[(String, Vec<u8>)]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"; \
                filename=\"list\"\r\n\r\n"
            )
            .bytes(),
        );
        body.extend(value);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let request = service.agent.post(format!("{}{path}", service.base)).header("Cookie", cookie);
    Answer::of(request.content_type("multipart/form-data; boundary=edge").send(body).unwrap())
}

/// What a browser sends of the form on a page.
fn fields_of(page: &Answer) -> Vec<(String, Vec<u8>)> {
    hidden(&page.text)
        .into_iter()
        .map(|(name, value)| (name, value.replace('\n', "\r\n").into_bytes()))
        .collect()
}

struct Console {
    service: Service,
    cookie: String,
    path: String,
}

impl Console {
    fn of(place: &Place) -> Self {
        let password = place.user("coordinator@speir.example", "coordinator");
        let service = place.serve();
        let cookie = service.sign_in("coordinator@speir.example", &password);
        let path = format!("/console/collections/{}/invitations/import", place.id("staff").0);
        Self { service, cookie, path }
    }

    fn upload(&self, bytes: Vec<u8>) -> Answer {
        self.send(&[("list".to_owned(), bytes)])
    }

    fn send(&self, fields: &[(String, Vec<u8>)]) -> Answer {
        send(&self.service, &self.path, &self.cookie, fields)
    }
}

#[test]
fn every_case_is_shown_before_the_console_stores_it() {
    for with_parts in [false, true] {
        let place = place(with_parts);
        let console = Console::of(&place);
        for case in cases().into_iter().filter(|case| case.with_parts == with_parts) {
            let name = case.file.display();
            let looked = console.upload(fs::read(&case.file).unwrap());
            assert_eq!(place.rows("invitations").len(), 0, "nothing is stored: {name}");
            let Some(mailboxes) = case.mailboxes else {
                assert_eq!(looked.status, 422, "{name}");
                assert!(
                    looked.text.contains("none of them contains email addresses"),
                    "{}",
                    looked.text
                );
                continue;
            };
            assert_eq!(looked.status, 200, "{name}: {}", looked.text);
            let facts = facts(&looked.text);
            assert_eq!(facts[0], format!("New mailboxes {mailboxes}"), "{name}");
            assert!(facts.contains(&format!("People {mailboxes}")), "{facts:?}");
            assert_eq!(
                facts.contains(&"People in NHS Lothian 6".to_owned()),
                with_parts,
                "{facts:?}"
            );
            assert_eq!(console.send(&fields_of(&looked)).status, 303, "{name}");
            assert_eq!(place.rows("invitations").len(), mailboxes, "{name}");
            for table in
                ["invitations", "invited", "issued_tickets", "messages", "waves", "mailings"]
            {
                place.sql(&format!("DELETE FROM {table}"));
            }
        }
    }
}

#[test]
fn bad_rows_are_grouped_and_left_out_once_confirmed() {
    let place = Place::by_invitation();
    let console = Console::of(&place);
    let good: String = (1..=400).map(|n| format!("person{n}@example.org\n")).collect();
    let bad: String = (1..=300).map(|n| format!("person {n} at example.org\n")).collect();
    let looked = console.upload(format!("Email\n{good}{bad}").into_bytes());
    assert_eq!(looked.status, 200);
    assert!(looked.text.contains(
        "300 rows, lines 402, 403, 404, 405, 406, 407, 408, 409, 410, 411 and 290 more: not an \
            email address."
    ));
    assert_eq!(console.send(&fields_of(&looked)).status, 303);
    assert_eq!(place.rows("invitations").len(), 400);
    let refused = console.upload(format!("Email\nperson1@example.org\n{bad}").into_bytes());
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("300 of 301 rows cannot be used")
            && refused.text.contains("lines 3, 4"),
        "{}",
        refused.text
    );
    assert_eq!(place.rows("invitations").len(), 400);
}

#[test]
fn a_check_shows_an_example_and_an_import_does_not() {
    let place = Place::by_invitation();
    let file = place.dir.path().join("list.csv");
    let rows: String =
        (1..=7).map(|n| format!("person{n}@example.org,boss{n}@example.org\n")).collect();
    fs::write(&file, format!("Email,Manager\n{rows}")).unwrap();
    let link = place.link("staff");
    let said = place.run(&import(&link, &file, &["--check"]));
    assert!(
        said.contains("First and last address: person1@example.org … person7@example.org\n"),
        "{said}"
    );
    assert!(said.contains("Addresses in other columns, not used: “Manager” (7)\n"), "{said}");
    assert!(!place.run(&import(&link, &file, &[])).contains('@'));
}

#[test]
fn a_quote_that_is_not_closed_refuses_the_list_with_its_line() {
    let place = Place::by_invitation();
    let file = place.dir.path().join("open.csv");
    let rows: String = (1..=9)
        .map(|n| format!("{}Ann,person{n}@example.org\n", if n == 4 { "\"" } else { "" }))
        .collect();
    fs::write(&file, format!("Name,Email\n{rows}")).unwrap();
    let said = place.refuse(&import(&place.link("staff"), &file, &["--skip-bad"]));
    assert!(said.contains("The quotation mark that opens on line 5 is not closed"), "{said}");
    assert_eq!(place.rows("invitations").len(), 0);
}

/// A workbook in which several sheets hold addresses.
fn sheets(sheets: &[(&str, u32)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for &(name, people) in sheets {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(2, 1, "Work email").unwrap();
        for row in 0..people {
            sheet
                .write_string(row + 3, 1, format!("{}{row}@council.example", name.trim()))
                .unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_is_chosen_on_the_page_or_by_its_name() {
    let place = Place::by_invitation();
    let file = place.dir.path().join("list.xls");
    let two = sheets(&[("Staff", 8), ("Leavers", 6)]);
    fs::write(&file, &two).unwrap();
    let link = place.link("staff");
    let said = place.refuse(&import(&link, &file, &[]));
    assert!(
        said.contains("The sheets “Staff” and “Leavers” hold email addresses")
            && said.contains("--sheet"),
        "{said}"
    );
    assert!(place.run(&import(&link, &file, &["--check", "--sheet", "staff"])).contains("8 new"));
    let console = Console::of(&place);
    let asked = console.upload(two);
    assert!(
        asked.status == 200 && asked.text.contains("Which sheet is the list?"),
        "{}",
        asked.text
    );
    let mut fields = fields_of(&asked);
    fields.push(("sheet".to_owned(), b"Leavers".to_vec()));
    let looked = console.send(&fields);
    assert_eq!(facts(&looked.text)[0], "New mailboxes 6", "{}", looked.text);
    assert_eq!(place.rows("invitations").len(), 0);
    assert_eq!(console.send(&fields_of(&looked)).status, 303);
    assert_eq!(place.rows("invitations").len(), 6);
    let mut fields = fields_of(&console.upload(sheets(&[("Staff", 8), ("Staff ", 7)])));
    fields.push(("sheet".to_owned(), b"Staff ".to_vec()));
    assert!(
        facts(&console.send(&fields).text).contains(&"People 7".to_owned()),
        "a space tells two sheets apart"
    );
}

#[test]
fn a_list_confirmed_several_times_at_once_is_stored_once() {
    let place = Place::by_invitation();
    let console = Console::of(&place);
    let list: String = (1..=4_000).map(|n| format!("person{n}@example.org\n")).collect();
    let fields = fields_of(&console.upload(list.into_bytes()));
    std::thread::scope(|scope| {
        let presses: Vec<_> =
            (0..4).map(|_| scope.spawn(|| console.send(&fields).status)).collect();
        for press in presses {
            assert_eq!(press.join().unwrap(), 303);
        }
    });
    assert_eq!(place.rows("invitations").len(), 4_000);
    place.run(&["check-store"]);
}

#[test]
fn other_files_are_refused_by_console_and_command() {
    let place = Place::by_invitation();
    let console = Console::of(&place);
    let file = place.dir.path().join("list.csv");
    for (bytes, told) in [
        (&b"%PDF-1.7\nperson1@example.org"[..], "a PDF"),
        (b"<html><table><td>person1@example.org", "a web page (HTML)"),
        (b"PK\x03\x04person1@example.org", "damaged"),
    ] {
        fs::write(&file, bytes).unwrap();
        let said = place.refuse(&import(&place.link("staff"), &file, &[]));
        let page = console.upload(bytes.to_vec());
        assert!(
            said.contains(told) && page.status == 422 && page.text.contains(told),
            "{said}\n{}",
            page.text
        );
        assert!(!said.contains("person1@"), "{said}");
    }
}
