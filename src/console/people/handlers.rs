use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path},
};
use chrono::{DateTime, Utc};
use validator::Validate;

use super::views::{self, Person};
use crate::{
    console::{
        ConsoleError,
        access::MayInvite,
        form::{Errors, Typed},
        id,
        origin::SameOrigin,
        views::frame,
    },
    inspection::Area,
    notice::Passes,
    settings::Settings,
    store::{Id, Secret, Store, StoreError},
    users::{self, Account, NewUser, Role, User, invitation, queries},
    web::page::see_other,
};

/// `GET /console/users`.
pub async fn show(MayInvite(user): MayInvite, store: Data<Store>) -> Result<HttpResponse, ConsoleError> {
    let (accounts, links) =
        store.run(|connection| Ok::<_, StoreError>((queries::all(connection)?, queries::links(connection)?))).await?;
    let now = Utc::now();
    let until = |account: &Account| links.get(&account.user.id).copied().filter(|until| *until > now);
    let people: Vec<Person> = accounts.into_iter().map(|account| Person { until: until(&account), account }).collect();
    Ok(frame::answer(StatusCode::OK, views::list(&user, &people)))
}

/// `GET /console/users/new`.
pub async fn show_new(MayInvite(user): MayInvite) -> HttpResponse {
    frame::answer(StatusCode::OK, views::new(&user, &Typed::default(), &Errors::default()))
}

/// `POST /console/users`.
pub async fn invite(
    _: SameOrigin,
    MayInvite(user): MayInvite,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let errors = match read(&user, &typed) {
        Ok(new) => {
            let actor = user.email.clone();
            let made = store.run(move |connection| invitation::invite(connection, &new, &actor, Utc::now())).await;
            match made {
                Ok((invited, _)) => return Ok(see_other(&format!("/console/users/{}", invited.id))),
                Err(error) if error.is_duplicate() => Errors::one(
                    "email",
                    "Somebody with this address has an account already. It is in the list of users.",
                ),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, views::new(&user, &typed, &errors)))
}

/// `GET /console/users/{id}`.
pub async fn show_one(
    MayInvite(user): MayInvite,
    asked: Path<String>,
    store: Data<Store>,
    secret: Data<Secret>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let (person, link) = find(&user, &asked, &store).await?;
    let address = address(&user, &person, link, &secret, &settings);
    Ok(frame::answer(StatusCode::OK, views::one(&user, &person, address.as_deref(), None)))
}

/// Where the link leads, for whoever may hand it over.
pub fn address(user: &User, person: &Person, link: Option<Id>, secret: &Secret, settings: &Settings) -> Option<String> {
    let may = may_send(user, &person.account) && person.until.is_some();
    link.filter(|_| may).map(|link| settings.base_url.with(&format!("/join/{}", Passes::of(secret).write(link))))
}

/// Whether somebody may send a link to an account: an administrator to all, others to those whom they may invite and who have
/// not joined yet.
pub fn may_send(user: &User, account: &Account) -> bool {
    user.role.may_manage_users() || account.password.is_none() && user.role.may_invite(account.user.role)
}

/// The account that an address names, with the link that works for it.
pub async fn find(user: &User, asked: &str, store: &Store) -> Result<(Person, Option<Id>), ConsoleError> {
    let nothing = || ConsoleError::NotFound(user.clone());
    let id = id(asked).ok_or_else(nothing)?;
    let now = Utc::now();
    let (account, link) = store
        .run(move |connection| Ok::<_, StoreError>((users::by_id(connection, id)?, queries::link_of(connection, id)?)))
        .await?;
    let link = link.filter(|(_, until): &(Id, DateTime<Utc>)| *until > now);
    let account = account.ok_or_else(nothing)?;
    Ok((Person { account, until: link.map(|(_, until)| until) }, link.map(|(id, _)| id)))
}

/// Whom to invite, or what is wrong with it.
fn read(user: &User, typed: &Typed) -> Result<NewUser, Errors> {
    let mut errors = Errors::default();
    let (role, areas) = read_role(user, typed, &mut errors);
    let new = NewUser::new(typed.one("email"), role.unwrap_or(Role::Viewer)).in_areas(areas);
    if let Err(found) = new.validate() {
        errors.add_found(&found);
    }
    if errors.is_empty() { Ok(new) } else { Err(errors.in_order(&["email", "role", "areas"])) }
}

/// The role that was chosen, and the areas of a co-ordinator.
pub fn read_role(user: &User, typed: &Typed, errors: &mut Errors) -> (Option<Role>, Vec<Area>) {
    let role = typed.one("role").parse().ok().filter(|role| user.role.may_invite(*role));
    let role: Option<Role> = errors.keep("role", role, "Choose what they will do.");
    let areas: Vec<Area> = typed.all("areas").filter_map(|code| code.parse().ok()).collect();
    if role == Some(Role::Coordinator) && areas.is_empty() {
        errors.add("areas", "Choose the area, or the areas, of the co-ordinator.");
    }
    (role, areas)
}

/// `GET` where only a form is taken leads to the page that the form stands on.
pub async fn back(MayInvite(_): MayInvite, asked: Path<String>) -> HttpResponse {
    match id(&asked) {
        Some(id) => see_other(&format!("/console/users/{id}")),
        None => see_other("/console/users"),
    }
}
