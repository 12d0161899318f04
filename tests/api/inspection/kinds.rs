//! What the kind of an inspection means.

use chrono::{Days, NaiveDate};

use crate::support::{ANSWER, Desk, Place, today};

/// An inspection of Midlothian that asks staff, from the day before yesterday.
fn of_kind(title: &str, kind: &str, more: &str, opens_on: NaiveDate) -> String {
    let closes_on = today() + Days::new(9);
    format!(
        "title = \"{title}\"\nkind = \"{kind}\"\nlead = \"lead@speir.example\"\nopens_on = \
         {opens_on}\ncloses_on = {closes_on}\n{more}\n[[collections]]\narea = \
         \"Midlothian\"\nsurvey = \"staff\"\npopulation = 40\n"
    )
}

fn published() -> Place {
    let place = Place::new();
    place.run(&["survey", "publish", "staff", "1", "--with-drafts"]);
    place
}

/// Lets a dozen people answer in the inspection of this title, and releases it.
fn answered(desk: &Desk, title: &str) -> String {
    let all = desk.place.collections();
    let one = all.iter().find(|one| one["inspection"] == title).unwrap();
    for _ in 0..12 {
        desk.service.answer(one["link"].as_str().unwrap(), ANSWER);
    }
    let id = one["id"].as_str().unwrap().to_owned();
    desk.place.close_where(&format!("link = '{}'", one["link"].as_str().unwrap()));
    desk.place.run(&["release"]);
    format!("/console/collections/{id}/results")
}

#[test]
fn a_progress_review_opens_beside_the_inspection_that_it_follows() {
    let place = published();
    place.create(&of_kind("Midlothian 2024", "joint-inspection", "", today() - Days::new(3)));
    let desk = Desk::of(place);
    let then = answered(&desk, "Midlothian 2024");
    desk.place.sql(
        "UPDATE collections SET closes_at = '2024-05-01 16:00:00' WHERE released_at IS NOT NULL",
    );
    let earlier = desk.place.inspection_id().to_string();
    let more = "follows = \"midlothian  2024\"\nrecommendations = [\"Plan with each child.\", \"Share what you know.\"]";
    desk.place.create(&of_kind(
        "Midlothian again",
        "progress-review",
        more,
        today() - Days::new(2),
    ));
    let all = desk.get("/console").text + &desk.get("/console/inspections").text;
    assert!(all.contains("Progress review"), "{all}");
    let review = all
        .split("/console/inspections/")
        .filter_map(|rest| rest.get(..36))
        .find(|id| *id != earlier && id.chars().filter(|c| *c == '-').count() == 4)
        .unwrap()
        .to_owned();

    let change = format!("/console/inspections/{review}/change");
    let form = desk.get(&change).text;
    assert!(form.contains("Plan with each child.\nShare what you know."), "{form}");
    let own = [
        ("title", "Midlothian again"),
        ("kind", "progress-review"),
        ("follows", earlier.as_str()),
        ("recommendations", "Plan with each child.\r\nShare what you know."),
        ("lead", "lead@speir.example"),
        ("keep_days", "365"),
        ("listed", "yes"),
    ];
    desk.done(&change, &own);
    let overview = desk.get(&format!("/console/inspections/{review}")).text;
    for part in ["It follows", "Midlothian 2024", "The 2 recommendations", "Share what you know."] {
        assert!(overview.contains(part), "{part}: {overview}");
    }

    let now = answered(&desk, "Midlothian again");
    let opened = desk.get(&now);
    assert_eq!(opened.status, 303);
    assert!(opened.location.contains("/results/compare?with="), "{}", opened.location);
    let both = desk.get(&opened.location).text;
    assert!(both.contains("Then and now") && both.contains("Midlothian 2024"), "{both}");
    assert!(both.contains("?alone=yes"), "{both}");
    assert_eq!(desk.get(&format!("{now}?alone=yes")).status, 200);
    assert_eq!(desk.get(&then).status, 200, "what was followed opens by itself");

    // Following nothing is no review, and another kind keeps none of it, which is said before.
    let none = desk.send(&change, &[&own[..2], &own[3..]].concat());
    assert_eq!(none.status, 422);
    assert!(none.text.contains("Choose the inspection that it follows."), "{}", none.text);
    let file = desk.place.run(&["inspection", "show", "Midlothian again"]);
    assert!(file.contains("follows = \"Midlothian 2024\""), "{file}");
    let other = [&own[..1], &[("kind", "joint-inspection")], &own[2..]].concat();
    let asked = desk.send(&change, &other);
    assert_eq!(asked.status, 422);
    let says = "cannot keep the inspection that it follows and its recommendations";
    assert!(asked.text.contains(says), "{}", asked.text);
    let wrong = desk.send(&change, &[&other[..], &[("drops", "inquiry")]].concat());
    assert_eq!(wrong.status, 422, "a confirmation is about one kind");
    desk.done(&change, &[&other[..], &[("drops", "joint-inspection")]].concat());
    assert_eq!(desk.get(&now).status, 200);
    assert!(!desk.get(&format!("/console/inspections/{review}")).text.contains("It follows"));
}

