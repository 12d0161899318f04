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
            fields::{self, Choice, Field, FieldKind, HowMany},
            frame::{self, Head, Section},
            trail,
        },
    },
    inspection::{Area, Inspection},
    users::User,
    web::paths,
};

/// The form for a new collection, as proposed or as typed.
pub fn new(
    viewer: &User,
    inspection: &Inspection,
    typed: &Typed,
    errors: &Errors,
    versions: &Versions,
) -> Markup {
    let trail = [trail::inspections(), trail::inspection(inspection)];
    let head = Head {
        failed: !errors.is_empty(),
        trail: &trail,
        ..Head::of("Add a collection", viewer, Section::Inspections)
    };
    let field = |name, label| Field { value: typed.one(name), errors, ..Field::new(name, label) };
    frame::page(
        &head,
        &html! {
            div.narrow {
                (fields::summary(errors))
                h1 { "Add a collection" }
                p.lead { "One survey for one area. It gets its own link, unless the inspection’s team records it in the console." }
                form method="post" action=(paths::inspection::COLLECTIONS.of(inspection.id)) novalidate {
                    (once::field(typed.one(once::KEY)))
                    (fields::select(&field("area", "Area"), &areas()))
                    (fields::choices(&field("survey", "Which survey is asked?"), HowMany::One, &asked::choices(versions, |value| typed.has("survey", value))))
                    (fields::input(&Field { hint: Some("The number that the area gives you. Leave \
                        it empty if you do not know it \
                        yet."), ..field("population", "How many people could \
                            answer?") }, FieldKind::Number))
                    (fields::input(&Field { hint: Some("In percent. Leave it empty for what is usual for \
                        those who are asked."), ..field("target_percent", "Target response \
                            rate") }, FieldKind::Number))
                    (fields::input(&Field { hint: Some("Scottish \
                        time."), ..field("opens_at", "Opens") }, FieldKind::Time))
                    (fields::input(&Field { hint: Some("A form that is open by then can still be \
                        sent for two hours."), ..field("closes_at", "Closes") }, FieldKind::Time))
                    (fields::choices(&field("way", "Who can answer?"), HowMany::One, &ways(typed)))
                    (fields::input(&Field { hint: Some("Replies to invitations go to this \
                        address. If you leave it empty, they go to the inspection’s \
                        lead."), ..field("coordinator", "Local co-ordinator’s email \
                            address") }, FieldKind::Email("off")))
                    (fields::lines(&Field { value: typed_parts(typed), hint: Some("Only if you want separate links and counts for parts, such as agencies or localities. One part per line: key, name, number of people. For example: health, NHS Lothian, 120"), ..field("parts", "Parts") }, 5))
                    button.main type="submit" { "Add the collection" }
                }
            }
        },
    )
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
