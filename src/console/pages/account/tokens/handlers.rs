use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};
use chrono::Utc;
use validator::Validate;

use super::views;
use crate::{
    console::{
        shell::{
            ConsoleError,
            access::{Named, Names, Seen, SignedIn},
            form::{Errors, Typed},
            once,
            origin::SameOrigin,
        },
        views::frame,
    },
    language::calendar,
    settings::Settings,
    store::{Connection, Id, Store},
    users::{
        Scope, Sight, User,
        tokens::{
            Kept, NewToken, Token,
            queries::{self, Made},
        },
    },
    web::{page::see_other, paths},
};

/// The list's own address.
const PLACE: &str = paths::account::TOKENS;

/// `GET /console/account/tokens`.
pub async fn show(
    SignedIn(user): SignedIn,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let kept = of(&user, &store).await?;
    let typed = Typed::of([("days", "90".to_owned()), (once::KEY, once::key())]);
    let page = views::tokens(&user, &kept, &typed, &Errors::default(), calendar::day(Utc::now()));
    Ok(frame::answer(StatusCode::OK, page))
}

/// `POST` to the same address. The response contains the token, because it is not stored.
pub async fn make(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let today = calendar::day(Utc::now());
    let id = once::id(&typed, &user);
    let errors = match read(&typed) {
        Ok(new) => {
            let (token, owner) = (Token::random(), user.clone());
            let made = {
                let token = token.clone();
                store
                    .run(move |connection| {
                        queries::add(connection, &owner.email, &owner, (id, &new), &token, today)
                    })
                    .await?
            };
            match made {
                Made::Kept(kept) => {
                    let page = views::made(&user, &kept, &token, &settings.base_url);
                    return Ok(frame::answer(StatusCode::OK, page));
                }
                Made::NameTaken if kept_by(&user, id, &store).await? => {
                    let page = views::made_already(&user, id);
                    return Ok(frame::answer(StatusCode::CONFLICT, page));
                }
                Made::NameTaken => Errors::one(
                    "name",
                    "You already have a token with this name. Choose another name, or revoke that \
                        token first.",
                ),
                Made::Enough => Errors::one("name", views::ENOUGH),
                Made::NoOwner => return Err(ConsoleError::NotFound(user)),
            }
        }
        Err(errors) => errors,
    };
    let kept = of(&user, &store).await?;
    let page = views::tokens(&user, &kept, &typed, &errors, today);
    Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// `GET /console/account/tokens/{id}/take-back`: the confirmation page; changes nothing.
pub async fn ask(SignedIn(user): SignedIn, Seen(kept, _): Seen<Kept>) -> HttpResponse {
    frame::answer(StatusCode::OK, views::take_back(&user, &kept))
}

/// `POST` to the same address.
pub async fn take_back(
    _: SameOrigin,
    SignedIn(user): SignedIn,
    Seen(kept, _): Seen<Kept>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    store.run(move |connection| queries::take_back(connection, &user.email, &user, &kept)).await?;
    Ok(see_other(PLACE))
}

async fn kept_by(user: &User, id: Id, store: &Store) -> Result<bool, ConsoleError> {
    Ok(of(user, store).await?.iter().any(|kept| kept.id == id))
}

async fn of(user: &User, store: &Store) -> Result<Vec<Kept>, ConsoleError> {
    let id = user.id;
    Ok(store.run(move |connection| queries::of(connection, id)).await?)
}

/// One of the signed-in person's own tokens.
impl Named for Kept {
    fn find(
        connection: &mut Connection,
        scope: &Scope,
        names: &Names,
    ) -> Result<Sight<Self>, ConsoleError> {
        let id = names.id("id");
        let own =
            queries::of(connection, scope.user().id)?.into_iter().find(|kept| Some(kept.id) == id);
        Ok(own.map_or(Sight::Absent, Sight::Seen))
    }
}

fn read(typed: &Typed) -> Result<NewToken, Errors> {
    let mut errors = Errors::default();
    let days = typed.one("days").parse().ok().filter(|days| views::DAYS.contains(days));
    let days = errors.keep("days", days, "Choose for how long the token works.");
    let new = NewToken::new(typed.one("name"), days.unwrap_or(1));
    if let Err(found) = new.validate() {
        errors.add_found(&found);
    }
    if errors.is_empty() { Ok(new) } else { Err(errors.in_order(&["name", "days"])) }
}
