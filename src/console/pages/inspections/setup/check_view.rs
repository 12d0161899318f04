use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{
    check::{self, LINK, PERSONAL, population_field, target_field, way_field},
    dates,
    details::{ORDER, Plan},
    details_view::trail,
    ground::Ground,
    origin::Origin,
    sentence::sentence,
};
use crate::{
    console::{
        pages::particulars,
        shell::{
            form::{Errors, Typed},
            once,
        },
        views::{
            asking::Asking,
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
        },
    },
    inspection::Area,
    language::calendar,
    survey::Instrument,
};

/// From how many surveys a card and a column for each are too many.
const BROAD: usize = 6;

fn is_broad(plan: &Plan) -> bool {
    plan.surveys.len() >= BROAD
}

/// The second step, as proposed or as typed.
pub fn page(
    ground: &Ground,
    plan: &Plan,
    typed: &Typed,
    errors: &Errors,
    now: DateTime<Utc>,
) -> Markup {
    let origin = ground.origin.as_ref();
    let trail = trail(origin.map(|origin| &origin.inspection));
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of("Set up an inspection: people and targets", &ground.viewer, Section::Inspections)
    };
    frame::page(
        &head,
        &html! {
            div.wide.setup {
                (fields::summary(errors))
                p.step { "Step 2 of 2: " (plan.inspection.title) }
                h1 { "People and targets" }
                form method="post" action=(ground.place()) novalidate {
                    (once::field(typed.one(once::KEY)))
                    @for (name, value) in typed.iter().filter(|(name, _)| ORDER.contains(name)) { input type="hidden" name=(name) value=(value); }
                    @if !plan.earlier.is_empty() { (particulars::follows(typed, errors, &plan.earlier)) }
                    @if is_broad(plan) { (asked_in_rows(plan, typed, errors, origin)) } @else {
                        div.whom { @for survey in plan.surveys.keys() { (asked(*survey, typed, errors, origin)) } }
                    }
                    h2 #people { "How many people could answer?" }
                    p { "The numbers that the areas give you. Leave a field empty if you do not \
                        know the number yet. You can add it later." }
                    @if let Some(origin) = origin {
                        p { strong { "The numbers come from \
                            “" (origin.inspection.title) "”." } " Confirm each one with the area, \
                                or clear the field." }
                    }
                    @if is_broad(plan) { (people_by_area(plan, typed, errors, origin)) } @else { (people(plan, typed, errors, origin)) }
                    (closing(plan, typed, origin, now))
                    div.ways {
                        button.main type="submit" name="step" value="create" { "Create the \
                            inspection" }
                        button type="submit" name="step" value="details" { "Back to step 1" }
                    }
                }
            }
        },
    )
}

/// The settings of one survey for all areas.
fn asked(survey: Instrument, typed: &Typed, errors: &Errors, origin: Option<&Origin>) -> Markup {
    let (target, way) = (target_field(survey), way_field(survey));
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen: typed.one(&way) == value,
    };
    let ways = [
        choice(LINK, "By open link, for example on a poster: anybody who has it"),
        choice(PERSONAL, "By invitation or slip: each works once"),
    ];
    html! {
        @if survey.audience().is_area() {
            div.asked-one {
                p { strong { (survey.name()) } }
                p { "Each area answers once. Say after the set-up who is asked for it. It is not \
                    anonymous." }
            }
        } @else if survey.audience().is_signed_in() {
            div.asked-one {
                p { strong { (survey.name()) } }
                p { "The inspection’s team records this in the console. It is not anonymous to \
                    the team." }
            }
        } @else { fieldset.asked-one {
            legend { (survey.name()) }
            (fields::input(&Field { value: typed.one(&target), errors, ..Field::new(&target, "Target in percent") }, FieldKind::Number))
            (fields::choices(&Field { errors, ..Field::new(&way, "How do people open the \
                form?") }, HowMany::One, &ways))
            @if origin.is_some_and(|origin| origin.differs(survey)) {
                p.quiet { "Some areas had a different target or way in. They keep it unless you \
                    change this one." }
            }
        } }
    }
}

