use super::{READINGS, Team, UNREAD, answers};
use crate::support::hidden;

/// A record of the first member, and its address.
fn first(team: &Team) -> String {
    let number =
        team.given().iter().find(|(_, turn, member)| (*turn, *member) == (1, 0)).unwrap().0;
    team.at(READINGS, &format!("records/{number}/1"))
}

#[test]
fn of_two_who_save_one_record_the_second_is_told_and_loses_nothing() {
    let team = Team::new();
    team.draw(10, 2);
    let path = first(&team);
    let saved = team.post(0, &path, &[&[UNREAD][..], &answers("home", "good")].concat());
    assert_eq!(saved.status, 303, "{}", saved.text);
    let fields = [&[UNREAD][..], &answers("kinship", "weak"), &[("q-note", "mine")]].concat();
    let second = team.post(2, &path, &fields);
    assert_eq!(second.status, 409, "{}", second.text);
    for words in ["mine", "“The plan”, from no answer to <strong>“Good”</strong>"] {
        assert!(second.text.contains(words), "{words}: {}", second.text);
    }
    let from = crate::support::from(&second);
    let fields = [&[("from", from.as_str())][..], &answers("kinship", "weak")].concat();
    assert_eq!(team.post(2, &path, &fields).status, 303);
    assert!(team.place.audited().contains("Corrected record"));
}

#[test]
fn a_finished_record_needs_an_answer_to_each_question_that_is_asked() {
    let team = Team::new();
    team.draw(10, 2);
    let path = first(&team);
    let some = [UNREAD, ("q-setting", "kinship"), ("q-plan", "weak"), ("q-note", "kept")];
    let refused = team.post(0, &path, &[&some[..], &[("save", "done")]].concat());
    assert_eq!(refused.status, 422);
    for words in ["Answer “Contact with brothers and sisters”", "kept", "Answer “The review”"]
    {
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    assert_eq!(team.post(0, &path, &[&some[..], &[("save", "draft")]].concat()).status, 303);
    assert_eq!(team.place.returned(READINGS), 0, "a draft does not count");
    // At home, contact is not asked, so an answer to it is dropped.
    let fields = [&answers("home", "weak")[..], &[("q-contact", "good")]].concat();
    let done = team.send(0, &path, &fields);
    assert_eq!(done.status, 303, "{}", done.text);
    assert_eq!(team.place.returned(READINGS), 1);
    assert!(!team.place.rows("records").join("\n").contains("contact"));
    for (fields, words) in [
        (vec![("q-setting", "moon"), ("save", "draft")], "Choose one of the answers"),
        (vec![("q-holds", "none"), ("q-holds", "views"), ("save", "draft")], "excludes the other"),
        (vec![("save", "draft")], "Answer at least one question"),
        (vec![("q-unknown", "1"), ("save", "draft")], "fields that the survey does not have"),
    ] {
        let refused = team.send(0, &path, &fields);
        assert_eq!(refused.status, 422, "{words}");
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    let long = "x".repeat(501);
    let refused = team.send(0, &path, &[("q-note", &long), ("save", "draft")]);
    assert!(refused.status == 422 && refused.text.contains(&long));
}

#[test]
fn nobody_reads_a_record_twice() {
    let team = Team::new();
    team.draw(10, 2);
    let number = team.given().iter().find(|(_, turn, _)| *turn == 2).unwrap().0;
    let (once, again) = (
        team.at(READINGS, &format!("records/{number}/1")),
        team.at(READINGS, &format!("records/{number}/2")),
    );
    let fields = [&[UNREAD][..], &answers("home", "good")].concat();
    assert_eq!(team.post(2, &once, &fields).status, 303);
    let refused = team.post(2, &again, &fields);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("must be somebody else’s"), "{}", refused.text);
    assert_eq!(team.post(3, &again, &fields).status, 303);
}

#[test]
fn saving_opens_the_next_of_mine() {
    let team = Team::new();
    team.draw(10, 2);
    let path = first(&team);
    let saved = team.post(0, &path, &[&[UNREAD][..], &answers("home", "good")].concat());
    let next = team.get(0, &saved.location);
    assert_eq!(next.status, 200);
    assert!(next.text.contains("Saved record 1.") && next.text.contains("Not anonymous."));
    let list = team.get(0, &team.at(READINGS, "records"));
    let place = saved.location.split('?').next().unwrap();
    assert!(list.text.contains(&format!("href=\"{place}\">Next of mine")), "{}", list.text);
}

#[test]
fn what_is_closed_can_be_read_and_not_changed() {
    let team = Team::new();
    team.draw(10, 2);
    let path = first(&team);
    assert_eq!(
        team.post(0, &path, &[&[UNREAD][..], &answers("home", "good")].concat()).status,
        303
    );
    let from = hidden(&team.get(0, &path), "from").replace("&quot;", "\"");
    team.place.close();
    let late =
        [&[("from", from.as_str())][..], &answers("home", "weak"), &[("q-note", "too late")]];
    let refused = team.post(0, &path, &late.concat());
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("Nothing was saved") && refused.text.contains("too late"));
    let page = team.get(0, &path);
    assert!(page.status == 200 && !page.text.contains("<textarea") && page.text.contains("Good"));
    let sample = team.get(0, &team.at(READINGS, "records/sample"));
    assert!(!sample.text.contains("Save the sample"));
}

#[test]
fn a_collection_with_a_draft_is_not_deleted() {
    let team = Team::new();
    team.draw(10, 2);
    let path = first(&team);
    assert_eq!(team.post(0, &path, &[UNREAD, ("q-plan", "good"), ("save", "draft")]).status, 303);
    let delete = team.at(READINGS, "delete");
    let from = "{}";
    assert_eq!(team.post(0, &delete, &[("from", from)]).status, 409);
    assert!(team.get(0, &delete).text.contains("It is not thrown away"));
}

#[test]
fn the_audit_log_tells_of_a_record_and_not_of_its_answers() {
    let team = Team::new();
    team.draw(10, 2);
    let fields = [&[UNREAD][..], &answers("kinship", "weak"), &[("q-note", "marmalade")]].concat();
    assert_eq!(team.post(0, &first(&team), &fields).status, 303);
    let audited = team.place.audited();
    assert!(audited.contains("Saved record 1"), "{audited}");
    assert!(!audited.contains("weak") && !audited.contains("marmalade"));
    assert!(!team.place.log().contains("marmalade"));
}
