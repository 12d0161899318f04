use std::collections::HashMap;

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde::Deserialize;

use super::list::{Listed, Stage};
use crate::{
    console::{
        live::{self, Moment},
        pages::unread,
        views::{
            bar,
            frame::{self, Head, Section},
        },
    },
    fieldwork::Course,
    invitation::bounce::Unread,
    language::{calendar, numbers::counted},
    programme::Programme,
    rates::{Rate, Visible},
    store::Id,
    users::User,
    web::paths,
};

/// What was just done on a page that redirected here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// The user gave an inspection to another lead, or left its team.
    HandedOver,
}

/// Every inspection.
pub fn list(
    viewer: &User,
    (listed, programmes): (&[Listed], &HashMap<Id, Programme>),
    (unread, done): (Option<Unread>, Option<Done>),
    now: DateTime<Utc>,
) -> Markup {
    let may_change = viewer.role.may_change();
    frame::page(
        &Head::of("Inspections", viewer, Section::Inspections),
        &html! {
            div.wide {
                div.top {
                    h1 { "Inspections" }
                    a.beside href=(paths::programme::ALL) { "Programmes" }
                    @if may_change && !listed.is_empty() { a.button href=(paths::inspection::NEW) { "Set up an inspection" } }
                }
                @if let Some(unread) = unread { (unread::notice(unread)) }
                @if done == Some(Done::HandedOver) {
                    div.notice role="status" { p { "Saved. You no longer see that inspection. Its \
                        lead or an administrator can add you to its team." } }
                }
                @if listed.is_empty() { (nothing_yet(may_change)) } @else {
                    (live::status(&Moment { source: paths::LIVE, total: all(listed), at: now, stands_still: false }))
                    ul.cards.inspections { @for one in listed { (card(one, programmes.get(&one.inspection.id))) } }
                    (live::script())
                }
            }
        },
    )
}

/// The live regions of the list: the figures of each card.
pub fn moving(listed: &[Listed]) -> Vec<(String, Markup)> {
    listed.iter().map(|one| (key(one), figures(one))).collect()
}

/// All responses. There is no total rate, because inspections ask different people.
pub fn all(listed: &[Listed]) -> Rate {
    let returned = listed.iter().filter_map(|one| one.total).map(|total| total.returned);
    Rate::new(returned.sum::<Visible>(), None)
}

fn key(listed: &Listed) -> String {
    format!("inspection-{}", listed.inspection.id)
}

fn card(listed: &Listed, programme: Option<&Programme>) -> Markup {
    let inspection = &listed.inspection;
    let stage = match listed.stage {
        Stage::Ahead(_) => "ahead",
        Stage::Day(..) => "now",
        Stage::Over => "over",
    };
    html! {
        li.card {
            div.card-text {
                p.stage { span class={ "pill " (stage) } { (listed.stage.words()) } " " (inspection.kind.name()) }
                h2 { a href=(paths::inspection::PAGE.of(inspection.id)) { (inspection.title) } }
                p.quiet { (calendar::span(inspection.opens_on, inspection.closes_on)) }
                @if let Some(programme) = programme {
                    p.programme { "Programme: " a href=(paths::programme::PAGE.of(programme.id)) { (programme.title) } }
                }
            }
            div.card-figure data-live=(key(listed)) { (figures(listed)) }
        }
    }
}

fn figures(listed: &Listed) -> Markup {
    html! {
        @if listed.collections == 0 {
            p.quiet { "No collections yet" }
        } @else {
            @if let Some(total) = listed.total {
                p { (bar::figure(total, "some populations missing")) }
                (bar::bar(total, None))
            }
            @for (survey, recorded) in &listed.recorded {
                p.quiet { (survey.name()) ": " (recorded.sentence()) "." }
            }
            @if listed.open + listed.behind + listed.need_more > 0 { (course(listed)) }
            p.quiet { (fieldwork(listed)) }
        }
    }
}

/// "4 collections are behind, 1 more needs you"
fn course(listed: &Listed) -> Markup {
    let (are, need) = (
        |count: usize| if count == 1 { "collection is" } else { "collections are" },
        |count: usize| if count == 1 { "needs you" } else { "need you" },
    );
    let (course, words) = match (listed.behind, listed.need_more) {
        (0, 0) => (Course::OnPace, "Nothing needs you".to_owned()),
        (0, more) => (
            Course::Check,
            format!("{} {}", counted(more, "collection", "collections"), need(more)),
        ),
        (behind, 0) => (Course::Behind, format!("{behind} {} behind", are(behind))),
        (behind, more) => {
            (Course::Behind, format!("{behind} {} behind, {more} more {}", are(behind), need(more)))
        }
    };
    html! { p { span class={ "word " (course.key()) } { (bar::sign(course)) (words) } } }
}

/// "40 collections, 38 open. The next closes on Friday 12 December at 17:00."
fn fieldwork(listed: &Listed) -> String {
    let all = counted(listed.collections, "collection", "collections");
    let every = |state: &str| match listed.collections {
        1 => state.to_owned(),
        _ => format!("all {state}"),
    };
    match (listed.open, listed.closes_next, listed.opens_next) {
        (open, Some(at), _) => {
            let open =
                if open == listed.collections { every("open") } else { format!("{open} open") };
            format!("{all}, {open}. The next closes on {}.", calendar::this_year(at))
        }
        (_, None, Some(at)) => format!("{all}. The first opens on {}.", calendar::this_year(at)),
        (_, None, None) => format!("{all}, {}.", every("closed")),
    }
}

fn nothing_yet(may_change: bool) -> Markup {
    html! {
        div.empty {
            h2 { "There is no inspection yet" }
            @if may_change {
                p { "Set one up here: choose the areas, the audiences and the dates. Each area \
                    and audience gets its own link." }
                p { a.button href=(paths::inspection::NEW) { "Set up an inspection" } }
                p { "Or write an inspection file and run " code { "speir inspection create \
                    FILE" } " on the server." }
            } @else {
                p { "Once an inspection lead has set one up, this page shows who has been asked \
                    and how many have answered." }
            }
        }
    }
}
