use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::intake::Print;

/// How long a page is remembered: as long as a form that was left.
const REMEMBERED_FOR: Duration = Duration::from_secs(10 * 60);
/// How many pages are remembered. Beyond that, all are forgotten.
const MOST: usize = 20_000;

/// Recently sent pages with answers, as keyed digests in memory only. If a browser asks for the
/// same page after its form was left or sent, it may be the next person at the device.
#[derive(Default)]
pub struct Shown(Mutex<HashMap<Print, Instant>>);

impl Shown {
    /// When the page was first shown; now, if it is new.
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
