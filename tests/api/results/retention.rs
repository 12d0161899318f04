//! What was released is deleted when its days are over, and what was counted stays.

use std::thread;

use crate::support::{Kind, Place, some, wait_until};

/// Twelve released responses of staff, four of them with a comment.
fn released() -> Place {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    for number in 0..12 {
        let comment =
            if number < 4 { format!("&comment=Zaubernuss+{number}") } else { String::new() };
        service.answer(&link, &format!("agency=health&listened-to=agree{comment}"));
    }
    service.stop();
    place.close_where("audience = 'staff'");
    place.run(&["release"]);
    assert_eq!((place.count("responses"), place.count("comments")), (12, 4));
    place
}

fn age(place: &Place, days: i64) {
    place.released_days_ago(days, "audience = 'staff'");
}

/// The rows are gone, and nothing else is.
fn is_purged(place: &Place) {
    assert_eq!((place.count("responses"), place.count("comments")), (0, 0));
    assert_eq!(place.tally("listened-to", "agree"), 12);
    assert_eq!(place.returned("staff"), 12);
    assert_eq!(
        place.number(
            "SELECT COUNT(*) FROM collections WHERE purged_at IS NOT NULL AND audience = 'staff'"
        ),
        1
    );
    place.run(&["check-store"]);
}

#[test]
fn released_rows_are_deleted_once_their_days_are_over_and_counts_stay() {
    let place = released();
    place.run(&["check-store"]);
    age(&place, 364);
    let said = place.run(&["purge"]);
    assert!(said.contains("Nothing is due. The next is Midlothian, Staff, on "), "{said}");
    age(&place, 366);
    let said = place.run(&["purge", "--dry-run"]);
    assert!(
        said.contains("Midlothian, Staff: 12 responses and 4 comments would be deleted"),
        "{said}"
    );
    assert_eq!(place.count("responses"), 12);
    assert!(place.has_written("Zaubernuss"), "the test can see it");
    let said = place.run(&["purge"]);
    assert!(
        said.contains(
            "Midlothian, Staff: 12 responses and 4 comments deleted. Counts and figures stay."
        ),
        "{said}"
    );
    is_purged(&place);
    assert!(!place.has_written("Zaubernuss"), "what is deleted is in no file any more");
    let log = place.audited();
    assert!(
        log.contains("Deleted 12 released responses, and their comments")
            && log.contains("command line"),
        "{log}"
    );
    assert!(place.run(&["purge"]).contains("Nothing is due"));
}

#[test]
fn the_service_deletes_by_itself_what_is_due() {
    let place = released();
    age(&place, 366);
    place.sql("DELETE FROM chores WHERE name = 'purge'");
    let service = place.serve();
    wait_until("everything is deleted", || {
        place.audited().contains("Deleted 12 released responses")
    });
    is_purged(&place);
    let password = place.user("lead@speir.example", "lead");
    let lead = service.sign_in("lead@speir.example", &password);
    for list in [place.comments_of("staff"), place.comments_of_inspection()] {
        let page = service.get_as(&list, &lead);
        assert!(
            page.text.contains("The comments were deleted") && page.text.contains("365 days"),
            "{}",
            page.text
        );
    }
}

#[test]
fn an_inspection_can_be_purged_before_its_days_are_over() {
    let place = released();
    let nobody = uuid::Uuid::new_v4().to_string();
    assert!(place.run(&["purge", "--now", &nobody]).contains("no longer has released responses"));
    assert_eq!(place.count("responses"), 12);
    place.run(&["purge", "--now", &place.inspection_id().to_string()]);
    is_purged(&place);
}

#[test]
fn each_inspection_keeps_its_responses_for_the_days_that_it_says() {
    let place = released();
    place.sql("UPDATE inspections SET keep_days = 30");
    age(&place, 31);
    place.run(&["purge"]);
    is_purged(&place);
}

#[test]
fn of_comments_that_are_read_together_all_go_at_once() {
    let place = Place::with_collections();
    place.write("age-8-15", &some("Teacher", 6), 40);
    place.write("age-16-plus", &some("Carer", 6), 40);
    place.released_days_ago(3, "TRUE");
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let lead = service.sign_in("lead@speir.example", &password);
    let list = place.comments_of_inspection();
    assert_eq!(service.walk_comments(&list, &lead).len(), 12);
    // As when one day ends before the other's, or a purge is interrupted between the two.
    place.sql("UPDATE collections SET purged_at = released_at WHERE audience = 'age-8-15'");
    assert!(
        service.walk_comments(&list, &lead).is_empty(),
        "those that are left would be known to be of 16 and over"
    );
}

/// Adds so many responses that were released.
fn add(place: &Place, count: usize) {
    let collection = place.bytes(place.id("staff").0);
    let rows = match place.kind {
        Kind::Sqlite => format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) \
             INSERT INTO responses SELECT {collection}, randomblob(16), '', zeroblob(60) FROM n"
        ),
        Kind::Postgres => format!(
            "INSERT INTO responses SELECT {collection}, uuid_send(gen_random_uuid()), '', '\\x00' \
             FROM generate_series(1, {count})"
        ),
    };
    place.sql(&rows);
}

#[test]
fn a_purge_that_was_interrupted_goes_on_where_it_ended() {
    let place = released();
    age(&place, 366);
    place.sql("UPDATE collections SET purged_at = closes_at WHERE audience = 'staff'");
    place.sql("DELETE FROM comments");
    place.run(&["check-store"]);
    let said = place.run(&["purge"]);
    assert!(said.contains("12 responses and 0 comments deleted"), "{said}");
    is_purged(&place);
    assert!(place.audited().contains(
        "Deleted the last 12 released responses, and their comments, after an interruption"
    ));
}

#[test]
fn while_many_responses_are_deleted_people_go_on_sending_theirs() {
    let place = released();
    add(&place, 60_000);
    age(&place, 366);
    let service = place.serve_with(&[("SPEIR_LOG", "warn")]);
    let link = place.link("age-8-15");
    thread::scope(|scope| {
        let purge = scope.spawn(|| place.run(&["purge"]));
        while !purge.is_finished() {
            service.answer(&link, "worker=teacher");
        }
        purge.join().unwrap();
    });
    assert_eq!(place.count("responses"), 0);
}

#[test]
fn a_released_response_that_is_missing_is_found_by_the_check() {
    let place = released();
    place.sql("DELETE FROM responses WHERE id = (SELECT id FROM responses LIMIT 1)");
    let said = place.refuse(&["check-store"]);
    assert!(
        said.contains("the counter says 12 responses, but there are 11 released responses"),
        "{said}"
    );
}
