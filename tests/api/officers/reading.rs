use super::{AREAS, SURVEY, ask, collection, review, save};
use crate::support::Desk;

fn across(desk: &Desk, rest: &str) -> String {
    format!("/console/inspections/{}/answers/{SURVEY}{rest}", desk.place.inspection_id())
}

/// Fife and Midlothian have sent answers, and Stirling has a draft.
fn answered() -> Desk {
    let desk = review();
    for (area, number, definition, button) in [
        (AREAS[0], "1200", "yes", "send"),
        (AREAS[1], "300", "yes", "send"),
        (AREAS[2], "99", "no", "draft"),
    ] {
        let email = format!("officer@{}.example", area.to_lowercase());
        let link = ask(&desk, area, &[&email])[&email].clone();
        let answers = [("number-supported", number), ("agreed-definition", definition)];
        assert_eq!(save(&desk, &link, &answers, button).status, 303);
    }
    desk
}

#[test]
fn the_team_reads_what_areas_have_sent_side_by_side_and_no_drafts() {
    let desk = answered();
    let shown = desk.get(&across(&desk, "")).text;
    for part in [
        "2 of 3 areas have sent answers",
        "Not anonymous.",
        "<strong>1,500</strong> in 2 areas: from 300 (Midlothian) to 1,200 (Fife)",
        "Fife, Midlothian",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("Stirling"), "nobody reads drafts");
    let one =
        |area: &str| desk.get(&format!("/console/collections/{}/answers", collection(&desk, area)));
    assert!(one("Fife").text.contains("<dd>1200</dd>"), "{}", one("Fife").text);
    assert!(!one("Stirling").text.contains("<dd>99"), "{}", one("Stirling").text);
    let file = desk.get(&across(&desk, "/rows.csv")).text;
    assert!(file.contains("S12000047,Fife,yes,1200"), "{file}");
    assert!(!file.contains("Stirling"), "{file}");
    assert_eq!(desk.get(&across(&desk, "/rows.xlsx")).status, 200);
    let overview = desk.get(&format!("/console/inspections/{}", desk.place.inspection_id())).text;
    assert!(overview.contains("2 of 3 areas have sent their answers."), "{overview}");
}

#[test]
fn others_read_the_answers_after_the_release_and_a_coordinator_only_who_is_asked() {
    let desk = answered();
    let (viewer, analyst) = (
        desk.place.user("viewer@speir.example", "viewer"),
        desk.place.user("analyst@speir.example", "analyst"),
    );
    let cookie = |email: &str, password: &str| desk.service.sign_in(email, password);
    let viewer = cookie("viewer@speir.example", &viewer);
    let analyst = cookie("analyst@speir.example", &analyst);
    let id = collection(&desk, "Fife");
    let one = format!("/console/collections/{id}/answers");
    assert_eq!(desk.service.get_as(&one, &viewer).status, 403);
    let early = desk.service.get_as(&one, &analyst);
    assert!(early.status == 200 && !early.text.contains("1200"), "{}", early.text);
    assert!(!desk.service.get_as(&across(&desk, "/rows.csv"), &analyst).text.contains("1200"));
    for closed in [page_of(&desk), super::page(&desk, "Fife")] {
        assert_eq!(desk.service.get_as(&closed, &analyst).status, 403, "{closed}");
    }

    desk.place.close_where("audience = 'social-work-teams'");
    desk.place.run(&["release"]);
    let read = desk.service.get_as(&one, &analyst).text;
    assert!(read.contains("1200"), "{read}");
    assert!(desk.service.get_as(&across(&desk, ""), &analyst).text.contains("1,500"));
    assert_eq!(desk.place.number("SELECT count(*) FROM responses"), 0, "it is no figure");
    let results = desk.get(&format!("/console/collections/{id}/results"));
    assert_eq!((results.status, results.location.as_str()), (303, one.as_str()));
    let list = desk.get(&format!("/console/inspections/{}/results", desk.place.inspection_id()));
    assert_eq!((list.status, list.location), (303, across(&desk, "")));
    desk.place.run(&["check-store"]);
}

fn page_of(desk: &Desk) -> String {
    format!("/console/inspections/{}/officers/{SURVEY}", desk.place.inspection_id())
}

#[test]
fn after_the_time_to_keep_neither_answers_nor_addresses_are_left() {
    let desk = answered();
    desk.place.close_where("audience = 'social-work-teams'");
    desk.place.run(&["release"]);
    desk.place.sql("UPDATE collections SET released_at = '2020-01-01 00:00:00'");
    desk.place.run(&["purge"]);
    for table in ["records", "officers", "notices"] {
        assert_eq!(desk.place.number(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    let one = desk.get(&format!("/console/collections/{}/answers", collection(&desk, "Fife")));
    assert_eq!(one.status, 200);
    desk.place.run(&["check-store"]);
}
