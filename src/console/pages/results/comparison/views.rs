use maud::{Markup, html};

use super::{
    model::{Comparison, Row},
    offers::Offer,
    parts::{all_times, apart, judged, question, side, table},
    words::{Sides, in_short},
};
use crate::{
    console::{
        pages::results::{By, Group},
        views::{
            asking::Asking,
            frame::{self, Head},
            trail,
        },
    },
    inspection::{Collection, Inspection},
    language::calendar,
    results::{CollectionResults, change::how_judged},
    users::User,
    web::paths,
};

/// What a collection can be compared with.
pub fn choice(
    viewer: &User,
    inspection: &Inspection,
    now: &Collection,
    offers: &[Vec<Offer>; 2],
    times: usize,
) -> Markup {
    let [here, elsewhere] = offers;
    let rest = html! {
        @if here.is_empty() && elsewhere.is_empty() {
            div.notice {
                h2 { "There is nothing earlier to compare with yet" }
                p { "You can compare a collection with an earlier one of the same audience if the \
                    results of both are released. When this area is asked again, you can compare \
                    its next results with these." }
            }
        } @else {
            p.lead { "Choose an earlier collection of the same audience to compare with." }
            @if times > 2 { p.ways { (all_times(times, &paths::collection::OVER_TIME.of(now.id))) } }
            (offered(&format!("Earlier in {}", now.area), here, now))
            (offered("Earlier in other areas", elsewhere, now))
        }
    };
    page(viewer, inspection, now, &format!("Compare: {}", now.name()), &rest)
}

fn offered(title: &str, offers: &[Offer], now: &Collection) -> Markup {
    html! {
        @if !offers.is_empty() {
            h2 { (title) }
            ul.plain {
                @for offer in offers {
                    li {
                        a href={ (paths::collection::COMPARE.of(now.id)) "?with=" (offer.collection.id) } {
                            (offer.collection.area) ", " (offer.inspection)
                        }
                        span.aside { "Closed on " (calendar::named_date(calendar::day(offer.collection.closes_at))) }
                    }
                }
            }
        }
    }
}

/// Both collections, question by question.
pub fn comparison(
    viewer: &User,
    (inspection, now): (&Inspection, &CollectionResults),
    (earlier, then): (&Inspection, &CollectionResults),
    comparison: &Comparison,
    times: usize,
) -> Markup {
    let asking = Asking::from(now.survey.audience());
    let places: Vec<usize> = comparison.rows.iter().map(|row| row.item).collect();
    let groups = By::Question.groups(&now.survey, &places);
    let sides = Sides::of(&then.collection, &now.collection);
    let rest = html! {
        p.lead {
            "With " (then.collection.area) " in “" (earlier.title) "”, which closed \
                on " (calendar::named_date(calendar::day(then.collection.closes_at))) ". "
            (in_short(comparison))
        }
        p.quiet {
            "The " (sides.difference().to_lowercase()) " is in percentage points, between the two printed percentages of favourable answers; the interval is of the exact difference. Chance is judged at the \
                95% level, "
            (asking.judged_from())
            (how_judged(comparison.rows.iter().filter_map(|row| row.change.as_ref())))
            (sides.remember(asking))
        }
        p.ways { a.button.second href=(paths::collection::COMPARE.of(now.collection.id)) { "Compare with another" } " " (all_times(times, &paths::collection::OVER_TIME.of(now.collection.id))) " " a.button.second href={ (paths::collection::RESULTS.of(now.collection.id)) "?alone=yes" } { "These results alone" } }
        @for group in &groups { (in_group(group, comparison, sides)) }
        (apart(&comparison.apart))
    };
    page(viewer, inspection, &now.collection, &sides.title(&now.collection), &rest)
}

fn in_group(group: &Group, comparison: &Comparison, sides: Sides) -> Markup {
    let rows = comparison.rows.iter().filter(|row| group.places.contains(&row.item));
    let [then, now] = sides.names();
    let heads = ["Question", then, now, sides.difference()];
    table(group, heads, &html! { @for row in rows { (one(row, sides)) } })
}

