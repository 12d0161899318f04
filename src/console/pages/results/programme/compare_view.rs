use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{
    comparison::{Comparison, Difference, Row, Then},
    read::Offers,
    views::{Around, page, surveys},
};
use crate::{
    console::{
        pages::results::{
            By, Group,
            comparison::{apart, judged, question, side, table},
        },
        views::{
            bar,
            fields::{self, Choice, Field, HowMany},
        },
    },
    language::numbers::{counted, grouped},
    programme::{Programme, PublishedFigure},
    results::{AcrossAreas, change::how_judged},
    store::Id,
    survey::Instrument,
    web::paths,
};

/// What a programme can be compared with.
pub fn choice(
    around: &Around<'_>,
    now: &AcrossAreas,
    Offers { all: offers, earlier }: &Offers,
) -> Markup {
    let (survey, id) = (now.survey.instrument, around.programme.id);
    let rest = html! {
        (surveys(around, &paths::programme::COMPARE.of(id), &format!("survey={survey}"), false))
        @if offers.is_empty() {
            div.notice {
                h2 { "There is nothing to compare with yet" }
                p { "You can compare a programme with another that has results of the same \
                    survey, or with imported figures that were published elsewhere." }
            }
        } @else {
            p.lead { "Choose a programme to compare the answers of “" (survey.name()) "” with." }
            ul.plain {
                @for one in offers {
                    li { a href={ (paths::programme::COMPARE.of(id)) "?survey=" (survey) "&with=" (one.id) } { (one.title) } }
                }
            }
            @if earlier.len() > 1 { (several(id, survey, earlier)) }
        }
    };
    compare_page(around, &rest)
}

/// The form that shows several programmes over time.
fn several(id: Id, survey: Instrument, offers: &[Programme]) -> Markup {
    let choice = |one: &Programme| Choice {
        value: one.id.to_string(),
        text: one.title.clone(),
        chosen: false,
    };
    let choices: Vec<Choice> = offers.iter().map(choice).collect();
    let programmes = Field::new("with", "Which programmes came before this one?");
    html! {
        h2 { "Over time" }
        form method="get" action=(paths::programme::OVER_TIME.of(id)) {
            input type="hidden" name="survey" value=(survey);
            (fields::choices(&programmes, HowMany::Any, &choices))
            button { "Show them over time" }
        }
    }
}

/// Two programmes side by side, question by question.
pub fn comparison(
    around: &Around<'_>,
    now: &AcrossAreas,
    with: &Programme,
    comparison: &Comparison,
) -> Markup {
    let (survey, id) = (now.survey.instrument, around.programme.id);
    let mut places: Vec<usize> = comparison.rows.iter().map(|row| row.item).collect();
    places.dedup();
    let groups = By::Question.groups(&now.survey, &places);
    let has_published = comparison.rows.iter().any(|row| matches!(row.then, Then::Published(_)));
    let rest = html! {
        p.lead {
            "The answers of “" (survey.name()) "”, compared with “" (with.title) "”. "
            (comparable(comparison))
        }
        p.quiet {
            "Totals cover the areas that can be shown. The difference is in percentage points, \
                between the two printed percentages of favourable answers; the interval is of the \
                exact difference. Chance is judged at the 95% level; it is not judged below 30 \
                people. "
            (how_judged(comparison.rows.iter().filter_map(|row| row.difference.judged())))
        }
        @if has_published {
            p.quiet { "Figures marked “published elsewhere” were printed outside Speir. They were \
                rounded, and perhaps asked and counted in another way: compare with care." }
        }
        p.ways { a.button.second href={ (paths::programme::COMPARE.of(id)) "?survey=" (survey) } { "Compare with another" } }
        @for group in &groups { (in_group(group, comparison)) }
        (apart(&comparison.apart))
    };
    compare_page(around, &rest)
}

/// How many questions can be compared, and how many have a hidden side.
fn comparable(comparison: &Comparison) -> String {
    let places = |known: bool| -> BTreeSet<usize> {
        let rows = comparison.rows.iter();
        rows.filter(|row| (row.difference != Difference::Unknown) == known)
            .map(|row| row.item)
            .collect()
    };
    let (known, hidden) = (places(true), places(false));
    let questions = |count| counted(count, "question", "questions");
    match hidden.difference(&known).count() {
        0 => format!("{} can be compared.", questions(known.len())),
        some => format!(
            "{} can be compared; {} cannot, because too few answers are shown as a number on one \
                side or both.",
            questions(known.len()),
            questions(some)
        ),
    }
}

fn compare_page(around: &Around<'_>, rest: &Markup) -> Markup {
    let results = (paths::programme::RESULTS.of(around.programme.id), "Results".to_owned());
    page(around, &format!("Compare: {}", around.programme.title), &[results], rest)
}

fn in_group(group: &Group, comparison: &Comparison) -> Markup {
    let rows = comparison.rows.iter().filter(|row| group.places.contains(&row.item));
    let heads = ["Question", "Compared with", "This programme", "Difference"];
    table(group, heads, &html! { @for row in rows { (one(row)) } })
}

fn one(row: &Row) -> Markup {
    html! {
        tr role="row" {
            (question(&row.text, &row.care))
            @match &row.then {
                Then::Measured(share) => (side("Compared with", share)),
                Then::Published(figure) => td.when role="cell" {
                    span.label aria-hidden="true" { "Compared with" }
                    (printed(figure))
                    span.aside { strong { "Published elsewhere" } ": " (figure.source) }
                },
            }
            (side("This programme", &row.now))
            td.verdict role="cell" { (verdict(&row.difference)) }
        }
    }
}

/// A figure that was published elsewhere: its share, term, base and bar, as far as printed.
pub fn printed(figure: &PublishedFigure) -> Markup {
    html! {
        @if let Some(share) = figure.share { span.percent { (share) } " " }
        @if let Some(term) = figure.term() { span.term { (term) } " " }
        @if let Some(base) = figure.base { span.of { "of " (grouped(base.into())) } }
        @if let Some(share) = figure.share { (bar::share(share.percent(), true)) }
    }
}

fn verdict(difference: &Difference) -> Markup {
    html! {
        @match difference {
            Difference::Judged(change) => (judged(change, &change.between_groups())),
            Difference::Points(points) => {
                (in_points(*points))
                span.aside { "No number of people was printed, so chance cannot be judged." }
            }
            Difference::Terms { then, now } if then == now => "the same term",
            Difference::Terms { then, now } => { "“" (now) "” here, “" (then) "” there" }
            Difference::Unknown => "–",
        }
    }
}

fn in_points(points: i16) -> String {
    let size = counted(points.unsigned_abs(), "point", "points");
    match points {
        0 => "no difference in whole points".to_owned(),
        1.. => format!("{size} higher"),
        _ => format!("{size} lower"),
    }
}
