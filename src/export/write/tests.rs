use std::io::{Cursor, Read};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    super::{
        Column, Note, Table, restore,
        verify::{NotWhole, verify},
    },
    *,
};
use crate::export::Cell;

/// A cell with its own text.
#[derive(Clone, Debug)]
enum Owned {
    Empty,
    Text(String),
    Number(i64),
}

impl Owned {
    fn lend(&self) -> Cell<'_> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(text),
            Self::Number(number) => Cell::Number(*number),
        }
    }

    fn as_json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
        }
    }

    fn as_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

fn table<'a>(name: &'static str, columns: usize, rows: &'a [Vec<Owned>]) -> Table<'a> {
    Table {
        name,
        about: "One row is one trial.".to_owned(),
        columns: (0..columns)
            .map(|n| Column::new(format!("c{n}"), format!("Column {n}")))
            .collect(),
        rows: Box::new(move |take| {
            rows.iter().try_for_each(|row| take(&row.iter().map(Owned::lend).collect::<Vec<_>>()))
        }),
    }
}

fn export(tables: Vec<Table<'_>>) -> Export<'_> {
    Export {
        notes: vec![Note::new("What this is", "A trial of \"quotes\",\nand lines.")],
        first: None,
        tables,
    }
}

fn written(export: Export<'_>, format: Format) -> Vec<u8> {
    let mut file = Vec::new();
    write(export, format, &mut file).unwrap();
    file
}

fn few() -> Vec<Vec<Owned>> {
    vec![
        vec![Owned::Text("=1+1".to_owned()), Owned::Number(-5), Owned::Empty],
        vec![
            Owned::Text("# rows: 3".to_owned()),
            Owned::Number(0),
            Owned::Text("a, \"b\"\r\nc".to_owned()),
        ],
    ]
}

/// The parts of a workbook.
fn parts(file: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn part(file: &[u8], name: &str) -> String {
    parts(file).into_iter().find(|(part, _)| part == name).unwrap().1
}

#[test]
fn a_csv_file_keeps_to_rfc_4180_and_ends_in_its_rows_and_digest() {
    let rows = few();
    let text =
        String::from_utf8(written(export(vec![table("trial", 3, &rows)]), Format::Csv)).unwrap();
    let (body, end) = text.split_once("# rows: 2, sha256: ").unwrap();
    assert_eq!(body, "c0,c1,c2\r\n'=1+1,-5,\r\n\"# rows: 3\",0,\"a, \"\"b\"\"\r\nc\"\r\n");
    assert_eq!(end.len(), 64 + 2);
    assert_eq!(verify(&mut text.as_bytes()).unwrap(), 2);
}

#[test]
fn a_csv_file_holds_one_table() {
    let rows = few();
    let two = export(vec![table("one", 3, &rows), table("two", 3, &rows)]);
    assert!(matches!(write(two, Format::Csv, &mut Vec::new()), Err(ExportError::NotOneTable(2))));
}

#[test]
fn a_truncated_file_is_detected() {
    let rows = few();
    for format in [Format::Csv, Format::Json] {
        let file = written(export(vec![table("trial", 3, &rows)]), format);
        assert_eq!(verify(&mut file.as_slice()).unwrap(), 2);
        for length in 0..file.len() {
            assert!(verify(&mut &file[..length]).is_err(), "{format:?} cut after {length} bytes");
        }
        for place in 0..file.len() {
            let mut spoilt = file.clone();
            spoilt.remove(place);
            assert!(verify(&mut spoilt.as_slice()).is_err(), "{format:?} without byte {place}");
        }
    }
    let book = written(export(vec![table("trial", 3, &rows)]), Format::Xlsx);
    for length in 0..book.len() {
        assert!(
            zip::ZipArchive::new(Cursor::new(&book[..length])).is_err(),
            "cut after {length} bytes"
        );
    }
}

#[test]
fn a_changed_file_is_told_from_one_without_an_end() {
    let rows = few();
    let file =
        String::from_utf8(written(export(vec![table("trial", 3, &rows)]), Format::Csv)).unwrap();
    assert!(matches!(verify(&mut file.replace("-5", "-6").as_bytes()), Err(NotWhole::Differs)));
    assert!(matches!(verify(&mut "c0\r\n1\r\n".as_bytes()), Err(NotWhole::NoEnd)));
}

#[test]
fn rows_that_break_off_leave_a_file_without_an_end() {
    for format in [Format::Csv, Format::Json] {
        let mut broken = table("trial", 1, &[]);
        broken.rows = Box::new(|take| {
            take(&[Cell::Number(1)])?;
            Err(ExportError::Unreadable)
        });
        let mut file = Vec::new();
        assert!(write(export(vec![broken]), format, &mut file).is_err());
        assert!(matches!(verify(&mut file.as_slice()), Err(NotWhole::NoEnd)));
    }
}

#[test]
fn a_workbook_has_notes_first_then_the_codebook_the_tables_and_the_end() {
    let rows = few();
    let file =
        written(export(vec![table("trial", 3, &rows), table("other", 3, &rows)]), Format::Xlsx);
    let names = part(&file, "xl/workbook.xml");
    let mut places = ["Notes", "Codebook", "Trial", "Other", "End"]
        .map(|n| names.find(&format!("\"{n}\"")).unwrap());
    assert!(places.is_sorted(), "{names}");
    places.sort_unstable();
    let sheet = part(&file, "xl/worksheets/sheet3.xml");
    assert!(sheet.contains("state=\"frozen\""), "the header stays in sight: {sheet}");
    assert!(sheet.contains("=1+1") && sheet.contains("<v>-5</v>"), "{sheet}");
    assert!(
        parts(&file).iter().all(|(_, text)| !text.contains("<f>") && !text.contains("mergeCell"))
    );
}

#[test]
fn the_end_of_a_workbook_has_the_digest_that_a_csv_file_ends_in() {
    let rows = few();
    let csv =
        String::from_utf8(written(export(vec![table("trial", 3, &rows)]), Format::Csv)).unwrap();
    let file = written(export(vec![table("trial", 3, &rows)]), Format::Xlsx);
    let end = part(&file, "xl/worksheets/sheet4.xml");
    assert!(end.contains("<v>2</v>"), "{end}");
    assert!(end.contains(csv.trim_end().rsplit(' ').next().unwrap()), "{end}");
}

#[test]
fn a_table_longer_than_a_sheet_goes_on_in_the_next() {
    let rows: Vec<Vec<Owned>> = (100..107).map(|n| vec![Owned::Number(n)]).collect();
    let mut file = Vec::new();
    let all = export(vec![table("trial", 1, &rows)]);
    xlsx::Book::with_rows_a_sheet(4).write(all, &mut file).unwrap();
    let names = part(&file, "xl/workbook.xml");
    assert!(
        names.contains("\"Trial 2\"")
            && names.contains("\"Trial 3\"")
            && !names.contains("\"Trial 4\""),
        "{names}"
    );
    let numbers: Vec<String> = parts(&file).into_iter().map(|(_, text)| text).collect();
    for n in 100..107 {
        assert_eq!(
            numbers.iter().filter(|sheet| sheet.contains(&format!("<v>{n}</v>"))).count(),
            1
        );
    }
}

#[test]
fn the_codebook_explains_every_column_and_every_value() {
    let mut one = table("trial", 1, &[]);
    one.columns[0].values.push(("yes".to_owned(), "It is so.".to_owned()));
    let whole = export(vec![one]);
    let book = String::from_utf8(written(export(vec![codebook(&whole)]), Format::Csv)).unwrap();
    for line in [
        ",What this is,,",
        "trial,,,One row is one trial.",
        "trial,c0,,Column 0",
        "trial,c0,yes,It is so.",
    ] {
        assert!(book.contains(line), "{book}");
    }
}

fn cell() -> impl Strategy<Value = Owned> {
    prop_oneof![
        Just(Owned::Empty),
        any::<i64>().prop_map(Owned::Number),
        "['=+@#,\"\r\n\t－é🐑-]{0,3}.{0,6}".prop_map(Owned::Text),
        any::<String>().prop_map(Owned::Text),
    ]
}

fn rows() -> impl Strategy<Value = (usize, Vec<Vec<Owned>>)> {
    (1..5_usize).prop_flat_map(|n| {
        (Just(n), prop::collection::vec(prop::collection::vec(cell(), n), 0..12))
    })
}

proptest! {
    #[test]
    fn a_csv_file_reads_back_as_it_was_written((columns, rows) in rows()) {
        let file = written(export(vec![table("trial", columns, &rows)]), Format::Csv);
        prop_assert_eq!(verify(&mut file.as_slice()).unwrap(), rows.len() as u64);
        let mut reader = ::csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_slice());
        let read: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(read.len(), rows.len());
        for (read, row) in read.iter().zip(&rows) {
            for (cell, owned) in read.iter().zip(row) {
                let cell = if let Owned::Number(_) = owned { cell } else { restore(cell) };
                prop_assert_eq!(cell, owned.as_text());
            }
        }
    }

    #[test]
    fn a_json_file_reads_back_as_it_was_written((columns, rows) in rows()) {
        let file = written(export(vec![table("trial", columns, &rows)]), Format::Json);
        prop_assert_eq!(verify(&mut file.as_slice()).unwrap(), rows.len() as u64);
        let read: Value = serde_json::from_slice(&file).unwrap();
        let all: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(Owned::as_json).collect()).collect();
        prop_assert_eq!(&read["tables"][0]["rows"], &json!(all));
        prop_assert_eq!(&read["rows"], &json!(rows.len()));
    }
}
