//! What the pages of records share.

use maud::{Markup, html};

use super::model::RecordsPage;
use crate::{
    console::views::{
        asking::Asking,
        frame::Head,
        trail::{self, Step},
    },
    inspection::State,
    language::calendar,
    records::{Reading, ReadingState},
    users::User,
};

/// The button for what is finished; the other keeps a draft.
pub const SAVE: &str = "save";
pub const DONE: &str = "done";
pub const DRAFT: &str = "draft";

/// The pages above one about the records of a collection.
pub fn trail(page: &RecordsPage) -> [Step; 3] {
    [trail::inspections(), trail::inspection(&page.inspection), trail::collection(&page.collection)]
}

/// The same for a page below the list.
pub fn trail_to_list(page: &RecordsPage) -> Vec<Step> {
    let list = if page.has_sample() { "Records" } else { "Meetings" };
    let mut steps = trail(page).to_vec();
    steps.push((page.list(), list.to_owned()));
    steps
}

pub fn head<'a>(title: &'a str, viewer: &'a User, trail: &'a [Step]) -> Head<'a> {
    Head { trail, ..Head::about(title, viewer, Asking::Recorded) }
}

/// Why nothing can be recorded now, or until when it can.
pub fn until(page: &RecordsPage) -> Markup {
    let closes = calendar::named_date_and_time(page.collection.closes_at);
    html! {
        @match page.state() {
            State::Planned => p { "It opens on " (calendar::named_date_and_time(page.collection.opens_at)) ". Until then nothing can be recorded." },
            State::Open => p.quiet { "Everything can be corrected until it closes on " (closes) "." },
            State::Closing | State::Closed | State::Released => p { "It closed on " (closes) ". What was recorded can be read, but not changed." },
        }
    }
}

/// The state of a reading, in a word.
pub const fn word(reading: &Reading) -> &'static str {
    match reading.state {
        ReadingState::Unread => "Not read yet",
        ReadingState::Draft => "Draft",
        ReadingState::Done => "Done",
    }
}