/// The same for many surveys: a row for each.
fn asked_in_rows(plan: &Plan, typed: &Typed, errors: &Errors, origin: Option<&Origin>) -> Markup {
    let differs = |survey: &Instrument| origin.is_some_and(|origin| origin.differs(*survey));
    html! {
        h2 #asked { "How is each survey asked?" }
        p { "The usual target and way in are filled in. They hold for all areas." }
        table.each.asked aria-labelledby="asked" {
            thead { tr { th scope="col" { "Survey" } th scope="col" { "Target in percent" } th scope="col" { "Way in" } } }
            tbody {
                @for survey in plan.surveys.keys() {
                    tr {
                        th scope="row" { (survey.name()) }
                        @if let Some(how) = Asking::from(survey.audience()).not_by_people() {
                            td colspan="2" { span.none { (how) "; not anonymous" } }
                        } @else {
                            td { (cell(&target_field(*survey), &format!("{}, target in percent", survey.name()), typed, errors)) }
                            td { (way_in(*survey, typed)) }
                        }
                    }
                }
            }
        }
        @if plan.surveys.keys().any(differs) {
            p.quiet { "Some areas had a different target or way in. They keep it unless you change \
                the one above." }
        }
    }
}

fn way_in(survey: Instrument, typed: &Typed) -> Markup {
    let name = way_field(survey);
    let chosen = typed.one(&name);
    html! {
        label.unseen for=(name) { (survey.name()) ", way in" }
        select id=(name) name=(name) {
            @for (value, text) in [(LINK, "Open link: anybody who has it"), (PERSONAL, "Invitation or slip: each works once")] {
                option value=(value) selected[chosen == value] { (text) }
            }
        }
    }
}

/// The same for many surveys: a small table for each area, with a row for each survey.
fn people_by_area(plan: &Plan, typed: &Typed, errors: &Errors, origin: Option<&Origin>) -> Markup {
    let answered = || plan.surveys.keys().filter(|survey| survey.audience().is_anonymous());
    html! {
        div.by-area {
            @for area in &plan.areas {
                table.each {
                    caption { (area.name()) }
                    thead.unseen { tr { th scope="col" { "Survey" } th scope="col" { "People" } } }
                    tbody {
                        @for survey in answered() {
                            tr {
                                th scope="row" { (survey.name()) }
                                td {
                                    @if check::asks(origin, *area, *survey) { (population(*area, *survey, typed, errors)) } @else { span.none { "Not asked here" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A row for each area, a column for each survey; on a narrow screen a card for each area.
fn people(plan: &Plan, typed: &Typed, errors: &Errors, origin: Option<&Origin>) -> Markup {
    html! {
        table.people aria-labelledby="people" {
            thead { tr { th scope="col" { "Area" } @for survey in plan.surveys.keys() { th scope="col" { (survey.name()) } } } }
            tbody {
                @for area in &plan.areas {
                    tr {
                        th scope="row" { (area.name()) }
                        @for survey in plan.surveys.keys() {
                            td { @if let Some(how) = Asking::from(survey.audience()).not_by_people() { span.label { (survey.name()) } span.none { (how) } } @else if check::asks(origin, *area, *survey) { (population(*area, *survey, typed, errors)) } @else { span.label { (survey.name()) } span.none { "Not asked here" } } }
                        }
                    }
                }
            }
        }
    }
}

fn population(area: Area, survey: Instrument, typed: &Typed, errors: &Errors) -> Markup {
    let name = population_field(area, survey);
    field(&name, &html! { span.unseen { (area.name()) ", " } (survey.name()) }, typed, errors)
}

/// A number in a table; `label` says for screen readers what it is of.
fn cell(name: &str, label: &str, typed: &Typed, errors: &Errors) -> Markup {
    field(name, &html! { (label) }, typed, errors)
}

fn field(name: &str, label: &Markup, typed: &Typed, errors: &Errors) -> Markup {
    let error = errors.of(name);
    let about = format!("{name}-error");
    html! {
        div.count.wrong[error.is_some()] {
            label for=(name) { (label) }
            @if let Some(error) = error { p.error id=(about) { span.unseen { "Error: " } (error) } }
            input type="text" inputmode="numeric" id=(name) name=(name) value=[Some(typed.one(name)).filter(|value| !value.is_empty())]
                aria-describedby=[error.map(|_| &about)] aria-invalid=[error.map(|_| "true")];
        }
    }
}

/// What will be made, in a sentence, and warnings.
fn closing(plan: &Plan, typed: &Typed, origin: Option<&Origin>, now: DateTime<Utc>) -> Markup {
    let dates = [("opens", plan.inspection.opens_on), ("closes", plan.inspection.closes_on)];
    let weekend = dates.into_iter().filter(|(_, day)| dates::is_weekend(*day));
    html! {
        div.will {
            @match check::read(typed, plan, origin) {
                Ok(made) => {
                    p { strong { (sentence(&made, now)) } }
                    @for (what, day) in weekend { p { "It " (what) " at a weekend, \
                        on " (calendar::named_date(day)) ", when offices and schools are \
                            closed." } }
                    p.quiet { "You can still change everything until people have answered." }
                }
                Err(_) => p { "Nothing is created until you correct the problems listed at the \
                    top." },
            }
        }
    }
}
