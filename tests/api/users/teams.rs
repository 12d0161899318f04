//! Who leads and reads an inspection together.

use crate::support::{Desk, Place, from};

/// A desk, and the page of the people of its inspection.
fn desk() -> (Desk, String) {
    let desk = Desk::of(Place::with_collections());
    let inspection = desk.place.inspection_id().to_string();
    for (email, role) in [
        ("bea@speir.example", "lead"),
        ("ann@speir.example", "reader"),
        ("vic@speir.example", "viewer"),
    ] {
        let of: &[&str] = if role == "reader" { &["--inspection", &inspection] } else { &[] };
        desk.place.user_with(email, role, of);
    }
    desk.place.user_with("co@speir.example", "coordinator", &["--inspection", &inspection]);
    (desk, format!("/console/inspections/{inspection}/team"))
}

#[test]
fn only_accounts_in_a_fitting_role_are_taken() {
    let (desk, team) = desk();
    for (field, address) in [
        ("team", "bae@speir.example"),
        ("team", "ann@speir.example"),
        ("readers", "nobody@speir.example"),
        ("readers", "co@speir.example"),
        ("coordinators", "ann@speir.example"),
    ] {
        let refused = desk.send(&team, &[(field, address)]);
        assert_eq!(refused.status, 422, "{field} {address}");
        assert!(refused.text.contains(&format!("has the address “{address}”")), "{}", refused.text);
        assert!(refused.text.contains("Check the spelling"), "{}", refused.text);
    }
    assert_eq!(desk.place.count("inspection_team"), 0);
    desk.done(
        &team,
        &[("team", "Bea@speir.example"), ("readers", "ann@speir.example\nvic@speir.example")],
    );
    assert_eq!(
        (desk.place.count("inspection_team"), desk.place.count("inspection_readers")),
        (1, 3)
    );
}

#[test]
fn saving_the_readers_keeps_the_co_ordinators_and_says_so() {
    let (desk, team) = desk();
    let saved = desk.send(&team, &[("readers", "vic@speir.example")]);
    assert_eq!(
        (saved.status, saved.location.as_str()),
        (303, format!("{team}?saved=true").as_str())
    );
    let page = desk.get(&saved.location).text;
    for words in
        ["Saved. The lists below", "co@speir.example", "vic@speir.example", "Who leads and reads"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("ann@speir.example"), "{page}");
    let entry = &desk.place.entries(1)[0].action;
    assert_eq!(entry, "Changed who reads it: from ann@speir.example to vic@speir.example");
    desk.done(&team, &[("coordinators", "")]);
    assert_eq!(desk.place.count("inspection_readers"), 1);
}

#[test]
fn a_form_that_somebody_else_overtook_changes_nothing() {
    let (desk, team) = desk();
    let stale = desk.from(&team);
    desk.done(&team, &[("team", "bea@speir.example")]);
    let refused =
        desk.post(&team, &[("from", &stale), ("team", ""), ("readers", "vic@speir.example")]);
    assert_eq!(refused.status, 409);
    for words in [
        "who leads it beside its lead, from nobody to <strong>bea@speir.example",
        "vic@speir.example",
    ] {
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    assert_eq!(desk.place.count("inspection_team"), 1);
    let again = [
        ("from", &*from(&refused)),
        ("team", "bea@speir.example"),
        ("readers", "vic@speir.example"),
    ];
    assert_eq!(desk.post(&team, &again).status, 303);
    assert_eq!(
        desk.post(&team, &[("team", "")]).status,
        409,
        "a form that does not say what it was filled from"
    );
}

#[test]
fn nobody_leaves_a_team_without_a_second_yes() {
    let (desk, team) = desk();
    desk.place.sql("UPDATE inspections SET lead = 'bea@speir.example'");
    desk.place.sql(&format!(
        "INSERT INTO inspection_team (inspection, email) VALUES ({}, 'lead@speir.example')",
        desk.place.bytes(desk.place.inspection_id())
    ));
    let asked = desk.send(&team, &[("team", "")]);
    assert_eq!(asked.status, 422);
    assert!(asked.text.contains("you would no longer see this inspection"), "{}", asked.text);
    let left = desk.send(&team, &[("team", ""), ("sure", "yes")]);
    assert_eq!(
        (left.status, left.location.as_str()),
        (303, "/console?done=handed-over"),
        "{}",
        left.text
    );
    assert!(desk.get(&left.location).text.contains("You no longer see that inspection"));
    assert_eq!(desk.get(&team).status, 404);
}
