//! The parts of the page of invitations.

use maud::{Markup, html};

use super::{model::InvitationsPage, schedule, views::Shown};
use crate::{
    console::views::{
        fields::{self, Choice, Field, HowMany, Kind},
        times,
    },
    inspection::State,
    invitation::{
        Post,
        carrier::Way,
        message,
        wave::{INVITATION, Wave},
    },
    results::{Bounds, rates::grouped},
};

fn place(page: &InvitationsPage, form: &str) -> String {
    format!("/console/collections/{}/invitations/{form}", page.collection.id)
}

/// Why nothing goes out, where that is so, and what to do.
pub fn held_back(page: &InvitationsPage, post: &Post, changes: bool) -> Markup {
    let waiting: u64 = page.waves.iter().map(|wave| wave.waiting).sum();
    html! {
        @if let Way::Folder(path) = &post.way {
            div.say.acute {
                p.first { strong { "No mail server is named. " } "Messages are written to the folder " code { (path.display()) } " and reach nobody." }
                p { "Whoever runs Speir names a mail server with SMTP_URL." }
            }
        }
        @if page.all_paused {
            div.say.acute { p.first { strong { "All sending is paused. " } "Whoever runs Speir has stopped all messages, or the mail server has refused too many." } }
        }
        @if page.mailing.paused {
            div.say.acute {
                p.first { strong { "Nothing is sent for this collection. " } "Look at the messages below, send them to yourself, and then let them go out." }
                @if changes { (pause_form(page, "no", "Let the messages go out")) }
            }
        } @else if page.invited.mailboxes > 0 && page.takes_mailboxes() {
            div.say.calm {
                p.first {
                    @if page.state == State::Planned { "The invitations go out when the survey opens, " (times::moment(page.collection.opens_at)) "." }
                    @else if waiting > 0 { "Messages are going out: " (grouped(waiting)) " are in the queue." }
                    @else if let Some(next) = page.reminders_ahead().next() { "The next reminder goes out on " (times::moment(next.due_at)) "." }
                    @else { "No more messages are planned." }
                }
                @if changes { (pause_form(page, "yes", "Pause the messages")) }
            }
        }
    }
}

fn pause_form(page: &InvitationsPage, paused: &str, text: &str) -> Markup {
    html! {
        form method="post" action=(place(page, "pause")) {
            button type="submit" name="paused" value=(paused) { (text) }
        }
    }
}

/// The two bounds of the rate by their AAPOR names.
pub fn bounds(bounds: Option<Bounds>) -> Markup {
    html! {
        @if let Some(Bounds { floor, ceiling }) = bounds {
            p.quiet {
                "By AAPOR’s definitions between " (floor) " (RR1, which counts every undelivered invitation as somebody who could have answered) and "
                (ceiling) " (RR5, which counts none of them)."
            }
        }
    }
}

/// When what goes out, as a table.
pub fn waves(page: &InvitationsPage) -> Markup {
    let label = |name: &str| html! { span.label aria-hidden="true" { (name) } };
    html! {
        section aria-labelledby="waves" {
            table.stack role="table" {
                caption #waves { "Messages, each to everybody whose address is unused when it leaves" }
                thead role="rowgroup" {
                    tr role="row" { @for name in ["Message", "Goes out", "In the queue", "Sent"] { th role="columnheader" scope="col" { (name) } } }
                }
                tbody role="rowgroup" {
                    @for wave in &page.waves {
                        tr role="row" {
                            th role="rowheader" scope="row" { (name(wave)) }
                            td role="cell" { (label("Goes out")) (times::moment(wave.due_at)) @if wave.begun { ", begun" } }
                            td role="cell" { (label("In the queue")) (grouped(wave.waiting)) }
                            td role="cell" { (label("Sent")) (grouped(wave.sent)) }
                        }
                    }
                }
            }
            p.quiet { "A reminder is in the queue for everybody, and is sent only where it is needed: whoever has answered by then gets none." }
        }
    }
}

fn name(wave: &Wave) -> String {
    if wave.number == INVITATION { "Invitation".to_owned() } else { format!("Reminder {}", wave.number) }
}

/// What the messages say.
pub fn messages(page: &InvitationsPage) -> Markup {
    html! {
        section aria-labelledby="messages" {
            h2 #messages { "What they say" }
            ul.plain {
                @for kind in message::Kind::ALL {
                    li { a href={ "/console/collections/" (page.collection.id) "/messages/" (kind.key()) } { (kind.name()) ": look at it, or send it to yourself" } }
                }
            }
            p { a href={ "/console/inspections/" (page.inspection.id) "/messages" } { "All messages of the inspection, and their words" } }
        }
    }
}

