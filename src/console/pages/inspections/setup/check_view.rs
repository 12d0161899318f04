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
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
        },
    },
    inspection::Area,
    language::calendar,
    survey::Instrument,
};

/// From how many surveys the table needs narrow columns.
const BROAD: usize = 6;

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
                    div.whom { @for survey in plan.surveys.keys() { (asked(*survey, typed, errors, origin)) } }
                    h2 #people { "How many people could answer?" }
                    p { "The numbers that the areas give you. Leave a field empty if you do not \
                        know the number yet. You can add it later." }
                    @if let Some(origin) = origin {
                        p { strong { "The numbers come from \
                            “" (origin.inspection.title) "”." } " Confirm each one with the area, \
                                or clear the field." }
                    }
                    (people(plan, typed, errors, origin))
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
        @if survey.audience().is_signed_in() {
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

/// A row for each area, a column for each survey; on a narrow screen a card for each area.
fn people(plan: &Plan, typed: &Typed, errors: &Errors, origin: Option<&Origin>) -> Markup {
    html! {
        table.people.broad[plan.surveys.len() >= BROAD] aria-labelledby="people" {
            thead { tr { th scope="col" { "Area" } @for survey in plan.surveys.keys() { th scope="col" { (survey.name()) } } } }
            tbody {
                @for area in &plan.areas {
                    tr {
                        th scope="row" { (area.name()) }
                        @for survey in plan.surveys.keys() {
                            td { @if survey.audience().is_signed_in() { span.label { (survey.name()) } span.none { "Recorded by the team" } } @else if check::asks(origin, *area, *survey) { (population(*area, *survey, typed, errors)) } @else { span.label { (survey.name()) } span.none { "Not asked here" } } }
                        }
                    }
                }
            }
        }
    }
}

fn population(area: Area, survey: Instrument, typed: &Typed, errors: &Errors) -> Markup {
    let name = population_field(area, survey);
    let error = errors.of(&name);
    let about = format!("{name}-error");
    html! {
        div.count.wrong[error.is_some()] {
            label for=(name) { span.unseen { (area.name()) ", " } (survey.name()) }
            @if let Some(error) = error { p.error id=(about) { span.unseen { "Error: " } (error) } }
            input type="text" inputmode="numeric" id=(name) name=(name) value=[Some(typed.one(&name)).filter(|value| !value.is_empty())]
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
