//! The chart of all responses by day, against the pace needed, with the forecast as a fan.

use maud::{Markup, html};

use super::{model::CollectionPage, sentence::percent};
use crate::{
    console::views::chart::{self, Anchor, Frame, area, line, place, ticks, word},
    fieldwork::Day,
    inspection::State,
    invitation::wave::INVITATION,
    language::calendar,
    rates::forecast::Forecast,
};

const BROAD: Frame = Frame {
    width: 900.0,
    height: 460.0,
    left: 66.0,
    right: 128.0,
    top: 38.0,
    bottom: 86.0,
    text: 18.0,
    roomy: true,
};
const SLIM: Frame = Frame {
    width: 340.0,
    height: 390.0,
    left: 50.0,
    right: 12.0,
    top: 36.0,
    bottom: 88.0,
    text: 17.5,
    roomy: false,
};

/// The chart.
pub fn curve(page: &CollectionPage) -> Markup {
    let drawn = Drawn::of(page);
    chart::twice("curve", (&BROAD, &SLIM), |frame| drawn.draw(page, frame))
}

/// What is drawn: shares of the time, and percentages or, without a rate, people.
struct Drawn {
    most: f64,
    unit: &'static str,
    /// Responses until now.
    so_far: Vec<(f64, f64)>,
    /// The forecast: a share of the time, and the low, middle and high values.
    fan: Vec<(f64, [f64; 3])>,
    target: Option<f64>,
}

impl Drawn {
    fn of(page: &CollectionPage) -> Self {
        let issued = page.standing.rate.issued.filter(|_| page.standing.rate.percent().is_some());
        let scaled = |count: u64| {
            issued.map_or_else(|| real(count), |issued| 100.0 * real(count) / real(issued))
        };
        let mut so_far = Vec::new();
        if page.standing.state != State::Planned {
            so_far.push((0.0, 0.0));
            so_far.extend(page.days.iter().filter_map(|day| {
                let at = if day.today { page.now } else { day.ends };
                day.returned.map(|(_, total)| (page.share(at), scaled(total)))
            }));
        }
        let mut fan = Vec::new();
        if let Some((from, rate)) = so_far.last().filter(|_| page.is_open()) {
            fan.push((*from, [*rate; 3]));
            let ahead = |day: &Day| {
                let Forecast { low, middle, high } = day.forecast?;
                Some((page.share(day.ends), [low, middle, high].map(|fraction| 100.0 * fraction)))
            };
            fan.extend(page.days.iter().filter_map(ahead));
        }
        let target = issued.map(|_| f64::from(page.collection.target_percent));
        let heights =
            so_far.iter().map(|(_, height)| *height).chain(fan.iter().map(|(_, [.., high])| *high));
        let most =
            heights.chain(target).fold(if issued.is_some() { 20.0 } else { 4.0 }, f64::max) * 1.04;
        let top = ticks(most, 5.0).last().copied().unwrap_or(most);
        let most = if issued.is_some() && most <= 104.0 { top.min(100.0) } else { top };
        Self {
            most,
            unit: if issued.is_some() { "%" } else { "" },
            so_far,
            fan: if fan.len() > 1 { fan } else { Vec::new() },
            target,
        }
    }

    fn point(&self, frame: &Frame, (share, height): (f64, f64)) -> (f64, f64) {
        (frame.x(share), frame.y((height / self.most).clamp(0.0, 1.0)))
    }

    fn points(&self, frame: &Frame, points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
        points.map(|point| self.point(frame, point)).collect()
    }

    fn draw(&self, page: &CollectionPage, frame: &Frame) -> Markup {
        let needed = self.points(frame, page.needed.iter().copied());
        let so_far = self.points(frame, self.so_far.iter().copied());
        let side = |number: usize| {
            self.points(
                frame,
                self.fan.iter().filter_map(|(share, sides)| Some((*share, *sides.get(number)?))),
            )
        };
        html! {
            (weekends(page, frame))
            (frame.grid(self.most, self.unit))
            @if !self.fan.is_empty() {
                path.fan d=(area(&side(2), &side(0))) {}
            }
            (dates(page, frame))
            @if let Some(target) = self.target {
                @let y = frame.y(target / self.most);
                line.goal x1=(place(frame.x(0.0))) x2=(place(frame.x(1.0))) y1=(place(y)) y2=(place(y)) {}
            }
            @if !needed.is_empty() { path.needed d=(line(&needed)) {} }
            @if !self.fan.is_empty() { path.middle d=(line(&side(1))) {} }
            @if page.is_open() { (today(page, frame)) }
            @if so_far.len() > 1 { path.came d=(line(&so_far)) {} }
            (messages(page, frame))
            (self.words(page, frame))
        }
    }

