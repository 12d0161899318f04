//! Writing evaluations: two at once, what they rest on, and what is kept.

use super::{ADMIN, DEPUTY, LEAD, Team, words};
use crate::support::{Place, hidden};

#[test]
fn of_two_who_write_at_once_the_second_is_told_and_loses_nothing() {
    let team = Team::new();
    let one = team.one("2.2");
    let first = [("grade", "good"), ("rationale", "Families are helped."), ("references", "")];
    team.written(LEAD, &one, &first);
    let seen = hidden(&team.get(DEPUTY, &one), "seen");
    team.written(LEAD, &one, &[("grade", "weak"), first[1], first[2]]);
    let typed = [
        ("seen", seen.as_str()),
        ("grade", "good"),
        ("rationale", "Families are helped late."),
        ("references", "Records, item plan"),
    ];
    let refused = team.post(DEPUTY, &one, &typed);
    assert_eq!(refused.status, 409);
    let page = words(&refused);
    for said in ["Nothing was changed yet", "The grade, from Good to Weak"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("Families are helped late."), "{page}");
    assert!(page.contains("Records, item plan"), "{page}");
    // The grade was left alone, so it is what the first has made of it.
    assert!(refused.text.contains("value=\"weak\" checked"), "{}", refused.text);
    let fresh = hidden(&refused, "seen");
    let again = [("seen", fresh.as_str()), ("grade", "weak"), typed[2], typed[3]];
    assert_eq!(team.post(DEPUTY, &one, &again).status, 303);
    let page = team.words(LEAD, &one);
    assert!(page.contains("Draft Grade Weak Rationale Families are helped late."), "{page}");
}

#[test]
fn a_form_that_does_not_say_what_it_was_filled_with_changes_nothing() {
    let team = Team::new();
    let one = team.one("2.2");
    for fields in [&[("grade", "good")][..], &[("seen", "x"), ("grade", "good")]] {
        assert_eq!(team.post(LEAD, &one, fields).status, 409);
    }
    let wrong = team.post(LEAD, &one, &[("grade", "splendid"), ("rationale", "Why.")]);
    assert_eq!((wrong.status, hidden(&wrong, "seen").as_str()), (422, ""));
    assert_eq!(team.place().count("evaluations"), 0);
}

#[test]
fn mistakes_are_told_and_what_was_typed_comes_back() {
    let team = Team::new();
    let one = team.one("2.2");
    let long = "é".repeat(4_001);
    let lines = "One line\n".repeat(21);
    for (fields, said) in [
        ([("grade", "splendid"), ("rationale", "Why.")], "Choose one of the grades."),
        ([("grade", "good"), ("rationale", &long)], "has 4,001 characters. Shorten it to 4,000."),
        ([("rationale", "Kept."), ("references", &lines)], "There are 21 references."),
        ([("rationale", "Kept."), ("figures", "moon")], "One of the figures is not there any more"),
    ] {
        let refused = team.write(LEAD, &one, &fields);
        assert_eq!(refused.status, 422, "{said}");
        assert!(words(&refused).contains(said), "{said}: {}", refused.text);
        for (name, value) in fields.iter().filter(|(name, _)| ["rationale"].contains(name)) {
            assert!(refused.text.contains(value), "{name} is lost");
        }
    }
    let very_long = "A sentence. ".repeat(20_000);
    let refused = team.write(LEAD, &one, &[("rationale", &very_long)]);
    assert_eq!(refused.status, 422, "even a whole report comes back");
    assert_eq!(team.place().count("evaluations"), 0);
    let longest = "é".repeat(4_000);
    team.written(LEAD, &one, &[("grade", "good"), ("rationale", &longest)]);
}

#[test]
fn what_is_typed_is_shown_as_text() {
    let team = Team::new();
    let one = team.one("2.2");
    let text = "<script>alert(1)</script>\r\n\u{0}=HYPERLINK(\"x\")";
    team.written(LEAD, &one, &[("grade", "good"), ("rationale", text), ("references", text)]);
    let page = team.get(LEAD, &one);
    assert!(!page.text.contains("<script>alert"), "{}", page.text);
    assert!(words(&page).contains("<script>alert(1)</script> =HYPERLINK(\"x\")"), "{}", page.text);
}

