use maud::{Markup, html};

use super::new::{PERSONAL, typed_parts};
use crate::{
    console::{
        pages::asked::{self, Versions},
        shell::{
            form::{Errors, Typed},
            once,
        },
        views::{
            asking::Asking,
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head},
            trail,
        },
    },
    inspection::{Area, Inspection},
    users::User,
    web::paths,
};

/// The values of `by` in the address of the form for what the inspection's team records, and for
/// what an area answers once.
pub const RECORDED: &str = "team";
pub const AREA: &str = "area";

/// How the form with this value of `by` asks.
pub fn asking_by(by: &str) -> Asking {
    match by {
        RECORDED => Asking::Recorded,
        AREA => Asking::Area,
        _ => Asking::Anonymous,
    }
}

/// The form for a new collection, as proposed or as typed.
pub fn new(
    viewer: &User,
    inspection: &Inspection,
    asking: Asking,
    (typed, errors): (&Typed, &Errors),
    versions: &Versions,
) -> Markup {
    let trail = [trail::inspections(), trail::inspection(inspection)];
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::about("Add a collection", viewer, asking)
    };
    let place = paths::inspection::NEW_COLLECTION.of(inspection.id);
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    let opens = Field { hint: Some("Scottish time."), ..field("opens_at", "Opens") };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Add a collection" }
                @match asking {
                    Asking::Anonymous => {
                        p.lead { "One survey for one area. It gets its own link." }
                        @if versions.keys().any(|one| one.audience().is_signed_in()) {
                            p { a href={ (place) "?by=" (RECORDED) } { "Add what the team records" } ", such as the reading of records." }
                        }
                        @if versions.keys().any(|one| one.audience().is_area()) {
                            p { a href={ (place) "?by=" (AREA) } { "Add what an area answers once" } ", such as questions to its social work team." }
                        }
                    }
                    Asking::Area => {
                        p.lead { "One survey that an area answers once, by the people who are asked for it. Say afterwards who they are." }
                        p { a href=(place) { "Add what people answer" } }
                    }
                    Asking::Recorded => {
                        p.lead { "One survey for one area, which the inspection’s team records in the console." }
                        p { a href=(place) { "Add what people answer" } }
                    }
                }
                form method="post" action=(paths::inspection::COLLECTIONS.of(inspection.id)) novalidate {
                    @match asking {
                        Asking::Anonymous => {}
                        Asking::Recorded => input type="hidden" name="by" value=(RECORDED);,
                        Asking::Area => input type="hidden" name="by" value=(AREA);,
                    }
                    (once::field(typed.one(once::KEY)))
                    (fields::select(&field("area", "Area"), &areas()))
                    (fields::choices(&field("survey", asking.which_survey()), HowMany::One, &surveys(asking, typed, versions)))
                    @if asking == Asking::Anonymous { (of_people(&field)) }
                    (fields::input(&opens, FieldKind::Time))
                    (fields::input(&Field { hint: Some(asking.closes_new()), ..field("closes_at", "Closes") }, FieldKind::Time))
                    @if asking == Asking::Anonymous { (ways_in(&field, typed)) }
                    @else { (refused(errors)) }
                    button.main type="submit" { "Add the collection" }
                }
            }
        },
    )
}

/// The surveys that people answer, or those that the team records.
fn surveys(asking: Asking, typed: &Typed, versions: &Versions) -> Vec<Choice> {
    let all = versions.iter().filter(|(survey, _)| Asking::from(survey.audience()) == asking);
    let offered: Versions = all.map(|(survey, numbers)| (*survey, numbers.clone())).collect();
    asked::choices(&offered, |value| typed.has("survey", value))
}

/// How many people could answer, and how many should.
fn of_people<'a>(field: &impl Fn(&'static str, &'static str) -> Field<'a>) -> Markup {
    let population = Field {
        hint: Some("The number that the area gives you. Leave it empty if you do not know it yet."),
        ..field("population", "How many people could answer?")
    };
    let target = Field {
        hint: Some("In percent. Leave it empty for what is usual for those who are asked."),
        ..field("target_percent", "Target response rate")
    };
    html! {
        (fields::input(&population, FieldKind::Number))
        (fields::input(&target, FieldKind::Number))
    }
}

/// How people come to answer.
fn ways_in<'a>(
    field: &impl Fn(&'static str, &'static str) -> Field<'a>,
    typed: &'a Typed,
) -> Markup {
    let coordinator = Field {
        hint: Some(
            "Replies to invitations go to this address. If you leave it empty, they go to the \
                inspection’s lead.",
        ),
        ..field("coordinator", "Local co-ordinator’s email address")
    };
    let parts = Field {
        value: typed_parts(typed),
        hint: Some(
            "Only if you want separate links and counts for parts, such as agencies or \
                localities. One part per line: key, name, number of people. For example: health, \
                NHS Lothian, 120",
        ),
        ..field("parts", "Parts")
    };
    html! {
        (fields::choices(&field("way", "Who can answer?"), HowMany::One, &ways(typed)))
        (fields::input(&coordinator, FieldKind::Email("off")))
        (fields::lines(&parts, 5))
    }
}

/// What was sent in fields that this form does not have.
fn refused(errors: &Errors) -> Markup {
    html! {
        @for name in ["population", "target_percent", "way", "coordinator", "parts"] {
            @if let Some(error) = errors.of(name) { p.error id=(name) tabindex="-1" { span.unseen { "Error: " } (error) } }
        }
    }
}

fn areas() -> Vec<(String, String)> {
    let none = (String::new(), "Choose an area".to_owned());
    std::iter::once(none)
        .chain(Area::all().map(|area| (area.code().to_owned(), area.name().to_owned())))
        .collect()
}

fn ways(typed: &Typed) -> Vec<Choice> {
    let personal = typed.has("way", PERSONAL);
    let choice = |value: &str, text: &str, chosen| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen,
    };
    vec![
        choice("link", "Anybody who has the link, for example from a poster", !personal),
        choice(
            PERSONAL,
            "Only people with an email invitation or a paper slip with a code",
            personal,
        ),
    ]
}
