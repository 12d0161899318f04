use chrono::TimeDelta;

use super::{
    model::{CollectionPage, Known},
    views,
};
use crate::{
    inspection::sample,
    invitation::{Invited, Mailing},
    rates::{PartFigures, Sources},
    text::snapshot::{assert_text, words_of},
    users::{Role, sample::user},
};

/// Staff of whom 60 have answered by the fifth of ten days: 40 of 60 in health, 17 of 35 in police,
/// and the others in a part of five, which is too small to stand alone, and in none.
fn half_way() -> CollectionPage {
    let (collection, now) = sample::half_way();
    let parts = vec![
        sample::part("health", "Health", 60),
        sample::part("police", "Police", 35),
        sample::part("reporter", "Reporter", 5),
    ];
    let returned = [("health", 40), ("police", 17), ("other", 2), ("", 1)];
    let figures = PartFigures::sample(&returned, Sources::default());
    let first = collection.opens_at.date_naive();
    let daily = (0..4).map(|day| (first + TimeDelta::days(day), 15)).collect();
    let known = Known {
        inspection: sample::inspection_of(&collection),
        collection,
        parts,
        figures,
        daily,
        waves: Vec::new(),
        invited: Invited::default(),
        mailing: Mailing::default(),
        batches: Vec::new(),
    };
    CollectionPage::new(known, &"https://speir.example".parse().expect("an address"), now)
}

#[test]
fn the_page_of_a_collection_says_how_it_stands_by_day_and_by_part() {
    let page = views::collection(&user(Role::Lead), &half_way(), None).into_string();
    assert_text!("half-way", words_of(&page));
    assert!(!page.contains("style="), "the content policy forbids style attributes");
}

#[test]
fn viewers_are_offered_no_changes() {
    let lines_for = |role| {
        let page = views::collection(&user(role), &half_way(), None).into_string();
        words_of(&page).lines().map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let (lead, viewer) = (lines_for(Role::Lead), lines_for(Role::Viewer));
    for change in ["Change", "Dates and target", "Close it early", "Save the population"] {
        assert!(lead.iter().any(|line| line == change), "{change}");
        assert!(!viewer.iter().any(|line| line == change), "{change}: {viewer:?}");
    }
}
