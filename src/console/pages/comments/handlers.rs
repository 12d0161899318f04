use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};

use super::{in_list::InList, list::List, reading_view, search_view, views};
use crate::{
    audit::Subject,
    comments::{self, Comment, Found, LONGEST_TERM, Phrase, SHORTEST_TERM},
    console::{
        shell::{
            ConsoleError,
            access::{MayReadComments, Seen},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    settings::Settings,
    store::Store,
    users::User,
    web::page::see_other,
};

/// `GET …/comments`.
pub async fn show(
    MayReadComments(user): MayReadComments,
    Seen(list, _): Seen<List>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let ids = list.ids.clone();
    let next = store.run(move |connection| comments::first_unread(connection, &ids, None)).await?;
    Ok(frame::answer(StatusCode::OK, views::index(&user, &list, next, &settings.help)))
}

/// `GET …/comments/{comment}`.
pub async fn show_one(
    MayReadComments(user): MayReadComments,
    Seen(InList { list, comment }, _): Seen<InList>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    page(StatusCode::OK, &user, &list, &comment, None, &store, &settings).await
}

/// `POST …/comments/{comment}/read`: marks it as read and goes to the next, or as unread and stays.
pub async fn mark(
    _: SameOrigin,
    MayReadComments(user): MayReadComments,
    Seen(InList { list, comment }, _): Seen<InList>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let seen = typed.one("state") != "unread";
    let (here, id, ids) = (list.path_of(comment.id), comment.id, list.ids.clone());
    let (actor, subject) = (user.email, Subject::from(&list.inspection));
    let next = store
        .run(move |connection| {
            comments::set_seen(connection, &comment, seen, (&actor, &subject))?;
            comments::first_unread(connection, &ids, Some(id))
        })
        .await?;
    Ok(see_other(&match next {
        Some(next) if seen => list.path_of(next),
        None if seen => list.path(),
        _ => here,
    }))
}

/// `POST …/comments/search`: the response is a page, so that no address contains the words.
pub async fn search(
    _: SameOrigin,
    MayReadComments(user): MayReadComments,
    Seen(list, _): Seen<List>,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    let term = typed.one("term");
    let length = term.chars().count();
    let sought = Phrase::new(term).filter(|_| (SHORTEST_TERM..=LONGEST_TERM).contains(&length));
    let Some(sought) = sought else {
        let sentence = format!("Write {SHORTEST_TERM} to {LONGEST_TERM} characters to search for.");
        let page = search_view::found(
            &user,
            &list,
            &typed,
            &Errors::one("term", sentence),
            &Found::default(),
        );
        return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
    };
    let (ids, whole_words) = (list.ids.clone(), typed.has("whole", "yes"));
    let found = store
        .run(move |connection| comments::search_in(connection, &ids, &sought, whole_words))
        .await?;
    Ok(frame::answer(
        StatusCode::OK,
        search_view::found(&user, &list, &typed, &Errors::default(), &found),
    ))
}

/// `GET` of an address that takes only a form redirects to the list.
pub async fn back(MayReadComments(_): MayReadComments, Seen(list, _): Seen<List>) -> HttpResponse {
    see_other(&list.path())
}

/// `GET` of an address that takes only a form about a comment redirects to the comment.
pub async fn back_to_one(
    MayReadComments(_): MayReadComments,
    Seen(InList { list, comment }, _): Seen<InList>,
) -> HttpResponse {
    see_other(&list.path_of(comment.id))
}

/// The page of a comment, with text that was typed about it and refused.
pub async fn page(
    status: StatusCode,
    user: &User,
    list: &List,
    comment: &Comment,
    typed: Option<(&Typed, &Errors)>,
    store: &Store,
    settings: &Settings,
) -> Result<HttpResponse, ConsoleError> {
    let (ids, id) = (list.ids.clone(), comment.id);
    let beside = store.run(move |connection| comments::neighbours(connection, &ids, id)).await?;
    Ok(frame::answer(status, reading_view::one(user, list, comment, beside, typed, &settings.help)))
}
