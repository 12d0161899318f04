//! The form for one record or meeting.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{
    answers::{LOOKED, warnings},
    model::{ReadingPage, RecordsPage},
    parts::{self, DONE, DRAFT, SAVE, Saved},
    question_view::{answers, questions},
    script,
};
use crate::{
    console::{
        pages::changing::{Shown, Told, changed, hidden, told},
        views::{email::email, fields, frame},
    },
    language::calendar,
    records::{ReadingState, Turn},
    users::User,
    web::paths,
};

/// The form of a reading, after another one was saved.
pub fn reading(viewer: &User, found: &ReadingPage, shown: &Shown<'_>, saved: Saved) -> Markup {
    let ReadingPage { page, reading } = found;
    let title = match (page.has_sample(), reading.turn) {
        (true, Turn::First) => format!("Record {}", reading.number),
        (true, Turn::Second) => format!("Record {}, second reading", reading.number),
        (false, _) => format!("Meeting {}", reading.number),
    };
    let about = html! {
        p.quiet {
            @match (&reading.saved_by, reading.state) {
                (Some(by), state) => {
                    @if state == ReadingState::Draft { "Draft, last saved by " } @else { "Last saved by " }
                    (email(by)) " on " (calendar::named_date_and_time(reading.updated_at)) "."
                }
                (None, _) => { "To be read by " (email(&reading.reader)) "." }
            }
            @if reading.reader != viewer.email && reading.state != ReadingState::Done {
                " If you save it, it becomes yours."
            }
        }
    };
    let action = page.place(reading.number, reading.turn);
    let delete = (!page.has_sample() && page.is_open()).then(|| {
        html! {
            p { a href=(paths::records::DELETE.of(page.collection.id, reading.number)) { "Delete this meeting" } }
        }
    });
    let keeps_draft = reading.state != ReadingState::Done;
    let last = reading.saved_by.as_deref().map(|by| (by, reading.updated_at));
    let form = Form { title: &title, about, action: &action, keeps_draft, saved, last };
    frame(viewer, page, shown, &form, delete.as_ref())
}

/// The form of a meeting to be added.
pub fn new(viewer: &User, page: &RecordsPage, shown: &Shown<'_>, saved: Saved) -> Markup {
    let form = Form {
        title: "Add a meeting",
        about: Markup::default(),
        action: &paths::records::NEW.of(page.collection.id),
        keeps_draft: true,
        saved,
        last: None,
    };
    frame(viewer, page, shown, &form, None)
}

struct Form<'a> {
    title: &'a str,
    about: Markup,
    action: &'a str,
    /// Whether it can still be kept as a draft.
    keeps_draft: bool,
    saved: Saved,
    /// Who saved it last, and when.
    last: Option<(&'a str, DateTime<Utc>)>,
}

fn frame(
    viewer: &User,
    page: &RecordsPage,
    shown: &Shown<'_>,
    form: &Form<'_>,
    more: Option<&Markup>,
) -> Markup {
    let trail = parts::trail_to_list(page);
    let head = frame::Head { failed: shown.failed(), ..parts::head(form.title, viewer, &trail) };
    // Something was posted that could not be saved.
    let lost = !page.is_open() && shown.typed.is_there(SAVE);
    frame::page(
        &head,
        &html! {
            div.wide.records {
                @if page.is_open() { (meanwhile(shown.told, form)) }
                (fields::summary(shown.errors))
                @if shown.told == Told::Nothing { (form.saved.told(page)) }
                h1 { (form.title) span.whose { " " (page.collection.name()) } }
                (form.about)
                @if lost { div.summary role="alert" { h2 { "Nothing was saved" } p { "The collection closed before you saved. \
                    What you sent is below." } } }
                (parts::until(page))
                @if !page.is_open() && form.last.is_none() { p { "No " (page.noun()) " can be recorded now." } }
                @if page.is_open() { (fill(page, shown, form)) }
                @else if form.last.is_some() || lost { (answers(&page.survey, shown.typed)) }
                @if let Some(more) = more { (more) }
                p { a href=(page.list()) { "Back to the list" } }
            }
        },
    )
}

/// What somebody else saved while the form was open.
fn meanwhile(what: Told<'_>, form: &Form<'_>) -> Markup {
    const KEPT: &str = "What you typed is still in the form. Save again to keep your answers.";
    match (what, form.last) {
        (Told::Stale(differences), Some((by, at))) if !differences.is_empty() => html! {
            div.summary role="alert" tabindex="-1" autofocus {
                h2 { "Nothing was saved yet" }
                p { "While you had this page open, " (email(by)) " saved it, on " (calendar::named_date_and_time(at)) ", and changed:" }
                (changed(differences))
                p { (KEPT) }
            }
        },
        _ => told(what, KEPT),
    }
}

fn fill(page: &RecordsPage, shown: &Shown<'_>, form: &Form<'_>) -> Markup {
    let next = if page.has_sample() { "Save, and open the next" } else { "Save, and add the next" };
    html! {
        form.record #record method="post" action=(form.action) novalidate {
            (hidden(shown.from))
            @if !shown.errors.is_empty() {
                input type="hidden" name=(LOOKED) value=(warnings(shown.typed, &page.survey));
            }
            p.keys.quiet hidden { "Keys: 1 to 9 choose an answer and go on; Ctrl and Enter save." }
            (questions(&page.survey, shown.typed, shown.errors))
            @if let Some(error) = shown.errors.of(SAVE) { p.error { span.unseen { "Error: " } (error) } }
            div.saving {
                button.main id=(SAVE) type="submit" name=(SAVE) value=(DONE) { (next) }
                @if form.keeps_draft { " " button.second type="submit" name=(SAVE) value=(DRAFT) { "Keep as a draft" } }
            }
        }
        (script::script())
    }
}
