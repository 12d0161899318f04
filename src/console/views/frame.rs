use actix_web::{HttpResponse, http::StatusCode};
use chrono::{DateTime, Utc};
use maud::{DOCTYPE, Markup, html};

use crate::{
    console::{style::STYLE, views::email::email},
    language::calendar,
    users::User,
    web::{ContentPolicy, headers::Referrer, page},
};

/// Which part of the console a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Inspections,
    Surveys,
    Users,
    Audit,
    Account,
}

/// What stands around a page.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// Names the page, and never anything sensitive: titles land in the browser's history.
    pub title: &'a str,
    /// Whether the page shows what is wrong with a form.
    pub failed: bool,
    pub viewer: Option<&'a User>,
    pub section: Option<Section>,
    /// The pages above this one, the outermost first.
    pub trail: &'a [(String, String)],
}

impl<'a> Head<'a> {
    /// A page that nobody needs to be signed in for.
    pub const fn new(title: &'a str) -> Self {
        Self { title, failed: false, viewer: None, section: None, trail: &[] }
    }

    /// A page of a section for somebody who is signed in.
    pub const fn of(title: &'a str, viewer: &'a User, section: Section) -> Self {
        Self { title, failed: false, viewer: Some(viewer), section: Some(section), trail: &[] }
    }
}

/// The whole page around `main`.
pub fn page(head: &Head<'_>, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { @if head.failed { "Error: " } (head.title) " – Speir" }
                link rel="stylesheet" href=(STYLE.path);
                link rel="icon" href="data:,";
            }
            body {
                a.skip href="#main" { "Skip to the main content" }
                (header(head))
                @if !head.trail.is_empty() { (trail(head.trail)) }
                @if let Some(due) = head.viewer.and_then(|user| user.second_step_due) { (second_step_due(due)) }
                main #main tabindex="-1" { (main) }
                footer {
                    div.wide {
                        ul { li { a href="/accessibility" { "Accessibility" } } li { a href="/privacy" { "Privacy" } } }
                        p { "Speir counts how many have answered. It cannot tell who." }
                    }
                }
            }
        }
    }
}

fn header(head: &Head<'_>) -> Markup {
    let link = |section, place: &str, name: &str| {
        html! { li { a href=(place) aria-current=[(head.section == Some(section)).then_some("true")] { (name) } } }
    };
    html! {
        header {
            div.wide {
                a.brand href="/console" { "Speir" }
                @if let Some(user) = head.viewer {
                    nav aria-label="Console" {
                        ul {
                            (link(Section::Inspections, "/console", "Inspections"))
                            (link(Section::Surveys, "/console/surveys", "Surveys"))
                            @if user.role.may_change() { (link(Section::Users, "/console/users", "Users")) }
                            @if user.role.may_change() { (link(Section::Audit, "/console/audit", "Audit log")) }
                        }
                    }
                    form.out method="post" action="/sign-out" {
                        a.who href="/console/account" aria-current=[(head.section == Some(Section::Account)).then_some("true")] { span.unseen { "Your account: " } (email(&user.email)) br; span.role { (user.role.name()) } }
                        button type="submit" { "Sign out" }
                    }
                }
            }
        }
    }
}

fn trail(above: &[(String, String)]) -> Markup {
    html! {
        nav.trail.wide aria-label="Breadcrumb" {
            ol { @for (place, name) in above { li { a href=(place) { (name) } } } }
        }
    }
}

/// Says until when two-step sign-in must be set up.
fn second_step_due(due: DateTime<Utc>) -> Markup {
    html! {
        aside.wide.due aria-label="Two-step sign-in" {
            div.notice { p { "Your role needs two-step \
                sign-in. " a href="/console/account/second-step" { "Set it up" } " before " strong { (calendar::named_date(calendar::day(due))) } ". From that day, nothing else opens until you do." } }
        }
    }
}

/// A page of the console as an answer.
pub fn answer(status: StatusCode, page: Markup) -> HttpResponse {
    page::html(status, page, &ContentPolicy::own_files(), Referrer::SameOrigin)
}
