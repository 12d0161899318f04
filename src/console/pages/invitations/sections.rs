//! The sections of the invitations page.

use maud::{Markup, html};

use super::{model::InvitationsPage, schedule, shown::Shown};
use crate::{
    console::views::fields::{self, Choice, Field, FieldKind, HowMany},
    inspection::State,
    invitation::{
        Mailer,
        message::{self, Sender},
        transport::Destination,
        wave::{INVITATION, Wave},
    },
    language::{calendar, numbers::grouped},
    rates::Bounds,
    web::paths,
};

/// Why nothing is sent, if so, and what to do.
pub fn held_back(page: &InvitationsPage, mailer: &Mailer, changes: bool) -> Markup {
    let waiting: u64 = page.waves.iter().map(|wave| wave.waiting).sum();
    html! {
        @if matches!(mailer.way, Destination::Folder(_)) {
            div.say.acute {
                p.first { strong { "No mail server is set up. " } "Messages are written to a \
                    folder on the server and reach nobody." }
                p { @if changes { "Ask your Speir administrator to set up a mail \
                    server." } @else { "Ask the inspection lead to have one set up." } }
            }
        }
        @if page.all_paused {
            div.say.acute { p.first { strong { "All sending is paused. " } "A Speir administrator \
                has paused all messages, or the mail server has refused too many." } }
        }
        @if page.mailing.paused && page.mailing.paused_by_refusals {
            (refused(page, mailer, changes))
        } @else if page.mailing.paused {
            div.say.acute {
                p.first { strong { "Nothing is sent for this collection. " }
                    @if changes { "Check the messages below, send yourself a test, and then start \
                        sending." }
                    @else { "The inspection lead checks the messages below and then starts \
                        sending." }
                }
                @if changes { (pause_form(page, "no", "Start sending")) }
            }
        } @else if page.invited.mailboxes > 0 && page.takes_mailboxes() {
            div.say.calm {
                p.first {
                    @if page.state == State::Planned { "The invitations go out when the survey \
                        opens, " (calendar::named_date_and_time(page.collection.opens_at)) "." }
                    @else if waiting > 0 { "Messages are going \
                        out: " (grouped(waiting)) " are in the queue." }
                    @else if let Some(next) = page.reminders_ahead().next() { "The next reminder \
                        goes out on " (calendar::named_date_and_time(next.due_at)) "." }
                    @else { "No more messages are planned." }
                }
                @if changes { (pause_form(page, "yes", "Pause the messages")) }
            }
        }
    }
}

/// The advice for the lead, and for IT, after mail servers refused messages for their sender or
/// content.
fn refused(page: &InvitationsPage, mailer: &Mailer, changes: bool) -> Markup {
    let Sender { from, bounces } = &mailer.context.sender;
    html! {
        div.say.acute {
            p.first {
                strong { "Nothing is sent for this collection: mail servers refuse its messages. " }
                "They refuse the sender or the content. No address is marked as undeliverable for \
                    this, and no invitation is lost."
            }
            p { "Ask the IT service of the organisation that receives the messages:" }
            blockquote {
                p {
                    "“Your mail system refuses survey messages \
                        from " (from.email.to_string()) " (return path at " (bounces.domain())
                    "). Please look for refused messages from this sender in your mail log, and \
                        let them through: they are invitations to a survey of the "
                    (mailer.context.help.inspectorate) ".”"
                }
            }
            @if changes {
                p { "Ask your Speir administrator to check SPF, DKIM and DMARC \
                    for " (from.email.domain()) ". Then start sending: the refused \
                        invitations are sent again." }
                (pause_form(page, "no", "Start sending"))
            } @else {
                p { "Ask the inspection lead to have SPF, DKIM and DMARC checked \
                    for " (from.email.domain()) ", and to start sending once the \
                        IT service agrees. The refused invitations are then sent again." }
            }
        }
    }
}

fn pause_form(page: &InvitationsPage, paused: &str, text: &str) -> Markup {
    html! {
        form method="post" action=(paths::invitations::PAUSE.of(page.collection.id)) {
            button type="submit" name="paused" value=(paused) { (text) }
        }
    }
}

