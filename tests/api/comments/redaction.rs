//! What is taken out of a comment is gone: from every page, and from every file of the database.

use std::{collections::BTreeSet, thread};

use diesel::connection::SimpleConnection;
use speir::{
    comments::{self, BlackOut, Changed, Comment, Mark},
    store::{
        Connection, Id,
        upkeep::{self, Swept},
    },
};

use crate::support::{Kind, Place, Service, form, hidden, some, wait_until};

/// A service, a lead, and the path of the comment with the name in it.
fn named(place: &Place) -> (Service, String, String) {
    let mut all = some("Worker", 11);
    all.push("Zaubernuss helps me. I like ZAUBERNUSS, and Wunderkerze too.".to_owned());
    place.write("staff", &all, 30);
    let password = place.user("lead@speir.example", "lead");
    let service = place.serve();
    let lead = service.sign_in("lead@speir.example", &password);
    let found = service.post_as(
        &format!("{}/search", place.comments_of("staff")),
        &lead,
        "term=zaubernuss",
    );
    let path = found.text.split("href=\"").find(|link| link.contains("Open comment")).unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    (service, lead, path)
}

#[test]
fn a_name_is_taken_out_after_a_look_and_then_stands_in_no_file_any_more() {
    let place = Place::with_collections();
    let (service, lead, path) = named(&place);
    assert!(place.has_written("Zaubernuss"), "the test can see it");
    // As a database does by itself from time to time.
    place.sql("ANALYZE");
    let redact = format!("{path}/redact");
    let page = service.get_as(&redact, &lead);
    let send = |words: &str, rest: &[(&str, &str)]| {
        let shown = hidden(&page, "shown");
        service.post_as(
            &redact,
            &lead,
            &form(&[&[("words", words), ("mark", "name"), ("shown", &shown)], rest].concat()),
        )
    };
    let missing = send("Zaubernuss\r\nStechapfel", &[]);
    assert_eq!(missing.status, 422);
    assert!(
        missing.text.contains("The comment does not contain: “Stechapfel”"),
        "{}",
        missing.text
    );
    assert_eq!(send("", &[]).status, 422);
    let look = send("zaubernuss", &[]);
    assert_eq!(look.status, 200);
    assert!(
        look.text.contains("[name] helps me. I like [name], and Wunderkerze too."),
        "{}",
        look.text
    );
    assert!(look.text.contains("This cannot be undone"));
    assert!(service.get_as(&path, &lead).text.contains("ZAUBERNUSS"), "a look changes nothing");
    assert_eq!(send("zaubernuss", &[("confirmed", "yes")]).location, path);
    let left = service.get_as(&path, &lead).text;
    assert!(left.contains("[name] helps me. I like [name], and Wunderkerze too."), "{left}");
    assert!(left.contains("A reader removed words"));
    assert!(!place.has_written("Zaubernuss") && !place.has_written("ZAUBERNUSS"));
    assert!(place.has_written("Wunderkerze"), "the rest is there");
    let log = place.audited();
    assert!(
        log.contains("Redacted a comment") && !log.to_lowercase().contains("zaubernuss"),
        "{log}"
    );
    assert!(!place.log().to_lowercase().contains("zaubernuss"));
}

/// Somebody for whom everything stays as it is now until this is dropped, and who keeps nobody from
/// any other table.
fn reader(place: &Place) -> Connection {
    let mut reader = place.store().own_connection().unwrap();
    let begin = match place.kind {
        Kind::Sqlite => "BEGIN",
        Kind::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ",
    };
    reader.batch_execute(begin).unwrap();
    reader.batch_execute("SELECT COUNT(*) FROM users").unwrap();
    reader
}

/// Whether what was deleted is being swept away, and is not yet.
fn is_sweeping(place: &Place) -> bool {
    place.number("SELECT COUNT(*) FROM chores WHERE name = 'sweep' AND done_on = '1970-01-01'") == 1
}

#[test]
fn deleted_rows_are_swept_after_their_last_reader() {
    let place = Place::with_collections();
    let (service, lead, path) = named(&place);
    let redact = format!("{path}/redact");
    let shown = hidden(&service.get_as(&redact, &lead), "shown");
    let fields =
        [("words", "Zaubernuss"), ("mark", "name"), ("shown", &shown), ("confirmed", "yes")];
    let reader = reader(&place);
    thread::scope(|scope| {
        let answer = scope.spawn(|| service.post_as(&redact, &lead, &form(&fields)));
        wait_until("a sweep is under way", || is_sweeping(&place));
        assert!(place.has_written("Zaubernuss"), "somebody reads it");
        drop(reader);
        assert_eq!(answer.join().unwrap().status, 303);
    });
    // A sweep that gave up waiting for the reader is done again by the service.
    let is_written = || ["Zaubernuss", "ZAUBERNUSS"].iter().any(|words| place.has_written(words));
    wait_until("nothing of it is written anywhere", || !is_written());
}

