use super::{READINGS, Team, UNREAD, answers};

#[test]
fn no_answer_is_lost_when_the_sample_changes() {
    let team = Team::new();
    team.draw(20, 4);
    let given = team.given();
    // Somebody who will leave the sample has finished one record and begun another.
    let own: Vec<_> = given.iter().filter(|(_, turn, member)| (*turn, *member) == (1, 3)).collect();
    for (one, save) in own.iter().zip(["done", "draft"]) {
        let path = team.at(READINGS, &format!("records/{}/1", one.0));
        let mut fields = [&[UNREAD][..], &answers("foster", "weak")].concat();
        fields.retain(|(name, _)| *name != "save");
        fields.push(("save", save));
        assert_eq!(team.post(3, &path, &fields).status, 303);
    }
    team.draw(40, 3);
    let after = team.given();
    let reader = |number: u32| after.iter().find(|one| (one.0, one.1) == (number, 1)).unwrap().2;
    assert_eq!(reader(own[0].0), 3, "what they finished stays theirs");
    assert_ne!(reader(own[1].0), 3, "their draft goes to another");
    assert_eq!(after.iter().filter(|(_, turn, _)| *turn == 2).count(), 4);
    let draft = team.get(0, &team.at(READINGS, &format!("records/{}/1", own[1].0)));
    assert!(is_chosen(&draft.text, "weak"), "{}", draft.text);

    let smaller = own[0].0 - 1;
    let path = team.at(READINGS, "records/sample");
    let size = smaller.to_string();
    let refused = team.send(0, &path, &[("size", &size), ("readers", "a@speir.example")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("has answers. Write at least"), "{}", refused.text);
    assert!(team.place.audited().contains("Set the sample to 40 records, 4 of them read twice"));
}

fn is_chosen(page: &str, value: &str) -> bool {
    page.split("<input").any(|input| {
        let tag = input.split('>').next().unwrap();
        tag.contains(&format!("value=\"{value}\"")) && tag.contains("checked")
    })
}

#[test]
fn only_people_of_the_team_read_and_one_person_reads_nothing_twice() {
    let team = Team::new();
    let path = team.at(READINGS, "records/sample");
    for (fields, sentence) in [
        (vec![("size", "0"), ("readers", "a@speir.example")], "from 1 to 999"),
        (vec![("size", "1000"), ("readers", "a@speir.example")], "from 1 to 999"),
        (vec![("size", "10")], "Choose at least one person"),
        (vec![("size", "10"), ("readers", "z@speir.example")], "of the inspection’s team"),
    ] {
        let refused = team.send(0, &path, &fields);
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains(sentence), "{sentence}: {}", refused.text);
    }
    team.draw(30, 1);
    assert!(team.given().iter().all(|(_, turn, member)| (*turn, *member) == (1, 0)));
    assert_eq!(team.place.collection(READINGS)["sample"], 30);
}

#[test]
fn of_two_who_change_the_sample_the_second_is_told() {
    let team = Team::new();
    let path = team.at(READINGS, "records/sample");
    let from = crate::support::from(&team.get(1, &path));
    team.draw(20, 2);
    let second =
        team.post(1, &path, &[("from", &from), ("size", "30"), ("readers", "c@speir.example")]);
    assert_eq!(second.status, 409);
    assert!(second.text.contains("value=\"30\""), "{}", second.text);
    assert_eq!(team.given().len(), 22);
}
