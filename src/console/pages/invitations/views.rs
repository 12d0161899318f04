use maud::{Markup, html};

use super::{confirming, model::InvitationsPage, sections, shown::Shown};
use crate::{
    console::{
        pages::unreached,
        views::{
            bar, fields,
            frame::{self, Head, Section},
            trail,
        },
    },
    invitation::Mailer,
    language::calendar,
    users::User,
    web::paths,
};

/// The page of a collection's invitations.
pub fn invitations(
    viewer: &User,
    page: &InvitationsPage,
    mailer: &Mailer,
    shown: &Shown<'_>,
) -> Markup {
    let name = page.collection.name();
    let trail = [
        trail::inspections(),
        trail::inspection(&page.inspection),
        trail::collection(&page.collection),
    ];
    let title = format!("Invitations to {name}");
    let head = Head {
        failed: !shown.errors.is_empty(),
        trail: &trail,
        ..Head::of(&title, viewer, Section::Inspections)
    };
    let (changes, reaches) = (viewer.role.may_change(), viewer.role.may_reach());
    let any = page.invited.mailboxes > 0;
    frame::page(
        &head,
        &html! {
            div.wide {
                (fields::summary(&shown.errors))
                h1 { (title) }
                (confirming::left_out(&shown.left_out))
                (sections::held_back(page, mailer, changes))
                @if any {
                    (figures(page))
                    (unreached::summary(&page.unreached, &paths::invitations::UNREACHED.of(page.collection.id), reaches))
                    (sections::waves(page))
                    (sections::messages(page))
                }
                div.forms {
                    @if reaches && page.takes_mailboxes() { (sections::upload(page, shown)) }
                    @if changes && any && page.takes_mailboxes() { (sections::reminders(page, shown)) }
                    @if changes { (sections::way(page, shown)) }
                    @if reaches && page.invited.undeliverable > 0 { (sections::departed(page, shown)) }
                    @if changes && any && page.mailing.erased_at.is_none() { (sections::erase(page, mailer, shown)) }
                }
                p.quiet.asof { "Figures as of " (calendar::time_on(page.now)) ". Reload the page \
                    for newer ones. Nobody can see who has answered, here or anywhere else." }
            }
        },
    )
}

fn figures(page: &InvitationsPage) -> Markup {
    let text_fact = |name: &str, value: String| html! { div { dt { (name) } dd { (value) } } };
    let fact = |name: &str, count: u64| text_fact(name, crate::language::numbers::grouped(count));
    let invited = page.invited;
    html! {
        section aria-labelledby="counts" {
            h2 #counts { "Counts" }
            p.big { (bar::figure(page.rate, "not sent \
                yet")) " " span.of { (page.measure.words()) } }
            (sections::bounds(page.bounds))
            dl.facts {
                (fact("Mailboxes", invited.mailboxes))
                (fact("Delivered", invited.delivered()))
                (fact("Undeliverable", invited.undeliverable))
                (fact("Opted out", invited.opted_out))
                (text_fact("Returned", page.rate.returned.to_string()))
            }
            @if let Some(at) = page.mailing.erased_at { p { "The email addresses were deleted \
                on " (calendar::named_date_and_time(at)) "." } }
        }
    }
}
