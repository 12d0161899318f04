use chrono::Days;

use super::{FIGURES, TITLE, in_programme, path_of, two_inspections, upload, upload_after};
use crate::support::{Answer, Desk, Place, from, today};

const CREATE: &str = "/console/programmes";

/// A desk of the lead, with an inspection of Midlothian in no programme.
fn desk() -> Desk {
    Desk::of(Place::with_collections())
}

fn send(desk: &Desk, path: &str, bytes: &[u8]) -> Answer {
    let cookie = desk.service.sign_in("lead@speir.example", "otter-lantern-37-quarry");
    upload(&desk.service, &cookie, path, bytes)
}

#[test]
fn a_lead_creates_a_programme_and_lists_link_to_it() {
    let desk = desk();
    let inspection = desk.place.inspection_id().to_string();
    assert!(desk.get(CREATE).text.contains("There is no programme yet"));
    let fields =
        [("title", TITLE), ("framework", "joint-2018"), ("inspections", inspection.as_str())];
    let made = desk.post(CREATE, &fields);
    assert_eq!(made.status, 303, "{}", made.text);
    let path = path_of(&desk.place, TITLE);
    assert_eq!(made.location, path);
    let page = desk.get(&path).text;
    assert!(page.contains(TITLE) && page.contains("Under way: 1 area"), "{page}");
    assert!(page.contains("Staff 0; children and young people 0; parents and carers 0."), "{page}");
    for list in ["/console", CREATE] {
        assert!(desk.get(list).text.contains(&format!("href=\"{path}\"")), "{list}");
    }
    let entry = &desk.place.entries(1)[0];
    assert_eq!(entry.action, format!("Put the inspection into the programme “{TITLE}”"));
    assert_eq!((entry.actor.as_str(), entry.inspection.is_some()), ("lead@speir.example", true));
}

