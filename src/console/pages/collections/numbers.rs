//! The table of the figures in both charts.

use maud::{Markup, html};

use super::{model::CollectionPage, sentence::percent};
use crate::language::{calendar, numbers::grouped};

/// Every day with its numbers.
pub fn table(page: &CollectionPage) -> Markup {
    let rate = |total: u64| crate::rates::Rate::new(total, page.standing.rate.issued).percent();
    let measured = page.standing.rate.percent().is_some();
    let ahead = page.days.iter().any(|day| day.forecast.is_some() && !day.today);
    html! {
        table.days {
            caption { "Each day: responses, the rate at the end of the day, and the pace needed" }
            thead {
                tr {
                    th scope="col" { "Day" }
                    th.number scope="col" { "That day" }
                    th.number scope="col" { "In all" }
                    @if measured {
                        th.number scope="col" { "Rate" }
                        th.number scope="col" { "Pace" }
                    }
                }
            }
            tbody {
                @for (number, day) in (1..).zip(&page.days) {
                    tr.now[day.today] {
                        th scope="row" {
                            span.nth { (number) } " " (calendar::short_date(day.date))
                            @if day.today { ", so far" }
                        }
                        @if let Some((came, total)) = day.returned {
                            td.number { (grouped(came)) }
                            td.number { (grouped(total)) }
                            @if measured { td.number { @match rate(total) { Some(rate) => { (rate) "%" } None => "–" } } }
                        } @else if let Some(forecast) = day.forecast {
                            td.number.ahead colspan="3" { (percent(forecast.low)) "% to " (percent(forecast.high)) "%, near " strong { (percent(forecast.middle)) "%" } }
                        } @else {
                            td.number.ahead colspan=(if measured { "3" } else { "2" }) { "to come" }
                        }
                        @if measured { td.number { @match day.pace { Some(needed) => { (format!("{needed:.0}")) "%" } None => "–" } } }
                    }
                }
            }
        }
        @if ahead { p.quiet { "For future days: the range that four in five similar collections \
            would be in at the end of the day." } }
    }
}
