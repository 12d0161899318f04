use maud::{Markup, html};

use super::{
    model::{Comparison, Row},
    offers::Offer,
    parts::{all_times, apart, judged, question, side, table},
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
    language::{calendar, numbers::counted},
    results::{
        CollectionResults,
        change::{Verdict, how_judged},
    },
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
                        " closed on " (calendar::named_date(calendar::day(offer.collection.closes_at))) "."
                    }
                }
            }
        }
    }
}

/// Then and now.
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
    let rest = html! {
        p.lead {
            "With " (then.collection.area) " in “" (earlier.title) "”, which closed \
                on " (calendar::named_date(calendar::day(then.collection.closes_at))) ". "
            (in_short(comparison))
        }
        p.quiet {
            "The change is in percentage points of favourable answers. Chance is judged at the \
                95% level, "
            (asking.judged_from())
            (how_judged(comparison.rows.iter().filter_map(|row| row.change.as_ref())))
            (asking.may_differ())
        }
        p.ways { a.button.second href=(paths::collection::COMPARE.of(now.collection.id)) { "Compare with another" } " " (all_times(times, &paths::collection::OVER_TIME.of(now.collection.id))) " " a.button.second href={ (paths::collection::RESULTS.of(now.collection.id)) "?alone=yes" } { "These results alone" } }
        @for group in &groups { (in_group(group, comparison)) }
        (apart(&comparison.apart))
    };
    page(
        viewer,
        inspection,
        &now.collection,
        &format!("Then and now: {}", now.collection.name()),
        &rest,
    )
}

/// How many questions changed by more than chance, either way.
fn in_short(comparison: &Comparison) -> String {
    let larger = |up: bool| {
        let changes = comparison.rows.iter().filter_map(|row| row.change);
        changes
            .filter(|c| c.verdict == Verdict::Larger && (c.interval.difference > 0.0) == up)
            .count()
    };
    let questions = |count| counted(count, "question", "questions");
    format!(
        "Of {} that can be compared, {} more favourable and {} less, by more than chance would \
            explain.",
        questions(comparison.rows.len()),
        match larger(true) {
            0 => "none is".to_owned(),
            1 => "1 is".to_owned(),
            more => format!("{more} are"),
        },
        match larger(false) {
            0 => "none".to_owned(),
            less => less.to_string(),
        },
    )
}

fn in_group(group: &Group, comparison: &Comparison) -> Markup {
    let rows = comparison.rows.iter().filter(|row| group.places.contains(&row.item));
    table(group, ["Question", "Then", "Now", "Change"], &html! { @for row in rows { (one(row)) } })
}

fn one(row: &Row) -> Markup {
    html! {
        tr role="row" {
            (question(&row.text, &row.care))
            (side("Then", &row.then))
            (side("Now", &row.now))
            td.verdict role="cell" {
                @if let Some(change) = &row.change { (judged(change, &change.over_time())) } @else { "–" }
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
    fn with_nothing_earlier_it_says_what_could_be_compared() {
        let (inspection, now) = released();
        let page = choice(&viewer(Role::Lead), &inspection, &now, &[Vec::new(), Vec::new()], 1)
            .into_string();
        assert!(page.contains("There is nothing earlier to compare with yet"));
    }
}
