use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, html};

use super::script::SCRIPT;
use crate::{language::calendar, rates::Rate};

/// What the script has to know of a page.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// Where the events come from.
    pub source: &'a str,
    /// All that the page shows together.
    pub total: Rate,
    /// When its figures are from.
    pub at: DateTime<Utc>,
}

/// From when the figures are, and how to get newer ones. The script adds its button, and speaks
/// where nothing is seen.
pub fn status(moment: &Moment<'_>) -> Markup {
    html! {
        div.live data-source=(moment.source) data-returned=(moment.total.returned) {
            p.asof {
                "Figures as of "
                time datetime=(moment.at.to_rfc3339_opts(SecondsFormat::Secs, true)) { (calendar::time_on_second(moment.at)) }
                ". " span.how { a href="" { "Load the page again" } " for newer ones." }
            }
            p.unseen role="status" {}
        }
    }
}

/// The script, where the page ends.
pub fn script() -> Markup {
    html! { script src=(SCRIPT.path) defer {} }
}
