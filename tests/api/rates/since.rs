//! Live events, digests and "since your last visit" of few people.

use chrono::Days;

use super::few::Walk;
use crate::support::today;

#[test]
fn the_next_visit_tells_nothing_that_was_held_back_at_the_last() {
    let walk = Walk::start();
    for audience in ["age-8-15", "age-16-plus"] {
        walk.answer(audience);
    }
    // The counts that a visit keeps are those that it was shown.
    let again = walk.service.sign_in("lead@speir.example", &walk.password);
    let kept = "SELECT COUNT(*) FROM visit_counts v JOIN collections c ON c.id = v.collection \
                WHERE v.latest";
    assert_eq!(walk.place.number(&format!("{kept} AND c.audience = 'age-8-15'")), 0);
    assert_eq!(walk.place.number(&format!("{kept} AND c.audience = 'age-16-plus'")), 1);
    assert_eq!(walk.place.number(&format!("{kept} AND v.returned > 0")), 0);
    walk.place.sql(&format!("UPDATE daily_returns SET day = '{}'", today() - Days::new(1)));
    let overview = walk.service.get_as(&walk.paths[2], &again).text;
    assert!(overview.contains("shown after closing"), "{overview}");
}

#[test]
fn a_digest_is_the_same_whether_one_of_few_has_answered() {
    let digest = |answers: bool| {
        let walk = Walk::start();
        if answers {
            walk.answer("age-8-15");
            walk.answer("age-16-plus");
        }
        walk.place.run(&["message", "digest", "lead@speir.example"]);
        crate::support::wait_until("the digest is sent", || {
            std::fs::read_dir(walk.place.mail()).is_ok_and(|files| files.count() == 1)
        });
        let file = std::fs::read_dir(walk.place.mail()).unwrap().next().unwrap().unwrap().path();
        let (subject, text) = crate::notice::accounts::read(&std::fs::read(file).unwrap());
        let is_still = |line: &&str| !line.contains("http");
        format!("{subject}\n{}", text.lines().filter(is_still).collect::<Vec<_>>().join("\n"))
    };
    assert_eq!(digest(false), digest(true));
}

#[test]
fn parts_of_few_are_left_out_of_the_whole() {
    let walk = Walk::with(
        "[[collections]]\narea = \"Fife\"\naudience = \"parents-carers\"\npopulation = \
         209\n[[collections.parts]]\nkey = \"small\"\nname = \"Small\"\npopulation = \
         9\n[[collections.parts]]\nkey = \"large\"\nname = \"Large\"\npopulation = 200\n",
    );
    let link_of = |part: &str| {
        let store = walk.place.store();
        let parts = speir::inspection::queries::parts_of(
            &mut store.connection().unwrap(),
            walk.place.id("parents-carers"),
        );
        let one = parts.unwrap().into_iter().find(|one| one.key == part).unwrap();
        one.link.to_string()
    };
    let before = walk.told();
    walk.service.answer(&link_of("small"), "carer-type=parent");
    assert_eq!(walk.changed(&before), Vec::<String>::new());
    walk.service.answer(&link_of("large"), "carer-type=parent");
    assert_eq!(walk.place.returned("parents-carers"), 2);
    assert_eq!(walk.place.collection("parents-carers")["returned"], 1);
}
