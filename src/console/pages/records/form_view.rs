//! The form for one record or meeting.

use maud::{Markup, html};

use super::{
    model::{ReadingPage, RecordsPage},
    parts::{self, DONE, DRAFT, SAVE},
    question_view::{answers, questions},
    script,
};
use crate::{
    console::{
        pages::changing::{Shown, Told, hidden, told},
        views::{email::email, fields, frame},
    },
    language::calendar,
    records::{ReadingState, Turn},
    users::User,
    web::paths,
};

/// The form of a reading. `saved` is the number of the record that was just saved.
pub fn reading(
    viewer: &User,
    found: &ReadingPage,
    shown: &Shown<'_>,
    saved: Option<u32>,
) -> Markup {
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
    let form = Form { title: &title, about, action: &action, keeps_draft, saved };
    frame(viewer, page, shown, &form, delete.as_ref())
}

/// The form of a meeting to be added.
pub fn new(viewer: &User, page: &RecordsPage, shown: &Shown<'_>, saved: Option<u32>) -> Markup {
    let form = Form {
        title: "Add a meeting",
        about: Markup::default(),
        action: &paths::records::NEW.of(page.collection.id),
        keeps_draft: true,
        saved,
    };
    frame(viewer, page, shown, &form, None)
}

struct Form<'a> {
    title: &'a str,
    about: Markup,
    action: &'a str,
    /// Whether it can still be kept as a draft.
    keeps_draft: bool,
    saved: Option<u32>,
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
                @if page.is_open() {
                    (told(shown.told, "What you typed is still in the form. Save again to keep your \
                        answers."))
                }
                (fields::summary(shown.errors))
                @if let Some(saved) = form.saved.filter(|_| shown.told == Told::Nothing) {
                    div.saved role="status" { p { "Saved " (page.noun()) " " (saved) "." } }
                }
                h1 { (form.title) span.whose { " " (page.collection.name()) } }
                (form.about)
                @if lost { div.summary role="alert" { h2 { "Nothing was saved" } p { "The collection closed before you saved. \
                    What you sent is below." } } }
                (parts::until(page))
                @if page.is_open() { (fill(page, shown, form)) } @else { (answers(&page.survey, shown.typed)) }
                @if let Some(more) = more { (more) }
                p { a href=(page.list()) { "Back to the list" } }
            }
        },
    )
}

fn fill(page: &RecordsPage, shown: &Shown<'_>, form: &Form<'_>) -> Markup {
    let next = if page.has_sample() { "Save, and open the next" } else { "Save, and add the next" };
    html! {
        form.record #record method="post" action=(form.action) novalidate {
            (hidden(shown.from))
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
