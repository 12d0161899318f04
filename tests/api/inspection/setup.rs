//! Setting up an inspection: typed in two steps, copied, and from a file.

use speir::{
    inspection::{Collection, Inspection, create::NewCollection, queries},
    store::Id,
};

use crate::support::{Answer, Place, Service, inspection, today};

/// Four areas of everybody; the rest as it is proposed.
const FOUR: &str = "title=Four+areas+2096&kind=joint-inspection&lead=lead%40speir.example&opens_on=2096-12-03\
    &closes_on=2096-12-21&areas=S12000047&areas=S12000019&areas=S12000036&areas=S12000041&surveys=staff:1\
    &surveys=age-8-15:1&surveys=age-16-plus:1&surveys=parents-carers:1&threshold=10&keep_days=365";

struct World {
    place: Place,
    service: Service,
    cookie: String,
}

impl World {
    /// Somebody of this role who is signed in, with four published surveys.
    fn of(role: &str) -> Self {
        let place = Place::new();
        place.publish_all();
        let password = place.user("lead@speir.example", role);
        let service = place.serve();
        let cookie = service.sign_in("lead@speir.example", &password);
        Self { place, service, cookie }
    }

    fn lead() -> Self {
        Self::of("lead")
    }

    fn get(&self, path: &str) -> Answer {
        self.service.get_as(path, &self.cookie)
    }

    fn post(&self, path: &str, form: &str) -> Answer {
        self.service.post_as(path, &self.cookie, form)
    }

    fn send_file(&self, text: &str, step: &str) -> Answer {
        let part = |name: &str, rest: &str, value: &str| {
            format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n{value}\r\n"
            )
        };
        let body = format!(
            "{}{}--edge--\r\n",
            part("file", "; filename=\"inspection.toml\"", text),
            part("step", "", step)
        );
        let url = format!("{}/console/inspections/new/file", self.service.base);
        let request = self.service.agent.post(url).header("Cookie", &self.cookie);
        Answer::of(request.content_type("multipart/form-data; boundary=edge").send(body).unwrap())
    }

    fn inspections(&self) -> Vec<Inspection> {
        queries::unscoped::inspections(&mut self.place.store().connection().unwrap()).unwrap()
    }

    fn titled(&self, title: &str) -> Inspection {
        self.inspections()
            .into_iter()
            .find(|one| one.title == title)
            .unwrap_or_else(|| panic!("no {title}"))
    }

    fn collections(&self, of: Id) -> Vec<Collection> {
        queries::unscoped::collections_of(&mut self.place.store().connection().unwrap(), of)
            .unwrap()
    }

    fn as_new(&self, of: &Inspection) -> Vec<NewCollection> {
        queries::as_new(&mut self.place.store().connection().unwrap(), of).unwrap()
    }

    /// What the audit log says last: who did what to what.
    fn noted(&self) -> (String, String, String) {
        let entry = self.place.entries(1).remove(0);
        (entry.actor, entry.action, entry.subject)
    }
}

#[test]
fn two_steps_make_sixteen_collections_and_nothing_before_the_last() {
    let world = World::lead();
    let first = world.get("/console/inspections/new");
    assert_eq!(first.status, 200);
    assert!(first.text.contains("All 32 areas") && first.text.contains("value=\"all\""));
    let second = world.post("/console/inspections", &format!("{FOUR}&step=check"));
    assert_eq!(second.status, 200);
    for words in [
        "16 collections in 4 areas, from Monday 3 December 2096 09:00 to Friday 21 December 2096 \
            17:00. Nobody is invited yet.",
        "name=\"population-S12000047-staff\"",
        "name=\"target-staff\" value=\"80\"",
        "Create the inspection",
        "name=\"title\" value=\"Four areas 2096\"",
    ] {
        assert!(second.text.contains(words), "{words}: {}", second.text);
    }
    let typed =
        format!("{FOUR}&population-S12000047-staff=1%2C306&target-age-8-15=55&way-staff=personal");
    let back = world.post("/console/inspections", &format!("{typed}&step=details"));
    assert_eq!(back.status, 200);
    for kept in [
        "value=\"S12000047\" checked",
        "name=\"population-S12000047-staff\" value=\"1,306\"",
        "name=\"way-staff\" value=\"personal\"",
    ] {
        assert!(back.text.contains(kept), "{kept}: {}", back.text);
    }
    assert!(world.inspections().is_empty(), "nothing is made before it is asked for");
    let made = world.post("/console/inspections", &format!("{typed}&step=create"));
    assert_eq!(made.status, 303, "{}", made.text);
    let inspection = world.titled("Four areas 2096");
    assert_eq!(made.location, format!("/console/inspections/{}", inspection.id));
    let made = world.as_new(&inspection);
    assert_eq!(made.len(), 16);
    let fife: Vec<_> = made.iter().filter(|one| one.area.name() == "Fife").collect();
    assert_eq!(
        (fife[0].population, fife[0].open_link, fife[0].target_percent),
        (Some(1_306), false, 80)
    );
    assert_eq!((fife[1].population, fife[1].open_link, fife[1].target_percent), (None, true, 55));
    assert_eq!(
        world.noted(),
        (
            "lead@speir.example".to_owned(),
            "Set up the inspection with 16 collections in 4 areas".to_owned(),
            "Four areas 2096".to_owned()
        )
    );
}

