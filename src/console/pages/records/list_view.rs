//! The records of a sample with who reads them, or the meetings.

use maud::{Markup, html};

use super::{
    model::RecordsPage,
    parts::{self, Saved, word},
};
use crate::{
    console::views::{email::email, frame},
    export::Format,
    language::{calendar, numbers::counted},
    records::{Reading, ReadingState, Turn},
    survey::Answers,
    users::User,
    web::paths,
};

/// The list, after something was saved.
pub fn list(viewer: &User, page: &RecordsPage, saved: Saved) -> Markup {
    let title = if page.has_sample() { "Records" } else { "Meetings" };
    let trail = parts::trail(page);
    frame::page(
        &parts::head(title, viewer, &trail),
        &html! {
            div.wide.records {
                (saved.told(page))
                h1 { (title) span.whose { " " (page.collection.name()) } }
                (parts::until(page))
                (progress(page))
                (ways(page))
                @if page.readings.is_empty() {
                    div.empty { p { @if page.has_sample() { "There is no sample yet. Say how many records are \
                        read, and by whom." } @else { "No meeting has been added yet." } } }
                } @else if page.has_sample() {
                    (people(page))
                    (sample(page))
                } @else {
                    (meetings(page))
                }
            }
        },
    )
}

fn progress(page: &RecordsPage) -> Markup {
    let (first, second) = (page.progress(Turn::First), page.progress(Turn::Second));
    html! {
        p.lead {
            @if page.has_sample() {
                (first.0) " of " (counted(first.1, "record", "records")) " read"
                @if second.1 > 0 { "; " (second.0) " of " (second.1) " read twice" }
                "."
            } @else { (counted(first.0, "meeting", "meetings")) " recorded." }
        }
    }
}

fn ways(page: &RecordsPage) -> Markup {
    let id = page.collection.id;
    html! {
        p.ways {
            @if page.is_open() {
                @if let Some(next) = page.next(None) {
                    a.button href=(page.place(next.number, next.turn)) { "Next of mine: " (page.noun()) " " (next.number) } " "
                }
                @if !page.has_sample() { a.button href=(paths::records::NEW.of(id)) { "Add a meeting" } " " }
            }
            @if page.has_sample() { a.button.second href=(paths::records::SAMPLE.of(id)) { "Set the sample" } " " }
            a.button.second href=(paths::records::FIGURES.of(id)) { "Figures" @if page.has_sample() { " and agreement" } }
        }
        p.files-line {
            "Every answer as a file, for the team only: "
            @for (number, format) in Format::ALL.into_iter().enumerate() {
                @if number > 0 { ", " }
                a href=(paths::records::FILE.of(id, format.key())) download { (format.name()) }
            }
            "."
        }
    }
}

/// How far each person is.
fn people(page: &RecordsPage) -> Markup {
    let mut readers: Vec<&str> = page.readings.iter().map(|one| one.reader.as_str()).collect();
    readers.sort_unstable();
    readers.dedup();
    let of = |reader: &str| {
        let all = || page.readings.iter().filter(|one| one.reader == reader);
        (all().filter(|one| one.state == ReadingState::Done).count(), all().count())
    };
    html! {
        ul.people-read aria-label="How far each person is" {
            @for reader in readers {
                @let (done, all) = of(reader);
                li { (email(reader)) ": " (done) " of " (all) }
            }
        }
    }
}

fn sample(page: &RecordsPage) -> Markup {
    let firsts = page.readings.iter().filter(|one| one.turn == Turn::First);
    let second = |number: u32| {
        page.readings.iter().find(|one| one.number == number && one.turn == Turn::Second)
    };
    html! {
        table.given role="table" {
            caption { "Who reads which record" }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { "Record" }
                th role="columnheader" scope="col" { "Reading" }
                th role="columnheader" scope="col" { "Second reading" }
            } }
            tbody role="rowgroup" {
                @for one in firsts {
                    tr role="row" {
                        th role="rowheader" scope="row" { (one.number) }
                        td role="cell" { (label("Reading")) (reading(page, one)) }
                        td role="cell" { (label("Second reading")) @if let Some(again) = second(one.number) { (reading(page, again)) } @else { span.quiet { "–" } } }
                    }
                }
            }
        }
    }
}

/// The column's name inside a cell, for cards on a narrow screen; screen readers have the header.
fn label(name: &str) -> Markup {
    html! { span.label aria-hidden="true" { (name) } }
}

/// The state of a reading, which leads to its form, and whose it is.
fn reading(page: &RecordsPage, one: &Reading) -> Markup {
    let of = match one.turn {
        Turn::First => format!(": record {}", one.number),
        Turn::Second => format!(": second reading of record {}", one.number),
    };
    html! {
        @if page.may_be_seen(one) { a href=(page.place(one.number, one.turn)) { (word(one)) span.unseen { (of) } } } @else { (word(one)) span.unseen { (of) } } " "
        span.quiet { @if one.reader == page.viewer { strong { "You" } } @else { (email(&one.reader)) } }
    }
}

fn meetings(page: &RecordsPage) -> Markup {
    html! {
        table.given role="table" {
            caption { "Meetings" }
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { "Meeting" }
                th role="columnheader" scope="col" { "With" }
                th role="columnheader" scope="col" { "State" }
                th role="columnheader" scope="col" { "Recorded by" }
            } }
            tbody role="rowgroup" {
                @for one in &page.readings {
                    tr role="row" {
                        th role="rowheader" scope="row" { a href=(page.place(one.number, one.turn)) { "Meeting " (one.number) } }
                        td role="cell" { (label("With")) (met(page, one)) }
                        td role="cell" { (label("State")) (word(one)) ", " (calendar::this_year(one.updated_at)) }
                        td role="cell" { (label("Recorded by")) @if one.reader == page.viewer { strong { "You" } } @else { (email(&one.reader)) } }
                    }
                }
            }
        }
    }
}

/// How many people were met, and who they were, as far as the survey asks that.
fn met(page: &RecordsPage, one: &Reading) -> String {
    let survey = &page.survey;
    let answers: Answers = one.written.answers(survey);
    let said = |place: Option<usize>| {
        let item = survey.items.get(place?)?;
        let values = one.written.values(&item.id);
        let value = values.first()?;
        answers.get(place?)?;
        let text = item.option(value).and_then(|at| item.options.get(at));
        Some(text.map_or_else(|| value.clone(), |option| option.text.clone()))
    };
    match (said(survey.uses.of), said(survey.uses.people)) {
        (Some(who), Some(count)) => format!("{who}: {count}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "–".to_owned(),
    }
}
