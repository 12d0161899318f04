//! Sentences about what needs action today, by urgency, and about the rest, for any mix of planned,
//! open and closed collections.

use maud::{Markup, html};

use super::{cell::Cell, model::Overview, rest::rest};
use crate::{
    console::views::bar,
    fieldwork::{Course, Ending, Need, Standing},
    inspection::State,
    language::{
        calendar,
        numbers::{counted, grouped},
    },
    web::paths,
};

/// How many collections a sentence names.
const NAMED: usize = 3;

/// One sentence for each reason, with links, then one for the rest.
pub fn needs(overview: &Overview) -> Markup {
    let count = overview.cells.iter().filter(|cell| !cell.standing.needs.is_empty()).count();
    let shown = !overview.areas.is_empty();
    html! {
        div.say.acute[count > 0].calm[count == 0] {
            p.first { strong { (heading(overview, count)) } }
            @if count > 0 {
                ul.reasons { @for need in Need::ALL { (reason(overview, need, shown)) } }
            }
            @if let Some(sentence) = rest(overview) { p.rest { (sentence) } }
        }
    }
}

fn heading(overview: &Overview, count: usize) -> String {
    let open = overview.cells.iter().filter(|cell| cell.is_open()).count();
    match count {
        0 if open == 0
            && overview.cells.iter().all(|cell| cell.standing.state == State::Planned) =>
        {
            let first =
                overview.cells.iter().map(|cell| cell.opens_at).min().unwrap_or(overview.now);
            format!(
                "No collection is open yet. The first opens on {}.",
                calendar::named_date_and_time(first)
            )
        }
        0 if open == 0 => "No collection is open.".to_owned(),
        0 if overview.cells.iter().any(|cell| cell.is_open() && cell.is_measured()) => {
            "Nothing needs you today.".to_owned()
        }
        0 if overview.cells.iter().any(|cell| cell.is_open() && cell.is_recorded()) => {
            "Nothing needs you today.".to_owned()
        }
        0 => "Nothing needs you today. No open collection has a response rate.".to_owned(),
        1 => "One collection needs you today.".to_owned(),
        several => format!("{several} collections need you today."),
    }
}

fn reason(overview: &Overview, need: Need, shown: bool) -> Markup {
    let mut cells: Vec<_> =
        overview.cells.iter().filter(|cell| cell.standing.needs.contains(need)).collect();
    cells.sort_by_key(|cell| (cell.urgency(), cell.area, cell.survey));
    let course = match need {
        Need::Behind => Course::Behind,
        Need::Closing => Course::Close,
        Need::TooMany => Course::Check,
        _ => Course::Unmeasured,
    };
    html! {
        @if !cells.is_empty() {
            li.(course.key()) {
                (bar::sign(course)) " "
                span.reason {
                    @match cells.as_slice() {
                        [cell] => (alone(cell, need)),
                        several => { (together(several.len(), need)) ": " (named(several, need)) "." },
                    }
                    @if shown && cells.len() > NAMED { " " a href="#areas" { "See all" span.unseen { ", first in the table" } } }
                }
            }
        }
    }
}

