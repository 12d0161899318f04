use actix_web::{HttpResponse, http::StatusCode};
use chrono::{DateTime, Utc};
use maud::{DOCTYPE, Markup, html};

use crate::{
    console::{
        style::STYLE,
        views::{asking::Asking, email::email},
    },
    language::calendar,
    users::User,
    web::{ContentPolicy, headers::Referrer, page, paths},
};

/// The section of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Inspections,
    Surveys,
    Users,
    Audit,
    Account,
}

/// The frame of a page.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The title. It must not be sensitive, because titles stay in the browser's history.
    pub title: &'a str,
    /// Whether the page shows form errors.
    pub failed: bool,
    pub viewer: Option<&'a User>,
    pub section: Option<Section>,
    /// The pages above this one, the outermost first.
    pub trail: &'a [(String, String)],
    /// How the collection or survey that it is about gets its answers; `None` if it is about several
    /// or none.
    pub asking: Option<Asking>,
}

impl<'a> Head<'a> {
    /// A page that needs no sign-in.
    pub const fn new(title: &'a str) -> Self {
        Self { title, failed: false, viewer: None, section: None, trail: &[], asking: None }
    }

    /// A page of a section for a signed-in user.
    pub const fn of(title: &'a str, viewer: &'a User, section: Section) -> Self {
        Self { viewer: Some(viewer), section: Some(section), ..Self::new(title) }
    }

    /// A page about a collection or a survey.
    pub fn about(title: &'a str, viewer: &'a User, asking: impl Into<Asking>) -> Self {
        Self { asking: Some(asking.into()), ..Self::of(title, viewer, Section::Inspections) }
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
                main #main tabindex="-1" {
                    @if let Some(asking) = head.asking.filter(|asking| *asking != Asking::Anonymous) { div.wide { (asking.notice()) } }
                    (main)
                }
                footer {
                    div.wide {
                        ul { li { a href="/accessibility" { "Accessibility" } } li { a href="/privacy" { "Privacy" } } }
                        @if let Some(asking) = head.asking { p { (asking.foot()) } }
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
                a.brand href=(paths::CONSOLE) { "Speir" }
                @if let Some(user) = head.viewer {
                    nav aria-label="Console" {
                        ul {
                            (link(Section::Inspections, paths::CONSOLE, "Inspections"))
                            (link(Section::Surveys, paths::SURVEYS, "Surveys"))
                            @if user.role.may_change() { (link(Section::Users, paths::user::ALL, "Users")) }
                            @if user.role.may_change() { (link(Section::Audit, paths::AUDIT, "Audit log")) }
                        }
                    }
                    form.out method="post" action=(paths::SIGN_OUT) {
                        a.who href=(paths::account::PAGE) aria-current=[(head.section == Some(Section::Account)).then_some("true")] { span.unseen { "Your account: " } (email(&user.email)) br; span.role { (user.role.name()) } }
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

/// The deadline for setting up two-step sign-in.
fn second_step_due(due: DateTime<Utc>) -> Markup {
    html! {
        aside.wide.due aria-label="Two-step sign-in" {
            div.notice { p { "Your role needs two-step \
                sign-in. " a href=(paths::account::SECOND_STEP) { "Set it up" } " before " strong { (calendar::named_date(calendar::day(due))) } ". From that day, you can open no other page until you do." } }
        }
    }
}

/// A console page as a response.
pub fn answer(status: StatusCode, page: Markup) -> HttpResponse {
    page::html(status, page, &ContentPolicy::own_files(), Referrer::SameOrigin)
}
