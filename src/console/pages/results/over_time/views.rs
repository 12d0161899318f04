use maud::{Markup, html};

use super::{
    line::line,
    model::{Point, Row, Times},
};
use crate::{
    console::pages::results::{
        By, Group,
        answers::without_number,
        comparison::{judged, table},
    },
    language::numbers::counted,
    results::change::{Change, how_judged},
    survey::Survey,
};

/// Every question with its line; `change` says what a change is, over time or between programmes.
pub fn contents(
    survey: &Survey,
    times: &Times,
    about: &str,
    change: impl Fn(&Change) -> String,
) -> Markup {
    let places: Vec<usize> = times.rows.iter().map(|row| row.item).collect();
    if times.names.len() < 2 {
        return html! { div.notice { p { "There is no other time to show yet." } } };
    }
    let groups = By::Question.groups(survey, &places);
    html! {
        p.lead {
            (counted(times.names.len(), "time", "times")) ", the earliest on the left. "
            (comparable(times))
        }
        p.quiet {
            "Each point is the percentage of favourable answers, from 0 at the bottom to 100 at the \
                top. The change is since the time before, in percentage points, or since the last \
                time with a figure. " (about) (how_judged(times.changes()))
        }
        (legend(times))
        @if times.rows.is_empty() {
            div.notice { p { "No question was asked in the same way at the latest time and at another." } }
        }
        @for group in groups.iter().filter(|group| !group.places.is_empty()) {
            (in_group(group, times, &change))
        }
    }
}

/// The numbers that long names are shown by.
fn legend(times: &Times) -> Markup {
    let is_printed = |time: usize| {
        times.rows.iter().any(|row| matches!(row.points.get(time), Some(Point::Printed(_))))
    };
    html! {
        @if times.are_numbered {
            ol aria-label="Times" {
                @for (time, name) in times.names.iter().enumerate() {
                    li { (name) @if is_printed(time) { ", as published elsewhere" } }
                }
            }
        }
    }
}

/// How many questions have a figure at two times, and how many do not.
fn comparable(times: &Times) -> String {
    let figures = |row: &&Row| row.points.iter().filter(|point| point.percent().is_some()).count();
    let known = times.rows.iter().filter(|row| figures(row) > 1).count();
    let questions = |count| counted(count, "question", "questions");
    match times.rows.len() - known {
        0 => format!("{} can be compared.", questions(known)),
        some => format!(
            "{} can be compared; {} cannot, because a number is shown at fewer than two times.",
            questions(known),
            questions(some)
        ),
    }
}

fn in_group(group: &Group, times: &Times, change: &impl Fn(&Change) -> String) -> Markup {
    let rows = times.rows.iter().filter(|row| group.places.contains(&row.item));
    let latest = times.names.len().saturating_sub(1);
    let rows = html! { @for row in rows { (one(row, times, latest, change)) } };
    table(group, ["Question", "Over time", "Change"], &rows)
}

fn one(row: &Row, times: &Times, latest: usize, change: &impl Fn(&Change) -> String) -> Markup {
    let name = |time: &usize| times.names.get(*time).map_or("", String::as_str);
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                (row.text)
                @for (time, what) in &row.care {
                    span.aside { "Compare with care with " (name(time)) ": it " (what) "." }
                }
            }
            td.when.whole role="cell" {
                (line(&row.points))
                ol.times {
                    @for (time, point) in row.points.iter().enumerate() {
                        li { (figure(point)) " " (label(times, time)) }
                    }
                }
            }
            td.verdict role="cell" {
                @match &row.change {
                    Some((since, found)) => {
                        (judged(found, &change(found)))
                        @if since + 1 != latest { span.aside { "Since " (name(since)) } }
                    }
                    None => "–",
                }
            }
        }
    }
}

fn label(times: &Times, time: usize) -> Markup {
    let name = times.names.get(time).map_or("", String::as_str);
    html! {
        @if times.are_numbered {
            span.aside aria-hidden="true" { (time + 1) }
            span.unseen { (name) }
        } @else {
            span.aside { (name) }
        }
    }
}

fn figure(point: &Point) -> Markup {
    html! {
        @match (point, point.percent()) {
            (_, Some(percent)) => span.percent { (percent) "%" },
            (Point::Answered(shown), None) => span.hidden { (without_number(shown)) },
            _ => span.hidden { "Not asked in this way" },
        }
    }
}
