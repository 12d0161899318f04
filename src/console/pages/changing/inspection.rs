use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use validator::Validate;

use super::{
    handing_over::{self, SURE},
    inspection_view::{self, Shown},
    model::{InspectionPage, Told, filled_from, fresh_moment, kept, read_from},
};
use crate::{
    console::{
        pages::contact,
        refresh,
        shell::{
            ConsoleError,
            access::{MayChange, Seen},
            form::{Errors, Typed, number},
            origin::SameOrigin,
        },
        views::frame,
    },
    fieldwork::change::{self, NewOutline, Outline, Refused},
    inspection::{Directory, Inspection, create::NewInspection},
    store::{Store, StoreError},
    users::{Scope, User},
    web::page::see_other,
};

/// The fields in the order in which the page shows them.
const ORDER: [&str; 10] = [
    "title",
    "kind",
    "lead",
    SURE,
    "keep_days",
    "team",
    "phone",
    "reply_to",
    "listed",
    "extend_to",
];

/// `GET /console/inspections/{id}/change`.
pub async fn show(
    MayChange(user): MayChange,
    Seen(inspection, scope): Seen<Inspection>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let page = InspectionPage::of(inspection, &scope, &store).await?;
    let typed = filled(&outline(&page));
    Ok(answer(StatusCode::OK, &user, &page, &typed, &Errors::default(), Told::Nothing))
}

/// `POST` to the same address.
pub async fn save(
    _: SameOrigin,
    MayChange(user): MayChange,
    Seen(inspection, scope): Seen<Inspection>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    directory: Data<Directory>,
) -> Result<HttpResponse, ConsoleError> {
    let page = InspectionPage::of(inspection, &scope, &store).await?;
    let refused =
        match read_from::<Outline>(&typed).map(|from| (read(&typed, &page.inspection), from)) {
            Ok((Err(errors), _)) => {
                return Ok(answer(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &user,
                    &page,
                    &typed,
                    &errors,
                    Told::Nothing,
                ));
            }
            Ok((Ok(to), from)) => {
                let (id, actor, now) = (page.inspection.id, user.clone(), page.now);
                let sure = typed.one(SURE).to_owned();
                let work = move |connection: &mut _| {
                    if let Some(refused) =
                        handing_over::refuse(connection, &actor, id, (&from.lead, &to.lead), &sure)?
                    {
                        return Ok(Err(refused));
                    }
                    let done =
                        change::change_inspection(connection, id, (&from, &to), &actor.email, now);
                    Ok::<_, StoreError>(match done {
                        Ok(()) => Ok(Scope::of(connection, &actor)?.sees_inspection(id)),
                        Err(refused) => Err(refused),
                    })
                };
                match store.run(work).await? {
                    Ok(sees) => {
                        refresh(directory).await;
                        return Ok(see_other(&if sees {
                            page.place()
                        } else {
                            "/console?done=handed-over".to_owned()
                        }));
                    }
                    Err(refused) => refused,
                }
            }
            Err(refused) => refused,
        };
    refuse(page, &scope, &store, &typed, refused).await
}

/// The page again, as things are now, with everything typed.
async fn refuse(
    page: InspectionPage,
    scope: &Scope,
    store: &Store,
    typed: &Typed,
    refused: Refused,
) -> Result<HttpResponse, ConsoleError> {
    let (user, page) = (scope.user(), page.again(scope, store).await?);
    let mut errors = Errors::default();
    match refused {
        Refused::Gone => return Err(ConsoleError::NotFound(user.clone())),
        Refused::Store(error) if error.is_duplicate() => {
            errors.add(
                "title",
                "Another inspection has this title. Write a different one, with \
                the year for example.",
            );
        }
        Refused::Store(error) => return Err(error.into()),
        Refused::Broken(broken) => {
            for (field, sentence) in broken {
                errors.add(field, sentence);
            }
        }
        Refused::Stale(differences) => {
            let before = read_from(typed).map(|from| filled(&from)).unwrap_or_default();
            let typed = kept(typed, &before, &filled(&outline(&page)), ORDER);
            return Ok(answer(
                StatusCode::CONFLICT,
                user,
                &page,
                &typed,
                &errors,
                Told::Stale(&differences),
            ));
        }
        Refused::Released | Refused::NotOpen | Refused::Kept => {
            return Ok(answer(StatusCode::CONFLICT, user, &page, typed, &errors, Told::Stale(&[])));
        }
    }
    Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, user, &page, typed, &errors, Told::Nothing))
}

