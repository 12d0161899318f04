//! Failed attempts are counted by hour and account, and become entries of the audit log when the
//! hour has ended.

use std::thread;

use chrono::{DateTime, TimeDelta, Utc};
use speir::audit::{self, FailureKind, Failures, Outside};

use crate::support::{Place, wait_until};

/// Lets what was counted have been counted three hours ago, and the entries for it be written.
fn an_hour_ends(place: &Place) -> usize {
    let hour = (Utc::now() - TimeDelta::hours(3)).format("%Y-%m-%d %H:00:00");
    place.sql(&format!("UPDATE failures SET hour = '{hour}'"));
    audit::write_ended(&mut place.store().connection().unwrap(), Utc::now()).unwrap()
}

#[test]
fn failures_of_several_processes_become_one_entry_for_each_account_and_kind() {
    let place = Place::new();
    let store = place.store();
    let at = |time: &str| format!("2026-07-13T{time}Z").parse::<DateTime<Utc>>().unwrap();
    for _ in 0..2 {
        let failures = Failures::default();
        for minute in 0..6 {
            let now = at(&format!("09:5{minute}:00"));
            failures.count_at(FailureKind::Password, Some("a@speir.example"), now);
            failures.count_at(FailureKind::Password, None, now);
        }
        failures.count_at(FailureKind::SecondStep, Some("a@speir.example"), at("09:59:59"));
        failures.count_at(
            FailureKind::Refused(Outside::Inspection),
            Some("b@speir.example"),
            at("09:00:00"),
        );
        failures.count_at(FailureKind::OwnPassword, Some("b@speir.example"), at("10:00:00"));
        failures.flush(&store).unwrap();
        failures.flush(&store).unwrap();
    }
    assert_eq!(place.count("failures"), 5);
    let write_at = |now| audit::write_ended(&mut store.own_connection().unwrap(), now).unwrap();
    assert_eq!(
        (write_at(at("09:59:59")), write_at(at("10:00:59"))),
        (0, 0),
        "other processes may still add to the hour"
    );
    let written: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| write_at(at("10:01:00")))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(written, 4);
    let hour = "on 13 July 2026 between 10:00 and 11:00";
    let expected = [
        ("No account", "12 wrong passwords"),
        ("a@speir.example", "12 wrong passwords"),
        ("a@speir.example", "2 wrong codes at the second step"),
        ("b@speir.example", "2 requests for inspections outside their scope"),
    ];
    let mut told: Vec<_> = place
        .entries(100)
        .into_iter()
        .map(|entry| (entry.actor, entry.subject, entry.action))
        .collect();
    told.sort();
    let expected = expected
        .map(|(who, what)| (audit::SERVICE.to_owned(), who.to_owned(), format!("{what} {hour}")));
    assert_eq!(told, expected);
    assert_eq!(place.count("failures"), 1, "the next hour goes on");
    place.run(&["audit", "verify"]);
}

#[test]
fn counts_are_kept_while_the_database_refuses_them() {
    let place = Place::new();
    let store = place.store();
    let failures = Failures::default();
    failures.count(FailureKind::Password, None);
    place.sql("ALTER TABLE failures RENAME TO elsewhere");
    assert!(failures.flush(&store).is_err());
    failures.count(FailureKind::Password, None);
    place.sql("ALTER TABLE elsewhere RENAME TO failures");
    failures.flush(&store).unwrap();
    assert_eq!(place.number("SELECT SUM(times) FROM failures"), 2);
}

#[test]
fn wrong_tokens_are_counted_and_told_to_administrators_alone() {
    let place = Place::with_collections();
    let (admin, lead) =
        (place.user("admin@speir.example", "admin"), place.user("lead@speir.example", "lead"));
    let service = place.serve();
    for token in ["nonsense", "speir_0123456789012345678901234567890123456789012", "nonsense"] {
        assert_eq!(service.ask(token, "/inspections").status, 401);
    }
    wait_until("they are counted", || {
        place.number("SELECT COALESCE(SUM(times), 0) FROM failures") == 3
    });
    assert!(!place.rows("failures").join("").contains("nonsense"), "what was sent is not kept");
    assert_eq!(an_hour_ends(&place), 1);
    let page =
        service.get_as("/console/audit", &service.sign_in("admin@speir.example", &admin)).text;
    assert!(page.contains("3 invalid API tokens on "), "{page}");
    let page = service.get_as("/console/audit", &service.sign_in("lead@speir.example", &lead)).text;
    assert!(!page.contains("wrong tokens"), "{page}");
}

#[test]
fn what_was_counted_last_is_in_the_database_when_the_service_has_stopped() {
    let place = Place::new();
    let service = place.serve();
    assert_eq!(service.ask("nonsense", "/inspections").status, 401);
    service.stop();
    assert_eq!(place.number("SELECT SUM(times) FROM failures"), 1);
}

#[test]
fn the_first_use_of_a_token_is_one_entry() {
    let place = Place::with_collections();
    let token = place.caller("lead");
    let service = place.serve();
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| assert_eq!(service.ask(&token, "/inspections").status, 200));
        }
    });
    let uses =
        place.entries(50).into_iter().filter(|entry| entry.action.contains("for the first time"));
    let uses: Vec<_> = uses.collect();
    assert_eq!(uses.len(), 1, "{uses:?}");
    assert_eq!(
        (uses[0].actor.as_str(), uses[0].subject.as_str()),
        ("lead@speir.example", "lead@speir.example")
    );
    assert!(uses[0].action.contains("A test"), "{uses:?}");
}

#[test]
fn an_entry_that_a_lead_may_not_see_marks_no_place_in_the_log() {
    let place = Place::with_collections();
    let password = place.user("lead@speir.example", "lead");
    let hidden = place.entries(1).remove(0);
    assert!(hidden.action.contains("Added as"), "{hidden:?}");
    let inspection = place.id("staff");
    audit::record(
        &mut place.store().connection().unwrap(),
        "lead@speir.example",
        "Did something after it",
        audit::Subject::of(inspection, "It"),
    )
    .unwrap();
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let page =
        |before: &str| service.get_as(&format!("/console/audit?before={before}"), &cookie).text;
    let table = |text: String| {
        text.split("<tbody").nth(1).map(|rest| rest.split("</tbody>").next().unwrap().to_owned())
    };
    let newest = table(page(""));
    assert!(newest.as_ref().unwrap().contains("Did something after it"));
    assert_eq!(table(page(&hidden.id.to_string())), newest, "as an id that is nowhere");
    assert_eq!(table(page(&speir::store::Id::random().to_string())), newest);
    let own = place
        .entries(50)
        .into_iter()
        .find(|entry| entry.action == "Did something after it")
        .unwrap();
    let older = table(page(&own.id.to_string()));
    assert!(
        older.is_none_or(|text| !text.contains("Did something after it")),
        "one's own entry does"
    );
}
