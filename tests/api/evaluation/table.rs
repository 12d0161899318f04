//! The table, and its files.

use super::{ADMIN, DEPUTY, LEAD, Team};

/// 1.1 agreed as good, 2.1 a draft as weak.
fn graded() -> Team {
    let team = Team::new();
    let (agreed, draft) = (team.one("1.1"), team.one("2.1"));
    team.written(LEAD, &agreed, &[("grade", "good"), ("rationale", "Zephyr was kind.")]);
    for who in [LEAD, DEPUTY] {
        assert_eq!(team.agree(who, &agreed).status, 303);
    }
    team.written(LEAD, &draft, &[("grade", "weak"), ("rationale", "Zephyr was late.")]);
    team
}

#[test]
fn only_agreed_grades_stand_in_the_table_unless_drafts_are_asked_for() {
    let team = graded();
    let page = team.words(LEAD, &team.table());
    assert!(page.contains("Good : Midlothian, 1.1") && page.contains("Draft : Midlothian, 2.1"));
    assert!(!page.contains("Weak") && page.contains("Not started : Midlothian, 9.4"), "{page}");
    let page = team.words(LEAD, &format!("{}?drafts=marked", team.table()));
    assert!(page.contains("Weak (draft) : Midlothian, 2.1"), "{page}");
    let overview = format!("/console/inspections/{}", team.place().inspection_id());
    assert!(team.get(LEAD, &overview).text.contains(&format!("href=\"{}\"", team.table())));
}

#[test]
fn files_follow_the_same_choice_and_are_recorded() {
    let team = graded();
    for (ending, name, media) in [
        ("csv", "CSV", "text/csv"),
        ("xlsx", "XLSX", "spreadsheetml.sheet"),
        ("docx", "Word", "wordprocessingml.document"),
    ] {
        for (query, said, has) in
            [("", "without drafts", false), ("?drafts=marked", "with drafts", true)]
        {
            let file = team.get(DEPUTY, &format!("{}.{ending}{query}", team.table()));
            assert_eq!(file.status, 200, "{}", file.text);
            assert!(file.headers.contains(media), "{}", file.headers);
            let disposition = format!("filename=\\\"speir-evaluations.{ending}\\\"");
            assert!(file.headers.contains(&disposition), "{}", file.headers);
            assert!(file.headers.contains("\"no-store\""), "{}", file.headers);
            if ending == "csv" {
                assert!(file.text.contains("\r\nMidlothian,S12000019,Good,"), "{}", file.text);
                assert_eq!(file.text.contains("Weak (draft)"), has, "{}", file.text);
            } else {
                assert!(file.text.starts_with("PK"), "a package");
            }
            let entry = &team.place().entries(1)[0];
            let action = format!("Downloaded the table of evaluations as {name}, {said}");
            assert_eq!((entry.actor.as_str(), &entry.action), (DEPUTY, &action));
        }
    }
    assert_eq!(team.get(LEAD, &format!("{}.json", team.table())).status, 404);
    assert_eq!(team.get(LEAD, &format!("{}.exe", team.table())).status, 404);
}

#[test]
fn only_those_who_lead_it_and_administrators_see_it() {
    let team = graded();
    let inspection = team.place().inspection_id().to_string();
    let service = &team.desk.service;
    for (role, status) in
        [("coordinator", 403), ("viewer", 403), ("reader", 403), ("analyst", 403), ("lead", 404)]
    {
        let email = format!("other.{role}@speir.example");
        let of: &[&str] =
            if role == "reader" { &["--inspection", inspection.as_str()] } else { &[] };
        let password = team.place().user_with(&email, role, of);
        let cookie = service.sign_in(&email, &password);
        let one = team.one("1.1");
        for path in [team.table(), format!("{}.csv", team.table()), one.clone()] {
            assert_eq!(service.get_as(&path, &cookie).status, status, "{role} {path}");
        }
        let forged = "seen=3&grade=weak&rationale=x";
        assert_eq!(service.post_as(&one, &cookie, forged).status, status, "{role}");
        let overview = service.get_as(&format!("/console/inspections/{inspection}"), &cookie);
        assert!(!overview.text.contains("/evaluations"), "{role}");
    }
    assert!(team.words(ADMIN, &team.one("1.1")).contains("Agreed Grade Good"));
}

#[test]
fn an_inspection_that_is_evaluated_is_not_deleted() {
    let team = graded();
    team.place().sql("UPDATE collections SET open_link = FALSE");
    let delete = format!("/console/inspections/{}/delete", team.place().inspection_id());
    let page = team.words(LEAD, &delete);
    assert!(page.contains("because quality indicators are evaluated"), "{page}");
    let from = r#"{"title":""}"#;
    assert_eq!(team.post(LEAD, &delete, &[("from", from)]).status, 409);
    for indicator in ["1.1", "2.1"] {
        team.written(LEAD, &team.one(indicator), &[("grade", ""), ("rationale", "")]);
    }
    assert!(team.words(LEAD, &team.table()).contains("0 of 7 are agreed."));
    team.desk.done(&delete, &[]);
    for table in ["inspections", "evaluations", "evaluation_changes"] {
        assert_eq!(team.place().count(table), 0, "{table}");
    }
}
