use maud::{Markup, html};

use crate::{console::views::bar, fieldwork::Course};

/// How to read the map and the table, folded away.
pub fn legend() -> Markup {
    let mean = |course, text: &str| html! { div { dt { (bar::word(course)) } dd { (text) } } };
    html! {
        details.legend {
            summary { "How to read this page" }
            h2 { "The map" }
            p {
                "A map drawn as tiles: each area has one, about where it lies, with two letters \
                    and its rate in percent. Darker is higher; grey areas are not asked. "
                "The shape and the border say how the area stands, by the audience there that \
                    stands worst."
            }
            ul.shades aria-label="Shades of the map" {
                @for (shade, words) in ["below 20%", "from 20%", "from 40%", "from 60%", "from 80%"].iter().enumerate() {
                    li { span class={ "tile s" (shade) } aria-hidden="true" {} (words) }
                }
            }
            h2 { "The figures" }
            p {
                "A rate is how many came back: by an open link, of how many people the area says \
                    could answer; by email, of the invitations that were delivered; by slips, of \
                    those that were handed out. "
                "For invitations, RR1 and RR5 are the bounds that AAPOR defines: RR1 counts \
                    everyone whose invitation did not arrive as somebody who could have answered, \
                    RR5 none of them. The bar shows the rate, the upright line on it the target, \
                    and the small mark below it the pace. "
                "The pace is where a collection that just reaches its target would be by now. The \
                    likely end is a forecast from how returns fall off after each message, with \
                    the range that it falls into four times of five. The word goes by the \
                    forecast, or by the pace where there is no forecast yet."
            }
            dl {
                (mean(Course::OnPace, "likely to reach the target"))
                (mean(Course::Close, "it may reach the target, and more likely will not; without \
                    a forecast: below the pace, but at least four fifths of it"))
                (mean(Course::Behind, "most likely not to reach the target, or nobody has \
                    answered after a day"))
                (mean(Course::JustOpened, "not on course yet, but open for less than a day"))
                (mean(Course::Reached, "the target, or more, came back"))
                (mean(Course::Check, "more came back than people could answer: the stated \
                    population is too small, or the link went too far"))
                (mean(Course::Unmeasured, "open; no rate without a population of five or more"))
                (mean(Course::NotOpen, "nobody can answer yet"))
                (mean(Course::Closed, "closed below the target"))
            }
        }
    }
}
