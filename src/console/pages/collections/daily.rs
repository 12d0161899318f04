//! The chart of responses by day.

use maud::{Markup, html};

use super::{
    curve::{dates, real},
    model::CollectionPage,
};
use crate::{
    console::views::chart::{self, Anchor, Frame, place, ticks, word},
    language::numbers::grouped,
};

const BROAD: Frame = Frame {
    width: 900.0,
    height: 210.0,
    left: 66.0,
    right: 128.0,
    top: 28.0,
    bottom: 34.0,
    text: 18.0,
    roomy: true,
};
const SLIM: Frame = Frame {
    width: 340.0,
    height: 180.0,
    left: 50.0,
    right: 12.0,
    top: 28.0,
    bottom: 34.0,
    text: 17.5,
    roomy: false,
};

/// A bar for each day.
pub fn daily(page: &CollectionPage) -> Markup {
    chart::twice("daily", (&BROAD, &SLIM), |frame| draw(page, frame))
}

fn draw(page: &CollectionPage, frame: &Frame) -> Markup {
    let came = || page.days.iter().filter_map(|day| day.returned.map(|(came, _)| (day, came)));
    let highest = came().map(|(_, came)| came).max().unwrap_or(0);
    let most = ticks(real(highest).max(1.0), 2.0).last().copied().unwrap_or(1.0);
    // Every bar has its number if there is room; otherwise only the highest and today's.
    let breadth = (frame.x(1.0) - frame.x(0.0))
        / page.days.len().max(1).to_string().parse::<f64>().unwrap_or(1.0);
    let all = frame.breadth(&grouped(highest)) < breadth;
    html! {
        (frame.grid(most, ""))
        (dates(page, frame))
        @for (day, came) in came() {
            @let (from, to) = (frame.x(page.share(day.ends - chrono::TimeDelta::days(1))), frame.x(page.share(day.ends)));
            @let y = frame.y(real(came) / most);
            @let (width, height) = ((to - from - 2.0).max(1.0), frame.floor() - y);
            rect.day.partly[day.today] x=(place(from + 1.0)) y=(place(y)) width=(place(width)) height=(place(height)) {}
            @if came > 0 && (all || came == highest || day.today) {
                (word(frame, (f64::midpoint(from, to), y - 6.0), Anchor::Middle, "on", &grouped(came)))
            }
        }
    }
}