#[test]
fn mistakes_of_either_step_are_named_and_everything_is_kept() {
    let world = World::lead();
    let wrong = FOUR.replace("threshold=10", "threshold=three");
    let first = world
        .post("/console/inspections", &format!("{wrong}&population-S12000047-staff=12&step=check"));
    assert_eq!(first.status, 422);
    assert!(first.text.contains("href=\"#threshold\"") && first.text.contains("value=\"three\""));
    assert!(
        first.text.contains("name=\"population-S12000047-staff\" value=\"12\""),
        "{}",
        first.text
    );
    let typed = format!(
        "{FOUR}&population-S12000047-staff=many&target-staff=0&population-S12000019-staff=77&step=create"
    );
    let second = world.post("/console/inspections", &typed);
    assert_eq!(second.status, 422);
    for words in [
        "<title>Error: ",
        "href=\"#population-S12000047-staff\"",
        "href=\"#target-staff\"",
        "Fife, Staff: Write how many people could answer",
        "value=\"many\"",
        "value=\"77\"",
    ] {
        assert!(second.text.contains(words), "{words}: {}", second.text);
    }
    assert!(!second.text.contains("16 collections"), "nothing is promised that cannot be made");
    assert!(world.inspections().is_empty());
    world.post("/console/inspections", FOUR);
    let taken = world.post("/console/inspections", &format!("{FOUR}&step=check"));
    assert_eq!(taken.status, 422);
    assert!(taken.text.contains("Another inspection has this title"));
}

#[test]
fn one_box_asks_all_of_scotland() {
    let world = World::lead();
    let national = FOUR.replace("areas=S12000047&areas=S12000019", "areas=all");
    let second = world.post("/console/inspections", &format!("{national}&step=check"));
    assert!(second.text.contains("128 collections in 32 areas"), "{}", second.text);
    world.post("/console/inspections", &national);
    assert_eq!(world.collections(world.titled("Four areas 2096").id).len(), 128);
}

#[test]
fn a_lead_who_sets_one_up_for_another_sees_it_and_an_administrator_joins_no_team() {
    for (role, team) in [("lead", 1), ("admin", 0)] {
        let world = World::of(role);
        let made =
            world.post("/console/inspections", &FOUR.replace("lead%40speir", "other%40speir"));
        assert_eq!(world.get(&made.location).status, 200, "{role}");
        assert_eq!(world.place.number("SELECT COUNT(*) FROM inspection_team"), team, "{role}");
        assert_eq!(world.titled("Four areas 2096").lead, "other@speir.example");
    }
}

