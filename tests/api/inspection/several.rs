//! Two surveys that ask the same audience in the same area.

use std::fs;

use chrono::Days;

use crate::support::{ANSWER, Desk, Place, today};

/// A place with a second survey of staff beside the first.
fn place() -> Place {
    let mut place = Place::new();
    let (from, to) = (place.surveys.clone(), place.dir.path().join("surveys"));
    for (survey, folder) in [("staff", "staff"), ("staff", "staff-again")] {
        fs::create_dir_all(to.join(folder).join("v1")).unwrap();
        for file in ["survey.toml", "gd.toml"] {
            let text = fs::read_to_string(from.join(survey).join("v1").join(file)).unwrap();
            let name = "name = \"Staff, once more\"";
            let own = format!("survey = \"{folder}\"\n{name}\naudience = \"staff\"");
            let own =
                if file == "survey.toml" { own } else { own.replace("\naudience = \"staff\"", "") };
            let text =
                if folder == "staff" { text } else { text.replace("survey = \"staff\"", &own) };
            fs::write(to.join(folder).join("v1").join(file), text).unwrap();
        }
    }
    place.surveys = to;
    for survey in ["staff", "staff-again"] {
        place.run(&["survey", "publish", survey, "1", "--with-drafts"]);
    }
    place
}

#[test]
fn two_surveys_of_one_audience_stand_side_by_side_and_are_counted_apart() {
    let place = place();
    let (from, until) = (today() - Days::new(2), today() + Days::new(5));
    place.create(&format!(
        "title = \"Both\"\nkind = \"thematic-review\"\nlead = \"lead@speir.example\"\nopens_on = \
         {from}\ncloses_on = {until}\n[[collections]]\narea = \"Fife\"\nsurvey = \
         \"staff\"\npopulation = 50\n[[collections]]\narea = \"Fife\"\nsurvey = \
         \"staff-again\"\npopulation = 60\n"
    ));
    let desk = Desk::of(place);
    let all = desk.place.collections();
    let of = |survey: &str| all.iter().find(|one| one["survey"] == survey).unwrap();
    assert!(all.iter().all(|one| one["audience"] == "staff"));
    let link = |survey: &str| of(survey)["link"].as_str().unwrap().to_owned();
    (0..33).for_each(|_| desk.service.answer(&link("staff"), ANSWER));
    (0..31).for_each(|_| desk.service.answer(&link("staff-again"), ANSWER));

    let id = desk.place.inspection_id();
    let overview = desk.get(&format!("/console/inspections/{id}")).text;
    assert!(overview.contains("Staff, once more"), "{overview}");
    let only = desk.get(&format!("/console/inspections/{id}?survey=staff-again")).text;
    assert!(only.contains("31") && only.contains("Staff, once more"), "{only}");
    let kept = desk.get(&format!("/console/inspections/{id}?audience=staff-again"));
    assert_eq!(kept.status, 200, "the address of before is still understood");

    desk.place.release();
    let results = |survey: &str| {
        let id = of(survey)["id"].as_str().unwrap();
        desk.get(&format!("/console/collections/{id}/results")).text
    };
    assert!(results("staff").contains("33 responses"));
    assert!(results("staff-again").contains("31 responses"));
    let across = desk.get(&format!("/console/inspections/{id}/results?survey=staff-again")).text;
    assert!(across.contains("31 responses in"), "{across}");
    let side = desk.get(&format!("/console/inspections/{id}/results?survey=all")).text;
    assert!(side.contains("Staff, once more"), "{side}");
    let rates = desk.place.run(&["export", "--inspection", "Both", "--what", "rates"]);
    assert!(rates.contains(",staff,staff-again,1,31,60,"), "{rates}");
    let one = ["export", "--inspection", "Both", "--survey", "staff-again", "--what", "rows"];
    assert!(desk.place.run(&one).contains(",staff,staff-again,1,"));

    let again = desk.post(
        &format!("/console/inspections/{id}/collections"),
        &[
            ("area", "S12000047"),
            ("survey", "staff-again:1"),
            ("way", "link"),
            ("opens_at", "2096-12-03T09:00"),
            ("closes_at", "2096-12-21T17:00"),
        ],
    );
    assert_eq!(again.status, 422, "a survey is asked once in an area");
    assert!(again.text.contains("already"), "{}", again.text);
}