/// The two bounds of the rate by their AAPOR names.
pub fn bounds(bounds: Option<Bounds>) -> Markup {
    html! {
        @if let Some(Bounds { floor, ceiling }) = bounds {
            p.quiet {
                "By AAPOR’s definitions between " (floor) " (RR1, which counts every undelivered \
                    invitation as somebody who could have answered) and "
                (ceiling) " (RR5, which counts none of them)."
            }
        }
    }
}

/// The table of waves.
pub fn waves(page: &InvitationsPage) -> Markup {
    let label = |name: &str| html! { span.label aria-hidden="true" { (name) } };
    html! {
        section aria-labelledby="waves" {
            table.stack role="table" {
                caption #waves { "Messages, each sent to everybody who has not answered by then" }
                thead role="rowgroup" {
                    tr role="row" { @for name in ["Message", "Goes out", "In the queue", "Sent", "Not delivered", "Not confirmed"] { th role="columnheader" scope="col" { (name) } } }
                }
                tbody role="rowgroup" {
                    @for wave in &page.waves {
                        tr role="row" {
                            th role="rowheader" scope="row" { (name(wave)) }
                            td role="cell" { (label("Goes out")) (calendar::named_date_and_time(wave.due_at)) @if wave.begun { ", begun" } }
                            td role="cell" { (label("In the queue")) (grouped(wave.waiting)) }
                            td role="cell" { (label("Sent")) (wave.sent) }
                            td role="cell" { (label("Not delivered")) (wave.given_up) }
                            td role="cell" { (label("Not confirmed")) (wave.unconfirmed) }
                        }
                    }
                }
            }
            p.quiet { "A reminder is queued for everybody but not sent to people who have \
                answered by then. Reminders are sent on working days in Scotland from 9:00 to \
                17:00; any left at 17:00 are sent on the next working day. Invitations are sent \
                when the survey opens, at any hour." }
            p.quiet { "“Sent” counts messages that a mail server accepted, including those to \
                mailboxes that turned out not to exist; “Delivered”, above, excludes these. A \
                returned message that will be sent again is in the queue. “Not delivered” counts \
                messages that servers refused for four days or returned too often, for example \
                because a mailbox was full; those people get the next reminder. “Not confirmed” \
                counts messages that were sent twice without a confirmation; they may have \
                arrived." }
        }
    }
}

fn name(wave: &Wave) -> String {
    if wave.number == INVITATION {
        "Invitation".to_owned()
    } else {
        format!("Reminder {}", wave.number)
    }
}

/// What the messages say.
pub fn messages(page: &InvitationsPage) -> Markup {
    html! {
        section aria-labelledby="messages" {
            h2 #messages { "What they say" }
            ul.plain {
                @for kind in message::MessageKind::ALL {
                    li { a href=(paths::collection::MESSAGE.of(page.collection.id, kind.key())) { (kind.name()) ": look at it, or send it to yourself" } }
                }
            }
            p { a href=(paths::inspection::MESSAGES.of(page.inspection.id)) { "All messages \
                of the inspection, and their wording" } }
        }
    }
}

/// The form to upload a list.
pub fn upload(page: &InvitationsPage, shown: &Shown<'_>) -> Markup {
    let parts: Vec<String> = page.parts.iter().map(|part| part.name.clone()).collect();
    let part = if parts.is_empty() {
        String::new()
    } else {
        format!(" A column named Part can give each person’s part: {}.", parts.join(", "))
    };
    let hint = format!(
        "An Excel or LibreOffice workbook, or a CSV file, with one person per row and a column of \
            email addresses. Other columns are ignored.{part}"
    );
    let field =
        Field { hint: Some(&hint), errors: &shown.errors, ..Field::new("list", "List of people") };
    let accept = ".csv,.txt,.tsv,.xlsx,.xls,.ods,text/csv,text/plain";
    html! {
        section aria-labelledby="upload" {
            h2 #upload { @if page.invited.mailboxes > 0 { "Add mailboxes" } @else { "Invite people by email" } }
            p { "Each address gets a personal link that works once. Addresses are encrypted and \
                deleted after the survey; an address that is already in the list is not invited \
                twice." }
            p { "The next page shows how the list was read. Nothing is stored until you confirm \
                it there." }
            form method="post" action=(paths::invitations::IMPORT.of(page.collection.id)) enctype="multipart/form-data" novalidate {
                (fields::file(&field, accept))
                button type="submit" { "Read the list" }
            }
        }
    }
}