/// "Fife, Staff is behind: 10 of 100, 10%. …"
fn alone(cell: &Cell, need: Need) -> Markup {
    let link = link(cell);
    let Standing { rate, recorded, pace, ending, messages, sources, .. } = cell.standing;
    html! {
        @match need {
            Need::Behind if rate.returned.is_nobody() => { strong { "Nobody has answered: " } (link) "." }
            Need::Behind => {
                strong { "Behind: " } (link) ", " (rate)
                @match (ending, pace) {
                    (Some(ending), _) => (likely(ending)),
                    (None, Some(pace)) => { "; its pace is " (pace) "%" }
                    (None, None) => {}
                }
                (target(cell)) "."
            }
            Need::Closing => {
                strong { "Closing: " } (link) ", "
                @match recorded {
                    Some(recorded) => { (recorded.sentence()) }
                    None => { (rate) (target(cell)) }
                }
                ", closes on " (calendar::named_date_and_time(cell.closes_at))
                @if let Some(ending) = ending { (likely(ending)) }
                "."
            }
            Need::NoPopulation => {
                strong { "No population: " } (link) ". Enter how many people could answer, so \
                    that there is a rate."
            }
            Need::NobodyAsked => {
                strong { "Nobody asked: " } (link) ". Say who answers for the area."
            }
            Need::NothingHandedOut => {
                strong { "Nothing handed out: " } (link) ". Nobody can answer until it has \
                    mailboxes or slips."
            }
            Need::TooMany => {
                strong { "Too many: " } (link) ", " (rate) ". There are more responses than \
                    people who could answer. Check the population."
            }
            Need::Refused => {
                strong { "Messages refused: " } (link) ". Mail servers refused too many messages, \
                    so Speir paused them. Ask their IT before you start sending again."
            }
            Need::Paused => {
                strong { "Messages paused: " } (link) ". Nobody is invited or reminded until you \
                    start sending."
            }
            Need::Stuck => {
                strong { "Messages \
                    stuck: " } (link) ", " (counted(usize::try_from(messages.overdue).unwrap_or(usize::MAX), "message", "messages"))
                " should have been sent hours ago. Ask your Speir administrator to check the mail \
                    server."
            }
            Need::CameBack => {
                strong { "Messages \
                    returned: " } (link) ", " (grouped(sources.came_back())) " of " (grouped(sources.sent))
                ". Correct the addresses, or try again."
            }
        }
    }
}

/// ", target 80%"
fn target(cell: &Cell) -> String {
    cell.target.map_or_else(String::new, |target| format!(", target {target}%"))
}

fn together(count: usize, need: Need) -> Markup {
    html! {
        @match need {
            Need::Behind => strong { (count) " are behind" },
            Need::Closing => { strong { (count) " close within three days" } ", unfinished or \
                below their target" },
            Need::NoPopulation => { strong { (count) " have no population" } ", so there is no \
                rate; enter how many people could answer" },
            Need::NobodyAsked => { strong { "Nobody is asked in " (count) } ", so the areas \
                cannot answer; say who answers for them" },
            Need::NothingHandedOut => { strong { "Nothing has been handed out \
                in " (count) } ", so nobody can answer; upload lists of mailboxes or print slips" },
            Need::TooMany => { strong { "Too many answered in " (count) } ": there are more \
                responses than people who could answer; check the population" },
            Need::Refused => { strong { "Mail servers refuse the messages \
                of " (count) } ", so Speir paused them; ask their IT before you start sending \
                    again" },
            Need::Paused => { strong { "Messages are paused in " (count) } ", so nobody is \
                invited or reminded" },
            Need::Stuck => { strong { "Messages are stuck in " (count) } "; ask your Speir \
                administrator to check the mail server" },
            Need::CameBack => { strong { "Many messages were returned in " (count) } "; correct \
                the addresses, or try again" },
        }
    }
}

/// "Fife, Staff 10%, Moray, Staff 12%, and 5 more".
fn named(cells: &[&Cell], need: Need) -> Markup {
    let more = cells.len().saturating_sub(NAMED);
    html! {
        @for (place, cell) in cells.iter().take(NAMED).enumerate() {
            @if place > 0 { "; " }
            (link(cell))
            @if need == Need::Behind && cell.standing.rate.returned.is_nobody() { ", nobody yet" }
            @else if matches!(need, Need::Behind | Need::Closing) {
                @if let (Some(percent), Some(target)) = (cell.standing.rate.percent(), cell.target) {
                    " " (percent) "% of " (target) "%"
                } @else if let Some(recorded) = cell.standing.recorded { " " (recorded.amount()) }
            }
        }
        @if more > 0 { "; and " (more) " more" }
    }
}

fn likely(ending: Ending) -> String {
    format!(", likely to end near {}%", ending.middle)
}

