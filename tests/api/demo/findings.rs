//! What published reports found in surveys comes out of the demo's released inspections, as a sentence
//! or a figure that Speir prints.

use std::fmt::Write;

use super::{
    exported::Exported,
    fieldwork::start,
    finding::{Finding, Report},
    pages::Pages,
    told::Told,
};
use crate::support::Place;

const PROGRAMME: &str = "Joint inspections 2018-20";
/// How many findings the reports have: the overview, South Lanarkshire, Midlothian.
const FINDINGS: [usize; 3] = [57, 30, 28];

#[test]
fn the_demo_tells_what_published_reports_found() {
    let place = Place::new();
    let (_running, printed) = start(&place, &["demo", "--still"]);
    let (figures, pages) = (Exported::of(&place, PROGRAMME), Pages::of(&printed, PROGRAMME));
    let (findings, reports) = (Finding::all(), Report::all());
    let mut table = String::new();
    let mut wrong = Vec::new();
    for report in &reports {
        writeln!(table, "\n{} {}: {}", report.number, report.about, report.says).unwrap();
        let ours = findings.iter().filter(|finding| finding.number == report.number);
        for (finding, told) in ours.map(|one| (one, Told::of(one, &figures, &pages))) {
            let (is_right, line) = line(finding, told);
            writeln!(table, "    {line}").unwrap();
            wrong.extend((!is_right).then(|| format!("{}: {line}", report.number)));
        }
    }
    let is_wrong = |one: &&Report| wrong.iter().any(|w| w.starts_with(&format!("{}:", one.number)));
    let right = reports.len() - reports.iter().filter(is_wrong).count();
    println!("{table}\n{right} of {}", reports.len());
    assert!(wrong.is_empty(), "{right} of {}:\n{}", reports.len(), wrong.join("\n"));
}

#[test]
fn every_finding_is_in_the_table() {
    let (findings, reports) = (Finding::all(), Report::all());
    let numbers = FINDINGS
        .into_iter()
        .enumerate()
        .flat_map(|(report, last)| (1..=last).map(move |number| format!("{report}.{number}")));
    let numbers: Vec<String> = numbers.collect();
    assert_eq!(reports.iter().map(|one| one.number.clone()).collect::<Vec<_>>(), numbers);
    for number in &numbers {
        assert!(findings.iter().any(|one| one.number == *number), "{number}");
    }
    assert!(findings.iter().all(|one| numbers.contains(&one.number)));
}

/// Whether what is told is what the report says; and a line of the table.
fn line(finding: &Finding, told: Option<Told>) -> (bool, String) {
    let Finding { place, asked, question, expected, note, .. } = finding;
    let Some(told) = told else {
        return (false, format!("nothing, not “{expected}”: {place}, {asked}, {question}"));
    };
    let found = finding.expects(&told.words);
    let mut line = format!("{place}: {}", told.said);
    match found {
        Some(words) if told.said.to_lowercase().starts_with(words) => {}
        Some(words) => write!(line, " [{words}]").unwrap(),
        None => write!(line, " [not “{expected}”]").unwrap(),
    }
    if !note.is_empty() {
        write!(line, " ({note})").unwrap();
    }
    (found.is_some(), line)
}