#[test]
fn it_rests_on_results_of_its_own_area() {
    let place = Place::with_collections();
    let (staff, children) = (place.link("staff"), place.id("age-8-15"));
    let team = Team::of(place);
    for number in 0..36 {
        let answer = if number < 33 { "agree" } else { "disagree" };
        team.desk.service.answer(&staff, &format!("agency=health&knows-how-to-report={answer}"));
    }
    team.place().release();
    let one = team.one("2.1");
    let staff = team.place().id("staff");
    let page = team.words(LEAD, &one);
    assert!(page.contains("Questions that inform this indicator"), "{page}");
    let (question, whole) = (format!("{staff}/knows-how-to-report"), children.to_string());
    let chosen = [("grade", "good"), ("figures", question.as_str()), ("figures", whole.as_str())];
    team.written(LEAD, &one, &chosen);
    let page = team.get(LEAD, &one);
    let link = format!("href=\"/console/collections/{staff}/results#q-knows-how-to-report\"");
    assert!(page.text.contains(&link), "{}", page.text);
    assert!(words(&page).contains("92%, almost all, 33 of 36"), "{}", page.text);
    assert!(page.text.contains(&format!("href=\"/console/collections/{whole}/results\"")));
    // A collection that is deleted stays named.
    for table in
        ["held_responses", "holdings", "strata", "returns", "daily_returns", "fewest_people"]
    {
        let id = team.place().bytes(children.0);
        team.place().sql(&format!("DELETE FROM {table} WHERE collection = {id}"));
    }
    team.place().sql("DELETE FROM collections WHERE audience = 'age-8-15'");
    let page = team.words(LEAD, &one);
    assert!(page.contains("Midlothian, 8 to 15: all results (no longer there)"), "{page}");
    team.written(LEAD, &one, &chosen);
}

#[test]
fn results_of_another_inspection_are_refused() {
    let place = Place::with_collections();
    let own = place.id("staff").to_string();
    let other = crate::support::inspection(
        "Fife",
        crate::support::today(),
        crate::support::today() + chrono::Days::new(9),
    );
    let team = Team::of(place);
    let one = team.one("2.1");
    team.place().create(&other.replace("lead@speir", "else@speir"));
    let ids: Vec<String> = team
        .place()
        .collections()
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .filter(|id| *id != own)
        .collect();
    assert_eq!(ids.len(), 7);
    let foreign: Vec<&String> =
        ids.iter().filter(|id| !team.get(LEAD, &one).text.contains(id.as_str())).collect();
    assert_eq!(foreign.len(), 4);
    for id in foreign {
        for key in [id.clone(), id.to_uppercase(), format!("{id}/agency")] {
            for who in [LEAD, ADMIN] {
                assert_eq!(team.write(who, &one, &[("figures", &key)]).status, 422, "{key}");
            }
        }
    }
    team.written(LEAD, &one, &[("figures", &own)]);
}

#[test]
fn every_change_is_kept_with_who_and_from_what_to_what() {
    let team = Team::new();
    let one = team.one("9.1");
    for number in 1..=25 {
        let who = if number % 2 == 0 { DEPUTY } else { LEAD };
        let rationale = format!("Wording {number}.");
        team.written(who, &one, &[("grade", "good"), ("rationale", &rationale)]);
    }
    let page = team.words(LEAD, &one);
    assert!(page.contains("From: Wording 24. To: Wording 25."), "{page}");
    assert!(!page.contains("Wording 4.") && page.contains("The whole history"), "{page}");
    let history = format!("{one}/history");
    let newest = team.words(LEAD, &history);
    assert!(newest.contains("Wording 25.") && newest.contains("Older changes"), "{newest}");
    let oldest = team.words(LEAD, &format!("{history}?before=6"));
    assert!(oldest.contains("The grade, from nothing to Good"), "{oldest}");
    assert!(oldest.contains("From: nothing To: Wording 1."), "{oldest}");
    assert!(!oldest.contains("Older changes"), "{oldest}");
    let store = team.place().store();
    let mut connection = store.connection().unwrap();
    let forge = "UPDATE evaluation_changes SET actor = 'nobody'";
    let refused = diesel::connection::SimpleConnection::batch_execute(&mut *connection, forge);
    let why = refused.expect_err("the history is only added to").to_string();
    assert!(why.contains("only added to"), "{why}");
}

#[test]
fn the_audit_log_tells_the_grade_and_not_the_rationale() {
    let team = Team::new();
    let one = team.one("9.1");
    team.written(LEAD, &one, &[("grade", "good"), ("rationale", "Zephyr was kind.")]);
    for who in [LEAD, DEPUTY] {
        team.agree(who, &one);
    }
    team.written(DEPUTY, &one, &[("grade", "weak"), ("references", "Zephyr's file")]);
    let entries = team.place().entries(4);
    let said: Vec<&str> = entries.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        said,
        [
            "Changed the evaluation: the grade from none to Good, the rationale",
            "Agreed to the evaluation as lead",
            "Agreed to the evaluation as deputy",
            "Changed the evaluation: the grade from Good to Weak, the references; it is a draft \
             again",
        ]
    );
    assert!(entries[0].subject.ends_with(": Midlothian, 9.1"), "{}", entries[0].subject);
    assert!(entries[0].inspection.is_some());
    assert!(!team.place().audited().contains("Zephyr"));
    assert!(!team.place().log().contains("Zephyr"));
}
