//! The form fields for details that only inspections of one kind have. Each stands below the kinds
//! and is shown with its own kind only.

use maud::{Markup, html};

use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::fields::{self, Choice, Field, HowMany},
    },
    inspection::{Inspection, InspectionKind, Particulars, Phase},
    store::Id,
};

/// The names of the fields, in their order.
#[cfg(test)]
pub const FIELDS: [&str; 3] = ["follows", "recommendations", "phase"];

/// The inspections that a progress review can follow, each with its title.
pub type Earlier = Vec<(Id, String)>;

/// What can be followed of the inspections that somebody sees.
pub fn earlier(inspections: Vec<Inspection>, not: Option<Id>) -> Earlier {
    inspections
        .into_iter()
        .filter(|one| Some(one.id) != not)
        .map(|one| (one.id, one.title))
        .collect()
}

/// What was typed, for an inspection of this kind.
pub fn read(typed: &Typed, kind: InspectionKind, earlier: &Earlier) -> Particulars {
    let chosen = typed.one("follows");
    Particulars {
        follows: earlier.iter().map(|(id, _)| *id).find(|id| id.to_string() == chosen),
        recommendations: Particulars::of_lines(typed.exactly("recommendations")),
        phase: typed.one("phase").parse().ok(),
    }
    .of(kind)
}

/// The fields with the present values.
pub fn filled(particulars: &Particulars) -> [(&'static str, String); 3] {
    [
        ("follows", particulars.follows.map(|id| id.to_string()).unwrap_or_default()),
        ("recommendations", particulars.lines().unwrap_or_default()),
        ("phase", particulars.phase.map(|phase| phase.to_string()).unwrap_or_default()),
    ]
}

/// The fields.
pub fn fields(typed: &Typed, errors: &Errors, earlier: &Earlier) -> Markup {
    let field = |name, label, hint| Field {
        value: typed.one(name),
        hint: Some(hint),
        errors,
        ..Field::new(name, label)
    };
    let none = (String::new(), "None that Speir knows".to_owned());
    let earlier: Vec<(String, String)> = std::iter::once(none)
        .chain(earlier.iter().map(|(id, title)| (id.to_string(), title.clone())))
        .collect();
    let phases = Phase::ALL.map(|phase| Choice {
        value: phase.key().to_owned(),
        text: match phase {
            Phase::National => "The national phase: every area is asked",
            Phase::Local => "The local phase: some areas are visited",
        }
        .to_owned(),
        chosen: typed.has("phase", phase.key()),
    });
    let recommendations = Field {
        value: typed.exactly("recommendations"),
        ..field("recommendations", "What did it recommend?", "One recommendation per line.")
    };
    html! {
        div.of-kind.progress-review {
            (fields::select(&field("follows", "Which inspection does it follow?", "The results \
                then open beside those of the earlier inspection."), &earlier))
            (fields::lines(&recommendations, 4))
        }
        div.of-kind.thematic-review {
            (fields::choices(&Field { errors, ..Field::new("phase", "Which phase of the review is \
                it?") }, HowMany::One, &phases))
        }
    }
}
