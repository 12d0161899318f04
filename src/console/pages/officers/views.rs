use maud::{Markup, html};

use super::{list::PEOPLE, model::OfficersPage};
use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::{
            asking::Asking,
            email::email,
            fields::{self, Field},
            frame::{self, Head, Section},
            trail,
        },
    },
    language::calendar,
    officers::{Officer, Standing},
    records::Reading,
    users::User,
    web::paths,
};

/// The people who are asked for an area.
pub fn officers(
    viewer: &User,
    page: &OfficersPage,
    typed: &Typed,
    errors: &Errors,
    told: Option<String>,
) -> Markup {
    let collection = &page.area.collection;
    let trail =
        [trail::inspections(), trail::inspection(&page.inspection), trail::collection(collection)];
    let title = "People who answer for the area";
    let head = Head {
        trail: &trail,
        asking: Some(Asking::Area),
        failed: !errors.is_empty(),
        ..Head::of(title, viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                @if let Some(told) = told { div.saved role="status" { p { (told) } } }
                (fields::summary(errors))
                h1 { (title) span.whose { " " (collection.name()) } }
                @if page.area.standing() != Standing::NobodyNamed {
                    p.lead { (stands(page.area.standing(), page.area.response.as_ref())) }
                }
                @if page.area.officers.is_empty() {
                    div.empty { p { "Nobody is asked yet, so nobody can answer." } }
                } @else { (list(page)) }
                @if page.can_be_asked() { (ask(page, typed, errors)) }
                @else { p { "It closed on " (calendar::named_date_and_time(collection.closes_at)) ". Nobody can be asked any more." } }
            }
        },
    )
}

/// "Draft, saved by … on …", as a sentence.
pub fn stands(standing: Standing, response: Option<&Reading>) -> Markup {
    let by = response.and_then(|one| Some((one.saved_by.as_deref()?, one.updated_at)));
    html! {
        @match (standing, by) {
            (Standing::Sent, Some((by, at))) => { "The area has sent its answers. " (email(by)) " last saved them on " (calendar::named_date_and_time(at)) "." },
            (Standing::Draft, Some((by, at))) => { "There is a draft. " (email(by)) " last saved it on " (calendar::named_date_and_time(at)) ". It has not been sent." },
            (Standing::NobodyNamed, _) => "Nobody is asked yet.",
            _ => "Nobody has saved an answer yet.",
        }
    }
}

fn list(page: &OfficersPage) -> Markup {
    html! {
        ul.officers aria-label="Who is asked" {
            @for one in &page.area.officers { li { (officer(page, one)) } }
        }
    }
}

fn officer(page: &OfficersPage, one: &Officer) -> Markup {
    let id = page.area.collection.id;
    html! {
        p {
            strong { (email(&one.email)) } " "
            span.quiet { "asked " (calendar::this_year(one.added_at)) }
            @if let Some(at) = one.mail_returned_at {
                br; strong.returned { "Mail to this address came back on " (calendar::this_year(at)) ": there is no such mailbox." }
            }
        }
        @if page.can_be_asked() {
            div.doing {
                form method="post" action=(paths::officers::AGAIN.of(id, one.id)) {
                    button.second type="submit" { "Send a new link" span.unseen { " to " (one.email) } }
                }
                form method="post" action=(paths::officers::REMOVE.of(id, one.id)) {
                    button.second type="submit" { "Remove" span.unseen { " " (one.email) } }
                }
            }
        }
    }
}

fn ask(page: &OfficersPage, typed: &Typed, errors: &Errors) -> Markup {
    let collection = &page.area.collection;
    let opens = calendar::named_date_and_time(collection.opens_at);
    html! {
        section aria-labelledby="ask" {
            h2 #ask { "Ask people" }
            p { "Each gets a link of their own to the same form, and all can fill in parts of it. "
                @if page.now < collection.opens_at { "The messages leave when it opens on " (opens) "." } @else { "The message leaves at once." }
                " Those who are asked are reminded a week before it closes if the area has not answered." }
            form method="post" action=(paths::officers::PAGE.of(collection.id)) {
                (fields::lines(&Field {
                    hint: Some("One address a line."),
                    value: typed.exactly(PEOPLE),
                    errors,
                    ..Field::new(PEOPLE, "Email addresses")
                }, 4))
                button.main type="submit" { "Ask" }
            }
        }
    }
}