/// The form for the times of the reminders.
pub fn reminders(page: &InvitationsPage, shown: &Shown<'_>) -> Markup {
    let proposed = schedule::proposed(page);
    let typed =
        shown.typed.filter(|typed| typed.is_there(schedule::FIELDS[0])).unwrap_or(&proposed);
    html! {
        section aria-labelledby="reminders" {
            h2 #reminders { "Planned reminders" }
            p { "Scottish time. Leave a field empty for no reminder." }
            form method="post" action=(paths::invitations::REMINDERS.of(page.collection.id)) novalidate {
                @for (number, field) in (page.next_reminder()..).zip(schedule::FIELDS) {
                    @let label = format!("Reminder {number}");
                    (fields::input(&Field { value: typed.one(field), errors: &shown.errors, ..Field::new(field, &label) }, FieldKind::Time))
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
    let choice = |value: &str, text: &str, chosen| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen,
    };
    let ways = [
        choice(
            "link",
            "Anybody who has the open link. The response rate is based on the population",
            !personal,
        ),
        choice(
            "personal",
            "Only people with an invitation or a slip. The response rate is based on those",
            personal,
        ),
    ];
    let coordinator = page.collection.coordinator.clone().unwrap_or_default();
    let value = typed.map_or(coordinator.as_str(), |typed| typed.one("coordinator"));
    let field = Field {
        value,
        errors: &shown.errors,
        ..Field::new("coordinator", "Local co-ordinator’s email address")
    };
    html! {
        section aria-labelledby="way" {
            h2 #way { "Who can answer, and the co-ordinator" }
            @if page.collection.open_link && page.invited.mailboxes > 0 {
                p { strong { "The open link works too. " } "People who have both the link and an \
                    invitation can answer twice." }
            }
            form method="post" action=(paths::invitations::WAY.of(page.collection.id)) novalidate {
                (fields::choices(&Field { errors: &shown.errors, ..Field::new("way", "Who can answer?") }, HowMany::One, &ways))
                (fields::input(&field, FieldKind::Email("off")))
                button type="submit" { "Save" }
            }
        }
    }
}

/// The form for how many unreachable people have left.
pub fn departed(page: &InvitationsPage, shown: &Shown<'_>) -> Markup {
    let stated = page.mailing.departed.to_string();
    let value = shown
        .typed
        .filter(|typed| typed.is_there("departed"))
        .map_or(stated.as_str(), |typed| typed.one("departed"));
    let label = format!(
        "How many of the {} who could not be reached have left?",
        grouped(page.invited.undeliverable)
    );
    let hint = "They could not have answered, so the lower bound of the rate leaves them out.";
    let field =
        Field { value, hint: Some(hint), errors: &shown.errors, ..Field::new("departed", &label) };
    html! {
        section aria-labelledby="gone" {
            h2 #gone { "Undeliverable addresses" }
            form method="post" action=(paths::invitations::DEPARTED.of(page.collection.id)) novalidate {
                (fields::input(&field, FieldKind::Number))
                button type="submit" { "Save the number" }
            }
        }
    }
}

/// The form that deletes the addresses.
pub fn erase(page: &InvitationsPage, mailer: &Mailer, shown: &Shown<'_>) -> Markup {
    let sure = [Choice {
        value: "yes".to_owned(),
        text: "Yes, delete them. No more reminders go out".to_owned(),
        chosen: false,
    }];
    html! {
        section aria-labelledby="erase" {
            h2 #erase { "Delete the addresses" }
            p { "They are deleted automatically " (mailer.keep_days()) " days after the survey \
                closes. The counts stay." }
            form method="post" action=(paths::invitations::ERASE.of(page.collection.id)) novalidate {
                (fields::choices(&Field { errors: &shown.errors, ..Field::new("sure", "Delete all \
                    addresses now?") }, HowMany::Any, &sure))
                button.second type="submit" { "Delete the addresses" }
            }
        }
    }
}
