use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};

use super::{concerns_view as views, handlers::page, in_list::InList, list::List};
use crate::{
    audit::Subject,
    comments::{self, Changed, LONGEST_ACCOUNT},
    console::{
        shell::{
            ConsoleError,
            access::{MayReadComments, Names, Seen, again},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    settings::Settings,
    store::Store,
    text::is_plain,
    web::page::see_other,
};

/// `GET …/comments/concerns`.
pub async fn show(
    MayReadComments(user): MayReadComments,
    Seen(list, _): Seen<List>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let ids = list.ids.clone();
    let concerns = store.run(move |connection| comments::concerns(connection, &ids)).await?;
    Ok(frame::answer(StatusCode::OK, views::concerns(&user, &list, &concerns, &settings.help)))
}

/// `POST …/comments/{comment}/concern`: marks it with what was done, or removes the mark.
pub async fn set(
    _: SameOrigin,
    MayReadComments(user): MayReadComments,
    Seen(InList { list, comment }, scope): Seen<InList>,
    names: Names,
    Form(typed): Form<Typed>,
    store: Data<Store>,
    settings: Data<Settings>,
) -> Result<HttpResponse, ConsoleError> {
    let account = (typed.one("state") != "none").then(|| typed.one("done").to_owned());
    if let Some(sentence) = account.as_deref().and_then(wrong_with) {
        let errors = Errors::one("done", sentence);
        let typed = Some((&typed, &errors));
        return page(
            StatusCode::UNPROCESSABLE_ENTITY,
            &user,
            &list,
            &comment,
            typed,
            &store,
            &settings,
        )
        .await;
    }
    let (id, was_shown) = (comment.id, typed.one("shown").to_owned());
    let (actor, subject) = (user.email.clone(), Subject::from(&list.inspection));
    let changed = store
        .run(move |connection| {
            comments::set_concern(
                connection,
                &comment,
                &was_shown,
                account.as_deref(),
                (&actor, &subject),
            )
        })
        .await?;
    match changed {
        Changed::Done => Ok(see_other(&list.path_of(id))),
        Changed::Meanwhile | Changed::Gone => {
            let InList { list, comment } = again(names, &scope, &store).await?;
            let sentence = "Somebody else has saved an account since you opened the page. Theirs \
                is shown above; yours is still in the box.";
            let errors = Errors::one("done", sentence);
            page(
                StatusCode::CONFLICT,
                &user,
                &list,
                &comment,
                Some((&typed, &errors)),
                &store,
                &settings,
            )
            .await
        }
    }
}

fn wrong_with(account: &str) -> Option<String> {
    if account.is_empty() {
        return Some("Write what was done, or what will be done.".to_owned());
    }
    if !is_plain(account) {
        return Some("Write plain text: there is an invisible control character in it.".to_owned());
    }
    let length = account.chars().count();
    (length > LONGEST_ACCOUNT).then(|| {
        format!("Write at most {LONGEST_ACCOUNT} characters. What you wrote has {length}.")
    })
}