#[test]
fn a_set_up_offers_only_what_opened_before_in_the_same_areas() {
    let place = published();
    place.create(&of_kind("Before", "joint-inspection", "", today() - Days::new(3)));
    let elsewhere = of_kind("Elsewhere", "joint-inspection", "", today() - Days::new(3));
    place.create(&elsewhere.replace("Midlothian", "Moray"));
    place.create(&of_kind("Later", "joint-inspection", "", today() + Days::new(3)));
    let desk = Desk::of(place);
    let (opens_on, closes_on) = (today().to_string(), (today() + Days::new(9)).to_string());
    let fields = |area: &'static str, step: &'static str| {
        [
            ("title", "A review".to_owned()),
            ("kind", "progress-review".to_owned()),
            ("lead", "lead@speir.example".to_owned()),
            ("opens_on", opens_on.clone()),
            ("closes_on", closes_on.clone()),
            ("areas", area.to_owned()),
            ("surveys", "staff:1".to_owned()),
            ("threshold", "10".to_owned()),
            ("keep_days", "365".to_owned()),
            ("step", step.to_owned()),
        ]
    };
    let send = |fields: &[(&str, String)], more: &[(&str, &str)]| {
        let own = fields.iter().map(|(name, value)| (*name, value.as_str()));
        desk.post("/console/inspections", &own.chain(more.iter().copied()).collect::<Vec<_>>())
    };
    let fife = send(&fields("S12000047", "check"), &[]);
    assert_eq!(fife.status, 422);
    assert!(fife.text.contains("You can see none that opened before"), "{}", fife.text);
    let second = send(&fields("S12000019", "check"), &[]);
    assert_eq!(second.status, 200);
    assert!(second.text.contains(">Before</option>"), "{}", second.text);
    assert!(!second.text.contains("Elsewhere") && !second.text.contains(">Later<"));
    let create = fields("S12000019", "create");
    let none = send(&create, &[("follows", "")]);
    assert_eq!(none.status, 422);
    assert!(none.text.contains("Choose the inspection that it follows."), "{}", none.text);
    let made = send(&create, &[]);
    assert_eq!(made.status, 303, "{}", made.text);
    assert!(desk.get(&made.location).text.contains("It follows"));
}

