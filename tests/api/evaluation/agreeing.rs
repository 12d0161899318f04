//! A draft until lead and deputy have agreed to the same wording.

use super::{ADMIN, DEPUTY, LEAD, Team, words};
use crate::support::hidden;

const GOOD: &[(&str, &str)] = &[("grade", "good"), ("rationale", "Children are kept safe.")];

#[test]
fn lead_and_deputy_agree_to_the_same_wording() {
    let team = Team::new();
    let one = team.one("1.1");
    assert!(team.words(LEAD, &one).contains("Nothing is written yet."));
    team.written(DEPUTY, &one, GOOD);
    // Both open the page before either has agreed.
    let seen = hidden(&team.get(LEAD, &one), "seen");
    assert_eq!(team.agree_seeing(DEPUTY, &one, &seen).location, format!("{one}?done=agreed"));
    assert!(team.words(LEAD, &one).contains("Draft Grade Good"));
    assert_eq!(team.agree_seeing(LEAD, &one, &seen).status, 303);
    let page = team.words(LEAD, &one);
    assert!(page.contains("Agreed Grade Good"), "{page}");
    assert!(page.contains("Lead and deputy have agreed to this wording."), "{page}");
    for step in ["agreed as deputy on", "agreed as lead on", "changed it on"] {
        assert!(page.contains(step), "{step}: {page}");
    }
    assert!(team.words(LEAD, &team.table()).contains("1 of 7 are agreed."));
}

#[test]
fn any_change_makes_it_a_draft_again() {
    let team = Team::new();
    let one = team.one("1.1");
    for change in [
        &[("grade", "weak"), ("rationale", "Why.")][..],
        &[("grade", "good"), ("rationale", "Why!")],
        &[("grade", "good"), ("rationale", "Why!"), ("references", "Records, item plan")],
    ] {
        team.written(LEAD, &one, GOOD);
        for who in [LEAD, DEPUTY] {
            assert_eq!(team.agree(who, &one).status, 303);
        }
        assert!(team.words(LEAD, &one).contains("Agreed Grade Good"));
        // The same again changes nothing.
        team.written(ADMIN, &one, GOOD);
        assert!(team.words(LEAD, &one).contains("Agreed Grade Good"));
        team.written(ADMIN, &one, change);
        let page = team.words(LEAD, &one);
        assert!(page.contains("Draft Grade"), "{page}");
        assert!(!page.contains("has agreed Deputy"), "{page}");
    }
}

#[test]
fn nobody_agrees_to_a_wording_that_they_have_not_seen() {
    let team = Team::new();
    let one = team.one("2.1");
    team.written(LEAD, &one, GOOD);
    let seen = hidden(&team.get(DEPUTY, &one), "seen");
    team.written(LEAD, &one, &[("grade", "weak"), ("rationale", "They are not.")]);
    let refused = team.agree_seeing(DEPUTY, &one, &seen);
    assert_eq!(refused.status, 409);
    assert!(words(&refused).contains("Read it as it now is, then agree."), "{}", refused.text);
    for nonsense in ["", "0", "99", "-1", "one", "4294967296"] {
        assert_eq!(team.agree_seeing(DEPUTY, &one, nonsense).status, 409, "{nonsense}");
    }
    assert!(team.words(LEAD, &one).contains("Draft Grade Weak"));
}

#[test]
fn an_administrator_changes_and_does_not_agree() {
    let team = Team::new();
    let one = team.one("9.3");
    team.written(ADMIN, &one, GOOD);
    let refused = team.agree(ADMIN, &one);
    assert_eq!(refused.status, 409);
    let page = words(&refused);
    assert!(page.contains("only those who lead this inspection agree to it"), "{page}");
    assert!(page.contains("Draft Grade Good"), "{page}");
}

#[test]
fn an_agreement_can_be_withdrawn() {
    let team = Team::new();
    let one = team.one("9.3");
    team.written(LEAD, &one, GOOD);
    for who in [LEAD, DEPUTY] {
        team.agree(who, &one);
    }
    let withdrawn = team.post(DEPUTY, &format!("{one}/agree"), &[("agreement", "withdraw")]);
    assert_eq!(withdrawn.location, format!("{one}?done=withdrawn"));
    let page = team.words(LEAD, &one);
    assert!(page.contains("Draft Grade Good"), "{page}");
    assert!(page.contains("withdrew their agreement on"), "{page}");
}

#[test]
fn a_lead_alone_is_told_to_find_a_deputy() {
    let team = Team::new();
    team.place().sql("DELETE FROM inspection_team");
    let one = team.one("1.1");
    team.written(LEAD, &one, GOOD);
    assert_eq!(team.agree(LEAD, &one).status, 303);
    let page = team.words(LEAD, &one);
    assert!(page.contains("Nobody else leads this inspection."), "{page}");
    assert!(page.contains("Draft Grade Good"), "{page}");
}

#[test]
fn an_unfinished_evaluation_is_not_agreed() {
    let team = Team::new();
    let one = team.one("1.1");
    team.written(LEAD, &one, &[("grade", ""), ("rationale", "Why.")]);
    let refused = team.agree(LEAD, &one);
    assert_eq!(refused.status, 409);
    assert!(words(&refused).contains("once it has a grade and a rationale"), "{}", refused.text);
}
