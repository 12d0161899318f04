//! A form that makes something, sent twice, makes it once and leads to it twice.

use chrono::Days;

use crate::support::{Desk, Place, hidden, today};

/// A form: the page that shows it, where it is sent, what is typed, and the table with what it
/// makes.
struct Making {
    page: String,
    place: String,
    typed: Vec<(&'static str, String)>,
    table: &'static str,
    /// A field whose other value makes something else.
    other: (&'static str, &'static str),
}

fn making(inspection: &str) -> Vec<Making> {
    let text = |text: &str| text.to_owned();
    let (opens_on, closes_on) = (today().to_string(), (today() + Days::new(9)).to_string());
    let set_up = vec![
        ("title", text("Fife")),
        ("kind", text("joint-inspection")),
        ("lead", text("lead@speir.example")),
        ("opens_on", opens_on),
        ("closes_on", closes_on),
        ("areas", text("S12000047")),
        ("surveys", text("staff:1")),
        ("threshold", text("10")),
        ("keep_days", text("365")),
        ("step", text("create")),
    ];
    let copied: Vec<_> = set_up
        .iter()
        .map(|(name, value)| (*name, if *name == "title" { text("Copied") } else { value.clone() }))
        .collect();
    let own = |rest: &str| format!("/console/inspections/{inspection}/{rest}");
    vec![
        Making {
            page: text("/console/inspections/new"),
            place: text("/console/inspections"),
            typed: set_up,
            table: "inspections",
            other: ("title", "Fife again"),
        },
        Making {
            page: own("copy"),
            place: own("copy"),
            typed: copied,
            table: "inspections",
            other: ("title", "Copied again"),
        },
        Making {
            page: own("collections/new"),
            place: own("collections"),
            typed: vec![
                ("area", text("S12000047")),
                ("survey", text("staff:1")),
                ("opens_at", format!("{}T09:00", today())),
                ("closes_at", format!("{}T17:00", today() + Days::new(9))),
                ("way", text("link")),
            ],
            table: "collections",
            other: ("area", "S12000020"),
        },
        Making {
            page: text("/console/programmes/new"),
            place: text("/console/programmes"),
            typed: vec![("title", text("Programme")), ("framework", text("joint-2018"))],
            table: "programmes",
            other: ("title", "Programme again"),
        },
        Making {
            page: text("/console/users/new"),
            place: text("/console/users"),
            typed: vec![
                ("email", text("new@speir.example")),
                ("role", text("reader")),
                ("inspections", text(inspection)),
            ],
            table: "users",
            other: ("email", "another@speir.example"),
        },
    ]
}

fn desk() -> (Desk, String) {
    let place = Place::new();
    place.publish_all();
    place.create(&crate::support::inspection(
        "Midlothian",
        today() - Days::new(2),
        today() + Days::new(9),
    ));
    let inspection = place.inspection_id().to_string();
    (Desk::of(place), inspection)
}

#[test]
fn a_creating_form_sent_twice_leads_to_what_it_made() {
    let (desk, inspection) = desk();
    for one in making(&inspection) {
        let page = desk.get(&one.page);
        let key = hidden(&page, "making");
        assert!(!key.is_empty(), "{}", one.page);
        let count = || desk.place.number(&format!("SELECT COUNT(*) FROM {}", one.table));
        let before = count();
        let mut typed: Vec<(&str, &str)> =
            one.typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        typed.push(("making", &key));
        let first = desk.post(&one.place, &typed);
        assert_eq!(first.status, 303, "{}: {}", one.place, first.text);
        let second = desk.post(&one.place, &typed);
        assert_eq!((second.status, &second.location), (303, &first.location), "{}", second.text);
        let made = count() - before;
        assert_eq!(made, 1, "{}", one.place);
        // Another key is another form, and what was changed in between makes something else.
        let again: Vec<_> = typed
            .iter()
            .map(|(name, value)| (*name, if *name == "making" { "another" } else { *value }))
            .collect();
        assert_eq!(desk.post(&one.place, &again).status, 422, "{}", one.place);
        let changed: Vec<_> = typed
            .iter()
            .map(|(name, value)| (*name, if *name == one.other.0 { one.other.1 } else { *value }))
            .collect();
        let third = desk.post(&one.place, &changed);
        assert_eq!(third.status, 303, "{}: {}", one.place, third.text);
        assert_ne!(third.location, first.location);
    }
}

#[test]
fn a_creating_form_sent_twice_at_once_makes_one_thing() {
    let (desk, inspection) = desk();
    let all = making(&inspection);
    let one = &all[0];
    let key = hidden(&desk.get(&one.page), "making");
    let mut typed: Vec<(&str, &str)> =
        one.typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    typed.push(("making", &key));
    let answers: Vec<_> = std::thread::scope(|scope| {
        let send = || scope.spawn(|| desk.post(&one.place, &typed));
        let both = [send(), send(), send(), send()];
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for one in &answers {
        assert_eq!((one.status, &one.location), (303, &answers[0].location), "{}", one.text);
    }
    assert_eq!(desk.place.number("SELECT COUNT(*) FROM inspections"), 2);
}

#[test]
fn a_token_made_twice_says_that_it_was_shown() {
    let (desk, _) = desk();
    let key = hidden(&desk.get("/console/account/tokens"), "making");
    let typed = [("name", "Board"), ("days", "90"), ("making", key.as_str())];
    let first = desk.post("/console/account/tokens", &typed);
    assert!(first.status == 200 && first.text.contains("Save this token"), "{}", first.text);
    let second = desk.post("/console/account/tokens", &typed);
    assert_eq!(second.status, 409);
    assert!(second.text.contains("This token was made already"), "{}", second.text);
    assert_eq!(desk.place.number("SELECT COUNT(*) FROM api_tokens"), 1);
}
