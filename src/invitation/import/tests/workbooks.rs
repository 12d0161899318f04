//! Workbooks, and documents that are not.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Formula, Url, Workbook};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

/// A workbook with these sheets, the first of which has a title over its columns.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in (1..).zip(*rows) {
            for (column, cell) in (1..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("written");
            }
        }
    }
    workbook.save_to_buffer().expect("saved")
}

const STAFF: &[&[&str]] =
    &[&["Name", "Email"], &["Màiri", "a1@council.example"], &["Iain", "a2@council.example"]];
const NOTES: &[&[&str]] = &[&["Prepared by", "HR"]];

#[test]
fn a_workbook_is_read_from_the_sheet_with_addresses() {
    let reading =
        read(&workbook(&[("Notes", NOTES), ("Staff", STAFF)]), &PartNames::default(), None)
            .expect("a list");
    assert_eq!(emails(&reading), ["a1@council.example", "a2@council.example"]);
    assert!(reading.facts().contains(&("Sheet", "Staff".to_owned())));
    assert!(
        reading.facts().contains(&("Names of the columns", "on line 2".to_owned())),
        "rows as Excel counts them"
    );
    let both = workbook(&[("Staff", STAFF), ("Leavers", STAFF), ("Notes", NOTES)]);
    let refused = read(&both, &PartNames::default(), None).expect_err("two sheets");
    assert_eq!(refused, Refusal::Choose(vec!["Staff".to_owned(), "Leavers".to_owned()]));
    assert_eq!(people(read(&both, &PartNames::default(), Some("leavers"))), 2);
    let unclear: &[&[&str]] = &[&["One", "Other"], &["a1@council.example", "b1@council.example"]];
    let either = workbook(&[("Notes", &[&["hr@council.example"]]), ("Staff", unclear)]);
    let refused = read(&either, &PartNames::default(), None).expect_err("two sheets");
    assert_eq!(refused, Refusal::Choose(vec!["Notes".to_owned(), "Staff".to_owned()]));
    let refused =
        read(&both, &PartNames::default(), Some("Moon")).expect_err("no such sheet").to_string();
    assert!(
        refused
            .contains("There is no sheet “Moon”. The sheets are “Staff”, “Leavers” and “Notes”."),
        "{refused}"
    );
}

#[test]
fn cells_of_every_kind_are_read_as_they_are_shown() {
    let mut workbook = Workbook::new();
    let hidden = workbook.add_worksheet().set_name("Old").expect("a name");
    hidden.write_string(0, 0, "x@old.example").expect("written");
    hidden.set_hidden(true);
    let sheet = workbook.add_worksheet().set_name("Staff").expect("a name");
    sheet.set_active(true);
    sheet.merge_range(0, 0, 0, 3, "Staff of the council", &Format::new()).expect("merged");
    for (column, name) in (0..).zip(["No", "Since", "Email", "Left"]) {
        sheet.write_string(1, column, name).expect("written");
    }
    sheet.write_string(2, 2, "a1@council.example").expect("written");
    sheet
        .write_formula(
            3,
            2,
            Formula::new("=B9&\"@council.example\"").set_result("a2@council.example"),
        )
        .expect("written");
    sheet
        .write_url(4, 2, Url::new("mailto:a3@council.example").set_text("Ann Grant"))
        .expect("written");
    sheet.write_url(5, 2, Url::new("mailto:a4@council.example")).expect("written");
    for row in 2..6 {
        sheet.write_number(row, 0, f64::from(row)).expect("written");
        sheet
            .write_number_with_format(row, 1, 45_000.5, &Format::new().set_num_format("dd/mm/yyyy"))
            .expect("written");
        sheet.write_boolean(row, 3, false).expect("written");
    }
    sheet.write_string(1_048_575, 16_383, "far away").expect("written");
    let bytes = workbook.save_to_buffer().expect("saved");
    let reading = read(&bytes, &PartNames::default(), None).expect("a list");
    assert_eq!(
        emails(&reading),
        ["a1@council.example", "a2@council.example", "a3@council.example", "a4@council.example"]
    );
    assert_eq!(reading.hidden, ["Old"]);
    assert_eq!(people(read(&bytes, &PartNames::default(), Some("Old"))), 1);
}

