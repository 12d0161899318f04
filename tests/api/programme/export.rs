//! The files of a programme have the figures of its results page and no others.

use std::collections::BTreeMap;

use speir::export::verify::verify;

use super::{
    TITLE, path_of,
    results::{Analyst, released},
};

type Record = BTreeMap<String, String>;

fn records(file: &str) -> Vec<Record> {
    verify(&mut file.as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The numbers of answers on a page, as "43 of 100" in any element.
fn shares(page: &str) -> Vec<(String, String)> {
    let mut text = String::new();
    let mut inside = true;
    for c in page.chars() {
        match c {
            '<' => inside = false,
            '>' => {
                inside = true;
                text.push(' ');
            }
            c if inside => text.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &str| {
        let digits = word.trim_matches(|c: char| "(),.".contains(c)).replace(',', "");
        digits.parse::<u64>().ok().map(|number| number.to_string())
    };
    let mut found: Vec<_> = words
        .windows(3)
        .filter(|words| words[1] == "of")
        .filter_map(|words| Some((number(words[0])?, number(words[2])?)))
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn its_figures_are_those_of_the_page_and_no_others() {
    let place = released(&[
        ("Fife", 10, 43, 100),
        ("Moray", 10, 82, 100),
        ("Angus", 10, 4, 9),
        ("Dundee City", 5, 7, 12),
    ]);
    let analyst = Analyst::of(&place);
    let path = path_of(&place, TITLE);
    let page = analyst.get(&format!("{path}/results")).text;
    assert!(page.contains(&format!("href=\"{path}/export\"")), "{page}");
    let offers = analyst.get(&format!("{path}/export")).text;
    assert!(offers.contains("export/figures.csv") && !offers.contains("rows."), "{offers}");
    let file = analyst.get(&format!("{path}/export/figures.csv")).text;
    let figures = records(&file);
    let mut told: Vec<(String, String)> = figures
        .iter()
        .filter(|row| !row["base"].is_empty())
        .map(|row| {
            let count = if row["favourable"].is_empty() { "count" } else { "favourable" };
            (row[count].clone(), row["base"].clone())
        })
        .collect();
    // How many were asked in each area stands on the page of that area.
    let asked = figures.iter().filter(|row| !row["asked"].is_empty() && row["area"].is_empty());
    told.extend(asked.map(|row| (row["base"].clone(), row["asked"].clone())));
    told.sort();
    told.dedup();
    let options = ["125", "75"].map(|count| (count.to_owned(), "200".to_owned()));
    let seen = shares(&page);
    for share in &seen {
        assert!(told.contains(share), "on the page alone: {share:?} of {told:?}");
    }
    for share in &told {
        let of_option = options.contains(share) || share.0 == "0";
        assert!(seen.contains(share) || of_option, "in the file alone: {share:?}");
    }
    let row = |area: &str| {
        let own = |row: &&Record| {
            row["question"] == "valued"
                && row["area_name"] == area
                && row["option"].is_empty()
                && row["side"].is_empty()
        };
        figures.iter().find(own).unwrap_or_else(|| panic!("{area}: {file}"))
    };
    for area in ["All areas shown", "Fife", "Moray"] {
        let row = row(area);
        assert!(page.contains(&format!("{} of {}", row["favourable"], row["base"])), "{row:?}");
    }
    assert!(page.contains(&row("All areas shown")["sentence"]), "{:?}", row("All areas shown"));
    assert_eq!(row("Angus")["hidden_why"], "withheld: fewer than 10 answers");
    let dundee = row("Dundee City");
    assert_eq!((dundee["base"].as_str(), dundee["hidden"].as_str()), ("", "yes"));
    assert!(
        page.contains(&dundee["quantity_term"]) && dundee["hidden_why"].contains("only the term")
    );
    for hidden in ["4,9", "7,12"] {
        assert!(!file.contains(hidden), "{hidden}");
    }
}

#[test]
fn it_has_every_format_but_no_rows() {
    let place = released(&[("Fife", 10, 43, 100), ("Moray", 10, 82, 100)]);
    let analyst = Analyst::of(&place);
    let path = path_of(&place, TITLE);
    for file in ["results.xlsx", "results.json", "questions.csv", "rates.csv", "codebook.csv"] {
        assert!(analyst.get(&format!("{path}/export/{file}")).size > 100, "{file}");
    }
    let rates = records(&analyst.get(&format!("{path}/export/rates.csv")).text);
    assert_eq!(rates.len(), 8);
    assert!(
        rates.iter().any(|row| row["inspection"].starts_with("Fife") && row["returned"] == "100")
    );
    for rows in ["rows.csv", "rows.xlsx", "rows.json"] {
        let file = format!("{path}/export/{rows}");
        assert_eq!(analyst.service.get_as(&file, &analyst.cookie).status, 404, "{rows}");
    }
    let printed = place.run(&["export", "--programme", TITLE]);
    assert_eq!(
        records(&printed),
        records(&analyst.get(&format!("{path}/export/figures.csv")).text)
    );
    assert!(
        place
            .refuse(&["export", "--programme", TITLE, "--what", "rows"])
            .contains("not in one file")
    );
    let noted = place.entries(50);
    assert!(noted.iter().any(|entry| entry.action == "Downloaded figures as CSV"
        && entry.actor == "analyst@speir.example"));
}

#[test]
fn an_area_of_two_inspections_has_their_titles_as_on_the_page() {
    let place = released(&[("Fife", 10, 43, 100), ("Moray", 10, 82, 100)]);
    place.create(&super::in_programme("Fife").replacen(
        "title = \"Fife",
        "title = \"Second Fife",
        1,
    ));
    super::results::second(&place);
    let analyst = Analyst::of(&place);
    let path = path_of(&place, TITLE);
    let figures = records(&analyst.get(&format!("{path}/export/figures.csv")).text);
    let named = |start: &str| figures.iter().any(|row| row["area_name"].starts_with(start));
    assert!(named("Fife (Fife ") && named("Fife (Second Fife ") && named("Moray"));
}
