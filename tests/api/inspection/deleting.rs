//! Deleting what was set up: only while nobody has answered, nobody can be answering, and nothing
//! has gone out.

use chrono::{Duration, Utc};

use crate::{
    fieldwork::changing::planned,
    support::{Desk, Place, Slips, form, from, wait_until},
};

/// What the page says why not, and that sending the form it had changes nothing.
fn stays(desk: &Desk, from: &str, says: &str) {
    let delete = desk.at("staff", "delete");
    let page = desk.get(&delete);
    assert!(
        page.text.contains("It cannot be deleted.") && page.text.contains(says),
        "{says}: {}",
        page.text
    );
    assert!(!page.text.contains("Delete the collection"), "{}", page.text);
    let refused = desk.post(&delete, &[("from", from)]);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains(says), "{says}: {}", refused.text);
    assert_eq!(desk.place.collections().len(), 4);
}

#[test]
fn a_collection_that_has_not_opened_is_deleted_with_all_that_hangs_on_it() {
    let place = planned();
    place.invite(20);
    let desk = Desk::of(place);
    let [link, delete] = [desk.place.link("staff"), desk.at("staff", "delete")];
    assert_eq!(desk.service.get(&format!("/s/{link}")).status, 404, "not open yet");
    let answer = desk.send(&delete, &[]);
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(answer.location, format!("/console/inspections/{}", desk.place.inspection_id()));
    assert_eq!(desk.get(&delete).status, 404);
    assert_eq!(desk.place.collections().len(), 3);
    for table in
        ["invitations", "invited", "waves", "messages", "mailings", "issued_tickets", "strata"]
    {
        assert_eq!(desk.place.count(table), 0, "{table}");
    }
    assert_eq!(desk.place.count("holdings"), 3);
    let entry = &desk.place.entries(1)[0];
    assert_eq!(
        (entry.action.as_str(), entry.subject.as_str()),
        ("Deleted the collection", "Midlothian, Staff")
    );
    desk.place.run(&["check-store"]);
}

#[test]
fn what_was_answered_stays_although_the_page_was_opened_before() {
    let desk = Desk::of(planned());
    let from = desk.from(&desk.at("staff", "delete"));
    let id = desk.place.bytes(desk.place.id("staff").0);
    desk.place
        .sql(&format!("INSERT INTO returns (collection, stratum, returned) VALUES ({id}, '', 1)"));
    stays(&desk, &from, "1 person has answered.");
    assert!(
        !desk.get(&desk.at("staff", "change")).text.contains("Delete it."),
        "the page says so before"
    );
}

#[test]
fn slips_are_taken_back_first() {
    let desk = Desk::of(planned());
    let from = desk.from(&desk.at("staff", "delete"));
    Slips::make(&desk.place, "staff", 30);
    stays(&desk, &from, "30 slips were made.");
    let batch = desk.place.batches("staff")[0].id;
    let taken = desk.post(&desk.at("staff", &format!("slips/{batch}/revoke")), &[]);
    assert_eq!(taken.status, 303, "{}", taken.text);
    desk.done(&desk.at("staff", "delete"), &[]);
    assert_eq!((desk.place.count("code_batches"), desk.place.count("issued_tickets")), (0, 0));
}

#[test]
fn what_has_gone_out_by_email_stays() {
    let place = Place::by_invitation();
    let desk = Desk::of(place);
    let delete = desk.at("staff", "delete");
    let page = desk.get(&delete);
    assert!(
        page.text.contains("Delete the collection"),
        "open, but nobody has a way in: {}",
        page.text
    );
    desk.place.invite(60);
    desk.place.wait_for_letters(60);
    let refused = desk.post(&delete, &[("from", &from(&page))]);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("60 messages have been sent."), "{}", refused.text);
    assert!(refused.text.contains("Close it early instead"), "{}", refused.text);
    assert_eq!(desk.place.collections().len(), 1);
}

