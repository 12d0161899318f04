//! Texts that may identify somebody are noticed, and can be saved after a look.

use super::{READINGS, Team, UNREAD, answers};
use crate::support::hidden;

#[test]
fn a_name_is_warned_of_once_and_everything_typed_is_kept() {
    let team = Team::new();
    team.draw(10, 2);
    let (number, turn, member) = team.given()[0];
    let path = team.at(READINGS, &format!("records/{number}/{turn}"));
    let note = "Mrs Fraser wrote to jo@speir.example on 07700 900123; born 03/05/2011.";
    let typed = [&[UNREAD][..], &answers("home", "weak"), &[("q-note", note)]].concat();
    let warned = team.post(member, &path, &typed);
    assert_eq!(warned.status, 422, "{}", warned.text);
    for words in [
        "“Mrs Fraser” looks like a name",
        "email address",
        "telephone number",
        "“03/05/2011” is a full date",
        note,
        "value=\"weak\" checked",
    ] {
        assert!(warned.text.contains(words), "{words}: {}", warned.text);
    }
    assert_eq!(team.place.returned(READINGS), 0);
    let looked = hidden(&warned, "looked");
    // With another name in it, the look does not count.
    let other = [
        &[UNREAD][..],
        &answers("home", "weak"),
        &[("q-note", "Mrs Fraser and Iain."), ("looked", looked.as_str())],
    ];
    assert_eq!(team.post(member, &path, &other.concat()).status, 422);
    let saved = team.post(member, &path, &[&typed[..], &[("looked", looked.as_str())]].concat());
    assert_eq!(saved.status, 303, "{}", saved.text);
    // What was saved like this is not asked about again.
    let again = [&answers("home", "good")[..], &[("q-note", note)]].concat();
    assert_eq!(team.send(member, &path, &again).status, 303);
    assert!(!team.place.audited().contains("Fraser") && !team.place.log().contains("Fraser"));
}

#[test]
fn a_draft_is_said_to_be_one_and_an_emptied_draft_is_kept() {
    let team = Team::new();
    team.draw(10, 2);
    let (number, turn, member) = team.given()[0];
    let path = team.at(READINGS, &format!("records/{number}/{turn}"));
    let nothing = team.post(member, &path, &[UNREAD, ("save", "draft")]);
    assert_eq!(nothing.status, 422);
    assert!(nothing.text.contains("There is nothing to keep yet."), "{}", nothing.text);
    let kept = team.post(member, &path, &[UNREAD, ("q-plan", "good"), ("save", "draft")]);
    let list = team.get(member, &kept.location).text;
    assert!(list.contains("Kept record 1 as a draft.") && !list.contains("Saved record"), "{list}");
    assert_eq!(team.send(member, &path, &[("save", "draft")]).status, 303);
    assert_eq!(team.place.number("SELECT COUNT(*) FROM records WHERE state = 'draft'"), 1);
}

#[test]
fn a_conflict_says_who_saved_and_when_and_leaves_out_the_number() {
    let team = Team::new();
    team.draw(10, 2);
    let (number, turn, member) = team.given()[0];
    let path = team.at(READINGS, &format!("records/{number}/{turn}"));
    let first = [&[UNREAD][..], &answers("home", "good")].concat();
    assert_eq!(team.post(member, &path, &first).status, 303);
    let late = [&[UNREAD][..], &answers("home", "weak")].concat();
    let second = team.post(3, &path, &late);
    assert_eq!(second.status, 409);
    let told = second.text.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap();
    let name = team.members[member].0.split('@').next().unwrap();
    assert!(told.contains(name) && told.contains("saved it, on") && told.contains(':'), "{told}");
    assert!(!told.contains("Number in the sample"), "{told}");
}

#[test]
fn kappa_is_shown_from_five_pairs_on() {
    let team = Team::new();
    team.draw(10, 2);
    let number = team.given().iter().find(|(_, turn, _)| *turn == 2).unwrap().0;
    for (_, turn, member) in team.given().into_iter().filter(|(of, ..)| *of == number) {
        let path = team.at(READINGS, &format!("records/{number}/{turn}"));
        let fields = [&[UNREAD][..], &answers("home", "good")].concat();
        assert_eq!(team.post(member, &path, &fields).status, 303);
    }
    let figures = team.get(0, &team.at(READINGS, "records/figures")).text;
    assert!(figures.contains("too few pairs") && figures.contains("from 5 pairs on"), "{figures}");
}
