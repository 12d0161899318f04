use maud::{Markup, html};

use super::{confirming, model::InvitationsPage, sections};
use crate::{
    console::{
        pages::unreached,
        shell::form::{Errors, Typed},
        views::{
            bar, fields,
            frame::{self, Head, Section},
        },
    },
    invitation::Mailer,
    language::calendar,
    users::User,
};

/// What a form that was sent has come to.
#[derive(Default)]
pub struct Shown<'a> {
    pub typed: Option<&'a Typed>,
    pub errors: Errors,
    /// The rows of a list that cannot be used, by their reason.
    pub left_out: Vec<String>,
}

impl Shown<'_> {
    pub fn error(field: &'static str, sentence: impl std::fmt::Display) -> Self {
        Self { errors: Errors::one(field, sentence.to_string()), ..Self::default() }
    }
}

/// The page of a collection's invitations.
pub fn invitations(
    viewer: &User,
    page: &InvitationsPage,
    mailer: &Mailer,
    shown: &Shown<'_>,
) -> Markup {
    let name = page.collection.name();
    let trail = [
        ("/console".to_owned(), "Inspections".to_owned()),
        (format!("/console/inspections/{}", page.inspection.id), page.inspection.title.clone()),
        (format!("/console/collections/{}", page.collection.id), name.clone()),
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
                    (unreached::summary(&page.unreached, &format!("/console/collections/{}/invitations/unreached", page.collection.id), reaches))
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
                p.quiet.asof { "Figures as of " (calendar::time_on(page.now)) ". Load the page again \
                    for newer ones. Nobody can see here, or anywhere, who has answered." }
            }
        },
    )
}

fn figures(page: &InvitationsPage) -> Markup {
    let fact = |name: &str, count: u64| html! { div { dt { (name) } dd { (crate::language::numbers::grouped(count)) } } };
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
                (fact("Want no messages", invited.opted_out))
                (fact("Returned", page.rate.returned))
            }
            @if let Some(at) = page.mailing.erased_at { p { "The email addresses were deleted \
                on " (calendar::named_date_and_time(at)) "." } }
        }
    }
}
