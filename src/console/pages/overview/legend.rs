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
                "The map has one tile per area, roughly where the area lies, with two letters and \
                    its rate in percent. Darker means higher; grey areas are not asked. "
                "The shape and the border show the standing of the area’s worst audience."
            }
            ul.shades aria-label="Shades of the map" {
                @for (shade, words) in ["below 20%", "from 20%", "from 40%", "from 60%", "from 80%"].iter().enumerate() {
                    li { span class={ "tile s" (shade) } aria-hidden="true" {} (words) }
                }
            }
            h2 { "The figures" }
            p {
                "A response rate is the share of people who answered: of the population for an \
                    open link, of delivered invitations for email, and of handed-out slips for \
                    slips. "
                "For invitations, RR1 and RR5 are the bounds that AAPOR defines: RR1 counts \
                    everyone whose invitation did not arrive as somebody who could have answered; \
                    RR5 counts none of them. The bar shows the rate, the line across it the \
                    target, and the small mark below it the pace. "
                "The pace is where a collection that just reaches its target would be by now. The \
                    likely end is a forecast, based on how responses decline after each message; \
                    four in five collections end in its range. The standing follows the forecast, \
                    or the pace if there is no forecast yet."
            }
            dl {
                (mean(Course::OnPace, "likely to reach the target"))
                (mean(Course::Close, "it may reach the target but probably will not; without a \
                    forecast: below the pace, but at least four fifths of it"))
                (mean(Course::Behind, "it will most likely miss the target, or nobody has \
                    answered after a day"))
                (mean(Course::JustOpened, "not on course yet, but open for less than a day"))
                (mean(Course::Reached, "the target is reached"))
                (mean(Course::Check, "there are more responses than people who could answer: the \
                    population is too low, or the link has spread too far"))
                (mean(Course::Unmeasured, "open, but there is no rate without a population of \
                    five or more"))
                (mean(Course::NotOpen, "nobody can answer yet"))
                (mean(Course::Closed, "closed below the target"))
            }
        }
    }
}
