//! Changing what has been set up: dates and targets, closing early, reopening, titles and leads.

use chrono::{DateTime, Days, Duration, Utc};
use chrono_tz::Europe::London;

use crate::support::{Desk, Place, field, from, in_days, inspection, today, wait_until};

/// Lets the staff's collection have closed so many minutes ago.
fn closed_ago(place: &Place, minutes: i64) {
    let closed = (Utc::now() - Duration::minutes(minutes)).format("%Y-%m-%d %H:%M:%S");
    place.sql(&format!("UPDATE collections SET closes_at = '{closed}' WHERE audience = 'staff'"));
}

/// Nobody opens the form any more. A process may know a little later what was written beside it.
fn is_shut(desk: &Desk, link: &str) {
    wait_until("it has closed", || desk.service.get(&format!("/s/{link}")).status == 410);
}

#[test]
fn an_open_collection_is_extended_and_shortened_and_the_log_tells_from_what_to_what() {
    let desk = Desk::of(Place::with_collections());
    let change = desk.at("staff", "change");
    let later = Utc::now() + Duration::days(40);
    desk.done(&change, &[("closes_at", &field(later)), ("target_percent", "70")]);
    let staff = desk.place.collection("staff");
    assert_eq!(staff["target_percent"], 70);
    let closes_at: DateTime<Utc> = staff["closes_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(field(closes_at), field(later));
    let entry = &desk.place.entries(1)[0];
    assert_eq!(
        (entry.actor.as_str(), entry.subject.as_str()),
        ("lead@speir.example", "Midlothian, Staff")
    );
    let until = later.with_timezone(&London).format("%-d %B %Y at %H:%M");
    assert!(entry.action.starts_with("Changed the closing time from "), "{}", entry.action);
    assert!(
        entry.action.ends_with(&format!(" to {until}; the target from 80% to 70%")),
        "{}",
        entry.action
    );

    desk.done(&change, &[("closes_at", &in_days(2)), ("target_percent", "70")]);
    assert!(desk.place.entries(1)[0].action.contains(&format!("from {until} to ")));
    assert_eq!(desk.place.collection("staff")["state"], "open");
}

#[test]
fn what_is_left_alone_leaves_no_entry() {
    let desk = Desk::of(Place::with_collections());
    let change = desk.at("staff", "change");
    let page = desk.get(&change);
    let shown =
        page.text.split("name=\"closes_at\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let before = desk.place.audited();
    desk.done(&change, &[("closes_at", shown), ("target_percent", "80")]);
    assert_eq!(desk.place.audited(), before);
}

#[test]
fn a_collection_that_has_closed_is_opened_again_and_takes_responses() {
    let desk = Desk::of(Place::with_collections());
    let link = desk.place.link("staff");
    desk.service.answer(&link, "agency=health");
    for minutes in [30, 121] {
        closed_ago(&desk.place, minutes);
        is_shut(&desk, &link);
        let page = desk.get(&desk.at("staff", "change"));
        assert!(page.text.contains("Save or reopen"), "{}", page.text);
        desk.done(
            &desk.at("staff", "change"),
            &[("closes_at", &in_days(3)), ("target_percent", "80")],
        );
        assert!(
            desk.place.entries(1)[0]
                .action
                .starts_with("Reopened the collection, and changed the closing time from ")
        );
        desk.service.answer(&link, "agency=police");
    }
    assert_eq!(desk.place.returned("staff"), 3);
    desk.place.release();
    assert_eq!(desk.place.tally("agency", ""), 3, "all of them are in the results");
}

#[test]
fn closed_early_it_still_takes_a_form_that_was_open_and_opens_no_other() {
    let desk = Desk::of(Place::with_collections());
    let link = desk.place.link("staff");
    let [open, late] = [desk.service.open(&link), desk.service.open(&link)];
    let page = desk.get(&desk.at("staff", "close"));
    for words in [
        "can still be sent for two hours",
        "No reminder is planned",
        "reopen it with a later closing time",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    desk.done(&desk.at("staff", "close"), &[]);
    assert_eq!(desk.service.get(&format!("/s/{link}")).status, 410, "at once");
    assert_eq!(desk.service.get(&open).status, 410);
    assert_eq!(desk.service.post(&open, "agency=health").status, 303);
    assert_eq!(desk.place.returned("staff"), 1);
    assert_eq!(desk.place.collection("staff")["state"], "closing");
    assert!(
        desk.place.entries(1)[0]
            .action
            .starts_with("Closed the collection early: the closing time from ")
    );
    assert!(
        desk.place.run(&["release"]).contains("Nothing is due"),
        "not before the forms that were open have come"
    );

    let again = desk.get(&desk.at("staff", "close"));
    assert!(
        again.text.contains("It has closed") && !again.text.contains("<button class=\"main\""),
        "{}",
        again.text
    );
    assert_eq!(desk.post(&desk.at("staff", "close"), &[("from", "{}")]).status, 409);

    closed_ago(&desk.place, 121);
    let other = desk.place.link("age-8-15");
    desk.place.sql(
        "UPDATE collections SET closes_at = '2020-01-01 10:00:00' WHERE audience = 'age-8-15'",
    );
    is_shut(&desk, &other);
    assert_eq!(desk.service.post(&late, "agency=health").status, 410, "the grace is over");
    assert_eq!(desk.place.returned("staff"), 1);
}

#[test]
fn closing_drops_what_has_not_gone_out_and_reopening_invites_those_who_were_not() {
    let place = Place::by_invitation();
    place.invite(20);
    place.sql("UPDATE mailings SET paused = TRUE");
    let desk = Desk::of(place);
    let count = |query: &str| desk.place.number(query);
    let planned = "SELECT COUNT(*) FROM waves WHERE number > 0 AND NOT begun";
    wait_until("the invitation waits", || desk.place.queue() == 20);
    let reminders = count(planned);
    assert!(reminders > 1);
    let page = desk.get(&desk.at("staff", "close"));
    assert!(
        page.text
            .contains(&format!("The {reminders} reminders that have not been sent are cancelled")),
        "{}",
        page.text
    );
    desk.done(&desk.at("staff", "close"), &[]);
    assert_eq!((desk.place.queue(), count(planned)), (0, 0));
    desk.place.sql("UPDATE mailings SET paused = FALSE");
    desk.done(&desk.at("staff", "change"), &[("closes_at", &in_days(9))]);
    assert_eq!(count(planned), 0, "reminders do not come back");
    desk.place.wait_for_letters(20);
    desk.done(&desk.at("staff", "close"), &[]);
    desk.done(&desk.at("staff", "change"), &[("closes_at", &in_days(9))]);
    desk.service.after_a_round("Messages");
    desk.place.wait_for_letters(20);
}

#[test]
fn an_earlier_closing_drops_the_reminders_after_it_and_a_later_one_adds_none() {
    let place = Place::by_invitation();
    place.invite(20);
    let desk = Desk::of(place);
    let reminders = || desk.place.number("SELECT COUNT(*) FROM waves WHERE number > 0");
    let before = reminders();
    desk.done(&desk.at("staff", "change"), &[("closes_at", &in_days(10))]);
    let fewer = reminders();
    assert!(0 < fewer && fewer < before, "{fewer} of {before}");
    let latest = desk.place.number(
        "SELECT COUNT(*) FROM waves w JOIN collections c ON c.id = w.collection WHERE \
            w.due_at >= c.closes_at",
    );
    assert_eq!(latest, 0);
    desk.done(&desk.at("staff", "change"), &[("closes_at", &in_days(50))]);
    assert_eq!(reminders(), fewer);
}

/// A place whose collections open in five days.
pub fn planned() -> Place {
    let place = Place::new();
    place.publish_all();
    place.create(&inspection("Midlothian", today() + Days::new(5), today() + Days::new(20)));
    place
}

#[test]
fn before_it_opens_the_opening_can_move_and_the_invitation_with_it() {
    let place = planned();
    place.invite(20);
    let desk = Desk::of(place);
    let opens = Utc::now() + Duration::days(12);
    desk.done(&desk.at("staff", "change"), &[("opens_at", &field(opens))]);
    let stored = desk.place.collection("staff")["opens_at"]
        .as_str()
        .unwrap()
        .parse::<DateTime<Utc>>()
        .unwrap();
    assert_eq!(field(stored), field(opens));
    let moved = "SELECT COUNT(*) FROM waves w JOIN collections c ON c.id = w.collection AND \
        w.due_at = c.opens_at WHERE number = 0";
    assert_eq!(desk.place.number(moved), 1);
    assert_eq!(
        desk.place.number(
            "SELECT COUNT(*) FROM waves w JOIN collections c ON c.id = w.collection WHERE \
                w.due_at < c.opens_at"
        ),
        0,
        "nobody is reminded before it opens"
    );
}

#[test]
fn before_it_opens_another_version_can_be_asked_and_one_that_is_not_published_cannot() {
    let desk = Desk::of(planned());
    let change = desk.at("staff", "change");
    desk.place.sql("UPDATE collections SET version = 7 WHERE audience = 'staff'");
    let page = desk.get(&change);
    assert!(page.text.contains("<option value=\"1\">Version 1</option>"), "{}", page.text);
    assert_eq!(desk.send(&change, &[("version", "9")]).status, 422);
    desk.done(&change, &[("version", "1")]);
    assert_eq!(desk.place.collection("staff")["version"], 1);
    assert_eq!(desk.place.entries(1)[0].action, "Changed the survey version from 7 to 1");
}

#[test]
fn what_is_frozen_is_shown_with_why_and_no_form_changes_it() {
    let desk = Desk::of(Place::with_collections());
    let change = desk.at("staff", "change");
    let page = desk.get(&change);
    let (_, stays) = page.text.split_once("What cannot be changed").unwrap();
    for (name, value) in [
        ("area", "Midlothian"),
        ("audience", "Staff"),
        ("threshold", "10"),
        ("parts", "None"),
        ("version", "1"),
    ] {
        let (_, item) = stays
            .split_once(&format!("id=\"{name}\""))
            .unwrap_or_else(|| panic!("{name}: {stays}"));
        let (item, _) = item.split_once("</dd>").unwrap();
        assert!(item.contains(&format!("<strong>{value}</strong>")), "{name}: {item}");
        assert!(item.split_once("class=\"quiet\">").unwrap().1.len() > 30, "a reason: {item}");
    }
    assert!(!page.text.contains("name=\"opens_at\"") && !page.text.contains("name=\"version\""));
    let before = desk.place.rows("collections");
    for (fields, says) in [
        (vec![("opens_at", in_days(2))], "no longer change the opening time"),
        (vec![("closes_at", in_days(-2))], "This time is in the past."),
        (vec![("closes_at", "soon".to_owned())], "Choose the day and time when the survey closes."),
        (vec![("target_percent", "101".to_owned())], "whole number from 1 to 100"),
    ] {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = desk.send(&change, &fields);
        assert_eq!(refused.status, 422, "{fields:?}");
        assert!(refused.text.contains(says), "{says}: {}", refused.text);
    }
    desk.place.sql(
        "INSERT INTO survey_versions SELECT survey, 2, language, sha256, source, \
        published_on FROM survey_versions WHERE survey = 'staff'",
    );
    assert!(
        desk.send(&change, &[("version", "2")])
            .text
            .contains("no longer change the survey version")
    );
    desk.done(
        &change,
        &[("audience", "age-8-15"), ("area", "S12000015"), ("threshold", "1"), ("parts", "")],
    );
    assert_eq!(desk.place.rows("collections"), before);
}

#[test]
fn once_its_answers_are_released_nothing_of_a_collection_changes() {
    let desk = Desk::of(Place::with_collections());
    let [from, close] =
        [desk.from(&desk.at("staff", "change")), desk.from(&desk.at("staff", "close"))];
    desk.place.close();
    let waiting =
        || desk.place.number("SELECT COUNT(*) FROM collections WHERE released_at IS NULL");
    wait_until("all are released", || waiting() == 0);
    let before = desk.place.rows("collections");
    let page = desk.get(&desk.at("staff", "change"));
    assert!(
        page.text.contains("it can no longer be changed") && !page.text.contains("name=\"from\""),
        "{}",
        page.text
    );
    for from in [from, close] {
        for (rest, fields) in [
            ("change", vec![("closes_at", in_days(3))]),
            ("change", vec![("target_percent", "3".to_owned())]),
            ("close", vec![]),
        ] {
            let fields: Vec<_> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let refused = desk.post(
                &desk.at("staff", rest),
                &[&[("from", from.as_str())], fields.as_slice()].concat(),
            );
            assert_eq!(refused.status, 409, "{rest}: {}", refused.text);
        }
    }
    assert_eq!(desk.place.rows("collections"), before);
}

#[test]
fn a_form_that_is_out_of_date_is_refused_tells_what_changed_and_keeps_what_was_typed() {
    let desk = Desk::of(Place::with_collections());
    let change = desk.at("staff", "change");
    let page = desk.get(&change);
    let (stale, shown) =
        (from(&page), page.text.split("name=\"closes_at\" value=\"").nth(1).unwrap());
    let shown = shown.split('"').next().unwrap().to_owned();
    let later = in_days(30);
    desk.done(&change, &[("closes_at", &later)]);
    let refused =
        desk.post(&change, &[("from", &stale), ("closes_at", &shown), ("target_percent", "55")]);
    assert_eq!(refused.status, 409, "{}", refused.text);
    assert!(
        refused.text.contains("somebody changed:")
            && refused.text.contains("the closing time, from ")
    );
    assert!(refused.text.contains("value=\"55\""), "what was typed is kept");
    assert!(
        refused.text.contains(&format!("value=\"{later}\"")),
        "what was left alone is not put back"
    );
    let staff = desk.place.collection("staff");
    assert_eq!((&staff["target_percent"], &staff["state"]), (&80.into(), &"open".into()));
    let sent = desk.post(
        &change,
        &[("from", &from(&refused)), ("closes_at", &later), ("target_percent", "55")],
    );
    assert_eq!(sent.status, 303, "sent again as things are now");
    assert_eq!(desk.place.collection("staff")["target_percent"], 55);
    assert_eq!(desk.post(&desk.at("staff", "close"), &[("from", &stale)]).status, 409);
    assert_eq!(desk.post(&change, &[]).status, 409);
    assert_eq!(desk.place.collection("staff")["state"], "open");
}

#[test]
fn a_mistake_keeps_the_form_as_out_of_date_as_it_is() {
    let desk = Desk::of(Place::with_collections());
    let change = desk.at("staff", "change");
    let stale = desk.from(&change);
    desk.done(&change, &[("target_percent", "60")]);
    let refused = desk.post(&change, &[("from", &stale), ("target_percent", "many")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("value=\"many\""));
    let again = desk.post(&change, &[("from", &from(&refused)), ("target_percent", "61")]);
    assert_eq!(again.status, 409, "it was filled before the other change: {}", again.text);
}

#[test]
fn looking_changes_nothing() {
    let desk = Desk::of(Place::with_collections());
    let tables =
        ["collections", "inspections", "waves", "messages", "audit_log", "strata", "returns"];
    let all = || tables.map(|table| desk.place.rows(table));
    let before = all();
    let inspection = format!("/console/inspections/{}", desk.place.inspection_id());
    for path in [
        desk.at("staff", "change"),
        desk.at("staff", "close"),
        desk.at("staff", "delete"),
        format!("{inspection}/change"),
        format!("{inspection}/delete"),
    ] {
        assert_eq!(desk.get(&path).status, 200, "{path}");
        assert_eq!(desk.get(&format!("{path}?from=%7B%7D&closes_at=2020-01-01T10:00")).status, 200);
    }
    assert_eq!(all(), before);
}
