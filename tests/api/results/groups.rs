//! The groups of an inspection's areas are added up, with no more than what these areas show.

use chrono::Days;

use crate::support::{Place, Service, today};

/// How many of a service answered, and how many of these that they know how to report a concern.
type Group<'a> = (&'a str, usize, usize);

/// Released responses of staff in Fife and Moray.
fn answered(areas: [&[Group<'_>]; 2]) -> (Place, Service, String) {
    let place = Place::new();
    place.run(&["survey", "publish", "staff", "2", "--with-drafts"]);
    let (from, to) = (today() - Days::new(1), today() + Days::new(20));
    let area = |name| {
        format!("[[collections]]\narea = \"{name}\"\naudience = \"staff\"\npopulation = 900\n")
    };
    place.create(&format!(
        "title = \"Both\"\nkind = \"joint-inspection\"\nlead = \"lead@speir.example\"\nopens_on = \
         {from}\ncloses_on = {to}\n{}{}",
        area("Fife"),
        area("Moray")
    ));
    let service = place.serve();
    let cookie = service.sign_in("lead@speir.example", &place.user("lead@speir.example", "lead"));
    for (name, groups) in ["Fife", "Moray"].into_iter().zip(areas) {
        let collections = place.collections();
        let own = collections.iter().find(|one| one["area_name"] == name).expect("the collection");
        let link = own["link"].as_str().expect("its link");
        for (agency, people, agree) in groups {
            for number in 0..*people {
                let says = if number < *agree { "agree" } else { "disagree" };
                let answers = format!("q.agency={agency}&q.knows-how-to-report={says}");
                service.answer(link, &answers);
            }
        }
    }
    place.release();
    (place, service, cookie)
}

fn question(page: &str) -> &str {
    let (_, rest) = page.split_once("id=\"q-knows-how-to-report\"").expect("the question");
    rest.split_once("</section>").expect("its end").0
}

#[test]
fn pages_and_files_add_up_the_groups_that_areas_show() {
    let (place, service, cookie) = answered([
        &[("health", 31, 20), ("police", 32, 30)],
        &[("health", 33, 20), ("police", 30, 10), ("housing", 4, 4)],
    ]);
    let at = format!("/console/inspections/{}", place.inspection_id());
    let page = service.get_as(&format!("{at}/results"), &cookie).text;
    assert!(question(&page).contains("40 of 64"), "{}", question(&page));
    // Moray's police and housing are one group there, so Fife's alone are shown.
    assert!(!question(&page).contains("40 of 62"), "{}", question(&page));
    let figures = service.get_as(&format!("{at}/export/figures.csv"), &cookie).text;
    let is_of = |line: &&str| line.starts_with(',') && line.contains(",knows-how-to-report,");
    let rows: Vec<&str> = figures.lines().filter(is_of).collect();
    let group =
        |label: &str| rows.iter().filter(|row| row.contains(&format!(",agency,{label},"))).count();
    assert_eq!((group("health"), group("housing")), (1, 0), "{rows:?}");
    assert!(
        rows.iter().any(|row| row.contains(",agency,health,") && row.contains(",64,")),
        "{rows:?}"
    );
}
