//! What a collection holds becomes results when it has closed.

use std::thread;

use crate::support::{Kind, Place, found_in, wait_until};

/// Twelve people of staff: seven of health who agree, five of police who do not, four of them with
/// a comment.
fn answers() -> Vec<String> {
    let body = |n: usize| match n {
        0..7 => "agency=health&listened-to=agree".to_owned(),
        7 => "agency=police&listened-to=disagree".to_owned(),
        _ => format!("agency=police&listened-to=disagree&comment=Wunder{n}"),
    };
    (0..12).map(body).collect()
}

fn answered() -> Place {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    for body in answers() {
        service.answer(&link, &body);
    }
    place
}

/// Everything is stored, tallied once, and held no longer.
fn is_released(place: &Place) {
    assert_eq!((place.count("responses"), place.count("comments")), (12, 4));
    for table in ["held_responses", "held_comments", "tickets", "issued_tickets"] {
        assert_eq!(place.count(table), 0, "{table}");
    }
    let salts = "SELECT COUNT(*) FROM holdings JOIN collections ON id = collection WHERE audience \
        = 'staff'";
    assert_eq!(place.number(salts), 0);
    for (option, count) in [("", 12), ("health", 7), ("police", 5), ("education", 0)] {
        assert_eq!(place.tally("agency", option), count, "{option}");
    }
    assert_eq!(place.tally("listened-to", "agree"), 7);
    assert_eq!(place.collection("staff")["state"], "released");
    assert_eq!(place.returned("staff"), 12);
    place.run(&["check-store"]);
}

#[test]
fn a_collection_that_has_closed_is_released_by_the_service_itself() {
    let place = answered();
    let service = place.serve();
    let path = service.open(&place.link("staff"));
    place.close();
    wait_until("everything is released", || {
        place.number("SELECT COUNT(*) FROM collections WHERE released_at IS NULL") == 0
    });
    is_released(&place);
    let late = service.post(&path, "agency=health");
    assert_eq!(late.status, 410, "{}", late.text);
    assert_eq!(place.count("held_responses"), 0);
}

#[test]
fn nothing_is_released_before_a_form_on_its_way_can_have_come() {
    let place = answered();
    let close = |minutes: i64| {
        let closed =
            (chrono::Utc::now() - chrono::Duration::minutes(minutes)).format("%Y-%m-%d %H:%M:%S");
        place.sql(&format!("UPDATE collections SET closes_at = '{closed}'"));
    };
    close(121);
    let said = place.run(&["release"]);
    assert!(said.contains("Nothing is due. The next is Midlothian"), "{said}");
    assert_eq!(place.count("held_responses"), 12);
    close(123);
    let said = place.run(&["release"]);
    assert!(said.contains("Midlothian, Staff: 12 responses and 4 comments released."), "{said}");
    is_released(&place);
}

#[test]
fn released_twice_and_by_several_at_once_is_released_once() {
    let place = answered();
    place.close();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| place.run(&["release"]));
        }
    });
    is_released(&place);
    assert_eq!(place.number("SELECT COUNT(*) FROM audit_log WHERE action LIKE 'Released 12%'"), 1);
    assert!(place.run(&["release"]).contains("no collection is waiting"));
    is_released(&place);
}

#[test]
fn a_row_that_cannot_be_unsealed_keeps_everything_held_until_somebody_leaves_it_out() {
    let place = answered();
    let broken = if place.kind == Kind::Sqlite { "zeroblob(99)" } else { "'\\x00'" };
    place.sql(&format!(
        "UPDATE held_responses SET sealed = {broken} WHERE id = (SELECT id FROM held_responses \
            LIMIT 1)"
    ));
    place.close();
    let said = place.refuse(&["release"]);
    assert!(
        said.contains("1 sealed rows cannot be unsealed") && said.contains("--without-unreadable"),
        "{said}"
    );
    assert_eq!(
        (place.count("held_responses"), place.count("responses"), place.count("tallies")),
        (12, 0, 0)
    );
    let said = place.run(&["release", "--without-unreadable"]);
    assert!(said.contains("11 responses") && said.contains("left out 1 row"), "{said}");
    assert_eq!((place.count("held_responses"), place.count("responses")), (0, 11));
}