fn answer(
    status: StatusCode,
    user: &User,
    page: &InspectionPage,
    typed: &Typed,
    errors: &Errors,
    told: Told<'_>,
) -> HttpResponse {
    let now = || filled_from(&outline(page));
    // A mistake is corrected on the same page. What was changed meanwhile has been told, so the
    // form starts from it.
    let from = if errors.is_empty() { now() } else { typed.one("from").to_owned() };
    frame::answer(
        status,
        inspection_view::change(user, page, &Shown { typed, errors, told, from: &from }),
    )
}

fn outline(page: &InspectionPage) -> Outline {
    Outline::of(&page.inspection, &page.collections)
}

/// The form as if somebody had typed what is.
fn filled(outline: &Outline) -> Typed {
    let own = [
        ("title", outline.title.clone()),
        ("kind", outline.kind.key().to_owned()),
        ("lead", outline.lead.clone()),
        ("keep_days", outline.keep_days.to_string()),
    ];
    own.into_iter().chain(contact::filled(&outline.contact)).collect()
}

/// What was typed, or what is wrong with it.
fn read(typed: &Typed, inspection: &Inspection) -> Result<NewOutline, Errors> {
    let mut errors = Errors::default();
    let kind = errors.keep(
        "kind",
        typed.one("kind").parse().ok(),
        "Choose what kind of inspection it is.",
    );
    let keep_days = errors.keep(
        "keep_days",
        number(typed.one("keep_days")),
        "Write for how many days responses are kept as a whole number, such as 365.",
    );
    let extend_to = match typed.one("extend_to") {
        "" => None,
        text => errors.keep(
            "extend_to",
            fresh_moment(text),
            "Choose the day and time, or leave it empty.",
        ),
    };
    let checked = NewInspection {
        title: typed.one("title").to_owned(),
        kind: kind.unwrap_or(inspection.kind),
        lead: typed.one("lead").to_lowercase(),
        threshold: inspection.threshold,
        opens_on: inspection.opens_on,
        closes_on: inspection.closes_on,
        keep_days: keep_days.unwrap_or(inspection.keep_days),
        contact: contact::read(typed),
    };
    if let Err(found) = checked.validate() {
        errors.add_found(&found);
    }
    if !errors.is_empty() {
        return Err(errors.in_order(&ORDER));
    }
    let NewInspection { title, kind, lead, keep_days, contact, .. } = checked;
    Ok(NewOutline { title, kind, lead, keep_days, contact, extend_to })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::sample;

    fn inspection() -> Inspection {
        Inspection { title: "Fife 2026".to_owned(), ..sample::inspection() }
    }

    #[test]
    fn what_was_filled_in_is_what_is() {
        let to = read(&filled(&Outline::of(&inspection(), &[])), &inspection()).expect("sound");
        assert_eq!(
            (to.title.as_str(), to.lead.as_str(), to.keep_days),
            ("Fife 2026", "lead@example.org", 365)
        );
        assert_eq!(to.extend_to, None);
    }

    #[test]
    fn an_empty_form_is_told_everything_at_once_and_a_date_that_is_none_too() {
        let errors =
            read(&Typed::of([("extend_to", "soon".to_owned())]), &inspection()).expect_err("empty");
        let needed = ORDER
            .iter()
            .filter(|field| **field != SURE && !crate::inspection::Contact::FIELDS.contains(field));
        assert_eq!(
            errors.iter().map(|(field, _)| field).collect::<Vec<_>>(),
            needed.copied().collect::<Vec<_>>()
        );
    }
}