    /// The labels of the lines.
    fn words(&self, page: &CollectionPage, frame: &Frame) -> Markup {
        html! {
            @if let Some(target) = self.target {
                (word(frame, (frame.x(0.0) + 6.0, frame.y(target / self.most) - 8.0), Anchor::Start, "on strong", &format!("target {target:.0}%")))
            }
            @if let Some((share, below)) = self.beside_needed(page) {
                @let (x, y) = self.point(frame, (share, height(&page.needed, share)));
                @let (dy, anchor) = if below { (frame.text * 1.25, Anchor::Start) } else { (-frame.text * 0.6, Anchor::End) };
                (word(frame, (x, y + dy), anchor, "on quiet", "pace needed"))
            }
            @if let Some(last) = self.so_far.last() {
                @let (x, y) = self.point(frame, *last);
                circle.now cx=(place(x)) cy=(place(y)) r="6" {}
                @let crowded = self.is_beside_the_target(frame, *last);
                @let (dx, anchor) = if crowded || last.0 < 0.15 { (12.0, Anchor::Start) } else { (-10.0, Anchor::End) };
                @let dy = if crowded { frame.text * 1.5 } else { -10.0 };
                @let text = if self.unit.is_empty() { page.standing.rate.returned.to_string() } else { format!("{}%", page.standing.rate.percent().unwrap_or(0)) };
                (word(frame, (x + dx, y + dy), anchor, "on big", &text))
            }
            @if let Some((_, [low, middle, high])) = self.fan.last() {
                @let whole = |height: f64| percent(height / 100.0);
                @if frame.roomy {
                    @let y = frame.y(middle / self.most).max(frame.top + frame.text * 1.4);
                    @let x = frame.x(1.0) + 10.0;
                    (word(frame, (x, y - frame.text * 0.9), Anchor::Start, "on quiet", "ends near"))
                    (word(frame, (x, y + frame.text * 0.35), Anchor::Start, "on big", &format!("{}%", whole(*middle))))
                    (word(frame, (x, y + frame.text * 1.6), Anchor::Start, "on quiet", &format!("{}% to {}%", whole(*low), whole(*high))))
                } @else {
                    @let y = (frame.y(high / self.most) - 10.0).max(frame.top + frame.text);
                    (word(frame, (frame.x(1.0), y), Anchor::End, "on strong", &format!("ends near \
                        {}%", whole(*middle))))
                }
            }
        }
    }

    /// Whether a point's figure would overlap the target's label, which is on the left.
    fn is_beside_the_target(&self, frame: &Frame, point: (f64, f64)) -> bool {
        let words = frame.breadth("target 80%") + frame.breadth("000%") + 16.0;
        let is_near = |target: f64| (point.1 - target).abs() < 0.1 * self.most;
        self.point(frame, point).0 - frame.left < words && self.target.is_some_and(is_near)
    }

    /// The place of the pace's label: where the pace is furthest from the responses and the
    /// forecast, on the side away from them.
    fn beside_needed(&self, page: &CollectionPage) -> Option<(f64, bool)> {
        let other = |share: f64| {
            let middles: Vec<_> =
                self.fan.iter().map(|(share, [_, middle, _])| (*share, *middle)).collect();
            let to_come = self.fan.first().is_some_and(|(from, _)| share > *from);
            if to_come { height(&middles, share) } else { height(&self.so_far, share) }
        };
        let gap = |share: f64| height(&page.needed, share) - other(share);
        if page.needed.is_empty() {
            return None;
        }
        let places = [0.25, 0.35, 0.45, 0.55, 0.65];
        let best = places.into_iter().max_by(|a, b| gap(*a).abs().total_cmp(&gap(*b).abs()))?;
        Some((best, gap(best) < 0.0))
    }
}

/// The height of a line at a share of the time.
fn height(points: &[(f64, f64)], share: f64) -> f64 {
    let pair = points
        .iter()
        .zip(points.iter().skip(1))
        .find(|((from, _), (to, _))| (*from..=*to).contains(&share));
    match pair {
        Some(((from, low), (to, high))) if to > from => {
            low + (high - low) * (share - from) / (to - from)
        }
        Some(((_, low), _)) => *low,
        None => 0.0,
    }
}

