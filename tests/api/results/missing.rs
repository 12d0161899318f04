//! Who is missing, and results weighted by part, beside figures that were worked out by hand.

use chrono::Days;
use speir::inspection::queries::parts_of;

use crate::support::{Desk, Place, inspection, today};

/// The staff of Midlothian in three parts: the key, how many could answer and did, and how many of
/// these agree.
const PARTS: [(&str, u32, u32, u32); 3] =
    [("health", 60, 40, 30), ("police", 90, 30, 6), ("education", 40, 10, 4)];

/// Their answers are in, and the collection is open.
fn answered() -> Desk {
    let place = Place::new();
    place.publish_all();
    let toml = inspection("Midlothian", today() - Days::new(1), today() + Days::new(20));
    let parts = PARTS.map(|(key, people, ..)| {
        format!("{{ key = \"{key}\", name = \"{key}\", population = {people} }}")
    });
    let stated = "audience = \"staff\"\npopulation = 1306";
    assert!(toml.contains(stated), "{toml}");
    let in_parts =
        format!("audience = \"staff\"\npopulation = 190\nparts = [{}]", parts.join(", "));
    place.create(&toml.replace(stated, &in_parts));
    let links = parts_of(&mut place.store().connection().unwrap(), place.id("staff")).unwrap();
    let desk = Desk::of(place);
    for (key, _, answers, agree) in PARTS {
        let link = links.iter().find(|part| part.key == key).expect("the part").link.as_str();
        for person in 0..answers {
            let answer = if person < agree { "valued=agree" } else { "valued=disagree" };
            desk.service.answer(link, answer);
        }
    }
    // Counts of so few people move at midnight.
    desk.place.sql(&format!("UPDATE daily_returns SET day = '{}'", today() - Days::new(1)));
    desk
}

/// The words of a page, with single spaces and without its tags.
fn words(page: &str) -> String {
    let mut words = String::new();
    let main = page.split("<main").nth(1).expect("a main part");
    for piece in main.split('<').skip(1) {
        words.push_str(piece.split_once('>').map_or("", |(_, text)| text));
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_is_missing_is_told_while_it_is_open_and_weighted_results_after() {
    let desk = answered();
    let path = desk.at("staff", "missing");
    let collection = desk.get(path.trim_end_matches("/missing")).text;
    assert!(collection.contains(&format!("href=\"{path}\"")), "the collection leads to it");
    let open = words(&desk.get(&path).text);
    for told in [
        // Education 10 of 40, the others 70 of 150.
        "Missing most: education . 25% answered there, against 47% elsewhere.",
        // S² = 0.028856, less 0.002235 for chance: R = 1 − 2·√0.026621.
        "hardly resemble those who could answer: the rates of the parts lie about 16 points from",
        "The R-indicator is 0.67 (",
        "All of these parts Could answer 190 Answered 80 Rate 42%",
        // A tenth of the 30 who have not answered; of the 60 in police, 6.
        "education More answers about 3",
        "police More answers about 6 Overall rate 45%",
    ] {
        assert!(open.contains(told), "{told}: {open}");
    }
    let lowest = ["education Could", "police Could", "health Could"].map(|row| open.find(row));
    assert!(lowest.is_sorted() && lowest[0].is_some(), "{open}");
    assert!(!open.contains("weighted by part"), "nothing is said of answers before release");

    desk.place.release();
    let released = words(&desk.get(&path).text);
    for told in [
        // 60 of 190 people at 75% and 130 at 25%: 40.8%, with Wilson's interval.
        "I feel valued for the work I do. Unweighted 50% 42% to 58% Weighted 41% 33% to 49% \
            Difference −9.2 points",
        // 40 answers of 0.63 and 40 of 1.37.
        "The design effect of the weights is 1.14",
        "80 answers tell about as much as 70 would",
        "between the parts, it is 0.97.",
        "health 40 of 60 0.63",
        "All others 40 of 130 1.37",
    ] {
        assert!(released.contains(told), "{told}: {released}");
    }
    assert!(!released.contains("One more message"));
    let results = desk.get(&desk.at("staff", "results")).text;
    assert!(results.contains(&format!("href=\"{path}\"")), "the results lead to it");
    assert!(words(&results).contains("40 of 80"), "other pages stay unweighted");
}

#[test]
fn somebody_without_results_sees_rates_by_part_alone() {
    let desk = answered();
    desk.place.release();
    let password = desk.place.user("viewer@speir.example", "viewer");
    let cookie = desk.service.sign_in("viewer@speir.example", &password);
    let viewed = desk.service.get_as(&desk.at("staff", "missing"), &cookie);
    assert_eq!(viewed.status, 200);
    let told = words(&viewed.text);
    assert!(told.contains("education Could answer 40 Answered 10 Rate 25%"), "{told}");
    assert!(!told.contains("weighted") && !told.contains("I feel valued"), "{told}");
    let without = words(&desk.get(&desk.at("age-8-15", "missing")).text);
    assert!(without.contains("This collection has no parts"), "{without}");
}
