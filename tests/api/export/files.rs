//! Released results that leave the house as files.

use std::{
    collections::BTreeSet,
    fs,
    io::{Cursor, Read},
    os::unix::fs::PermissionsExt,
    process::Stdio,
};

use calamine::{DataType as _, Reader as _};
use chrono::Days;
use serde_json::Value;
use speir::export::{restore, verify::verify};

use crate::support::{Place, Service, inspection, today};

/// What stands in no file of rows.
const COMMENT: &str = "Wunderkerze";
/// A part whose name a spreadsheet would run.
const FORMULA: &str = "=HYPERLINK(\"https://example.org\")";

pub(super) type Record = std::collections::BTreeMap<String, String>;

/// A CSV file's records by the names of their columns, and the number of rows that it ends in.
pub(super) fn records(file: &str) -> (Vec<Record>, u64) {
    let rows = verify(&mut file.as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    let records: Vec<Record> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(records.len() as u64, rows);
    (records, rows)
}

pub(super) fn find<'r>(records: &'r [Record], cells: &[(&str, &str)]) -> &'r Record {
    let found: Vec<_> = records
        .iter()
        .filter(|record| cells.iter().all(|(name, cell)| record[*name] == *cell))
        .collect();
    assert_eq!(found.len(), 1, "{cells:?}: {found:?}");
    found[0]
}

/// Staff of four parts: health of 44, education of 40, housing of 30 and police of three. Police are
/// shown with the smallest of the others.
pub(super) fn released() -> Place {
    let place = Place::new();
    place.publish_all();
    let toml = inspection("Midlothian", today() - Days::new(1), today() + Days::new(20));
    let parts = format!(
        "parts = [{{ key = \"health\", name = \"Health\", population = 50 }}, {{ key = \
         \"education\", name = '{FORMULA}', population = 50 }}, {{ key = \"police\", name = \
         \"Police\", population = 40 }}, {{ key = \"housing\", name = \"Housing\", population = 60 \
         }}]"
    );
    place.create(&toml.replacen("population = 1306", &format!("population = 1306\n{parts}"), 1));
    let service = place.serve();
    for (name, people, agree) in
        [("Health", 44, 32), (FORMULA, 40, 16), ("Police", 3, 1), ("Housing", 30, 15)]
    {
        let link = place.link_of_part(name);
        for n in 0..people {
            let said = if n < agree { "agree" } else { "disagree" };
            let role = if n == 0 { "manager" } else { "frontline" };
            service.answer(
                &link,
                &format!("agency=health&role={role}&listened-to={said}&comment={COMMENT}"),
            );
        }
    }
    service.stop();
    place.release();
    place
}

impl Place {
    fn link_of_part(&self, name: &str) -> String {
        let parts =
            speir::inspection::queries::unscoped::parts(&mut self.store().connection().unwrap())
                .unwrap();
        parts.into_iter().find(|(_, part)| part.name == name).unwrap().1.link.to_string()
    }

    /// What an export of the staff's collection writes to standard output.
    pub(super) fn export(&self, more: &[&str]) -> String {
        self.run(&[&["export", &self.link("staff")], more].concat())
    }

    pub(super) fn noted(&self) -> Vec<(String, String)> {
        let entries = self.entries(50);
        entries
            .into_iter()
            .filter(|e| e.action.starts_with("Downloaded"))
            .map(|e| (e.actor, e.action))
            .collect()
    }

    pub(super) fn signs_in(&self, service: &Service, role: &str) -> String {
        let email = format!("{role}@speir.example");
        service.sign_in(&email, &self.user(&email, role))
    }
}

