//! Changing an inspection as a whole, and all of its collections at once.

use chrono::{DateTime, Days, Duration, Utc};
use speir::inspection::queries;

use crate::support::{Desk, Place, field, in_days, inspection, today};

#[test]
fn an_inspection_is_changed_and_its_collections_extended_at_once() {
    let desk = Desk::of(Place::with_collections());
    let place = format!("/console/inspections/{}", desk.place.inspection_id());
    let change = format!("{place}/change");
    desk.place.sql(
        "UPDATE collections SET closes_at = '2096-01-01 10:00:00' WHERE audience = 'age-8-15'",
    );
    desk.place.sql(
        "UPDATE collections SET released_at = '2020-01-01 12:00:00', closes_at = \
        '2020-01-01 10:00:00' WHERE audience = 'age-16-plus'",
    );
    let until = Utc::now() + Duration::days(60);
    let same = [("kind", "inquiry"), ("lead", "Lead@speir.example"), ("keep_days", "90")];
    let shown = field(until);
    let fields =
        [&[("title", "Midlothian, again"), ("extend_to", shown.as_str())], same.as_slice()]
            .concat();
    let answer = desk.send(&change, &fields);
    assert_eq!((answer.status, answer.location.as_str()), (303, place.as_str()), "{}", answer.text);
    let closes = |audience: &str| {
        let at: DateTime<Utc> =
            desk.place.collection(audience)["closes_at"].as_str().unwrap().parse().unwrap();
        field(at)
    };
    assert_eq!((closes("staff"), closes("parents-carers")), (field(until), field(until)));
    assert_eq!(closes("age-8-15"), "2096-01-01T10:00", "it closes later already");
    assert_eq!(closes("age-16-plus"), "2020-01-01T10:00", "it is released");
    let entries: Vec<_> = desk
        .place
        .entries(3)
        .into_iter()
        .map(|one| format!("{}: {}", one.subject, one.action))
        .collect();
    let all = entries.join("\n");
    for words in [
        "Changed the title from “Midlothian ",
        "to “Midlothian, again”; the kind from joint inspection to inquiry; how long \
            responses are kept from 365 days to 90 days",
        "Midlothian, Staff: Changed the closing time from ",
        "Midlothian, Parents and carers: Changed the closing time from ",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
    let page = desk.get(&place).text;
    assert!(page.contains("Midlothian, again") && page.contains("kept for 90 days"), "{page}");

    let mut wrong = fields;
    wrong[1].1 = "2020-01-01T10:00";
    assert!(desk.send(&change, &wrong).text.contains("This time is in the past."));
    let tomorrow = in_days(1);
    wrong[1].1 = &tomorrow;
    assert!(
        desk.send(&change, &wrong)
            .text
            .contains("No open or planned collection closes before then.")
    );
    let refused = desk.send(&change, &[("title", ""), ("lead", "nobody"), ("keep_days", "0")]);
    assert_eq!(refused.status, 422);
    for words in [
        "Write a title.",
        "Choose what kind",
        "Write the lead’s email address",
        "Write the number of days",
        "value=\"nobody\"",
    ] {
        assert!(refused.text.replace('\'', "’").contains(words), "{words}: {}", refused.text);
    }
}

#[test]
fn an_inspection_keeps_its_title_apart_from_others_and_its_form_from_other_changes() {
    let place = Place::with_collections();
    place.create(
        &inspection("Fife", today(), today() + Days::new(9))
            .replace("title = \"", "title = \"Taken "),
    );
    let desk = Desk::of(place);
    let id = queries::unscoped::inspections(&mut desk.place.store().connection().unwrap())
        .unwrap()
        .into_iter()
        .find(|one| one.title.starts_with("Midlothian"))
        .unwrap()
        .id;
    let change = format!("/console/inspections/{id}/change");
    let fields = |title: &str| {
        [
            ("title", title),
            ("kind", "joint-inspection"),
            ("lead", "lead@speir.example"),
            ("keep_days", "365"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let send = |from: &str, title: &str| {
        let fields = fields(title);
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        desk.post(&change, &[&[("from", from)], fields.as_slice()].concat())
    };
    let taken = send(&desk.from(&change), &format!("Taken Fife {}", today()));
    assert_eq!(taken.status, 422, "{}", taken.text);
    assert!(taken.text.contains("Another inspection has this title."), "{}", taken.text);
    let stale = desk.from(&change);
    assert_eq!(send(&stale, "Midlothian now").status, 303);
    let refused = send(&stale, "Midlothian then");
    assert_eq!(refused.status, 409);
    assert!(
        refused.text.contains("the title, from “Midlothian ")
            && refused.text.contains("value=\"Midlothian then\"")
    );
    let stale = desk.from(&change);
    desk.place.sql(
        "UPDATE collections SET closes_at = '2096-01-01 10:00:00' WHERE area = 'S12000019' AND \
            audience = 'staff'",
    );
    assert!(
        send(&stale, "Midlothian then")
            .text
            .contains("the closing time of Midlothian, Staff, from ")
    );
}

/// A desk, the page on which its inspection is changed, and the fields that give it to another
/// lead.
fn giving(lead: &'static str) -> (Desk, String, [(&'static str, &'static str); 4]) {
    let desk = Desk::of(Place::with_collections());
    let change = format!("/console/inspections/{}/change", desk.place.inspection_id());
    desk.place.user("other@speir.example", "lead");
    desk.place.user("viewer@speir.example", "viewer");
    let fields = [
        ("title", "Midlothian"),
        ("kind", "joint-inspection"),
        ("lead", lead),
        ("keep_days", "365"),
    ];
    (desk, change, fields)
}

#[test]
fn an_inspection_is_given_to_nobody_who_does_not_lead() {
    for address in ["othre@speir.example", "viewer@speir.example"] {
        let (desk, change, fields) = giving(address);
        let refused = desk.send(&change, &fields);
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(
            refused.text.contains(&format!(
                "No inspection lead or administrator has the address “{address}”"
            ))
        );
        assert_eq!(
            desk.place.number("SELECT COUNT(*) FROM inspections WHERE lead = 'lead@speir.example'"),
            1
        );
    }
}

#[test]
fn an_inspection_is_given_away_after_a_second_yes() {
    let (desk, change, fields) = giving("other@speir.example");
    let asked = desk.send(&change, &fields);
    assert_eq!(asked.status, 422);
    for words in [
        "Once other@speir.example leads this inspection, you will no longer see it",
        "name=\"sure\"",
    ] {
        assert!(asked.text.contains(words), "{words}: {}", asked.text);
    }
    let for_another =
        desk.send(&change, &[&fields[..], &[("sure", "viewer@speir.example")]].concat());
    assert_eq!(for_another.status, 422, "a yes holds for one address");
    assert_eq!(desk.get(&change).status, 200);
    let answer = desk.send(&change, &[&fields[..], &[("sure", "other@speir.example")]].concat());
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (303, "/console?done=handed-over"),
        "{}",
        answer.text
    );
    assert!(desk.get(&answer.location).text.contains("Saved. You no longer see that inspection."));
    assert_eq!(desk.get(&change).status, 404);
}

#[test]
fn somebody_who_stays_in_the_team_is_not_asked_twice() {
    let (desk, change, fields) = giving("other@speir.example");
    desk.place.sql(&format!(
        "INSERT INTO inspection_team (inspection, email) VALUES ({}, 'lead@speir.example')",
        desk.place.bytes(desk.place.inspection_id())
    ));
    let answer = desk.send(&change, &fields);
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(desk.get(&change).status, 200);
}

#[test]
fn a_file_may_name_a_lead_without_an_account_and_says_so() {
    let place = Place::new();
    place.publish_all();
    let file = place.dir.path().join("inspection.toml");
    std::fs::write(&file, inspection("Fife", today(), today() + Days::new(9))).unwrap();
    let output = place.command(&["inspection", "create", file.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success());
    let warned = String::from_utf8(output.stderr).unwrap();
    assert!(
        warned
            .contains("No inspection lead or administrator has the address lead@speir.example yet"),
        "{warned}"
    );
}