fn one(row: &Row, sides: Sides) -> Markup {
    let [then, now] = sides.names();
    html! {
        tr role="row" {
            (question(&row.text, &row.care))
            (side(then, &row.then))
            (side(now, &row.now))
            td.verdict role="cell" {
                @if let Some(change) = &row.change { (judged(change, &sides.said(change))) } @else { "–" }
            }
        }
    }
}

fn page(
    viewer: &User,
    inspection: &Inspection,
    now: &Collection,
    title: &str,
    rest: &Markup,
) -> Markup {
    let trail = [
        trail::inspections(),
        trail::inspection(inspection),
        trail::collection(now),
        (paths::collection::RESULTS.of(now.id), "Results".to_owned()),
    ];
    let head = Head { trail: &trail, ..Head::about(title, viewer, now) };
    frame::page(&head, &html! { div.wide.results { h1 { (title) } (rest) } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        console::pages::results::collection::tests::{released, results},
        users::{Role, sample::user as viewer},
    };

    #[test]
    fn a_change_is_told_beside_both_figures() {
        let of = |agree| {
            let (inspection, mut found) = results(&[("", &[("valued", agree, 1_000)])], 1_001);
            found.asked = None;
            (inspection, found)
        };
        let ((earlier, then), (inspection, now)) = (of(600), of(660));
        let model = Comparison::new(&then, &now);
        let page =
            comparison(&viewer(Role::Lead), (&inspection, &now), (&earlier, &then), &model, 2)
                .into_string();
        for words in [
            "600 of 1,000",
            "660 of 1,000",
            "up 6 points, more than chance would explain",
            "1 is more favourable and none less",
        ] {
            assert!(page.contains(words), "{words}");
        }
    }

    #[test]
    fn another_area_is_not_another_time() {
        let of = |agree, area: &str| {
            let (inspection, mut found) = results(&[("", &[("valued", agree, 1_000)])], 1_001);
            found.asked = None;
            found.collection.area = area.parse().expect("an area");
            (inspection, found)
        };
        let ((earlier, then), (inspection, now)) =
            (of(600, "Stirling"), of(700, "South Lanarkshire"));
        let model = Comparison::new(&then, &now);
        let page =
            comparison(&viewer(Role::Lead), (&inspection, &now), (&earlier, &then), &model, 1)
                .into_string();
        for words in [
            "Compared with Stirling: South Lanarkshire",
            "10 points higher, more than chance would explain",
            "Difference</th>",
        ] {
            assert!(page.contains(words), "{words}");
        }
        for words in ["Then", "Now<", "up 10", "Change<", "this time"] {
            assert!(!page.contains(words), "{words}");
        }
    }

    #[test]
    fn questions_with_a_hidden_side_are_counted_apart() {
        let of = |answers: &[(&str, u64, u64)]| {
            let (inspection, mut found) = results(&[("", answers)], 1_001);
            found.asked = None;
            (inspection, found)
        };
        let (inspection, now) = of(&[("valued", 660, 1_000), ("listened-to", 660, 1_000)]);
        let said = |answers: &[(&str, u64, u64)]| {
            let (earlier, then) = of(answers);
            let model = Comparison::new(&then, &now);
            let page =
                comparison(&viewer(Role::Lead), (&inspection, &now), (&earlier, &then), &model, 1);
            (page.into_string(), model.rows.len())
        };
        let (one, questions) = said(&[("valued", 600, 1_000), ("listened-to", 4, 9)]);
        assert!(one.contains("Of 1 question that can be compared, 1 is more favourable"), "{one}");
        let untold = format!("{} questions cannot be compared, because too few", questions - 1);
        assert!(one.contains(&untold), "{one}");
        let (none, questions) = said(&[("valued", 6, 9), ("listened-to", 4, 9)]);
        let untold =
            format!("No question can be compared. {questions} questions cannot be compared");
        assert!(none.contains(&untold), "{none}");
    }

    #[test]
    fn with_nothing_earlier_it_says_what_could_be_compared() {
        let (inspection, now) = released();
        let page = choice(&viewer(Role::Lead), &inspection, &now, &[Vec::new(), Vec::new()], 1)
            .into_string();
        assert!(page.contains("There is nothing earlier to compare with yet"));
    }
}