#[test]
fn figures_are_those_of_the_page_and_hidden_ones_have_no_number() {
    let place = released();
    let (figures, _) = records(&place.export(&[]));
    let whole =
        find(&figures, &[("question", "listened-to"), ("option", ""), ("stratum_name", "")]);
    let said = [
        "area",
        "area_name",
        "base",
        "favourable",
        "favourable_percent",
        "quantity_term",
        "hidden",
        "hidden_why",
    ];
    assert_eq!(
        said.map(|name| whole[name].as_str()),
        ["S12000019", "Midlothian", "117", "64", "55", "the majority", "no", ""]
    );
    let agree = find(&figures, &[("question", "listened-to"), ("option", "agree")]);
    assert_eq!([&agree["count"], &agree["base"], &agree["percent"]], ["64", "117", "55"]);
    let nobody =
        find(&figures, &[("question", "help-to-recover"), ("option", ""), ("stratum_name", "")]);
    assert_eq!(nobody["hidden_why"], "withheld: fewer than 10 answers");
    let hidden: Vec<_> = figures.iter().filter(|record| record["hidden"] == "yes").collect();
    assert!(hidden.len() > 30);
    for record in hidden {
        for number in [
            "count",
            "base",
            "percent",
            "favourable",
            "favourable_percent",
            "quantity_term",
            "mean",
        ] {
            assert_eq!(record[number], "", "{record:?}");
        }
        assert_eq!(record["hidden_why"], "withheld: fewer than 10 answers");
    }
    let groups = ["health", "education", "all-others"].map(|stratum| {
        let group = find(&figures, &[("question", "listened-to"), ("stratum", stratum)]);
        [group["favourable"].as_str(), group["base"].as_str()]
    });
    assert_eq!(groups, [["32", "44"], ["16", "40"], ["16", "33"]]);
    let health = find(&figures, &[("question", "listened-to"), ("stratum", "health")]);
    assert!(
        health["sentence"].starts_with("The majority of staff in “Health” (73%) agreed with “"),
        "{health:?}"
    );
    assert!(figures.iter().all(|record| record["stratum"] != "police"));
    let formula = figures.iter().find(|record| record["stratum"] == "education").unwrap();
    assert_eq!(formula["stratum_name"], format!("'{FORMULA}"));
    assert_eq!(restore(&formula["stratum_name"]), FORMULA);
}

#[test]
fn rows_say_no_more_than_what_thirty_of_them_share_and_come_in_another_order_each_time() {
    let place = released();
    let (first, rows) = records(&place.export(&["--what", "rows"]));
    let (second, _) = records(&place.export(&["--what", "rows"]));
    assert_eq!(rows, 117);
    let column =
        |rows: &[Record], name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    let keys = |rows: &[Record]| column(rows, "response").into_iter().collect::<BTreeSet<_>>();
    assert_eq!(keys(&first).len(), 117);
    assert!(keys(&first).is_disjoint(&keys(&second)));
    let pairs = |rows: &[Record]| -> Vec<_> {
        column(rows, "stratum").into_iter().zip(column(rows, "listened-to")).collect()
    };
    assert_ne!(pairs(&first), pairs(&second));
    let sorted = |mut pairs: Vec<(String, String)>| {
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(pairs(&first)), sorted(pairs(&second)), "the rows say the same each time");
    // Police are too few, and with them goes the smallest of the other parts.
    let parts = column(&first, "stratum");
    let named: BTreeSet<_> = parts.iter().map(String::as_str).collect();
    assert_eq!(named, BTreeSet::from(["health", "education", "all-others"]));
    assert_eq!(parts.iter().filter(|part| *part == "all-others").count(), 33);
    // What people said of themselves is not there.
    assert!(!first[0].contains_key("role") && !first[0].contains_key("agency"));
    assert!(first.iter().flat_map(Record::values).all(|cell| !cell.contains(COMMENT)));
    assert!(!first[0].contains_key("comment"));
}

#[test]
fn fewer_people_than_the_threshold_give_no_row() {
    let place = Place::with_collections();
    let service = place.serve();
    (0..9).for_each(|_| service.answer(&place.link("staff"), "agency=health&listened-to=agree"));
    service.stop();
    assert_eq!(records(&place.export(&[])).1, 0, "nothing is released");
    place.release();
    assert_eq!(records(&place.export(&["--what", "rows"])).1, 0);
    assert!(
        records(&place.export(&[]))
            .0
            .iter()
            .all(|record| record["hidden"] == "yes" && record["base"].is_empty())
    );
}

