//! Four people read 109 records, eleven of them twice.

use super::{READINGS, Team, UNREAD, answers};

const SCALE: [&str; 6] = ["excellent", "very-good", "good", "adequate", "weak", "unsatisfactory"];

/// The answers of both readers on the plan of the records that are read twice, as places on the
/// scale. Kappa is 0.5368 and weighted kappa 0.6893, computed with scikit-learn.
const PAIRS: [(usize, usize); 11] =
    [(0, 0), (1, 1), (1, 2), (2, 2), (3, 3), (2, 1), (1, 1), (4, 4), (0, 1), (2, 2), (5, 3)];

#[test]
fn four_people_read_109_records_and_agree_as_computed_elsewhere() {
    let team = Team::new();
    team.draw(109, 4);
    let given = team.given();
    let twice: Vec<u32> =
        given.iter().filter(|(_, turn, _)| *turn == 2).map(|(number, ..)| *number).collect();
    assert_eq!((given.len(), twice.len()), (120, 11));
    for (number, turn, member) in &given {
        let pair = twice.iter().position(|one| one == number).map(|place| PAIRS[place]);
        let plan = match (pair, turn) {
            (Some((first, _)), 1) => first,
            (Some((_, second)), _) => second,
            (None, _) => usize::try_from(*number).unwrap() % 4,
        };
        let setting = if number % 2 == 0 { "home" } else { "kinship" };
        let path = team.at(READINGS, &format!("records/{number}/{turn}"));
        let saved =
            team.post(*member, &path, &[&[UNREAD][..], &answers(setting, SCALE[plan])].concat());
        assert_eq!(saved.status, 303, "{path}: {}", saved.text);
    }
    let list = team.get(1, &team.at(READINGS, "records"));
    assert!(list.text.contains("109 of 109 records read; 11 of 11 read twice."), "{}", list.text);
    assert_eq!(team.place.returned(READINGS), 109);

    let figures = team.get(0, &team.at(READINGS, "records/figures")).text;
    let agreement = figures.split("Agreement on each question").nth(1).unwrap();
    let row = agreement.split("The plan").nth(1).unwrap().split("</tr>").next().unwrap();
    for found in ["11", "64%", "0.54", "0.69"] {
        assert!(row.contains(found), "{found}: {row}");
    }
    // Everybody agrees on the assessment of risk, so chance alone would.
    let risk = agreement.split("Assessment of risk").nth(1).unwrap();
    assert!(risk.split("</tr>").next().unwrap().contains("undefined"));

    let overview = format!("/console/inspections/{}", team.place.inspection_id());
    let overview = team.get(2, &overview);
    assert!(
        overview.text.contains("Record reading: 109 of 109 records read."),
        "{}",
        overview.text
    );

    // The release takes the first reading of each record.
    team.place.release();
    assert_eq!(team.place.tally("plan", ""), 109);
    let favourable = given
        .iter()
        .filter(|(_, turn, _)| *turn == 1)
        .filter(|(number, ..)| match twice.iter().position(|one| one == number) {
            Some(place) => PAIRS[place].0 < 3,
            None => number % 4 < 3,
        })
        .count();
    let results = team.get(3, &team.at(READINGS, "results"));
    assert_eq!(results.status, 200);
    let sentence = format!("{favourable} of 109) of “The plan” were good or better.");
    assert!(results.text.contains(&sentence), "{sentence}: {}", results.text);
    assert!(results.text.contains("Favourable, by “Where does the child live?”"));
    assert!(results.text.contains("Not anonymous."));
    team.place.run(&["check-store"]);
}

#[test]
fn every_answer_can_be_downloaded_by_the_team_and_nobody_else() {
    let team = Team::new();
    team.draw(10, 2);
    let (number, turn, member) = team.given()[0];
    let path = team.at(READINGS, &format!("records/{number}/{turn}"));
    let note = [("q-note", "=1+1"), ("q-holds", "chronology"), ("q-holds", "views")];
    let fields = [&[UNREAD][..], &answers("home", "good"), &note].concat();
    assert_eq!(team.post(member, &path, &fields).status, 303);
    let file = team.get(1, &team.at(READINGS, "records/rows.csv"));
    assert_eq!(file.status, 200);
    let mut lines = file.text.lines();
    assert!(lines.next().unwrap().starts_with("number,reading,reader,state,answer_number"));
    let row = lines.next().unwrap();
    assert!(row.starts_with(&format!("1,1,{},done,1,home,good,good", team.members[member].0)));
    assert!(row.contains("chronology views") && row.contains("'=1+1"), "{row}");
    for format in ["xlsx", "json"] {
        assert_eq!(team.get(1, &team.at(READINGS, &format!("records/rows.{format}"))).status, 200);
    }
    assert!(team.place.audited().contains("Downloaded what was recorded"));
    let analyst = team.place.user("analyst@speir.example", "analyst");
    let analyst = team.service.sign_in("analyst@speir.example", &analyst);
    for page in ["records", "records/rows.csv", "records/figures", "records/1/1"] {
        assert_eq!(team.service.get_as(&team.at(READINGS, page), &analyst).status, 403, "{page}");
    }
}

#[test]
fn a_purge_deletes_what_was_recorded() {
    let team = Team::new();
    team.draw(10, 2);
    let (number, turn, member) = team.given()[0];
    let path = team.at(READINGS, &format!("records/{number}/{turn}"));
    let fields = [&[UNREAD][..], &answers("home", "good"), &[("q-note", "marmalade")]].concat();
    assert_eq!(team.post(member, &path, &fields).status, 303);
    assert!(team.place.has_written("marmalade"));
    team.place.release();
    team.place.released_days_ago(400, "TRUE");
    team.place.run(&["purge"]);
    assert!(!team.place.has_written("marmalade"));
    assert_eq!(team.place.count("records"), 0);
    assert!(team.place.audited().contains("; also 11 records of what the team recorded"));
}