#[test]
fn while_anybody_may_have_its_form_open_a_collection_stays_and_after_that_it_can_go() {
    let desk = Desk::of(Place::with_collections());
    let from = desk.from(&desk.at("staff", "change"));
    stays(&desk, &from, "may be answering now");
    desk.done(&desk.at("staff", "close"), &[]);
    let closed = desk.from(&desk.at("staff", "change"));
    stays(&desk, &closed, "If nobody has answered by ");
    desk.place.close();
    wait_until("it is released", || desk.place.collection("staff")["state"] == "released");
    assert!(
        desk.get(&format!("/console/collections/{}", desk.place.id("staff")))
            .text
            .contains("Delete it")
    );
    desk.done(&desk.at("staff", "delete"), &[]);
    assert_eq!(desk.place.collections().len(), 3);
}

#[test]
fn a_collection_that_opens_within_a_minute_counts_as_open() {
    let desk = Desk::of(planned());
    let from = desk.from(&desk.at("staff", "delete"));
    let soon = (Utc::now() + Duration::seconds(40)).format("%Y-%m-%d %H:%M:%S");
    desk.place.sql(&format!("UPDATE collections SET opens_at = '{soon}' WHERE audience = 'staff'"));
    stays(&desk, &from, "may be answering");
}

#[test]
fn a_deletion_that_was_asked_for_before_something_changed_is_asked_for_again() {
    let desk = Desk::of(planned());
    let delete = desk.at("staff", "delete");
    let stale = desk.from(&delete);
    desk.done(&desk.at("staff", "change"), &[("target_percent", "61")]);
    let refused = desk.post(&delete, &[("from", &stale)]);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("the target, from 80% to <strong>61%"), "{}", refused.text);
    assert_eq!(desk.post(&delete, &[]).status, 409);
    assert_eq!(desk.place.collections().len(), 4);
    assert_eq!(desk.post(&delete, &[("from", &from(&refused))]).status, 303);
}

#[test]
fn an_inspection_is_deleted_whole_or_not_at_all() {
    let desk = Desk::of(planned());
    let place = format!("/console/inspections/{}", desk.place.inspection_id());
    let delete = format!("{place}/delete");
    desk.place.user("other@speir.example", "lead");
    desk.done(&format!("{place}/team"), &[("team", "other@speir.example")]);
    Slips::make(&desk.place, "age-8-15", 30);
    let page = desk.get(&delete);
    assert!(
        page.text.contains("because of 1 collection:") && page.text.contains("30 slips were made."),
        "{}",
        page.text
    );
    let from_change = desk.from(&format!("{place}/change"));
    assert_eq!(desk.post(&delete, &[("from", &from_change)]).status, 409);
    assert_eq!((desk.place.collections().len(), desk.place.count("inspection_team")), (4, 1));
    let batch = desk.place.batches("age-8-15")[0].id;
    desk.post(&desk.at("age-8-15", &format!("slips/{batch}/revoke")), &[]);
    let answer = desk.send(&delete, &[]);
    assert_eq!((answer.status, answer.location.as_str()), (303, "/console"), "{}", answer.text);
    for table in ["inspections", "collections", "holdings", "inspection_team", "code_batches"] {
        assert_eq!(desk.place.count(table), 0, "{table}");
    }
    let entry = &desk.place.entries(1)[0];
    assert!(
        entry.action.starts_with("Deleted the inspection with its collections: Midlothian, "),
        "{}",
        entry.action
    );
    desk.place.run(&["check-store"]);
}

#[test]
fn viewers_cannot_delete() {
    let place = Place::with_collections();
    let password = place.user("viewer@speir.example", "viewer");
    let desk = Desk::of(place);
    let cookie = desk.service.sign_in("viewer@speir.example", &password);
    let from = desk.from(&desk.at("staff", "change"));
    for rest in ["change", "close", "delete"] {
        let path = desk.at("staff", rest);
        assert_eq!(desk.service.get_as(&path, &cookie).status, 403, "{rest}");
        assert_eq!(
            desk.service.post_as(&path, &cookie, &form(&[("from", &from)])).status,
            403,
            "{rest}"
        );
    }
    let page =
        desk.service.get_as(&format!("/console/collections/{}", desk.place.id("staff")), &cookie);
    for rest in ["/change", "/close", "/delete"] {
        assert!(!page.text.contains(&format!("{rest}\"")), "{rest}");
    }
}
