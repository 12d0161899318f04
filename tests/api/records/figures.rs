//! How much is recorded, wherever counts are shown: without rate, pace, target or forecast.

use super::{MEETINGS, READINGS, Team, UNREAD, answers};

/// A team that has read 9 of 12 records and met people once.
fn team() -> Team {
    let team = Team::new();
    team.draw(12, 2);
    for (number, turn, member) in team.given().into_iter().filter(|(number, ..)| *number <= 9) {
        let path = team.at(READINGS, &format!("records/{number}/{turn}"));
        let saved = team.post(member, &path, &[&[UNREAD][..], &answers("home", "good")].concat());
        assert_eq!(saved.status, 303, "{}", saved.text);
    }
    let new = team.at(MEETINGS, "records/new");
    let meeting =
        [("q-who", "young"), ("q-how-many", "3"), ("q-themes", "safety"), ("save", "done")];
    assert_eq!(team.send(0, &new, &meeting).status, 303);
    team
}

#[test]
fn the_overview_counts_records_and_meetings_and_measures_neither() {
    let team = team();
    let overview = format!("/console/inspections/{}", team.place.inspection_id());
    let page = team.get(0, &overview).text;
    for words in [
        "Surveys 0, records 9, children and young people met 3.",
        "Record reading: 9 of 12 records read.",
        "Conversations: 1 meeting;",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for survey in [READINGS, MEETINGS] {
        let page = team.get(0, &format!("{overview}?survey={survey}")).text;
        let main = page.split("id=\"areas\"").nth(1).unwrap().split("</table>").next().unwrap();
        for word in ["%", "Behind", "Pace", "Target", "Rate", "Asked"] {
            assert!(!main.contains(word), "{survey}, {word}: {main}");
        }
        assert!(main.contains(if survey == READINGS { "9 of 12" } else { "Meetings" }), "{main}");
        assert!(!page.contains("class=\"map\""), "there is no rate to map");
    }
    let list = team.get(0, "/console").text;
    assert!(list.contains("9 of 12 records read.") && list.contains("1 meeting."), "{list}");
}

#[test]
fn near_closing_only_unread_records_need_somebody() {
    let team = team();
    let soon = (chrono::Utc::now() + chrono::Duration::hours(20)).format("%Y-%m-%d %H:%M:%S");
    team.place.sql(&format!("UPDATE collections SET closes_at = '{soon}'"));
    let overview = format!("/console/inspections/{}", team.place.inspection_id());
    let page = team.get(0, &overview).text;
    assert!(page.contains("9 of 12 records read, closes on"), "{page}");
    let needs = page.split("class=\"reasons\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(!needs.contains("Conversations"), "{needs}");
}

#[test]
fn files_have_a_count_and_no_rate() {
    let team = team();
    let path = format!("/console/inspections/{}/rates.csv", team.place.inspection_id());
    let file = team.get(0, &path).text;
    let mut rows = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    let rows: Vec<std::collections::HashMap<String, String>> =
        rows.deserialize().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row["survey"] == READINGS).unwrap();
    assert_eq!((row["returned"].as_str(), row["sample"].as_str()), ("9", "12"));
    assert_eq!(row["course"], "recorded");
    for empty in ["issued", "percent", "target_percent", "pace_percent", "rr1_percent", "needs"] {
        assert_eq!(row[empty], "", "{empty}");
    }
    let listed = team.place.run(&["collection", "list"]);
    assert!(listed.contains("9 of 12 records read") && listed.contains("1 meeting"), "{listed}");
}
