//! The report for word processors says what the files of figures and rates say, and nothing else.

use std::fs;

use speir::export::restore;

use super::files::{Record, find, records, released};
use crate::support::document::Document;

/// The cell of a record, or a dash.
fn cell(record: &Record, name: &str, unit: &str) -> String {
    if record[name].is_empty() {
        "–".to_owned()
    } else {
        format!("{}{unit}", restore(&record[name]))
    }
}

fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows
}

/// The answers of everybody, as tables of a report show them.
fn answers<'r>(whole: impl Iterator<Item = &'r Record>) -> Vec<Vec<String>> {
    let options = whole.filter(|row| !row["option"].is_empty() && !row["count"].is_empty());
    sorted(
        options
            .map(|row| {
                vec![
                    restore(&row["option_text"]).to_string(),
                    cell(row, "percent", "%"),
                    cell(row, "count", ""),
                ]
            })
            .collect(),
    )
}

fn favourable(row: &Record, name: &str) -> Vec<String> {
    let words = [&row["quantity_term"], &row["hidden_why"]];
    let words: Vec<&str> =
        words.into_iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
    vec![
        restore(&row[name]).to_string(),
        cell(row, "favourable_percent", "%"),
        cell(row, "favourable", ""),
        cell(row, "base", ""),
        words.join("; "),
    ]
}

#[test]
fn the_report_has_the_figures_of_the_file_and_no_others() {
    let place = released();
    let (figures, _) = records(&place.export(&[]));
    let service = place.serve();
    let cookie = place.signs_in(&service, "lead");
    let here = format!(
        "/console/collections/{}/export",
        place.collection("staff")["id"].as_str().unwrap()
    );
    assert!(service.get_as(&here, &cookie).text.contains("/export/report.docx\""));
    let answer = service.get_as(&format!("{here}/report.docx"), &cookie);
    assert_eq!(answer.status, 200);
    assert!(answer.headers.contains("-report.docx"), "{}", answer.headers);
    let document = Document::read(&answer.bytes);
    let whole = || figures.iter().filter(|row| row["stratum_name"].is_empty());
    assert_eq!(document.rows("Answers to"), answers(whole()));
    let groups = figures.iter().filter(|row| !row["stratum_name"].is_empty());
    let groups = sorted(groups.map(|row| favourable(row, "stratum_name")).collect());
    assert!(!groups.is_empty());
    assert_eq!(document.rows("Favourable answers by"), groups);
    let said = document.of_style("Normal");
    for row in whole().filter(|row| !row["sentence"].is_empty()) {
        assert!(said.contains(&row["sentence"].as_str()), "{row:?}");
    }
    let hidden = whole().filter(|row| row["option"].is_empty() && row["hidden"] == "yes");
    let told = said.iter().filter(|text| text.starts_with("No number is shown: ")).count();
    assert_eq!(told, hidden.count());
    let numbers = said.iter().filter(|text| text.starts_with("Favourable: ")).count();
    assert_eq!(numbers, whole().filter(|row| !row["favourable"].is_empty()).count());
    assert_eq!(document.rows("How many answered"), [["Midlothian", "Staff", "117", "1306", "9%"]]);
    for role in ["viewer", "coordinator"] {
        let cookie = place.signs_in(&service, role);
        assert_eq!(service.get_as(&format!("{here}/report.docx"), &cookie).status, 403, "{role}");
    }
    let noted = place.noted();
    let by_lead = noted.iter().filter(|(who, what)| {
        who == "lead@speir.example" && what == "Downloaded a report of results as Word"
    });
    assert_eq!(by_lead.count(), 1);
}

#[test]
fn an_inspection_has_a_report_of_its_totals() {
    let place = released();
    let title = place.collection("staff")["inspection"].as_str().unwrap().to_owned();
    let (figures, _) = records(&place.run(&["export", "--inspection", &title]));
    let file = place.dir.path().join("report.docx");
    let own = ["export", "--inspection", &title, "--format", "docx"];
    assert!(place.refuse(&own).contains("--output"));
    let named = [&own[..], &["--output", file.to_str().unwrap()]].concat();
    assert!(place.refuse(&[&named[..], &["--what", "rates"]].concat()).contains("--what"));
    place.run(&named);
    let document = Document::read(&fs::read(&file).unwrap());
    assert_eq!(document.of_style("Title"), [title.as_str()]);
    let whole =
        figures.iter().filter(|row| row["area"].is_empty() && row["stratum_name"].is_empty());
    assert_eq!(document.rows("Answers to"), answers(whole));
    let all = [("question", "listened-to"), ("option", ""), ("area", ""), ("stratum_name", "")];
    let all = find(&figures, &all);
    assert!(document.of_style("Normal").contains(&all["sentence"].as_str()), "{all:?}");
}