#[test]
fn a_form_with_mistakes_comes_back_with_what_was_typed() {
    let desk = desk();
    let fields = [("title", TITLE), ("framework", "joint-2018")];
    assert_eq!(desk.post(CREATE, &fields).status, 303);
    let refused = desk.post(CREATE, &fields);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Another programme has this title."), "{}", refused.text);
    assert!(refused.text.contains(&format!("value=\"{TITLE}\"")), "{}", refused.text);
    let refused = desk.post(CREATE, &[("title", ""), ("framework", "moon")]);
    assert_eq!(refused.status, 422);
    for words in ["Write the title of the programme.", "Choose a framework."] {
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    assert_eq!(desk.place.count("programmes"), 1);
}

#[test]
fn a_lead_who_takes_their_inspections_out_sees_the_programme_no_longer() {
    let desk = Desk::of(two_inspections());
    let path = path_of(&desk.place, TITLE);
    let change = format!("{path}/change");
    let without = [("title", TITLE), ("framework", "joint-2018")];
    let sent = desk.send(&change, &without);
    assert_eq!((sent.status, sent.location.as_str()), (303, CREATE), "{}", sent.text);
    assert_eq!(desk.get(&path).status, 404);
    let entry = &desk.place.entries(1)[0];
    assert_eq!(entry.action, format!("Took the inspection out of the programme “{TITLE}”"));
    assert_eq!(desk.place.count("programme_inspections"), 1, "the other lead’s inspection stays");
}

#[test]
fn of_two_who_change_a_programme_the_second_is_told_and_keeps_what_they_typed() {
    let desk = desk();
    let inspection = desk.place.inspection_id().to_string();
    let put = ("inspections", inspection.as_str());
    desk.post(CREATE, &[("title", TITLE), ("framework", "joint-2018"), put]);
    let change = format!("{}/change", path_of(&desk.place, TITLE));
    let before = from(&desk.get(&change));
    desk.done(&change, &[("title", "Theirs"), ("framework", "joint-2018"), put]);
    let fields = [("from", before.as_str()), ("title", "Mine"), ("framework", "joint-2018"), put];
    let late = desk.post(&change, &fields);
    assert_eq!(late.status, 409, "{}", late.text);
    assert!(late.text.contains("the title, from Joint inspections 2096 to <strong>Theirs"));
    assert!(late.text.contains("value=\"Mine\""), "{}", late.text);
    let entry = &desk.place.entries(1)[0];
    assert_eq!(
        entry.action,
        "Changed the programme: the title from “Joint inspections 2096” to “Theirs”"
    );
}

#[test]
fn figures_are_uploaded_and_replaced_whole() {
    let desk = desk();
    desk.post(CREATE, &[("title", TITLE), ("framework", "joint-2018")]);
    let path = path_of(&desk.place, TITLE);
    let sent = send(&desk, &path, FIGURES.as_bytes());
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (303, format!("{path}?imported=true").as_str())
    );
    let page = desk.get(&sent.location).text;
    for words in ["Imported 1 figure.", "Published elsewhere", "Report of 2017", "40%", "of 1,000"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let other = "source;term;base;share;question\r\nReport of 2018;most;;;I feel <b>safe</b>.\r\n";
    assert_eq!(send(&desk, &path, other.as_bytes()).status, 303);
    let page = desk.get(&path).text;
    assert!(page.contains("I feel &lt;b&gt;safe&lt;/b&gt;.") && !page.contains("Report of 2017"));
    let entry = &desk.place.entries(1)[0];
    assert_eq!(entry.action, "Imported 1 published figure in place of 1");
}

#[test]
fn a_file_with_mistakes_is_refused_with_every_line() {
    let desk = desk();
    desk.post(CREATE, &[("title", TITLE), ("framework", "joint-2018")]);
    let path = path_of(&desk.place, TITLE);
    send(&desk, &path, FIGURES.as_bytes());
    let bad = "question,share,base,term,source\nQ,101,,,R\nQ2,,,,R\nQ3,62,,,R\n";
    let large = vec![b'x'; 3 * 1024 * 1024];
    for (bytes, says) in [
        (bad.as_bytes(), vec!["Line 2: “101” is not a share.", "Line 3: It has neither a share"]),
        (large.as_slice(), vec!["larger than 1 MB"]),
        (b"\xff\xfe\xff", vec!["not UTF-8"]),
        (b"", vec!["empty"]),
    ] {
        let refused = send(&desk, &path, bytes);
        assert_eq!(refused.status, 422);
        for words in says {
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
    }
    assert!(desk.get(&path).text.contains("Report of 2017"), "the earlier figures stay");
    assert_eq!(desk.place.count("published_figures"), 1);
}

#[test]
fn a_deleted_inspection_leaves_its_programme() {
    let desk = Desk::of(Place::new());
    desk.place.publish_all();
    let toml = in_programme("Midlothian");
    let toml = toml.split("[[collections]]").next().unwrap();
    desk.place.create(&format!("{toml}collections = []\n"));
    let id = desk.place.inspection_id();
    let path = path_of(&desk.place, TITLE);
    assert!(desk.get(&path).text.contains("No inspection of this programme asks anybody yet."));
    desk.done(&format!("/console/inspections/{id}/delete"), &[]);
    let page = desk.get(&path);
    assert_eq!(page.status, 200, "without inspections, everybody who reads results sees it");
    assert_eq!(desk.get("/console/programmes").status, 200);
    assert!(desk.place.run(&["programme", "list"]).contains("0 inspections"));
}

#[test]
fn figures_that_somebody_else_has_imported_are_not_replaced_unseen() {
    let desk = desk();
    desk.post(CREATE, &[("title", TITLE), ("framework", "joint-2018")]);
    let path = path_of(&desk.place, TITLE);
    let before = crate::support::hidden(&desk.get(&path), "seen");
    assert_eq!(send(&desk, &path, FIGURES.as_bytes()).status, 303);
    let cookie = desk.service.sign_in("lead@speir.example", "otter-lantern-37-quarry");
    let other = FIGURES.replace("Report of 2017", "Another report");
    for seen in [before.as_str(), ""] {
        let sent = upload_after(&desk.service, &cookie, &path, (seen, other.as_bytes()));
        assert_eq!(sent.status, 422);
        assert!(sent.text.contains("Somebody else has imported figures"), "{}", sent.text);
        assert!(sent.text.contains("Report of 2017") && !sent.text.contains("Another report"));
    }
    assert_eq!(send(&desk, &path, other.as_bytes()).status, 303);
    let unknown = FIGURES.replace(",valued", ",no-such-question");
    let refused = send(&desk, &path, unknown.as_bytes());
    assert_eq!(refused.status, 422);
    let says = "Line 2: The survey staff has no question “no-such-question”. Write one of: ";
    assert!(refused.text.contains(says), "{}", refused.text);
}

#[test]
fn a_programme_without_inspections_can_be_deleted() {
    let desk = Desk::of(two_inspections());
    let path = path_of(&desk.place, TITLE);
    let kept = desk.get(&format!("{path}/delete")).text;
    assert!(kept.contains("because inspections are in it"), "{kept}");
    assert!(!desk.get(&path).text.contains("/delete\""));
    let refused = desk.post(&format!("{path}/delete"), &[("from", "\"\"")]);
    assert_eq!(refused.status, 409);
    desk.post(CREATE, &[("title", "Empty"), ("framework", "joint-2018")]);
    let empty = path_of(&desk.place, "Empty");
    assert!(desk.get(&empty).text.contains(&format!("{empty}/delete\"")));
    let delete = format!("{empty}/delete");
    let from = desk.from(&delete);
    assert_eq!(send(&desk, &empty, FIGURES.as_bytes()).status, 303);
    assert_eq!(desk.post(&delete, &[("from", &from)]).status, 409, "it has figures now");
    assert!(desk.get(&delete).text.contains("1 published figure is deleted with it."));
    desk.done(&delete, &[]);
    assert_eq!(desk.get(&empty).status, 404);
    let count = |table: &str| desk.place.number(&format!("SELECT COUNT(*) FROM {table}"));
    assert_eq!((count("programmes"), count("published_figures")), (1, 0));
    let entry = desk.place.entries(1).remove(0);
    assert_eq!(entry.action, "Deleted the programme with 1 published figure");
}

#[test]
fn a_copy_stays_in_the_programme_and_its_overview_names_it() {
    let desk = Desk::of(two_inspections());
    let path = path_of(&desk.place, TITLE);
    let list = desk.get(&path).text;
    let one = list.split("/console/inspections/").nth(1).unwrap().get(..36).unwrap();
    let overview = format!("/console/inspections/{one}");
    assert!(desk.get(&overview).text.contains(&format!("href=\"{path}\">{TITLE}")));
    let copy = format!("{overview}/copy");
    let form = desk.get(&copy).text;
    assert!(form.contains(&format!("It will be in the programme “{TITLE}”")), "{form}");
    let closes_on = (today() + Days::new(30)).to_string();
    let opens_on = today().to_string();
    let made = desk.post(
        &copy,
        &[
            ("title", "A copy"),
            ("kind", "joint-inspection"),
            ("framework", "joint-2018"),
            ("lead", "lead@speir.example"),
            ("opens_on", &opens_on),
            ("closes_on", &closes_on),
            ("areas", "S12000019"),
            ("surveys", "staff:1"),
            ("threshold", "10"),
            ("keep_days", "365"),
            ("step", "create"),
        ],
    );
    assert_eq!(made.status, 303, "{}", made.text);
    let page = desk.get(&path).text;
    assert!(page.contains(&format!("{}\"", made.location)), "{page}");
    // Two inspections of Midlothian are one area.
    assert!(page.contains("Under way: 1 area<"), "{page}");
}
