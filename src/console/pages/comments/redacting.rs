use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Data, Form},
};

use super::{in_list::InList, list::List, redacting_view as views};
use crate::{
    audit::Subject,
    comments::{self, BlackOut, Changed, Comment, Mark},
    console::{
        shell::{
            ConsoleError,
            access::{MayReadComments, Names, Seen, again},
            form::{Errors, Typed},
            origin::SameOrigin,
        },
        views::frame,
    },
    store::{Store, StoreError, upkeep},
    text::suggestions,
    users::User,
    web::page::see_other,
};

/// `GET …/comments/{comment}/redact`.
pub async fn ask(
    MayReadComments(user): MayReadComments,
    Seen(InList { list, comment }, _): Seen<InList>,
) -> HttpResponse {
    let found = suggestions(&comment.text);
    let ticked = found.into_iter().filter(|one| one.is_likely);
    let typed: Typed = ticked
        .map(|one| ("suggested", one.words))
        .chain([("mark", Mark::Name.key().to_owned())])
        .collect();
    frame::answer(
        StatusCode::OK,
        views::form(&user, &list, &comment, &typed, &Errors::default(), false),
    )
}

/// `POST` to the same address: shows what would be left and, once that is confirmed, removes the
/// words permanently.
pub async fn redact(
    _: SameOrigin,
    MayReadComments(user): MayReadComments,
    Seen(InList { list, comment }, scope): Seen<InList>,
    names: Names,
    Form(typed): Form<Typed>,
    store: Data<Store>,
) -> Result<HttpResponse, ConsoleError> {
    if comments::shown(&comment.text) != typed.one("shown") {
        return Ok(meanwhile(&user, &list, &comment, &typed));
    }
    let redacted = match read(&typed, &comment) {
        Ok(redacted) => redacted,
        Err(errors) => {
            let page = views::form(&user, &list, &comment, &typed, &errors, false);
            return Ok(frame::answer(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    if typed.one("confirmed") != "yes" {
        return Ok(frame::answer(
            StatusCode::OK,
            views::preview(&user, &list, &comment, &typed, &redacted),
        ));
    }
    match for_good(&user, &list, &comment, redacted, &store).await? {
        Changed::Done => Ok(see_other(&list.path_of(comment.id))),
        Changed::Meanwhile | Changed::Gone => {
            let InList { list, comment } = again(names, &scope, &store).await?;
            Ok(meanwhile(&user, &list, &comment, &typed))
        }
    }
}

/// What is left of the comment, or what is wrong with the form.
fn read(typed: &Typed, comment: &Comment) -> Result<String, Errors> {
    let mut errors = Errors::default();
    let mark: Option<Mark> = typed.one("mark").parse().ok();
    let mark = errors.keep("mark", mark, "Choose what replaces the words.");
    let found = suggestions(&comment.text);
    let ticked: Vec<_> = found.iter().filter(|one| typed.has("suggested", &one.words)).collect();
    // What was suggested when the page was shown, and is no longer, counts as typed.
    let lines: Vec<&str> = typed
        .all("suggested")
        .filter(|words| ticked.iter().all(|one| one.words != *words))
        .chain([typed.one("words")])
        .collect();
    let redacted =
        BlackOut::with(&lines.join("\n"), mark.unwrap_or(Mark::Name), &ticked).and_then(|words| {
            words.apply(&comment.text).map_err(|missing| {
                let missing: Vec<_> = missing.iter().map(|line| format!("“{line}”")).collect();
                format!(
                    "The comment does not contain: {}. Write the words exactly as they are in the \
                        comment.",
                    missing.join(", ")
                )
            })
        });
    match redacted {
        Ok(redacted) if errors.is_empty() => Ok(redacted),
        Ok(_) => Err(errors),
        Err(sentence) => {
            errors.add("words", sentence);
            Err(errors.in_order(&["words", "mark"]))
        }
    }
}

async fn for_good(
    user: &User,
    list: &List,
    comment: &Comment,
    redacted: String,
    store: &Data<Store>,
) -> Result<Changed, ConsoleError> {
    let (actor, subject) = (user.email.clone(), Subject::from(&list.inspection));
    let (store, comment) = (store.clone(), comment.clone());
    let done = web::block(move || {
        let mut connection = store.own_connection()?;
        let changed = comments::redact(&mut connection, &comment, &redacted, (&actor, &subject))?;
        if changed == Changed::Done
            && let Err(error) = upkeep::sweep(&mut connection)
        {
            tracing::warn!(%error, "the text deleted by a redaction will be swept from the files \
                later");
        }
        Ok::<_, StoreError>(changed)
    });
    Ok(done.await.map_err(|_| StoreError::Stopping)??)
}

/// Somebody else has changed the comment: their change stays, and so does the text typed here.
fn meanwhile(user: &User, list: &List, comment: &Comment, typed: &Typed) -> HttpResponse {
    let page = views::form(user, list, comment, typed, &Errors::default(), true);
    frame::answer(StatusCode::CONFLICT, page)
}