fn weekends(page: &CollectionPage, frame: &Frame) -> Markup {
    use chrono::{Datelike, TimeDelta};
    let weekend = |day: &&Day| day.date.weekday().number_from_monday() > 5;
    html! {
        @for day in page.days.iter().filter(weekend) {
            @let (from, to) = (frame.x(page.share(day.ends - TimeDelta::days(1))), frame.x(page.share(day.ends)));
            rect.weekend x=(place(from)) y=(place(frame.top)) width=(place(to - from)) height=(place(frame.floor() - frame.top)) {}
        }
    }
}

/// Dates under the axis, a week apart or more.
pub fn dates(page: &CollectionPage, frame: &Frame) -> Markup {
    let weeks = page.days.len().div_ceil(7);
    let fit = if frame.roomy { 10 } else { 3 };
    let step = 7 * weeks.div_ceil(fit).max(1);
    let step = if page.days.len() <= 10 { 2 } else { step };
    html! {
        @for day in page.days.iter().step_by(step) {
            @let x = frame.x(page.share(day.ends - chrono::TimeDelta::days(1)));
            line.tick x1=(place(x)) x2=(place(x)) y1=(place(frame.floor())) y2=(place(frame.floor() + 6.0)) {}
            @if x < frame.width - frame.breadth("00 Nov") {
                (word(frame, (x, frame.floor() + frame.text * 1.35), Anchor::Start, "tick", &calendar::tick(day.date)))
            }
        }
    }
}

fn today(page: &CollectionPage, frame: &Frame) -> Markup {
    let share = page.share(page.now);
    let x = frame.x(share);
    let anchor = match share {
        _ if share < 0.1 => Anchor::Start,
        _ if share > 0.9 => Anchor::End,
        _ => Anchor::Middle,
    };
    let (number, _) = page.day();
    html! {
        line.today x1=(place(x)) x2=(place(x)) y1=(place(frame.top - 4.0)) y2=(place(frame.floor())) {}
        (word(frame, (x, frame.top - 12.0), anchor, "strong", &format!("today, day {number}")))
        @if share < 0.6 { (word(frame, (frame.x(1.0), frame.top - 12.0), Anchor::End, "quiet", "closes")) }
        line.closing x1=(place(frame.x(1.0))) x2=(place(frame.x(1.0))) y1=(place(frame.top - 4.0)) y2=(place(frame.floor())) {}
    }
}

/// The invitation and the reminders below the dates: filled if sent, hollow if planned.
fn messages(page: &CollectionPage, frame: &Frame) -> Markup {
    let y = frame.floor() + frame.text * 2.35;
    let mut free = 0.0;
    let mut drawn = Vec::new();
    for wave in &page.waves {
        let x = frame.x(page.share(wave.due_at)).max(frame.left + 7.0);
        let name = match (wave.number, frame.roomy) {
            (INVITATION, true) => "invitation".to_owned(),
            (INVITATION, false) => "invited".to_owned(),
            (number, true) => format!("reminder {number}"),
            (_, false) => "reminder".to_owned(),
        };
        let breadth = frame.breadth(&name);
        let start = (x - 7.0).min(frame.width - breadth);
        let fits = start >= free;
        if fits {
            free = start + breadth + 10.0;
        }
        drawn.push((x, start, wave.begun, fits.then_some(name)));
    }
    html! {
        @for (x, start, begun, name) in drawn {
            line.sent x1=(place(x)) x2=(place(x)) y1=(place(frame.floor())) y2=(place(y - 7.0)) {}
            circle.wave.ahead[!begun] cx=(place(x)) cy=(place(y)) r="6" {}
            @if let Some(name) = name {
                (word(frame, (start, y + frame.text * 1.35), Anchor::Start, "quiet", &name))
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub fn real(count: u64) -> f64 {
    count as f64
}

/// The heading of the chart.
pub fn heading(page: &CollectionPage) -> String {
    match page.standing.state {
        State::Planned => "The pace that would reach the target".to_owned(),
        State::Open if page.standing.ending.is_some() => {
            "Responses so far, and the forecast".to_owned()
        }
        State::Open => "Responses so far".to_owned(),
        State::Closing | State::Closed | State::Released => {
            format!(
                "Responses until {}",
                calendar::named_date(calendar::day(page.collection.closes_at))
            )
        }
    }
}
