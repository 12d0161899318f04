use maud::Markup;
use validator::Validate;

use super::{
    change::Change,
    from::fresh_moment,
    handing_over::{self, SURE},
    inspection_view,
    model::InspectionPage,
    parts::Shown,
};
use crate::{
    console::{
        pages::{
            contact,
            particulars::{self, DROPS},
        },
        shell::form::{Errors, Typed, number},
    },
    fieldwork::change::{self, NewOutline, Outline, Refused},
    inspection::{InspectionKind, create::NewInspection},
    store::{Connection, Id},
    users::{Scope, User},
    web::paths,
};

/// The fields in the order in which the page shows them.
const FIELDS: [&str; 15] = [
    "title",
    "kind",
    DROPS,
    "follows",
    "recommendations",
    "phase",
    "lead",
    SURE,
    "keep_days",
    "team",
    "phone",
    "reply_to",
    "listed",
    "reminders",
    "extend_to",
];

/// Title, kind, lead and contact of an inspection, how long its responses are kept, and how long
/// its collections last.
pub struct ChangingInspection;

/// What the form asks for.
pub struct To {
    outline: NewOutline,
    /// The confirmation of giving the inspection away.
    sure: String,
}

impl Change for ChangingInspection {
    type Page = InspectionPage;
    type From = Outline;
    type To = To;

    const FIELDS: &'static [&'static str] = &FIELDS;

    fn from(page: &InspectionPage) -> Outline {
        Outline::of(&page.inspection, &page.collections)
    }

    fn filled(outline: &Outline) -> Typed {
        let own = [
            ("title", outline.title.clone()),
            ("kind", outline.kind.key().to_owned()),
            ("lead", outline.lead.clone()),
            ("keep_days", outline.keep_days.to_string()),
        ];
        own.into_iter()
            .chain(contact::filled(&outline.contact))
            .chain(particulars::filled(&outline.particulars))
            .collect()
    }

    fn read(typed: &Typed, _: &Outline, page: &InspectionPage) -> Result<To, Errors> {
        let outline = read(typed, page)?;
        Ok(To { outline, sure: typed.one(SURE).to_owned() })
    }

    fn make(
        connection: &mut Connection,
        page: &InspectionPage,
        (from, to): (&Outline, &To),
        actor: &User,
    ) -> Result<String, Refused> {
        let (id, leads) = (page.inspection.id, (from.lead.as_str(), to.outline.lead.as_str()));
        if let Some(refused) = handing_over::refuse(connection, actor, id, leads, &to.sure)? {
            return Err(refused);
        }
        let change = (from, &to.outline);
        change::change_inspection(connection, id, change, &actor.email, page.now)
            .map_err(title_taken)?;
        let sees = Scope::of(connection, actor)?.sees_inspection(id);
        Ok(if sees { page.place() } else { paths::handed_over() })
    }

    fn view(viewer: &User, page: &InspectionPage, shown: &Shown<'_>) -> Markup {
        inspection_view::change(viewer, page, shown)
    }
}

fn title_taken(refused: Refused) -> Refused {
    match refused {
        Refused::Store(error) if error.is_duplicate() => Refused::Broken(vec![(
            "title",
            "Another inspection has this title. Write a different one, with the year for example."
                .to_owned(),
        )]),
        refused => refused,
    }
}

/// What was typed, or what is wrong with it.
fn read(typed: &Typed, page: &InspectionPage) -> Result<NewOutline, Errors> {
    let inspection = &page.inspection;
    let mut errors = Errors::default();
    let kind = errors.keep(
        "kind",
        typed.one("kind").parse().ok(),
        "Choose what kind of inspection it is.",
    );
    let keep_days = errors.keep(
        "keep_days",
        number(typed.one("keep_days")),
        "Write the number of days to keep responses as a whole number, such as 365.",
    );
    let extend_to = match typed.one("extend_to") {
        "" => None,
        text => errors.keep(
            "extend_to",
            fresh_moment(text),
            "Choose the day and time, or leave it empty.",
        ),
    };
    let kind = kind.unwrap_or(inspection.kind);
    let checked = NewInspection {
        title: typed.one("title").to_owned(),
        kind,
        framework: inspection.framework,
        lead: typed.one("lead").to_lowercase(),
        threshold: inspection.threshold,
        opens_on: inspection.opens_on,
        closes_on: inspection.closes_on,
        keep_days: keep_days.unwrap_or(inspection.keep_days),
        contact: contact::read(typed),
        particulars: particulars::read(typed, kind, &page.earlier),
        programme: None,
        follows: None,
    };
    if let Err(found) = checked.validate() {
        errors.add_found(&found);
    }
    if let Some((field, why)) = not_followed(page, kind, checked.particulars.follows) {
        errors.add(field, why);
    }
    let dropped = inspection.particulars.dropped_by(kind);
    if !dropped.is_empty() && typed.one(DROPS) != kind.key() {
        errors.add(DROPS, will_drop(kind, &dropped));
    }
    if !errors.is_empty() {
        return Err(errors.in_order(&FIELDS));
    }
    let NewInspection { title, kind, lead, keep_days, contact, particulars, .. } = checked;
    Ok(NewOutline { title, kind, lead, keep_days, contact, particulars, extend_to })
}

/// Why a progress review cannot follow this, with the field that is wrong.
fn not_followed(
    page: &InspectionPage,
    kind: InspectionKind,
    follows: Option<Id>,
) -> Option<(&'static str, String)> {
    let inspection = &page.inspection;
    if kind != InspectionKind::ProgressReview || follows.is_some() {
        return None;
    }
    if !page.earlier.is_empty() {
        return Some(("follows", "Choose the inspection that it follows.".to_owned()));
    }
    // A review from before this was asked can still be changed.
    let areas = page.collections.iter().map(|one| one.area).collect();
    (inspection.kind != kind)
        .then(|| ("kind", particulars::nothing_to_follow(inspection.opens_on, &areas)))
}

/// That a change of kind deletes details.
fn will_drop(kind: InspectionKind, dropped: &[&str]) -> String {
    let all = match dropped {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        one => one.concat(),
    };
    format!(
        "An inspection of the kind “{}” cannot keep {all}. Tick the box to delete this, or choose \
            the former kind.",
        kind.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::{Inspection, sample};

    fn page() -> InspectionPage {
        InspectionPage {
            inspection: Inspection { title: "Fife 2026".to_owned(), ..sample::inspection() },
            collections: Vec::new(),
            kept: Vec::new(),
            earlier: Vec::new(),
            evaluated: false,
            now: chrono::DateTime::default(),
        }
    }

    #[test]
    fn the_form_shows_the_present_values() {
        let page = page();
        let to = read(&ChangingInspection::filled(&Outline::of(&page.inspection, &[])), &page)
            .expect("sound");
        assert_eq!(
            (to.title.as_str(), to.lead.as_str(), to.keep_days),
            ("Fife 2026", "lead@example.org", 365)
        );
        assert_eq!(to.extend_to, None);
    }

    #[test]
    fn an_empty_form_or_a_bad_date_gets_every_error() {
        let errors =
            read(&Typed::of([("extend_to", "soon".to_owned())]), &page()).expect_err("empty");
        let needed = FIELDS.iter().filter(|field| {
            **field != SURE
                && **field != DROPS
                && !particulars::FIELDS.contains(field)
                && !crate::inspection::Contact::FIELDS.contains(field)
        });
        assert_eq!(
            errors.iter().map(|(field, _)| field).collect::<Vec<_>>(),
            needed.copied().collect::<Vec<_>>()
        );
    }
}