#[test]
fn comments_are_released_by_night_a_span_of_ten_people_after_they_came() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let send = |range: std::ops::Range<usize>| {
        for n in range {
            service.answer(&link, &format!("agency=health&comment=Wunder{n}"));
        }
    };
    let night = || place.run(&["release", "--comments"]);
    let comments = || (place.count("comments"), place.count("held_comments"));
    send(0..9);
    assert!(night().contains("0 comments"));
    send(9..10);
    assert!(night().contains("0 comments of open"), "the crowd of the next span is not there yet");
    send(10..19);
    assert!(night().contains("0 comments"), "nine people are no crowd");
    assert_eq!(comments(), (0, 19));
    send(19..22);
    assert!(night().contains("10 comments"), "those of the first span");
    assert_eq!(comments(), (10, 12));
    assert!(night().contains("0 comments"));
    send(22..25);
    let before = place.rows("comments");
    place.sql("UPDATE comments SET seen = TRUE, concern = 'Told the team' WHERE text = 'Wunder3'");
    place.release();
    assert_eq!(comments(), (25, 0));
    assert_eq!(
        place.number(
            "SELECT COUNT(*) FROM comments WHERE seen AND concern = 'Told the team' AND \
            text = 'Wunder3'"
        ),
        1
    );
    let after = place.rows("comments").join("\n");
    let id = |row: &String| {
        row.split_once(", ").and_then(|(_, rest)| rest.split_once(", ")).unwrap().0.to_owned()
    };
    assert!(
        before.iter().all(|row| !after.contains(&id(row))),
        "a comment of an earlier night has its id still"
    );
}

#[test]
fn a_release_by_the_button_is_asked_for_and_said_who_did_it() {
    let place = answered();
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &password);
    let page = format!(
        "/console/collections/{}/release",
        place.collection("staff")["id"].as_str().unwrap()
    );
    assert!(service.get_as(&page, &cookie).text.contains("It is too early"));
    assert_eq!(service.post_as(&page, &cookie, "").status, 409);
    assert_eq!(place.count("held_responses"), 12);
    place.close();
    let collection = service.get_as(page.trim_end_matches("/release"), &cookie).text;
    assert!(
        collection.contains("release them now") || collection.contains("see the results"),
        "{collection}"
    );
    let asked = service.get_as(&page, &cookie);
    assert!(
        asked.text.contains("This cannot be undone") || asked.text.contains("already released"),
        "{}",
        asked.text
    );
    let done = service.post_as(&page, &cookie, "");
    assert_eq!(done.status, 303, "{}", done.text);
    is_released(&place);
}

#[test]
fn what_was_held_is_in_no_file_of_the_database_after_its_release() {
    let place = Place::with_collections();
    let service = place.serve();
    let link = place.link("staff");
    let children = place.link("age-16-plus");
    for (n, body) in answers().iter().cycle().take(400).enumerate() {
        service.answer(&link, body);
        if n % 3 == 0 {
            service.answer(&children, "worker=teacher");
        }
    }
    service.stop();
    let (responses, comments, _) = place.held("staff");
    let sealed: Vec<Vec<u8>> = responses
        .into_iter()
        .map(|r| r.sealed)
        .chain(comments.into_iter().map(|c| c.sealed))
        .collect();
    let salt = salt(&place);
    place.close_where("audience = 'staff'");
    place.run(&["release"]);
    // Eight random bytes of each are enough to know it by.
    let sought: Vec<&[u8]> =
        sealed.iter().map(|sealed| &sealed[1..9]).chain([&salt[..8]]).collect();
    assert_eq!(found_in(&place.own_files(), &sought), []);
}

/// The salt of the collection of staff.
fn salt(place: &Place) -> Vec<u8> {
    let id = place.collection("staff")["id"].as_str().unwrap().parse().unwrap();
    let mut connection = place.store().connection().unwrap();
    let collection = speir::inspection::queries::unscoped::collection_by_id(
        &mut connection,
        speir::store::Id(id),
    )
    .unwrap()
    .unwrap();
    assert_eq!(collection.salt.as_bytes().len(), 16);
    collection.salt.as_bytes().to_vec()
}