#[test]
fn before_fieldwork_the_overview_says_what_to_do_next_until_people_can_answer() {
    let world = World::lead();
    let made = world.post("/console/inspections", &format!("{FOUR}&way-staff=personal"));
    let shown = world.get(&made.location).text;
    for words in [
        "What to do next",
        "3 things are still to do",
        "Missing for 16 of 16 collections. Next: Angus, Staff.",
        "Nobody can answer yet in 4 of 4 collections.",
        "Nobody yet for 4 areas, such as Angus.",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    world.place.sql("UPDATE collections SET population = 100");
    let id = world
        .collections(world.titled("Four areas 2096").id)
        .iter()
        .find(|one| !one.open_link)
        .unwrap()
        .id;
    let list = world.place.dir.path().join("list.csv");
    let people: String = (0..9).map(|number| format!("person{number}@example.org\n")).collect();
    std::fs::write(&list, people).unwrap();
    world.place.run(&["invitation", "import", &id.to_string(), list.to_str().unwrap()]);
    world.place.user("angus@speir.example", "coordinator");
    world.place.sql("UPDATE user_areas SET area = 'S12000041'");
    let shown = world.get(&made.location).text;
    for words in [
        "Every collection has one.",
        "Nobody can answer yet in 3 of 4 collections.",
        "Nobody yet for City of Edinburgh, Fife, Midlothian.",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    world.place.user("viewer@speir.example", "viewer");
    world.place.sql("UPDATE collections SET opens_at = '2026-01-05 09:00:00'");
    assert!(!world.get(&made.location).text.contains("What to do next"), "people can answer");
}

#[test]
fn a_copy_is_a_year_later_with_the_same_people_and_parts_and_nothing_of_what_came_back() {
    let world = World::lead();
    let day = |before: u64| today() - chrono::Days::new(before);
    // Files of version 0.1 call the parts strata.
    let before = inspection("Midlothian", day(300), day(280)).replace(
        "population = 1306",
        "population = 1306\nopen_link = false\ncoordinator = \"c@example.org\"\ntarget_percent = \
            66\nstrata = [{ key = \"health\", name = \"Health\", population = 120 }]",
    );
    world.place.create(&before);
    let original = world.inspections().remove(0);
    let there = world.as_new(&original);
    assert!(there.iter().any(|one| one.parts.len() == 1), "{there:?}");
    let place = format!("/console/inspections/{}/copy", original.id);
    assert!(
        world
            .get(&format!("/console/inspections/{}", original.id))
            .text
            .contains(&format!("href=\"{place}\">Copy"))
    );
    let first = world.get(&place);
    let (opens, closes) =
        (original.opens_on + chrono::Days::new(364), original.closes_on + chrono::Days::new(364));
    for words in [
        format!("value=\"{opens}\""),
        format!("value=\"{closes}\""),
        "value=\"S12000019\" checked".to_owned(),
    ] {
        assert!(first.text.contains(&words), "{words}: {}", first.text);
    }
    let details = format!(
        "title=Again&kind=joint-inspection&lead=lead%40speir.example&opens_on={opens}&closes_on={closes}&areas=S12000019\
         &surveys=staff:1&surveys=age-8-15:1&surveys=age-16-plus:1&surveys=parents-carers:1&threshold=10&keep_days=365"
    );
    let second = world.post(&place, &format!("{details}&step=check"));
    assert!(
        second.text.contains("value=\"1306\"") && second.text.contains("The numbers come from"),
        "{}",
        second.text
    );
    let made = world.post(&place, &format!("{details}&step=create"));
    assert_eq!(made.status, 303, "{}", made.text);
    assert!(
        world.noted().1.contains(&format!("as a copy of “{}”", original.title)),
        "{:?}",
        world.noted()
    );
    let copy = world.titled("Again");
    let what = |one: &NewCollection| {
        (one.area, one.survey, one.population, one.target_percent, one.open_link, one.parts.clone())
    };
    let copied = world.as_new(&copy);
    assert_eq!(
        copied.iter().map(what).collect::<Vec<_>>(),
        there.iter().map(what).collect::<Vec<_>>()
    );
    assert!(copied.iter().all(|one| one.coordinator.is_none()));
    let links =
        |of| world.collections(of).into_iter().map(|one| one.link.to_string()).collect::<Vec<_>>();
    assert!(links(copy.id).iter().all(|link| !links(original.id).contains(link)));
    assert_eq!(world.place.number("SELECT COUNT(DISTINCT link) FROM strata"), 2);
}

#[test]
fn an_inspection_is_written_as_the_file_that_makes_it_again() {
    let world = World::lead();
    world.post(
        "/console/inspections",
        &format!("{FOUR}&way-staff=personal&population-S12000047-staff=12"),
    );
    let inspection = world.titled("Four areas 2096");
    let downloaded = world.get(&format!("/console/inspections/{}/file", inspection.id));
    assert!(
        downloaded.headers.contains("attachment; filename=\\\"inspection.toml\\\""),
        "{}",
        downloaded.headers
    );
    let by_title = world.place.run(&["inspection", "show", "Four areas 2096"]);
    assert_eq!(downloaded.text, by_title);
    assert_eq!(world.place.run(&["inspection", "show", &inspection.id.to_string()]), by_title);
    assert!(
        world
            .place
            .refuse(&["inspection", "show", "Nothing"])
            .contains("There is no inspection “Nothing”")
    );
    let again = by_title.replace("Four areas 2096", "Again");
    let checked = world.send_file(&again, "check");
    assert_eq!(checked.status, 200, "{}", checked.text);
    assert!(
        checked.text.contains("16 collections in 4 areas, from Monday 3 December 2096 09:00"),
        "{}",
        checked.text
    );
    assert_eq!(world.inspections().len(), 1, "nothing is made before it is asked for");
    let made = world.send_file(&again, "create");
    assert_eq!(made.status, 303, "{}", made.text);
    assert_eq!(world.as_new(&world.titled("Again")), world.as_new(&inspection));
    assert_eq!(world.noted().0, "lead@speir.example");
    world.place.create(&by_title.replace("Four areas 2096", "Once more"));
    assert_eq!(world.as_new(&world.titled("Once more")), world.as_new(&inspection));
    assert_eq!(
        world.noted(),
        (
            "command line".to_owned(),
            "Set up the inspection with 16 collections in 4 areas".to_owned(),
            "Once more".to_owned()
        )
    );
}

#[test]
fn a_file_that_cannot_be_taken_is_shown_again_with_the_line_and_makes_nothing() {
    let world = World::lead();
    let good = inspection("Midlothian", today(), today() + chrono::Days::new(20));
    for (text, says) in [
        (good.replace("kind =", "kin ="), "Line 2: “kin” is not allowed here."),
        (
            good.replace("1306", "\"many\""),
            "is the text &quot;many&quot;, but it should be a whole number.",
        ),
        (
            good.replace("audience = \"staff\"", "audience = \"staff\"\nversion = 9"),
            "Line 6: Collection 1 (Midlothian, staff): Version 9",
        ),
        (
            inspection(
                "Midlothian",
                today() - chrono::Days::new(9),
                today() - chrono::Days::new(2),
            ),
            "Choose a later closing time.",
        ),
        (" ".to_owned(), "This file is empty. Choose another file"),
        ("#".repeat(300 * 1024), "larger than 256 KB"),
    ] {
        let answer = world.send_file(&text, "create");
        assert_eq!(answer.status, 422, "{says}");
        assert!(answer.text.contains(says), "{says}: {}", answer.text);
    }
    let kept = world.send_file(&good.replace("kind =", "kin ="), "check").text;
    assert!(kept.contains("kin = &quot;joint-inspection&quot;"), "{kept}");
    assert!(world.inspections().is_empty());
}

#[test]
fn adding_a_collection_is_written_down() {
    let world = World::lead();
    let made = world.post("/console/inspections", FOUR);
    let form = "area=S12000033&survey=staff:1&opens_at=2096-12-03T09:00&closes_at=2096-12-21T17:00";
    assert_eq!(world.post(&format!("{}/collections", made.location), form).status, 303);
    let (actor, action, subject) = world.noted();
    assert_eq!(
        (actor.as_str(), action.as_str(), subject.as_str()),
        ("lead@speir.example", "Added it to the inspection", "Aberdeen City, Staff")
    );
}

#[test]
fn a_low_threshold_that_a_lead_types_waits_for_somebody_else() {
    let world = World::lead();
    let low = FOUR.replace("threshold=10", "threshold=6");
    let made = world.post("/console/inspections", &format!("{low}&step=create"));
    assert_eq!(made.status, 303, "{}", made.text);
    let inspection = world.titled("Four areas 2096");
    let waits = inspection.low_threshold.clone().expect("it waits");
    assert_eq!((inspection.threshold, waits.wanted), (10, 6));
    let path = format!("/console/inspections/{}", inspection.id);
    world.post(&format!("{path}/threshold"), "");
    assert_eq!(world.titled("Four areas 2096").threshold, 10, "they asked for it");
    let email = "other@speir.example";
    let other = world.service.sign_in(email, &world.place.user(email, "admin"));
    world.service.post_as(&format!("{path}/threshold"), &other, "");
    let now = world.titled("Four areas 2096");
    assert_eq!((now.threshold, now.low_threshold), (6, None));
}
