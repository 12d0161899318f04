use maud::{Markup, html};

use super::model::{Choices, Person};
use crate::{
    console::{
        shell::{
            form::{Errors, Typed},
            once,
        },
        views::{
            email::email,
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::{Area, Inspection},
    language::{calendar, numbers::counted},
    users::{Role, User},
    web::paths,
};

impl Person {
    /// The state of the account. Only administrators see when somebody signed in.
    fn state(&self, viewer: &User) -> String {
        if self.account.password.is_some() && !viewer.role.may_manage_users() {
            return "Has joined".to_owned();
        }
        match (&self.account.password, self.until, self.account.signed_in_at) {
            (None, Some(until), _) => {
                format!("Invited; the link works until {}", calendar::named_date_and_time(until))
            }
            (None, None, _) => "Invited; the link has expired".to_owned(),
            (Some(_), _, Some(at)) => {
                format!("Last signed in on {}", calendar::named_date(calendar::day(at)))
            }
            (Some(_), _, None) => "Has not signed in yet".to_owned(),
        }
    }
}

/// What the person sees: their areas, their inspections, or everything.
fn reach(person: &Person) -> String {
    let user = &person.account.user;
    let titles = || {
        person
            .reads
            .iter()
            .map(|inspection| inspection.title.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match user.role {
        Role::Coordinator if user.areas.is_empty() => "None yet".to_owned(),
        Role::Coordinator => {
            let areas = user.areas.iter().map(|area| area.name()).collect::<Vec<_>>().join(", ");
            match () {
                () if user.everywhere => areas,
                () if person.reads.is_empty() => format!("{areas}, in no inspection yet"),
                () => format!("{areas}: {}", titles()),
            }
        }
        Role::Lead => "The inspections that they lead".to_owned(),
        Role::Reader | Role::Viewer if !person.reads.is_empty() => titles(),
        Role::Viewer if user.everywhere => "All".to_owned(),
        Role::Reader | Role::Viewer => "None yet".to_owned(),
        Role::Admin | Role::Analyst => "All".to_owned(),
    }
}

/// Everybody who can sign in, or is invited.
pub fn list(viewer: &User, people: &[Person]) -> Markup {
    let label = |name: &str| html! { span.label aria-hidden="true" { (name) } };
    frame::page(
        &Head::of("Users", viewer, Section::Users),
        &html! {
            div.wide {
                div.top { h1 { "Users" } a.button href=(paths::user::NEW) { "Invite somebody" } }
                p.lead {
                    @if viewer.role.may_manage_users() { "Everybody who can sign in to Speir." }
                    @else { "Everybody who works on the inspections that you lead." }
                    " People who answer surveys need no account."
                }
                table.stack role="table" {
                    caption { (counted(people.len(), "user", "users")) }
                    thead role="rowgroup" {
                        tr role="row" { @for name in ["Address", "Role", "Sees", "Sign-in"] { th role="columnheader" scope="col" { (name) } } }
                    }
                    tbody role="rowgroup" {
                        @for person in people {
                            @let user = &person.account.user;
                            tr role="row" {
                                th role="rowheader" scope="row" { a href=(paths::user::PAGE.of(user.id)) { (email(&user.email)) } }
                                td role="cell" { (label("Role")) (user.role.name()) }
                                td role="cell" { (label("Sees")) (reach(person)) }
                                td role="cell" { (label("Sign-in")) (person.state(viewer)) @if viewer.role.may_manage_users() && person.account.second_step.is_some() { ", with two-step sign-in" } }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// The form to invite somebody.
pub fn new(viewer: &User, choices: &Choices, typed: &Typed, errors: &Errors) -> Markup {
    let trail = [trail::users()];
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of("Invite somebody", viewer, Section::Users)
    };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Invite somebody" }
                p {
                    "They get an email with a link to choose a password. The link works once, for \
                        seven days."
                    @if viewer.role.may_manage_users() { " You can also give it to them yourself: \
                        it is on the next page." }
                }
                form method="post" action=(paths::user::ALL) novalidate {
                    (once::field(typed.one(once::KEY)))
                    (fields::input(&Field { errors, value: typed.one("email"), ..Field::new("email", "Email address") }, FieldKind::Email("off")))
                    (role(viewer, typed.one("role"), errors))
                    (areas(choices, |area| typed.has("areas", area.code()), errors))
                    (inspections(viewer, choices, |id| typed.has("inspections", id), errors))
                    button.main type="submit" { "Send the invitation" }
                }
            }
        },
    )
}

fn role(viewer: &User, chosen: &str, errors: &Errors) -> Markup {
    let choices: Vec<Choice> = Role::ALL
        .into_iter()
        .filter(|role| viewer.role.may_invite(*role))
        .map(|role| Choice {
            value: role.key().to_owned(),
            text: format!("{}. {}", role.name(), role.explanation()),
            chosen: role.key() == chosen,
        })
        .collect();
    fields::choices(
        &Field { errors, ..Field::new("role", "What will they do?") },
        HowMany::One,
        &choices,
    )
}

fn areas(choices: &Choices, chosen: impl Fn(Area) -> bool, errors: &Errors) -> Markup {
    let choice = |area: Area| Choice {
        value: area.code().to_owned(),
        text: area.name().to_owned(),
        chosen: chosen(area),
    };
    let choices: Vec<Choice> = choices.areas.iter().copied().map(choice).collect();
    let hint = "They see no other areas.";
    let field =
        Field { errors, hint: Some(hint), ..Field::new("areas", "Which areas are theirs?") };
    html! { div.for-areas { (fields::choices(&field, HowMany::Any, &choices)) } }
}

fn inspections(
    viewer: &User,
    choices: &Choices,
    chosen: impl Fn(&str) -> bool,
    errors: &Errors,
) -> Markup {
    let choice = |inspection: &Inspection| {
        let value = inspection.id.to_string();
        Choice { chosen: chosen(&value), text: inspection.title.clone(), value }
    };
    let choices: Vec<Choice> = choices.inspections.iter().map(choice).collect();
    let hint = if viewer.role.may_manage_users() {
        "For a reader, a viewer or a co-ordinator. If you choose none, a viewer sees the counts \
            of every inspection, and a co-ordinator those of their areas in every inspection."
    } else {
        "They see no other inspections. If you choose none for a co-ordinator, they see your \
            inspections in their areas."
    };
    let field = Field {
        errors,
        hint: Some(hint),
        ..Field::new("inspections", "Which inspections will they see?")
    };
    html! { div.for-inspections { (fields::choices(&field, HowMany::Any, &choices)) } }
}

fn person_page(viewer: &User, failed: bool, main: &Markup) -> Markup {
    let trail = [trail::users()];
    let head = Head { failed, trail: &trail, ..Head::of("User", viewer, Section::Users) };
    frame::page(&head, &html! { div.narrow { (main) } })
}

/// One account. `link` is its link, if the viewer may hand it over; `typed` is a refused role.
pub fn one(
    viewer: &User,
    person: &Person,
    choices: &Choices,
    link: Option<&str>,
    typed: Option<(&Typed, &Errors)>,
) -> Markup {
    let user = &person.account.user;
    let empty = Errors::default();
    let errors = typed.map_or(&empty, |(_, errors)| errors);
    let manages = viewer.role.may_manage_users();
    let invited = person.account.password.is_none();
    let may_send = person.may_send;
    let chosen = typed.map_or(user.role.key(), |(typed, _)| typed.one("role"));
    let main = html! {
        (fields::summary(errors))
        h1 { (email(&user.email)) }
        dl.facts {
            div { dt { "Role" } dd { (user.role.name()) ". " (user.role.explanation()) } }
            div { dt { "Sees" } dd { (reach(person)) } }
            div { dt { "Sign-in" } dd { (person.state(viewer)) } }
            @if let Some(at) = person.mail_returned {
                div { dt { "Email" } dd { "Our email was returned \
                    on " (calendar::named_date_and_time(at)) ": there is no such mailbox. Check \
                        the address with them. To use another address, create a new account." } }
            }
            @if manages { div { dt { "Two-step sign-in" } dd { @if person.account.second_step.is_some() { "On" } @else { "Off" } } } }
        }
        @if may_send {
            section aria-labelledby="link" {
                h2 #link { @if invited { "The invitation" } @else { "A new password" } }
                @if let Some(link) = link {
                    p { "This link has been sent by email. You can also give it to the person \
                        yourself. Anybody who has it can choose the password, so give it to \
                        nobody else." }
                    label for="address" { "Link to copy" }
                    input.address #address type="text" readonly value=(link) spellcheck="false";
                } @else if let Some(until) = person.until {
                    p { "The link has been sent by email. It works \
                        until " (calendar::named_date_and_time(until)) "." }
                } @else if invited {
                    p { "There is no working link. Send a new one." }
                } @else {
                    p { "If somebody forgets their password, send them a link to choose a new \
                        one. The old password works until then." }
                }
                form method="post" action=(paths::user::LINK.of(user.id)) {
                    button type="submit" { @if invited { "Send the invitation \
                        again" } @else { "Send a link for a new password" } }
                }
            }
        }
        @if manages {
            section aria-labelledby="role-part" {
                h2 #role-part { "Change the role" }
                form method="post" action=(paths::user::ROLE.of(user.id)) novalidate {
                    (role(viewer, chosen, errors))
                    (areas(choices, |area| typed.map_or(user.areas.contains(&area), |(typed, _)| typed.has("areas", area.code())), errors))
                    (inspections(viewer, choices, |id| typed.map_or_else(|| person.reads.iter().any(|one| one.id.to_string() == id), |(typed, _)| typed.has("inspections", id)), errors))
                    button type="submit" { "Save the role" }
                }
            }
            section aria-labelledby="sign-in" {
                h2 #sign-in { "Sign-in" }
                form method="post" action=(paths::user::SIGN_OUT.of(user.id)) { button type="submit" { "Sign them out everywhere" } }
                @if person.account.second_step.is_some() && user.id != viewer.id {
                    p { "If they have lost their telephone and their recovery codes, and you are \
                        sure that the request is from them:" }
                    form method="post" action=(paths::user::SECOND_STEP.of(user.id)) { button type="submit" { "Turn off two-step sign-in" } }
                }
            }
        }
        @if may_send {
            p.apart { a href=(paths::user::REMOVE.of(user.id)) { @if invited { "Withdraw the \
                invitation" } @else { "Remove this user" } } }
        }
    };
    person_page(viewer, !errors.is_empty(), &main)
}

/// Asks for confirmation to remove an account. `refused` says why it cannot be removed.
pub fn remove(viewer: &User, person: &Person, refused: Option<&str>) -> Markup {
    let user = &person.account.user;
    let place = paths::user::PAGE.of(user.id);
    let title =
        if person.account.password.is_none() { "Withdraw the invitation of" } else { "Remove" };
    let main = html! {
        h1 { (title) " " (email(&user.email)) }
        @if let Some(reason) = refused { div.notice role="alert" { h2 { "Nothing was \
            changed" } p { (reason) } } }
        p { "They can no longer sign in. Inspections that they lead do not change, and their \
            actions stay in the audit log. To give them access again, invite them again." }
        form method="post" action=(paths::user::REMOVE.of(user.id)) {
            button type="submit" { @if person.account.password.is_none() { "Withdraw the \
                invitation" } @else { "Remove this user" } }
            " " a href=(place) { @if person.account.password.is_none() { "Keep the invitation" } @else { "Keep this user" } }
        }
    };
    person_page(viewer, refused.is_some(), &main)
}