#[test]
fn every_form_holds_the_same_and_is_whole() {
    let place = released();
    let json = place.export(&["--format", "json"]);
    let rows = verify(&mut json.as_bytes()).unwrap();
    let read: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["rows"], rows);
    let names: Vec<_> = read["tables"]
        .as_array()
        .unwrap()
        .iter()
        .map(|table| table["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["figures", "questions", "rates"]);
    let (figures, count) = records(&place.export(&["--what", "figures"]));
    assert_eq!(read["tables"][0]["rows"].as_array().unwrap().len() as u64, count);
    assert_eq!(read["tables"][0]["rows"][0][8], figures[0]["question"]);
    assert!(read["notes"].to_string().contains("fewer than 10 people"), "{}", read["notes"]);

    assert!(
        place.refuse(&["export", &place.link("staff"), "--format", "xlsx"]).contains("--output")
    );
    let file = place.dir.path().join("results.xlsx");
    let arguments = ["--format", "xlsx", "--output", file.to_str().unwrap()];
    let said = place.export(&arguments);
    assert!(said.starts_with(&format!("{rows} rows in ")), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(
        place
            .refuse(&[&["export", &place.link("staff")], &arguments[..]].concat())
            .contains("already exists")
    );
    let mut book = zip::ZipArchive::new(Cursor::new(fs::read(&file).unwrap())).unwrap();
    let mut sheets = String::new();
    book.by_name("xl/workbook.xml").unwrap().read_to_string(&mut sheets).unwrap();
    for name in ["Notes", "Codebook", "Figures", "Questions", "Rates", "End"] {
        assert!(sheets.contains(&format!("\"{name}\"")), "{name}: {sheets}");
    }
}

#[test]
fn a_workbook_begins_with_a_sheet_for_people() {
    let place = released();
    let file = place.dir.path().join("results.xlsx");
    place.export(&["--format", "xlsx", "--output", file.to_str().unwrap()]);
    let (figures, _) = records(&place.export(&[]));
    let mut book = calamine::Xlsx::new(Cursor::new(fs::read(&file).unwrap())).unwrap();
    assert_eq!(book.sheet_names()[0], "Results");
    let sheet = book.worksheet_range("Results").unwrap();
    let rows: Vec<Vec<calamine::Data>> = sheet.rows().map(<[_]>::to_vec).collect();
    let at = |name: &str| rows[0].iter().position(|cell| *cell == *name).unwrap();
    let whole: Vec<_> = figures
        .iter()
        .filter(|row| row["stratum_name"].is_empty() && row["option"].is_empty())
        .filter(|row| row["side"].is_empty() || row["side"] == "any-of-several")
        .collect();
    assert_eq!(rows.len(), whole.len() + 1);
    for record in whole {
        let row =
            rows.iter().find(|row| row[at("Question")].to_string() == record["question_text"]);
        let row = row.unwrap_or_else(|| panic!("{record:?}"));
        let said = ["n", "In words", "Sentence", "Why hidden", "Inspection"];
        let same = ["base", "quantity_term", "sentence", "hidden_why", "inspection"];
        assert_eq!(
            said.map(|name| row[at(name)].to_string()),
            same.map(|name| record[name].clone())
        );
        let percent = [&record["favourable_percent"], &record["percent"]];
        let percent = percent.into_iter().find(|cell| !cell.is_empty());
        assert_eq!(row[at("Per cent")].to_string(), percent.cloned().unwrap_or_default());
        assert!(row[at("Closed")].is_datetime(), "{row:?}");
    }
    let mut package = zip::ZipArchive::new(Cursor::new(fs::read(&file).unwrap())).unwrap();
    let mut first = String::new();
    package.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut first).unwrap();
    assert!(first.contains("<autoFilter") && first.contains("state=\"frozen\""));
}

#[test]
fn every_table_of_numbers_names_the_inspection_and_its_days() {
    let place = released();
    let title = place.collection("staff")["inspection"].as_str().unwrap().to_owned();
    for more in [&[][..], &["--what", "rates"], &["--what", "rows"]] {
        let (all, _) = records(&place.export(more));
        assert!(!all.is_empty());
        for row in all {
            assert_eq!(row["inspection"], title);
            for day in ["opened", "closed", "released"] {
                assert!(row[day].parse::<chrono::NaiveDate>().is_ok(), "{day}: {row:?}");
            }
        }
    }
    let (totals, _) = records(&place.run(&["export", "--inspection", &title]));
    assert!(totals.iter().all(|row| row["inspection"] == title));
    // Several audiences together have no days of their own.
    assert!(totals.iter().all(|row| row["closed"].is_empty() == row["survey"].is_empty()));
}

#[test]
fn the_codebook_explains_every_column_of_every_table() {
    let place = released();
    let (book, _) = records(&place.export(&["--what", "codebook"]));
    for what in ["figures", "rows", "questions", "rates"] {
        let file = place.export(&["--what", what]);
        for column in file.lines().next().unwrap().split(',') {
            let line = find(&book, &[("table", what), ("column", column), ("value", "")]);
            assert!(!line["explanation"].is_empty(), "{what}, {column}");
        }
    }
    assert!(book.iter().any(|line| line["column"] == "Withheld in Midlothian, in every row"
        && line["explanation"].contains("help-to-recover")));
    let (rates, _) = records(&place.export(&["--what", "rates"]));
    assert_eq!(
        [&rates[0]["returned"], &rates[0]["issued"], &rates[0]["measure"]],
        ["117", "1306", "who could answer"]
    );
}

#[test]
fn the_codebook_can_be_a_workbook() {
    let place = released();
    let file = place.dir.path().join("codebook.xlsx");
    let kind = ["--what", "codebook", "--format", "xlsx", "--output", file.to_str().unwrap()];
    place.export(&kind);
    let (book, _) = records(&place.export(&["--what", "codebook"]));
    let service = place.serve();
    let cookie = place.signs_in(&service, "analyst");
    let id = place.collection("staff")["id"].as_str().unwrap().to_owned();
    let address = format!("/console/collections/{id}/export/codebook.xlsx");
    let answer = service.get_as(&address, &cookie);
    assert_eq!(answer.status, 200);
    for bytes in [fs::read(&file).unwrap(), answer.bytes] {
        let mut workbook = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = workbook.worksheet_range("Codebook").unwrap();
        assert_eq!(sheet.height(), book.len() + 1);
    }
}

#[test]
fn an_inspection_is_exported_as_a_whole_and_its_rows_by_audience() {
    let place = released();
    let title = place.collection("staff")["inspection"].as_str().unwrap().to_owned();
    let export = |more: &[&str]| place.run(&[&["export", "--inspection", &title], more].concat());
    let (figures, _) = records(&export(&[]));
    let all = find(
        &figures,
        &[("question", "listened-to"), ("option", ""), ("area", ""), ("audience", "staff")],
    );
    assert_eq!(
        [&all["area_name"], &all["base"], &all["favourable"]],
        ["All areas shown", "117", "64"]
    );
    assert_eq!(records(&export(&["--what", "rates"])).1, 4);
    assert_eq!(records(&export(&["--what", "rows", "--audience", "staff"])).1, 117);
    let said = place.refuse(&["export", "--inspection", &title, "--what", "rows"]);
    assert!(said.contains("covers one audience"), "{said}");
    assert!(
        place
            .refuse(&["export", "--inspection", "nothing"])
            .contains("There is no inspection “nothing”")
    );
    assert!(place.refuse(&["export", "nothing"]).contains("There is no such collection"));
    let personal = format!("https://speir.example/s/0000000000/{}", "k7".repeat(12));
    let said = place.refuse(&["export", &personal]);
    assert!(!said.contains("k7k7"), "a personal link is not repeated: {said}");
}

#[test]
fn whoever_reads_only_the_beginning_of_an_export_hears_of_no_error() {
    let place = released();
    let mut command = place.command(&["export", &place.link("staff"), "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn exports_depend_on_the_role_and_are_recorded() {
    let place = released();
    let service = place.serve();
    let here = format!(
        "/console/collections/{}/export",
        place.collection("staff")["id"].as_str().unwrap()
    );
    let files = [here.clone(), format!("{here}/figures.csv"), format!("{here}/rows.csv")];
    for (role, statuses) in [
        ("viewer", [403, 403, 403]),
        ("coordinator", [403, 403, 403]),
        ("lead", [200, 200, 403]),
        ("analyst", [200, 200, 200]),
    ] {
        let cookie = place.signs_in(&service, role);
        let answers = files.each_ref().map(|path| service.get_as(path, &cookie));
        assert_eq!(answers.each_ref().map(|answer| answer.status), statuses, "{role}");
        let [page, figures, rows] = answers;
        assert_eq!(page.text.contains("/export/rows.csv"), statuses[2] == 200, "{role}");
        if statuses[1] == 200 {
            assert_eq!(records(&figures.text), records(&place.export(&[])));
            for header in [
                "no-store",
                "attachment; filename=\\\"speir-",
                "-figures.csv\\\"",
                "text/csv",
                "nosniff",
            ] {
                assert!(figures.headers.contains(header), "{header}: {}", figures.headers);
            }
        }
        if statuses[2] == 200 {
            assert_eq!(records(&rows.text).1, 117);
        }
    }
    let noted = place.noted();
    let by = |actor: &str, action: &str| {
        noted.iter().filter(|(a, b)| a == actor && b.contains(action)).count()
    };
    assert_eq!(by("analyst@speir.example", "released responses, one per row, as CSV"), 1);
    assert_eq!(
        (by("lead@speir.example", "figures as CSV"), by("lead@speir.example", "responses")),
        (1, 0)
    );
    assert_eq!(by("viewer@example.org", ""), 0);
    assert!(by("command line", "figures as CSV") > 0);
    let cookie = place.signs_in(&service, "admin");
    for nothing in ["results.csv", "rows.txt", "figures"] {
        assert_eq!(service.get_as(&format!("{here}/{nothing}"), &cookie).status, 404, "{nothing}");
    }
    let inspections =
        speir::inspection::queries::unscoped::inspections(&mut place.store().connection().unwrap())
            .unwrap();
    let of_all = format!("/console/inspections/{}/export", inspections[0].id);
    assert_eq!(service.get_as(&of_all, &cookie).status, 200);
    assert_eq!(service.get_as(&format!("{of_all}/rows.csv"), &cookie).status, 404);
    let rows = service.get_as(&format!("{of_all}/rows.csv?audience=staff"), &cookie);
    assert_eq!(records(&rows.text).1, 117);
}
