use chrono::{DateTime, TimeDelta, Utc};

use super::{
    evenness::{Evenness, Resemblance, Uncompared},
    message::{Brings, OneMore},
    model::{Known, Missing},
    parts::Row,
    views,
};
use crate::{
    console::pages::results::collection::tests as released,
    fieldwork::PartRates,
    inspection::{Collection, Inspection, Part, sample},
    rates::{PartFigures, Rate, Sources},
    results::CollectionResults,
    text::snapshot::{assert_text, words_of},
    users::{Role, sample::user},
};

/// A part's key, how many answered, and how many could.
type Answered<'a> = (&'a str, u64, u32);

fn known(
    (inspection, collection): (Inspection, Collection),
    parts: &[Answered<'_>],
    results: Option<CollectionResults>,
) -> Known {
    let returned: Vec<(&str, u64)> = parts.iter().map(|(key, count, _)| (*key, *count)).collect();
    let figures = PartFigures::sample(&returned, Sources::default());
    let own: Vec<Part> = parts
        .iter()
        .filter(|(.., people)| *people > 0)
        .map(|(key, _, people)| sample::part(key, &key.to_uppercase(), *people))
        .collect();
    Known {
        rates: PartRates::of(&inspection, &collection, own, &figures),
        figures,
        daily: Vec::new(),
        waves: Vec::new(),
        results,
        inspection,
        collection,
    }
}

fn page(parts: &[Answered<'_>]) -> (Missing, DateTime<Utc>) {
    let (collection, now) = sample::half_way();
    let inspection = sample::inspection_of(&collection);
    (Missing::new(known((inspection, collection), parts, None), now), now)
}

fn words(page: &Missing) -> String {
    let page = views::missing(&user(Role::Lead), page).into_string();
    assert!(!page.contains("style="), "the content policy forbids style attributes");
    words_of(&page)
}

fn row(name: &str, returned: u64, issued: Option<u64>) -> Row {
    Row { key: name.to_owned(), name: name.to_owned(), rate: Rate::new(returned, issued) }
}

const HALF_WAY: [Answered<'_>; 5] =
    [("health", 40, 60), ("police", 17, 35), ("reporter", 0, 5), ("other", 2, 0), ("", 1, 0)];

#[test]
fn an_open_collection_says_who_is_missing_and_what_one_more_message_would_do() {
    let (page, _) = page(&HALF_WAY);
    let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Other small parts", "POLICE", "HEALTH"], "the lowest rate first");
    assert_text!("open", words(&page));
}

#[test]
fn the_total_counts_the_people_of_every_row() {
    let (mut page, _) = page(&HALF_WAY);
    page.rows.push(Row {
        rate: Rate::new(crate::rates::Visible::Held, Some(8)),
        ..row("held", 0, None)
    });
    let said = words(&page);
    assert!(said.contains("All of these parts\nCould answer\n108\nAnswered\n59"), "{said}");
    assert!(said.contains("The answers of 8 of the 108 people"), "{said}");
}

#[test]
fn rates_that_chance_explains_are_not_told_as_equal() {
    let (page, _) = page(&[("a", 20, 60), ("b", 23, 60), ("c", 24, 60)]);
    let said = words(&page);
    assert!(said.contains("The R-indicator is about 1 (95% interval 0."), "{said}");
    assert!(said.contains("differ by no more than chance alone"), "{said}");
    assert!(!said.contains("less than a point"), "{said}");
    assert!(said.contains("“About 1” does not mean"), "{said}");
}

#[test]
fn a_released_collection_has_weighted_results_beside_the_unweighted() {
    let answers: [released::PartAnswers<'_>; 2] = [
        ("health", &[("valued", 40, 50), ("listened-to", 30, 50)]),
        ("police", &[("valued", 10, 50), ("listened-to", 12, 29)]),
    ];
    let (inspection, mut results) = released::results(&answers, 102);
    results.asked = Some(1_000);
    let parts = [("health", 51, 100), ("police", 51, 900)];
    let now = results.collection.closes_at + TimeDelta::days(1);
    let known = known((inspection, results.collection.clone()), &parts, Some(results));
    assert_text!("released", words(&Missing::new(known, now)));
}

#[test]
fn results_that_cannot_be_weighted_say_why() {
    let (inspection, results) = released::results(&[("health", &[("valued", 40, 50)])], 51);
    let parts = [("health", 51, 100), ("police", 3, 50)];
    let now = results.collection.closes_at + TimeDelta::days(1);
    let known = known((inspection, results.collection.clone()), &parts, Some(results));
    let words = words(&Missing::new(known, now));
    assert!(words.contains("These results cannot be weighted"), "{words}");
    assert!(words.contains("too few answered in all parts but one"), "{words}");
}

#[test]
fn without_parts_or_answers_nothing_is_compared() {
    assert!(words(&page(&[]).0).contains("This collection has no parts"));
    assert_eq!(page(&[("a", 0, 20), ("b", 0, 30)]).0.evenness, Err(Uncompared::Nobody));
    let too_many = page(&[("a", 25, 20), ("b", 3, 30)]).0.evenness;
    assert_eq!(too_many, Err(Uncompared::TooMany("A".to_owned())));
    let unknown = Evenness::of(&[row("a", 3, Some(9)), row("b", 3, None)]);
    assert_eq!(unknown, Err(Uncompared::TooFewParts));
}

#[test]
fn resemblance_is_a_word() {
    let of = |rate| {
        let rows = [row("a", 500, Some(1_000)), row("b", rate, Some(1_000))];
        Evenness::of(&rows).expect("an indicator").resemblance()
    };
    assert_eq!(of(500), Resemblance::Closely);
    assert_eq!(of(700), Resemblance::Roughly);
    assert_eq!(of(900), Resemblance::Hardly);
}

#[test]
fn the_part_that_is_missing_most_has_many_people() {
    let rows = [row("small", 2, Some(10)), row("large", 300, Some(1_000)), row("b", 80, Some(100))];
    let most = Evenness::of(&rows).expect("an indicator").missing.expect("a part");
    assert_eq!((most.name.as_str(), most.own, most.elsewhere), ("large", 30, 75));
    let even = Evenness::of(&[row("a", 50, Some(100)), row("b", 50, Some(100))]);
    assert_eq!(even.expect("an indicator").missing, None);
}

#[test]
fn what_a_message_brings_is_learnt_from_the_last_one_that_is_over() {
    let (_, now) = sample::half_way();
    let day = now.date_naive();
    let at = |days: i64| day - TimeDelta::days(days);
    let daily = [(at(5), 20), (at(4), 4), (at(3), 4), (at(2), 2), (at(1), 30)];
    let learnt = |sent: &[i64]| {
        let sent = sent.iter().map(|days| now - TimeDelta::days(*days));
        Brings::of(&daily, sent, Some(120), now)
    };
    // 4 and 4 and 2 of the 100 who had not answered after the first day.
    assert_eq!(learnt(&[5, 4]), Brings { share: 0.1, since: Some(at(4)) });
    assert_eq!(learnt(&[4, 1]).since, Some(at(4)), "the days after the last are not over");
    assert_eq!(learnt(&[2]).since, None);
    let unknown = Brings::of(&daily, [now - TimeDelta::days(4)].into_iter(), None, now);
    assert_eq!(unknown.since, None);
    let found = OneMore::of(&[row("a", 20, Some(60)), row("b", 10, Some(60))], unknown);
    let found = found.expect("an expectation");
    assert_eq!(found.found.best, Some(1));
    assert!((found.parts[1].more - 5.0).abs() < 1e-12);
}