#[test]
fn what_is_deleted_while_a_sweep_is_under_way_makes_another_due() {
    let place = Place::with_collections();
    let mut connection = place.store().own_connection().unwrap();
    place.write("staff", &some("Worker", 3), 3);
    let reader = reader(&place);
    place.sql("DELETE FROM comments");
    thread::scope(|scope| {
        let sweep = scope.spawn(|| upkeep::sweep(&mut place.store().own_connection().unwrap()));
        wait_until("it is under way", || is_sweeping(&place));
        assert!(!sweep.is_finished(), "it waits for the reader");
        upkeep::sweep_is_due(&mut connection).unwrap();
        drop(reader);
        let _ = sweep.join().unwrap().unwrap();
    });
    assert!(upkeep::is_sweep_due(&mut connection).unwrap());
    wait_until("nobody reads it", || upkeep::sweep(&mut connection).unwrap() == Swept::Done);
    assert!(!upkeep::is_sweep_due(&mut connection).unwrap());
}

#[test]
fn concurrent_redactions_both_survive() {
    let place = Place::with_collections();
    let (service, lead, path) = named(&place);
    let redact = format!("{path}/redact");
    let shown = hidden(&service.get_as(&redact, &lead), "shown");
    let send = |words: &str, shown: &str| {
        let fields = [("words", words), ("mark", "name"), ("shown", shown), ("confirmed", "yes")];
        service.post_as(&redact, &lead, &form(&fields))
    };
    let words = ["Zaubernuss", "Wunderkerze"];
    let answers: Vec<_> = thread::scope(|scope| {
        let both: Vec<_> = words.iter().map(|word| scope.spawn(|| send(word, &shown))).collect();
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let late = answers.iter().position(|answer| answer.status == 409).expect("one comes second");
    assert_eq!(answers[1 - late].status, 303);
    let conflict = &answers[late];
    assert!(conflict.text.contains("Somebody else has changed it"), "{}", conflict.text);
    assert!(
        conflict.text.contains(&format!(">\n{}</textarea>", words[late])),
        "what was typed is kept"
    );
    assert_eq!(send(words[late], &hidden(conflict, "shown")).status, 303);
    assert!(words.iter().all(|word| !place.has_written(word)));
    assert_eq!(place.number("SELECT COUNT(*) FROM comments WHERE redacted"), 1);
}

#[test]
fn names_are_gone_from_pages_that_were_split_and_from_texts_that_were_long() {
    let place = Place::with_collections();
    let name = |number: usize| format!("Zaubernuss{number:03}x");
    let texts: Vec<String> = (0..400)
        .map(|number| format!("{} {} kind", name(number), "very ".repeat(number * 37 % 900)))
        .collect();
    place.write("staff", &texts, 400);
    let id = place.id("staff");
    let store = place.store();
    let mut connection = store.own_connection().unwrap();
    let all = all_of(&place, id);
    assert_eq!(all.len(), 400);
    for comment in all.iter().filter(|comment| comment.text.as_bytes()[12].is_multiple_of(2)) {
        let word = comment.text.split(' ').next().unwrap();
        let left = BlackOut::read(word, Mark::Name).unwrap().apply(&comment.text).unwrap();
        assert_eq!(
            comments::redact(&mut connection, comment, &left, ("lead", &"here".into())).unwrap(),
            Changed::Done
        );
    }
    wait_until("nobody reads it", || upkeep::sweep(&mut connection).unwrap() == Swept::Done);
    drop(connection);
    let kept: BTreeSet<String> = all_of(&place, id)
        .iter()
        .filter(|c| !c.redacted)
        .map(|c| c.text.split(' ').next().unwrap().to_owned())
        .collect();
    assert!((150..250).contains(&kept.len()), "about a half: {}", kept.len());
    let written = place.written("Zaubernuss", name(0).len());
    let left: Vec<_> = written.difference(&kept).collect();
    assert!(left.is_empty(), "still in a file: {left:?}");
}

fn all_of(place: &Place, collection: Id) -> Vec<Comment> {
    let mut connection = place.store().connection().unwrap();
    let mut all = Vec::new();
    let mut next = comments::first_unread(&mut connection, &[collection], None).unwrap();
    while let Some(id) = next {
        all.push(comments::by_id(&mut connection, &[collection], id).unwrap().unwrap());
        next = comments::neighbours(&mut connection, &[collection], id).unwrap()[1];
    }
    all
}
