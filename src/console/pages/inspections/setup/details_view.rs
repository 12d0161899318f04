use maud::{Markup, html};

use super::{
    check,
    details::{self, EVERYWHERE},
    ground::Ground,
};
use crate::{
    console::{
        pages::{asked, contact, particulars},
        shell::{
            form::{Errors, Typed},
            once,
        },
        views::{
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::{Area, Inspection, InspectionKind},
    language::calendar,
    survey::Framework,
    web::paths,
};

/// The first step, as proposed or as typed.
pub fn page(ground: &Ground, typed: &Typed, errors: &Errors) -> Markup {
    let origin = ground.origin.as_ref().map(|origin| &origin.inspection);
    let trail = trail(origin);
    let title = if origin.is_some() { "Copy an inspection" } else { "Set up an inspection" };
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of(title, &ground.viewer, Section::Inspections)
    };
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    frame::page(
        &head,
        &html! {
            div.narrow.setup {
                (fields::summary(errors))
                p.step { "Step 1 of 2" }
                h1 { (title) }
                (introduction(origin, typed))
                @if let Some(programme) = ground.origin.as_ref().and_then(|origin| origin.programme.as_ref()) { p { "It will be in the programme “" (programme) "”, like its original." } }
                form method="post" action=(ground.place()) novalidate {
                    (once::field(typed.one(once::KEY)))
                    input type="hidden" name="framework" value=(details::framework(typed));
                    (fields::input(&Field { hint: Some("The name that your team uses, such as \
                        “Midlothian joint inspection \
                        2026”."), ..field("title", "Title") }, FieldKind::Text))
                    (fields::choices(&field("kind", "What kind of inspection is \
                        it?"), HowMany::One, &kinds(typed)))
                    (particulars::fields(typed, errors, None))
                    (fields::input(&Field { hint: Some("The lead can see and change the \
                        inspection and gets the digest. If you name somebody else, you stay in \
                        the team."), ..field("lead", "Email address of the inspection \
                            lead") }, FieldKind::Email("email")))
                    div.pair {
                        (fields::input(&Field { hint: Some("The surveys open at \
                            09:00."), ..field("opens_on", "First day to \
                                answer") }, FieldKind::Date))
                        (fields::input(&Field { hint: Some("They close at \
                            17:00."), ..field("closes_on", "Last day to \
                                answer") }, FieldKind::Date))
                    }
                    (fields::choices(&field("areas", "Which areas are \
                        inspected?"), HowMany::Any, &areas(typed)))
                    (who_is_asked(&field("surveys", "Which surveys are asked?"), typed, ground))
                    (fields::input(&Field {
                        hint: Some("Figures about answers are hidden if they rest on fewer people than this. 10 is usual; 5 is the minimum. Fewer than 10 need a second person: until another lead or an administrator agrees, 10 holds. With 30 or more, small areas have no words of their own and are part of the totals: choose it for a national survey of few people in each area."),
                        ..field("threshold", "Fewest people behind a figure")
                    }, FieldKind::Number))
                    (fields::input(&Field {
                        hint: Some("Counted from the release. After that, individual responses \
                            and comments are deleted; counts and figures stay. 365 is usual."),
                        ..field("keep_days", "Number of days to keep responses")
                    }, FieldKind::Number))
                    (contact::fields(typed, errors))
                    @for (name, value) in typed.iter().filter(|(name, _)| check::is_own(name)) { input type="hidden" name=(name) value=(value); }
                    button.main type="submit" name="step" value="check" { "Next: people and \
                        targets" }
                    p.quiet { "Nothing is created yet." }
                }
            }
        },
    )
}

/// The pages above both steps.
pub fn trail(origin: Option<&Inspection>) -> Vec<(String, String)> {
    let list = trail::inspections();
    let copied = origin.map(trail::inspection);
    std::iter::once(list).chain(copied).collect()
}

fn introduction(origin: Option<&Inspection>, typed: &Typed) -> Markup {
    html! {
        @if let Some(origin) = origin {
            p.lead { "Like “" (origin.title) "” of " (calendar::span(origin.opens_on, origin.closes_on)) ", with new dates. Change whatever is different this time." }
            p { "Areas, surveys, targets, ways in and parts are copied, with new links. Responses, mailboxes, slips and co-ordinators’ addresses are not \
                copied." }
        } @else {
            p.lead { "Every area gets every survey that you choose. You can add more later." }
            (frameworks(details::framework(typed)))
            p { "Do you have a file? " a href=(paths::inspection::NEW_FROM_FILE) { "Set up from a \
                file" } ". To repeat last year’s inspection, open it and choose “Copy”." }
        }
    }
}

/// What the form can propose: the kind of inspection and the surveys of each framework.
fn frameworks(shown: Framework) -> Markup {
    let all = Framework::all();
    html! {
        @if all.len() > 1 {
            nav.switch aria-label="Framework" {
                ul {
                    @for one in all {
                        li { a href={ (paths::inspection::NEW) "?framework=" (one) } aria-current=[(one == shown).then_some("page")] { (one.name()) } }
                    }
                }
            }
        }
    }
}

fn kinds(typed: &Typed) -> Vec<Choice> {
    let choice = |kind: InspectionKind| Choice {
        value: kind.key().to_owned(),
        text: kind.name().to_owned(),
        chosen: typed.has("kind", kind.key()),
    };
    InspectionKind::ALL.map(choice).into()
}

fn areas(typed: &Typed) -> Vec<Choice> {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen: typed.has("areas", value),
    };
    let everywhere = choice(EVERYWHERE, "All 32 areas, for a national survey");
    std::iter::once(everywhere)
        .chain(Area::all().map(|area| choice(area.code(), area.name())))
        .collect()
}

fn who_is_asked(field: &Field<'_>, typed: &Typed, ground: &Ground) -> Markup {
    let choices = asked::choices(&ground.versions, |value| typed.has("surveys", value));
    html! {
        @if choices.is_empty() {
            div.notice #surveys tabindex="-1" {
                h2 { "No survey is published yet" }
                p { "An inspection needs a published survey. To publish one, \
                    run " code { "speir survey publish" } " on the server, then reload this page." }
            }
        } @else {
            (fields::choices(field, HowMany::Any, &choices))
        }
    }
}
