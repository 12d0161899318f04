use super::{MEETINGS, Team};

fn meeting<'a>(who: &'a str, count: &'a str) -> [(&'a str, &'a str); 4] {
    [("q-who", who), ("q-how-many", count), ("q-themes", "safety"), ("save", "done")]
}

#[test]
fn meetings_are_added_one_after_another_and_counted_on_the_overview() {
    let team = Team::new();
    let new = team.at(MEETINGS, "records/new");
    for (who, count) in [("young", "12"), ("parents", "4"), ("young", "30"), ("others", "2")] {
        let added = team.send(1, &new, &meeting(who, count));
        assert_eq!(added.status, 303, "{}", added.text);
        assert!(added.location.starts_with(&new), "the next can be added");
    }
    let mut draft = meeting("young", "50");
    draft[3] = ("save", "draft");
    assert_eq!(team.send(1, &new, &draft).status, 303);
    let overview = format!("/console/inspections/{}", team.place.inspection_id());
    let page = team.get(0, &overview);
    let sentence = "Conversations: 4 meetings; 42 children and young people met; 2 others met; 4 \
        parents and carers met.";
    assert!(page.text.contains(sentence), "{}", page.text);

    // Outside the team, nobody sees whom inspectors met while they still meet people.
    let inspection = team.place.inspection_id().to_string();
    for (role, words) in
        [("reader", "Conversations: 4 meetings."), ("viewer", "Conversations: 4 meetings.")]
    {
        let email = format!("{role}@speir.example");
        let password = team.place.user_with(&email, role, &["--inspection", &inspection]);
        let cookie = team.service.sign_in(&email, &password);
        let page = team.service.get_as(&overview, &cookie);
        assert!(page.text.contains(words), "{role}: {}", page.text);
    }
}

#[test]
fn a_form_that_is_sent_twice_adds_one_meeting() {
    let team = Team::new();
    let new = team.at(MEETINGS, "records/new");
    let from = crate::support::from(&team.get(0, &new));
    let fields = [&[("from", from.as_str())][..], &meeting("young", "3")].concat();
    assert_eq!(team.post(0, &new, &fields).status, 303);
    assert_eq!(team.post(0, &new, &fields).status, 303);
    assert_eq!(team.place.count("records"), 1);
    let wrong = team.send(0, &new, &meeting("young", "hundred"));
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("Write a whole number from 1 to 99") && wrong.text.contains("hundred")
    );
}

#[test]
fn a_meeting_is_corrected_and_deleted_until_it_closes() {
    let team = Team::new();
    let new = team.at(MEETINGS, "records/new");
    assert_eq!(team.send(0, &new, &meeting("young", "3")).status, 303);
    let one = team.at(MEETINGS, "records/1/1");
    assert_eq!(team.send(1, &one, &meeting("young", "5")).status, 303);
    assert_eq!(team.place.number("SELECT counted FROM records"), 5);
    let delete = team.at(MEETINGS, "records/1/delete");
    assert_eq!(team.send(1, &delete, &[]).status, 303);
    assert_eq!((team.place.count("records"), team.place.returned(MEETINGS)), (0, 0));
    assert_eq!(team.get(1, &one).status, 404);
    for nothing in ["records/sample", "records/2/1", "records/1/3", "records/x/1"] {
        assert_eq!(team.get(0, &team.at(MEETINGS, nothing)).status, 404, "{nothing}");
    }
}