#[test]
fn a_file_says_what_a_review_follows() {
    let place = published();
    place.create(&of_kind("Before", "joint-inspection", "", today() - Days::new(3)));
    for (more, says) in [
        ("", "A progress review follows an earlier inspection."),
        ("follows = \"Nothing\"\n", "line 6: There is no inspection “Nothing”"),
        (
            "phase = \"local\"\n",
            "line 6: Only an inspection of the kind thematic-review has `phase`",
        ),
    ] {
        let file = place.dir.path().join("review.toml");
        std::fs::write(&file, of_kind("A review", "progress-review", more, today())).unwrap();
        let said = place.refuse(&["inspection", "create", file.to_str().unwrap()]);
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM inspections"), 1);
}

#[test]
fn a_thematic_review_says_its_phase() {
    let place = published();
    place.create(&of_kind("Leavers", "thematic-review", "phase = \"national\"", today()));
    let desk = Desk::of(place);
    let id = desk.place.inspection_id();
    let overview = desk.get(&format!("/console/inspections/{id}")).text;
    assert!(overview.contains("Thematic review, national phase"), "{overview}");
    let file = desk.place.run(&["inspection", "show", "Leavers"]);
    assert!(file.contains("phase = \"national\""), "{file}");
}

#[test]
fn the_co_ordinator_of_an_area_reads_the_results_of_a_self_evaluation_alone() {
    let place = published();
    place.create(&of_kind("Own", "self-evaluation", "", today() - Days::new(2)));
    place.create(&of_kind("Theirs", "joint-inspection", "", today() - Days::new(2)));
    let password = place.user("co@speir.example", "coordinator");
    let desk = Desk::of(place);
    let (own, theirs) = (answered(&desk, "Own"), answered(&desk, "Theirs"));
    let cookie = desk.service.sign_in("co@speir.example", &password);
    let get = |path: &str| desk.service.get_as(path, &cookie);
    assert_eq!(get(&own).status, 200);
    assert!(get(&own).text.contains("12 responses"));
    assert_eq!(get(&own.replace("/results", "/export/figures.csv")).status, 200);
    assert_eq!(get(&own.replace("/results", "/export/rows.csv")).status, 403);
    assert!(get(&own.replace("/results", "")).text.contains("/results\""));
    assert_eq!(get(&theirs).status, 403);
    assert_eq!(get(&theirs.replace("/results", "/export/figures.csv")).status, 403);
    assert!(!get(&theirs.replace("/results", "")).text.contains("/results\""));
    // What may not be read alone may not be read beside it.
    let id = theirs.split('/').nth(3).unwrap();
    assert_eq!(get(&format!("{own}/compare?with={id}")).status, 404);
    assert!(!get(&format!("{own}/compare")).text.contains("Theirs"));
    // Whose results they are is fixed once people can answer.
    let review = desk.get(&theirs.replace("/results", "")).text;
    let review = review.split("/console/inspections/").nth(1).unwrap().get(..36).unwrap();
    let kept = desk.send(
        &format!("/console/inspections/{review}/change"),
        &[
            ("title", "Theirs"),
            ("kind", "self-evaluation"),
            ("lead", "lead@speir.example"),
            ("keep_days", "365"),
            ("listed", "yes"),
        ],
    );
    assert_eq!(kept.status, 422);
    assert!(kept.text.contains("belong to the partnership"), "{}", kept.text);
    assert_eq!(get(&theirs).status, 403);
}

#[test]
fn forms_and_messages_of_a_self_evaluation_say_who_sees_the_results() {
    let place = Place::new();
    place.publish_all();
    place.create(&of_kind("Own", "self-evaluation", "", today() - Days::new(2)));
    place.create(&of_kind("Theirs", "joint-inspection", "", today() - Days::new(2)));
    let desk = Desk::of(place);
    for (title, is_shared) in [("Own", true), ("Theirs", false)] {
        let all = desk.place.collections();
        let one = all.iter().find(|one| one["inspection"] == title).unwrap();
        let link = one["link"].as_str().unwrap();
        for (language, says) in [
            ("en", "co-ordinator sees the results as figures about groups, but nobody’s own"),
            ("gd", "chì co-òrdanaiche na sgìre agaibh na toraidhean mar fhigearan"),
        ] {
            let form = desk.service.get(&format!("/s/{link}?lang={language}"));
            let form = if form.status == 303 { desk.service.get(&form.location) } else { form };
            assert_eq!(form.status, 200, "{}", form.location);
            assert_eq!(form.text.contains(says), is_shared, "{title} {language}: {}", form.text);
        }
        let id = one["id"].as_str().unwrap();
        let message = desk.get(&format!("/console/collections/{id}/messages/invitation"));
        assert_eq!(message.status, 200, "{}", message.text);
        for says in ["This is a self-evaluation.", "S e fèin-mheasadh a tha seo."] {
            assert_eq!(message.text.contains(says), is_shared, "{title}: {}", message.text);
        }
    }
    let privacy = desk.service.get("/privacy").text;
    assert!(privacy.contains("If an area evaluates its own services"), "{privacy}");
}