fn link(cell: &Cell) -> Markup {
    html! { a href=(paths::collection::PAGE.of(cell.collection)) { (cell.area) ", " (cell.survey.name()) } }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{
        super::model_tests::{laid_out, of},
        *,
    };
    use crate::{
        console::pages::overview::params::Params, inspection::Collection,
        inspection::sample::half_way, rates::Returns,
    };

    fn text(page: &Markup) -> String {
        page.clone()
            .into_string()
            .split('<')
            .filter_map(|tag| tag.split_once('>').map(|(_, text)| text))
            .collect()
    }

    /// The sentences about collections, each with its responses, its population and how many days
    /// it was moved.
    fn words(collections: &[(u64, Option<u32>, i64)]) -> String {
        text(&needs(&of(collections
            .iter()
            .map(|(returned, population, days)| (*returned, *population, TimeDelta::days(*days))))))
    }

    #[test]
    fn a_collection_behind_is_listed_with_its_figures() {
        let said = words(&[(10, Some(100), 0), (45, Some(100), 0)]);
        assert!(said.starts_with("One collection needs you today."), "{said}");
        assert!(
            said.contains("Behind: Fife, Staff, 10 of 100, 10%; its pace is 40%, target 80%."),
            "{said}"
        );
        assert!(said.ends_with("Of 2 collections, 1 is on course."), "{said}");
    }

    #[test]
    fn the_furthest_behind_are_named() {
        let said = words(&[
            (8, Some(100), 0),
            (7, Some(100), 0),
            (6, Some(100), 0),
            (5, Some(100), 0),
            (4, Some(100), 0),
        ]);
        assert!(said.starts_with("5 collections need you today."), "{said}");
        assert!(
            said.contains(
                "5 are behind: Midlothian, Staff 4% of 80%; Inverclyde, Staff 5% of \
                80%; Highland, Staff 6% of 80%; and 2 more."
            ),
            "{said}"
        );
        assert!(said.contains("See all"), "{said}");
    }

    #[test]
    fn every_reason_has_a_sentence_for_one_and_for_several() {
        let said =
            words(&[(3, None, 0), (120, Some(100), 0), (0, Some(100), 0), (70, Some(100), -2)]);
        for words in [
            "No population: Fife, Staff.",
            "Too many: Glasgow City, Staff, 120 of 100, 120%.",
            "Nobody has answered: Highland, Staff.",
            "Closing: Inverclyde, Staff, 70 of 100, 70%, target 80%, closes on",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        let twice =
            [(3, None, 0), (120, Some(100), 0), (0, Some(100), 0), (70, Some(100), -2)].repeat(2);
        let said = words(&twice);
        for words in [
            "2 have no population",
            "Too many answered in 2",
            "2 are behind: Highland, Staff, nobody yet;",
            "2 close within three days",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        let (staff, _) = half_way();
        let closed_link = Collection { open_link: false, ..staff };
        let said = text(&needs(&laid_out(&[closed_link], Returns::default(), Params::default())));
        assert!(said.contains("Nothing handed out: Midlothian, Staff."), "{said}");
    }

    #[test]
    fn one_state_of_all_collections_is_said_once() {
        let closed = |returned| (returned, Some(100), -8);
        for (collections, says) in [
            (vec![closed(90)], "The only collection is closed and reached the target."),
            (vec![closed(9)], "The only collection is closed and did not reach the target."),
            (
                vec![closed(9), closed(8)],
                "Both collections are closed, and none reached the target.",
            ),
            (
                vec![closed(90), closed(91), closed(92)],
                "All 3 collections are closed and reached the target.",
            ),
        ] {
            let said = words(&collections);
            assert!(said.ends_with(says), "{said}");
        }
    }

    #[test]
    fn planned_small_and_closed_collections_are_counted_apart() {
        let said = words(&[
            (45, Some(100), 0),
            (0, Some(100), 8),
            (90, Some(100), -8),
            (10, None, -8),
            (1, Some(3), 0),
            (85, Some(100), 0),
        ]);
        assert_eq!(
            said,
            "Nothing needs you today.Of 6 collections, 1 reached the target, 1 is on course, 1 asks so few people that its count is shown after closing, 1 is not open yet and 2 are closed, 1 of which reached the target."
        );
        assert!(
            words(&[(0, None, 8)]).starts_with("No collection is open yet. The first opens on")
        );
        assert!(
            words(&[(9, None, -8)])
                .starts_with("No collection is open.The only collection is closed")
        );
    }
}
