use chrono::{DateTime, SecondsFormat, Utc};
use maud::{Markup, html};

use super::script::SCRIPT;
use crate::{language::calendar, rates::Rate};

/// Where no figure moves during the day. The script takes its words from the page.
const STILL: &str = "move once a day, at midnight";

/// What the script needs to know about a page.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// Where the events come from.
    pub source: &'a str,
    /// The total of everything on the page.
    pub total: Rate,
    /// The time of its figures.
    pub at: DateTime<Utc>,
    /// Whether none of its figures moves during the day.
    pub stands_still: bool,
}

/// The time of the figures, and how to get newer ones. The script adds its button, and announces
/// changes to screen readers.
pub fn status(moment: &Moment<'_>) -> Markup {
    html! {
        div.live data-source=(moment.source) data-how=(if moment.stands_still { STILL } else { "update automatically" }) data-returned=(moment.total.returned.or_none()) {
            p.asof {
                "Figures as of "
                time datetime=(moment.at.to_rfc3339_opts(SecondsFormat::Secs, true)) { (calendar::time_on_second(moment.at)) }
                ". "
                @if moment.stands_still { "They " (STILL) "." } @else { span.how { a href="" { "Reload the page" } " for newer ones." } }
            }
            p.unseen role="status" {}
        }
    }
}

/// The script, for the end of the page.
pub fn script() -> Markup {
    html! { script src=(SCRIPT.path) defer {} }
}