#[test]
fn hidden_rows_are_left_out_and_merged_cells_hold_for_all_their_rows() {
    let known = parts(&[("health", "NHS Lothian"), ("police", "Police Scotland")]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Staff & others").expect("a name");
    for (column, name) in (0..).zip(["Email", "Agency"]) {
        sheet.write_string(0, column, name).expect("written");
    }
    for row in 1..9 {
        sheet.write_string(row, 0, format!("a{row}@council.example")).expect("written");
    }
    sheet.merge_range(1, 1, 4, 1, "NHS Lothian", &Format::new()).expect("merged");
    sheet.merge_range(5, 1, 8, 1, "Police Scotland", &Format::new()).expect("merged");
    sheet.set_row_hidden(2).expect("hidden").set_row_hidden(7).expect("hidden");
    let row = |row: u32, more: &str, cells: &str| {
        format!(
            "<table:table-row \
                {more}><table:table-cell><text:p>a{row}@council.example</text:p></table:table-cell>{cells}</table:table-row>"
        )
    };
    let merged = |name: &str| {
        format!(
            "<table:table-cell table:number-columns-spanned=\"1\" \
                table:number-rows-spanned=\"4\"><text:p>{name}</text:p></table:table-cell>"
        )
    };
    let covered = "<table:covered-table-cell/>";
    let (collapsed, filtered) = ("table:visibility=\"collapse\"", "table:visibility=\"filter\"");
    let ods = open_document(&format!(
        "<table:table \
            table:name=\"S\"><table:table-row><table:table-cell><text:p>Email</text:p></table:table-cell></table:table-row>{}</table:table>",
        [
            row(1, "", &merged("NHS Lothian")),
            row(2, collapsed, covered),
            row(3, "", covered),
            row(4, "", covered),
            row(5, "", &merged("Police Scotland")),
            row(6, "", covered),
            row(7, filtered, covered),
            row(8, "", covered),
        ]
        .concat(),
    ));
    for bytes in [workbook.save_to_buffer().expect("saved"), ods] {
        let reading = read(&bytes, &known, None).expect("a list");
        assert_eq!(
            reading.parts(),
            [("NHS Lothian".to_owned(), 3), ("Police Scotland".to_owned(), 3)]
        );
        assert_eq!(
            reading.left_out(),
            ["2 rows, lines 3 and 8: hidden or filtered out in the workbook"]
        );
    }
}

#[test]
fn a_workbook_whose_people_are_all_hidden_says_so() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Email").expect("written");
    sheet.write_string(1, 0, "a1@council.example").expect("written");
    sheet.set_row_hidden(1).expect("hidden");
    let refused = read(&workbook.save_to_buffer().expect("saved"), &PartNames::default(), None)
        .expect_err("hidden")
        .to_string();
    assert!(refused.contains("other rows are hidden or filtered out"), "{refused}");
}

/// An archive with these files, compressed as much as possible.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("begun");
        archive.write_all(content).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

const ODS: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");

fn open_document(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\" \
         style:family=\"table\"><style:table-properties \
         table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[ODS, ("content.xml", content.as_bytes())])
}

#[test]
fn a_workbook_of_libreoffice_is_read() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: &str| {
        format!(
            "<table:table-row>{cells}<table:table-cell \
                table:number-columns-repeated=\"16380\"/></table:table-row>"
        )
    };
    let link = "<table:table-cell><office:annotation><text:p>b@c.example</text:p></office:annotation><text:p><text:a xlink:href=\"mailto:a2@council.example\">Iain</text:a></text:p></table:table-cell>";
    let staff = [
        row(&(cell("Name &amp; team") + &cell("Email"))),
        row(&(cell("Màiri") + &cell("a1@council.example"))),
        row(&(cell("Iain") + link)),
    ];
    let table = |style: &str, rows: &str| {
        format!(
            "<table:table table:name=\"Staff {style}\" \
                table:style-name=\"{style}\">{rows}<table:table-row \
                table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table>"
        )
    };
    let bytes = open_document(&(table("ta1", &staff.concat()) + &table("ta2", &staff.concat())));
    let reading = read(&bytes, &PartNames::default(), None).expect("a list");
    assert_eq!(emails(&reading), ["a1@council.example", "a2@council.example"]);
    assert_eq!(reading.hidden, ["Staff ta2"]);
    assert!(
        reading.facts().contains(&("Columns not needed", "“Name & team”".to_owned())),
        "{:?}",
        reading.facts()
    );
    let endless = "<table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell \
        table:number-columns-repeated=\"4000000000\"><text:p>a@b.example</text:p></table:table-cell></table:table-row>";
    assert!(read(&open_document(&table("ta1", endless)), &PartNames::default(), None).is_err());
}

