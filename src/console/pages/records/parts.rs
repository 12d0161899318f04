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

/// What was just saved: finished, or kept as a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    done: Option<u32>,
    draft: Option<u32>,
}

impl Saved {
    pub fn new(number: u32, done: bool) -> Self {
        if done {
            Self { done: Some(number), draft: None }
        } else {
            Self { done: None, draft: Some(number) }
        }
    }

    /// As the query of an address names it.
    pub fn of(done: &str, draft: &str) -> Self {
        Self { done: done.parse().ok(), draft: draft.parse().ok() }
    }

    /// The query of the next page.
    pub fn query(self) -> String {
        match (self.done, self.draft) {
            (Some(number), _) => format!("?saved={number}"),
            (None, Some(number)) => format!("?draft={number}"),
            (None, None) => String::new(),
        }
    }

    /// The sentence above the next page.
    pub fn told(self, page: &RecordsPage) -> Markup {
        let noun = page.noun();
        let sentence = match (self.done, self.draft) {
            (Some(number), _) => format!("Saved {noun} {number}."),
            (None, Some(number)) => {
                format!("Kept {noun} {number} as a draft. It does not count until it is finished.")
            }
            (None, None) => return Markup::default(),
        };
        html! { div.saved role="status" { p { (sentence) } } }
    }
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
