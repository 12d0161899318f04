use maud::{Markup, html};

use crate::{
    fieldwork::{Course, Recorded},
    language::numbers::grouped,
    rates::{HELD, Rate},
};

/// A rate in large type, with both numbers: "47%, 612 of 1,306".
pub fn figure(rate: Rate, unstated: &str) -> Markup {
    let Some(returned) = rate.returned.count().map(grouped) else { return held(rate) };
    html! {
        @match (rate.issued, rate.percent()) {
            (Some(issued), Some(percent)) => {
                span.figure { (percent) "%" } " " span.of { (returned) " of " (grouped(issued)) }
            }
            (Some(issued), None) => { span.figure { (returned) } " " span.of { "of " (grouped(issued)) } }
            (None, _) => { span.figure { (returned) } " " span.of { "returned, " (unstated) } }
        }
    }
}

/// What stands in place of a count that is not shown yet.
fn held(rate: Rate) -> Markup {
    html! {
        span.of {
            "Responses " (HELD)
            @if let Some(issued) = rate.issued { "; " (grouped(issued)) " could answer" }
        }
    }
}

/// What the inspection's team has recorded, in large type: "Records read 98 of 109".
pub fn recorded(recorded: Recorded) -> Markup {
    html! { span.of { (recorded.name()) } " " span.figure { (recorded.amount()) } }
}

/// The marks on a bar, in percent.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    pub target: u8,
    /// The pace; `None` if it does not apply.
    pub pace: Option<u64>,
}

/// A rate as a bar, with its marks. It repeats the text next to it, so it is hidden from screen
/// readers.
pub fn bar(rate: Rate, marks: Option<Marks>) -> Markup {
    let filled = rate.percent().map(|percent| percent.min(100));
    html! {
        @if let Some(filled) = filled {
            svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                rect.track x="0" y="2" width="100" height="6" {}
                rect.fill x="0" y="2" width=(filled) height="6" {}
                @if let Some(Marks { target, pace }) = marks {
                    @if let Some(pace) = pace {
                        line.pace x1=(pace) x2=(pace) y1="8" y2="13" vector-effect="non-scaling-stroke" {}
                    }
                    @for layer in ["gap", "goal"] {
                        line class=(layer) x1=(target) x2=(target) y1="0" y2="10" vector-effect="non-scaling-stroke" {}
                    }
                }
            }
        }
    }
}

/// A share of answers as a bar, from 0 to 100 percent; hollow if the answer does not count as
/// favourable. It repeats the number next to it, so it is hidden from screen readers.
pub fn share(percent: u8, hollow: bool) -> Markup {
    // The outline of a narrower one would fill it.
    let width = if hollow { percent.max(3) } else { percent };
    html! {
        svg.bar.hollow[hollow] viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track x="0" y="0" width="100" height="10" {}
            @if percent > 0 { rect.fill x="0" y="0" width=(width) height="10" vector-effect="non-scaling-stroke" {} }
        }
    }
}

/// The course in a word, with a shape of its own.
pub fn word(course: Course) -> Markup {
    html! { span class={ "word " (course.key()) } { (sign(course)) (course.name()) } }
}

/// Only the shape of a course, for use next to a word.
pub fn sign(course: Course) -> Markup {
    html! {
        svg.sign viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false" { path d=(shape(course)) {} }
    }
}

/// A shape for each course, so that colour is never the only sign.
const fn shape(course: Course) -> &'static str {
    match course {
        Course::NotOpen => {
            "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2Z"
        }
        Course::Unmeasured | Course::JustOpened => "M1 6.5h14v3H1Z",
        Course::OnPace => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z",
        Course::Close => "M8 .5 15.5 8 8 15.5.5 8Z",
        Course::Behind => "M1 2h14L8 15Z",
        Course::Reached => "M13.6 2.5 6.2 9.9 2.9 6.6.8 8.7l5.4 5.4L15.7 4.6Z",
        Course::Check => "M8 .5 16 15H0ZM7 5.5v4.500h2v-4.500Zm0 6v2h2v-2Z",
        Course::Closed => "M2 2h12v12H2Z",
        Course::Recorded => "M2 2h12v2H2Zm0 5h12v2H2Zm0 5h8v2H2Z",
    }
}
