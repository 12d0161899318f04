//! More than two times on one page: of an area, and of programmes.

use super::{FIGURES, TITLE, file, in_programme, path_of, results::Analyst};
use crate::support::Place;

/// The text of a page with single spaces and without its tags.
fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).expect("a main part");
    let text = main.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
    text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asks the staff of Fife in a new inspection and programme, and releases what so many of so many
/// answered so many days ago. Returns the path of the results.
fn asked(place: &Place, programme: &str, (days, agreed, base): (i64, u32, u32)) -> String {
    let inspection = in_programme("Fife").replace(TITLE, programme);
    place.create(&inspection.replacen("title = \"", &format!("title = \"{programme}: "), 1));
    let all = place.collections();
    let is_new = |one: &&serde_json::Value| one["survey"] == "staff" && one["state"] == "open";
    let id = all.iter().find(is_new).unwrap()["id"].as_str().unwrap();
    let bytes = place.bytes(id.parse().unwrap());
    place.sql(&format!(
        "INSERT INTO returns (collection, stratum, returned) VALUES ({bytes}, '', {base})"
    ));
    for (option, count) in [("agree", agreed), ("disagree", base - agreed), ("", base)] {
        place.sql(&format!(
            "INSERT INTO tallies (collection, stratum, question, option, count) VALUES ({bytes}, \
                '', 'valued', '{option}', {count})"
        ));
    }
    place.released_days_ago(days, &format!("id = {bytes}"));
    format!("/console/collections/{id}/results")
}

#[test]
fn an_area_that_was_asked_three_times_has_a_line_of_three_points() {
    let place = Place::new();
    place.publish_all();
    asked(&place, "First", (900, 400, 1_000));
    asked(&place, "Second", (500, 4, 9));
    let latest = asked(&place, "Third", (3, 660, 1_000));
    let analyst = Analyst::of(&place);
    let over_time = format!("{latest}/over-time");
    let choice = analyst.get(&format!("{latest}/compare")).text;
    assert!(choice.contains(&format!("href=\"{over_time}\"")), "{choice}");
    assert!(words(&choice).contains("All 3 times on one page"));
    let page = analyst.get(&over_time).text;
    let said = words(&page);
    assert!(said.contains("3 times, the earliest on the left."), "{said}");
    assert!(said.contains("40%") && said.contains("66%") && said.contains("fewer than 10"));
    assert!(said.contains("up 26 points, more than chance would explain"), "{said}");
    // The second time is hidden, so the change is since the first.
    assert!(said.contains("Since ") && !said.contains("44%") && !said.contains("4 of 9"), "{said}");
    let row = page.split("I feel valued for the work I do").nth(1).unwrap();
    let line = row.split("<svg class=\"course\"").nth(1).unwrap().split("</svg>").next().unwrap();
    assert_eq!((line.matches("<path").count(), line.matches("<line").count()), (2, 0));
}

#[test]
fn of_two_times_there_is_no_line_to_go_to() {
    let place = Place::new();
    place.publish_all();
    asked(&place, "First", (900, 400, 1_000));
    let latest = asked(&place, "Second", (3, 660, 1_000));
    let analyst = Analyst::of(&place);
    assert!(!analyst.get(&format!("{latest}/compare")).text.contains("over-time"));
}

#[test]
fn programmes_are_shown_one_after_another_and_what_was_printed_comes_first() {
    let place = Place::new();
    place.publish_all();
    asked(&place, "Programme of 2097", (500, 500, 1_000));
    asked(&place, TITLE, (3, 660, 1_000));
    place.run(&["programme", "create", "Printed in 2090"]);
    let figures = file(&place, "figures.csv", FIGURES);
    place.run(&["programme", "import", "Printed in 2090", &figures]);
    let analyst = Analyst::of(&place);
    let own = path_of(&place, TITLE);
    let with = |title: &str| path_of(&place, title).rsplit('/').next().unwrap().to_owned();
    let (printed, measured) = (with("Printed in 2090"), with("Programme of 2097"));
    let choice = analyst.get(&format!("{own}/results/compare?survey=staff")).text;
    assert!(choice.contains(&format!("action=\"{own}/results/over-time\"")), "{choice}");
    let over_time = format!("{own}/results/over-time?survey=staff");
    let both = analyst.get(&format!("{over_time}&with={measured}&with={printed}")).text;
    let said = words(&both);
    let named = "Printed in 2090, as published elsewhere Programme of 2097 ";
    assert!(said.contains(&format!("{named}{TITLE}")), "{said}");
    let times = "40% 1 Printed in 2090 50% 2 Programme of 2097 66% 3 ";
    assert!(said.contains(&format!("{times}{TITLE}")), "{said}");
    assert!(said.contains("16 points higher, more than chance would explain"), "{said}");
    assert!(words(&analyst.get(&over_time).text).contains("There is no other time to show yet"));
    let itself = format!("{over_time}&with={}", with(TITLE));
    assert_eq!(analyst.service.get_as(&itself, &analyst.cookie).status, 404);
}