#[test]
fn workbooks_that_unpack_to_too_much_are_refused() {
    let zeros = vec![b' '; 300 * 1024 * 1024];
    let bomb = archive(&[("[Content_Types].xml", b""), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    let shared = b"<sst uniqueCount='9999999999999'></sst>";
    for bytes in [bomb, archive(&[("xl/workbook.xml", b""), ("xl/sharedStrings.xml", shared)])] {
        let refused = read(&bytes, &PartNames::default(), None).expect_err("too large").to_string();
        assert!(refused.contains("too large when unpacked"), "{refused}");
    }
}

#[test]
fn other_documents_say_what_they_are() {
    let compound = |stream: &str| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
        file.create_stream(stream).expect("a stream").write_all(&[0; 600]).expect("written");
        file.flush().expect("flushed");
        file.into_inner().into_inner()
    };
    for (bytes, told) in [
        (compound("/EncryptedPackage"), "locked with a password"),
        (compound("/WordDocument"), "a Word document"),
        (archive(&[("word/document.xml", b"")]), "a Word document"),
        (archive(&[("list.csv", b"a@b.example")]), "a ZIP archive"),
        (archive(&[("xl/workbook.bin", b"")]), "a binary workbook"),
        (
            archive(&[
                ODS,
                ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
                ("content.xml", b""),
            ]),
            "locked with a password",
        ),
        (archive(&[("xl/workbook.xml", b"<x")]), "damaged"),
        (compound("/Workbook"), "mailbox"),
        (b"PK\x03\x04 and no more".to_vec(), "damaged"),
    ] {
        let refused = read(&bytes, &PartNames::default(), None).expect_err(told).to_string();
        assert!(refused.contains(told), "{refused}");
    }
}

/// A record of a workbook of Excel 97.
fn record(of_type: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("short");
    [&of_type.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A workbook of Excel 97 with these cells as labels on one sheet.
pub fn old_workbook(cells: &[(u16, u16, &str)]) -> Vec<u8> {
    let begin = |of_type: u16| {
        record(0x0809, &[0, 6, of_type.to_le_bytes()[0], 0, 0, 0, 0xcc, 7, 0, 0, 0, 0, 6, 0, 0, 0])
    };
    let place =
        |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 5, 0], b"Staff"].concat());
    let at = begin(5).len() + place(0).len() + 4;
    let mut stream =
        [begin(5), place(u32::try_from(at).expect("short")), record(0x000a, &[]), begin(16)]
            .concat();
    for (row, column, text) in cells {
        let length = u16::try_from(text.len()).expect("short").to_le_bytes();
        let head = [row.to_le_bytes(), column.to_le_bytes(), [0, 0], length].concat();
        stream.extend(record(0x0204, &[&head[..], &[0], text.as_bytes()].concat()));
    }
    stream.extend(record(0x000a, &[]));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    file.create_stream("/Workbook").expect("a stream").write_all(&stream).expect("written");
    file.flush().expect("flushed");
    file.into_inner().into_inner()
}

#[test]
fn a_workbook_of_excel_97_is_read_unless_its_sheets_are_endless() {
    let cells = [
        (3, 1, "Name"),
        (3, 2, "Email"),
        (4, 1, "Ann"),
        (4, 2, "a1@council.example"),
        (5, 2, "a2@council.example"),
    ];
    let reading = read(&old_workbook(&cells), &PartNames::default(), None).expect("a list");
    assert_eq!(emails(&reading), ["a1@council.example", "a2@council.example"]);
    assert!(
        reading.facts().contains(&("Names of the columns", "on line 4".to_owned())),
        "{:?}",
        reading.facts()
    );
    let refused = read(
        &old_workbook(&[(0, 0, "a@b.example"), (65_535, 65_535, "x")]),
        &PartNames::default(),
        None,
    );
    assert!(refused.expect_err("too large").to_string().contains("too large when unpacked"));
}
