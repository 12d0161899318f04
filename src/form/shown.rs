use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::intake::Print;

/// How long a page is remembered: as long as a form that was left.
const REMEMBERED_FOR: Duration = Duration::from_secs(10 * 60);
/// How many pages are remembered. When there are more, all are forgotten.
const MOST: usize = 20_000;

/// The pages with answers in them that went out lately, as keyed digests in memory only. A browser
/// that asks for the same page after its form was left or sent may be in the hands of the next
/// person.
#[derive(Default)]
pub struct Shown(Mutex<HashMap<Print, Instant>>);

impl Shown {
    /// When the page was first shown: now, if it was not before.
    pub fn since(&self, page: Print) -> Instant {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.len() >= MOST {
            shown.retain(|_, at| at.elapsed() < REMEMBERED_FOR);
        }
        if shown.len() >= MOST {
            shown.clear();
        }
        *shown.entry(page).or_insert_with(Instant::now)
    }
}
