//! The funnel from mailboxes and slips to responses.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::model::CollectionPage;
use crate::{
    console::views::bar,
    invitation::wave::{INVITATION, Wave},
    language::{calendar, numbers::grouped},
    rates::Rate,
};

/// The table of ways in, and of messages.
pub fn funnel(page: &CollectionPage) -> Markup {
    let (invited, slips) = (page.invited, page.slips);
    let by_paper = if page.collection.open_link { None } else { Some(slips.used) };
    html! {
        @if invited.mailboxes > 0 {
            @let returned = by_paper.and_then(|paper| Some(page.standing.rate.returned.count()?.saturating_sub(paper.count()?)));
            @let unknown = match (by_paper, returned) {
                (None, _) => Some("Not known, because the open link also takes responses".to_owned()),
                (Some(_), None) => Some(HELD_BACK.to_owned()),
                _ => None,
            };
            // An answered invitation was delivered.
            @let delivered = invited.delivered().max(returned.unwrap_or(0));
            @let sent = invited.sent.max(delivered);
            (steps("By email", invited.mailboxes.max(sent), &[
                ("Mailboxes", Some(invited.mailboxes), None),
                ("Sent", Some(sent), None),
                ("Delivered", Some(delivered), (sent > delivered).then(|| format!("{} did not \
                    arrive", grouped(sent - delivered)))),
                ("Returned by email", returned, unknown),
            ]))
        }
        @if slips.made > 0 {
            (steps("On paper", slips.made, &[
                ("Slips made", Some(slips.made), None),
                ("Handed out", Some(slips.handed_out), (slips.made > slips.handed_out).then(|| format!("{} cancelled unused", grouped(slips.made - slips.handed_out)))),
                ("Used", slips.used.count(), slips.used.is_held().then(|| HELD_BACK.to_owned())),
            ]))
        }
        @if !page.waves.is_empty() { (messages(page)) }
        @if invited.mailboxes == 0 && slips.made == 0 {
            p { "Nobody has been invited by email, and no slips have been \
                made." @if page.collection.open_link { " People answer by the open link only." } }
        }
    }
}

const HELD_BACK: &str = "Shown after closing";

type Step<'a> = (&'a str, Option<u64>, Option<String>);

fn steps(name: &str, whole: u64, steps: &[Step<'_>]) -> Markup {
    html! {
        table.steps {
            caption { (name) }
            thead { tr { th scope="col" { "Step" } th.number scope="col" { "How many" } th scope="col" { "Of all" } } }
            tbody {
                @for (step, count, note) in steps {
                    tr {
                        th scope="row" { (step) @if let Some(note) = note { span.note { (note) } } }
                        td.number { @match count { Some(count) => (grouped(*count)), None => "–" } }
                        td.share { @if let Some(count) = count { (share(*count, whole)) } }
                    }
                }
            }
        }
    }
}

fn share(count: u64, whole: u64) -> Markup {
    let percent = u8::try_from((100 * count + whole / 2) / whole.max(1)).unwrap_or(100).min(100);
    html! { span.percent { (percent) "%" } (bar::share(percent, false)) }
}

/// Each message, and the responses from its day until the next one.
fn messages(page: &CollectionPage) -> Markup {
    let since: Vec<u64> =
        page.waves.iter().enumerate().map(|(number, wave)| after(page, number, wave)).collect();
    let most = since.iter().copied().max().unwrap_or(0);
    html! {
        table.steps.waves {
            caption { "Message by message" }
            thead {
                tr {
                    th scope="col" { "Message" }
                    th.number scope="col" { "Sent" }
                    th scope="col" { "Returned between this message and the next" }
                }
            }
            tbody {
                @for (wave, came) in page.waves.iter().zip(&since) {
                    tr {
                        th scope="row" {
                            (name(wave))
                            span.note { (calendar::short_date_and_time(wave.due_at)) @if !wave.begun { ", planned" } }
                        }
                        td.number { @if wave.begun { (wave.sent) } @else { "–" } }
                        td.share {
                            @if wave.begun { span.percent { (grouped(*came)) } (bar::bar(Rate::new(*came, Some(most.max(5))), None)) }
                            @else { span.note { "not yet" } }
                        }
                    }
                }
            }
        }
        p.quiet { "Not every response after a message is due to it: some people would have \
            answered anyway." }
    }
}

fn after(page: &CollectionPage, number: usize, wave: &Wave) -> u64 {
    let from = calendar::day(wave.due_at);
    let until =
        page.waves.get(number + 1).map_or(NaiveDate::MAX, |next| calendar::day(next.due_at));
    // Responses before the recorded sending belong to the invitation.
    let from = if wave.number == INVITATION { NaiveDate::MIN } else { from };
    let ours = page.days.iter().filter(|day| (from..until).contains(&day.date));
    ours.filter_map(|day| day.returned).map(|(came, _)| came).sum()
}

fn name(wave: &Wave) -> String {
    if wave.number == INVITATION {
        "Invitation".to_owned()
    } else {
        format!("Reminder {}", wave.number)
    }
}
