//! The form fields for details that only inspections of one kind have. Each stands below the kinds
//! and is shown with its own kind only.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    console::{
        shell::form::{Errors, Typed},
        views::fields::{self, Choice, Field, HowMany},
    },
    inspection::{Area, Earlier, InspectionKind, Particulars, Phase},
    language::calendar,
    store::{Connection, Id, StoreError},
    users::Scope,
};

/// The confirmation that details of the former kind are deleted. Its value is the new kind, so it
/// confirms no other.
pub const DROPS: &str = "drops";

/// The names of the fields, in their order.
#[cfg(test)]
pub const FIELDS: [&str; 3] = ["follows", "recommendations", "phase"];

/// The inspections that somebody sees, with their areas.
pub fn earlier(
    connection: &mut Connection,
    scope: &Scope,
    not: Option<Id>,
) -> Result<Vec<Earlier>, StoreError> {
    let mut inspections = scope.inspections(connection)?;
    inspections.retain(|one| Some(one.id) != not);
    Ok(Earlier::all(inspections, &scope.collections(connection)?))
}

/// Why a progress review of these areas cannot follow anything.
pub fn nothing_to_follow(opens_on: NaiveDate, areas: &BTreeSet<Area>) -> String {
    let whose = if areas.len() == 1 { "this area" } else { "any of these areas" };
    format!(
        "A progress review follows an earlier inspection of the same area. You can see none that \
            opened before {} in {whose}. Choose another kind, day or area.",
        calendar::date(opens_on)
    )
}

/// What was typed, for an inspection of this kind. `earlier` is what it can follow.
pub fn read(typed: &Typed, kind: InspectionKind, earlier: &[Earlier]) -> Particulars {
    let chosen = typed.one("follows");
    Particulars {
        follows: earlier.iter().map(|one| one.id).find(|id| id.to_string() == chosen),
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

/// The choice of what a progress review follows.
pub fn follows(typed: &Typed, errors: &Errors, earlier: &[Earlier]) -> Markup {
    let choose = (String::new(), "Choose one".to_owned());
    let all: Vec<(String, String)> = std::iter::once(choose)
        .chain(earlier.iter().map(|one| (one.id.to_string(), one.title.clone())))
        .collect();
    let field = Field {
        value: typed.one("follows"),
        hint: Some(
            "Those that opened before it in one of its areas. The results then open beside those \
                of the earlier inspection.",
        ),
        errors,
        ..Field::new("follows", "Which inspection does it follow?")
    };
    fields::select(&field, &all)
}

/// The fields. `earlier` is what a progress review can follow, if that is known already.
pub fn fields(typed: &Typed, errors: &Errors, earlier: Option<&[Earlier]>) -> Markup {
    let field = |name, label, hint| Field {
        value: typed.one(name),
        hint: Some(hint),
        errors,
        ..Field::new(name, label)
    };
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
            @match earlier {
                Some(earlier) => (follows(typed, errors, earlier)),
                None => p { "In the next step, you choose the inspection that it follows." },
            }
            (fields::lines(&recommendations, 4))
        }
        div.of-kind.thematic-review {
            (fields::choices(&Field { errors, ..Field::new("phase", "Which phase of the review is \
                it?") }, HowMany::One, &phases))
        }
    }
}