/// The form that takes a list.
pub fn upload(page: &InvitationsPage, shown: &Shown<'_>) -> Markup {
    let parts: Vec<&str> = page.strata.iter().map(|stratum| stratum.key.as_str()).collect();
    let hint = if parts.is_empty() {
        "A CSV file with one email address on each line.".to_owned()
    } else {
        format!("A CSV file with the columns email and stratum. The strata are {}.", parts.join(", "))
    };
    let field = Field { hint: Some(&hint), errors: &shown.errors, ..Field::new("list", "List of mailboxes") };
    let skip =
        [Choice { value: "yes".to_owned(), text: "Pass over rows that cannot be taken".to_owned(), chosen: false }];
    html! {
        section aria-labelledby="upload" {
            h2 #upload { @if page.invited.mailboxes > 0 { "Add mailboxes" } @else { "Invite people by email" } }
            p { "Each address gets a personal link that works once. Addresses are encrypted and deleted after the survey; an address that is in the list already is not invited twice." }
            form method="post" action=(place(page, "import")) enctype="multipart/form-data" novalidate {
                (fields::file(&field, ".csv,text/csv,text/plain"))
                (fields::choices(&Field::new("skip_bad", "If some rows cannot be taken"), HowMany::Any, &skip))
                button type="submit" { "Upload the list" }
            }
        }
    }
}

/// The form for the times of the reminders.
pub fn reminders(page: &InvitationsPage, shown: &Shown<'_>) -> Markup {
    let proposed = schedule::proposed(page);
    let typed = shown.typed.filter(|typed| typed.is_there(schedule::FIELDS[0])).unwrap_or(&proposed);
    html! {
        section aria-labelledby="reminders" {
            h2 #reminders { "Reminders still to come" }
            p { "On the clocks of Scotland. Leave a line empty for no reminder." }
            form method="post" action=(place(page, "reminders")) novalidate {
                @for (number, field) in (1..).zip(schedule::FIELDS) {
                    @let label = format!("Reminder {number}");
                    (fields::input(&Field { value: typed.one(field), errors: &shown.errors, ..Field::new(field, &label) }, Kind::Time))
                }
                button type="submit" { "Save the reminders" }
            }
        }
    }
}

/// The form that says who can open the survey, and who the co-ordinator is.
pub fn way(page: &InvitationsPage, shown: &Shown<'_>) -> Markup {
    let typed = shown.typed.filter(|typed| typed.is_there("coordinator"));
    let personal = typed.map_or(!page.collection.open_link, |typed| typed.has("way", "personal"));
    let choice = |value: &str, text: &str, chosen| Choice { value: value.to_owned(), text: text.to_owned(), chosen };
    let ways = [
        choice("link", "Anybody who has the open link. The rate is counted against the population", !personal),
        choice("personal", "Only people with an invitation or a slip. The rate is counted against those", personal),
    ];
    let coordinator = page.collection.coordinator.clone().unwrap_or_default();
    let value = typed.map_or(coordinator.as_str(), |typed| typed.one("coordinator"));
    let field =
        Field { value, errors: &shown.errors, ..Field::new("coordinator", "Local co-ordinator’s email address") };
    html! {
        section aria-labelledby="way" {
            h2 #way { "Who can answer" }
            @if page.collection.open_link && page.invited.mailboxes > 0 {
                p { strong { "The open link is open too. " } "Whoever has it and an invitation can answer twice." }
            }
            form method="post" action=(place(page, "way")) novalidate {
                (fields::choices(&Field { errors: &shown.errors, ..Field::new("way", "Who can open the form?") }, HowMany::One, &ways))
                (fields::input(&field, Kind::Email("off")))
                button type="submit" { "Save" }
            }
        }
    }
}

/// The form that states how many of the unreachable have left.
pub fn departed(page: &InvitationsPage, shown: &Shown<'_>) -> Markup {
    let stated = page.mailing.departed.to_string();
    let value =
        shown.typed.filter(|typed| typed.is_there("departed")).map_or(stated.as_str(), |typed| typed.one("departed"));
    let label = format!("How many of the {} who could not be reached have left?", grouped(page.invited.undeliverable));
    let hint = "They could not have answered, so the lower bound of the rate leaves them out.";
    let field = Field { value, hint: Some(hint), errors: &shown.errors, ..Field::new("departed", &label) };
    html! {
        section aria-labelledby="gone" {
            h2 #gone { "Undeliverable addresses" }
            form method="post" action=(place(page, "departed")) novalidate {
                (fields::input(&field, Kind::Number))
                button type="submit" { "Save the number" }
            }
        }
    }
}

/// The form that deletes the addresses.
pub fn erase(page: &InvitationsPage, post: &Post, shown: &Shown<'_>) -> Markup {
    let sure = [Choice {
        value: "yes".to_owned(),
        text: "Yes, delete them. No reminder goes out any more".to_owned(),
        chosen: false,
    }];
    html! {
        section aria-labelledby="erase" {
            h2 #erase { "Delete the addresses" }
            p { "They are deleted by themselves " (post.keep_days()) " days after the survey closes. The counts stay." }
            form method="post" action=(place(page, "erase")) novalidate {
                (fields::choices(&Field { errors: &shown.errors, ..Field::new("sure", "Delete all addresses now?") }, HowMany::Any, &sure))
                button.second type="submit" { "Delete the addresses" }
            }
        }
    }
}
