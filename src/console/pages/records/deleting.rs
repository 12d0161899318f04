//! Deleting a meeting that was added by mistake.

use maud::{Markup, html};

use super::{
    model::{MeetingPage, ReadingPage},
    parts,
    recording::refused,
};
use crate::{
    console::{
        pages::changing::{Confirmed, Shown, hidden, told},
        views::frame,
    },
    fieldwork::change::Refused,
    records::queries as records,
    store::Connection,
    users::User,
    web::paths,
};

pub struct Deleting;

impl Confirmed for Deleting {
    type Page = MeetingPage;
    /// How often it was saved.
    type From = u64;

    fn from(MeetingPage(found): &MeetingPage) -> u64 {
        found.reading.edits
    }

    fn make(
        connection: &mut Connection,
        MeetingPage(ReadingPage { page, reading }): &MeetingPage,
        edits: &u64,
        actor: &User,
    ) -> Result<String, Refused> {
        let by = (actor.email.as_str(), chrono::Utc::now());
        records::delete(connection, &page.collection, reading.number, *edits, by)
            .map_err(|error| refused(error, |_| Vec::new()))?;
        Ok(page.list())
    }

    fn view(
        viewer: &User,
        MeetingPage(ReadingPage { page, reading }): &MeetingPage,
        shown: &Shown<'_>,
    ) -> Markup {
        let title = format!("Delete meeting {}", reading.number);
        let trail = parts::trail_to_list(page);
        let head = frame::Head { failed: shown.failed(), ..parts::head(&title, viewer, &trail) };
        let back = page.place(reading.number, reading.turn);
        frame::page(
            &head,
            &html! {
                div.narrow {
                    (told(shown.told, "Delete it if that is still right."))
                    h1 { (title) }
                    @if page.is_open() {
                        p { "Its answers are deleted for good, and it no longer counts in the totals." }
                        form method="post" action=(paths::records::DELETE.of(page.collection.id, reading.number)) {
                            (hidden(shown.from))
                            button.main type="submit" { "Delete it" }
                            " " a.beside href=(back) { "Keep it" }
                        }
                    } @else { (parts::until(page)) }
                }
            },
        )
    }
}
