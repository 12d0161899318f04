//! The links of officers, who answer for their area, and the messages that carry them.

use chrono::{DateTime, Utc};

use super::{Line, Notice, NoticeKind, Words, queue};
use crate::{
    audit,
    catalogue::{self, PublishError},
    inspection::{Collection, Placed, queries::unscoped},
    invitation::outbox::Context,
    language::calendar,
    officers::{NotNamed, Officer, queries},
    records::ReadingState,
    store::{Connection, Id, Passes, StoreError},
    web::paths,
};

/// Names people for an area, and sends each the link: when the collection opens, or now. Returns how
/// many were not named before.
pub fn name(
    connection: &mut Connection,
    collection: &Collection,
    emails: &[String],
    by: (&str, DateTime<Utc>),
) -> Result<usize, NotNamed> {
    name_in(connection, &[(collection.clone(), emails.to_vec())], by)
}

/// The same for several areas: for all, or for none.
pub fn name_in(
    connection: &mut Connection,
    areas: &[(Collection, Vec<String>)],
    (actor, now): (&str, DateTime<Utc>),
) -> Result<usize, NotNamed> {
    connection.writing(|connection| {
        let mut named = Vec::new();
        for (collection, emails) in areas {
            for officer in queries::name(connection, collection, emails, (actor, now))? {
                send(connection, collection, &officer, (actor, now))?;
                named.push((collection, officer));
            }
        }
        for (collection, officer) in &named {
            let action = format!("Asked {} to answer for the area", officer.email);
            audit::record(connection, actor, &action, *collection)?;
        }
        Ok(named.len())
    })
}

/// Sends an officer a new link. The earlier one no longer works.
pub fn send_again(
    connection: &mut Connection,
    collection: &Collection,
    officer: Id,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<(), NotNamed> {
    connection.writing(|connection| {
        let officer = queries::renew(connection, collection, officer, (actor, now))?;
        send(connection, collection, &officer, (actor, now))?;
        let action = format!("Sent {} a new link to answer for the area", officer.email);
        Ok(audit::record(connection, actor, &action, collection)?)
    })
}

/// Takes an officer's link away. What they saved stays.
pub fn remove(
    connection: &mut Connection,
    collection: &Collection,
    officer: &Officer,
    actor: &str,
) -> Result<(), StoreError> {
    connection.writing(|connection| {
        if !queries::remove(connection, collection.id, officer.id)? {
            return Ok(());
        }
        let action = format!("No longer asked {} to answer for the area", officer.email);
        audit::record(connection, actor, &action, collection)
    })
}

fn send(
    connection: &mut Connection,
    collection: &Collection,
    officer: &Officer,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<(), StoreError> {
    let from = now.max(collection.opens_at);
    let notice = |kind, due_at| Notice {
        kind,
        recipient: &officer.email,
        due_at,
        ends_at: collection.closes_at,
        actor: Some(actor).filter(|actor| *actor != audit::COMMAND_LINE),
    };
    queue(connection, &notice(NoticeKind::Officer { officer: officer.id }, from))?;
    let reminder = collection.closes_at - queries::BEFORE_CLOSING;
    if reminder > from {
        let kind = NoticeKind::OfficerReminder { officer: officer.id };
        queue(connection, &notice(kind, reminder))?;
    }
    Ok(())
}

/// The message with an officer's link. `None` if they are no longer asked, if the collection has
/// closed, or for a reminder if the area has sent its answers.
pub(super) fn words_for(
    connection: &mut Connection,
    (officer, reminds): (Id, bool),
    passes: &Passes,
    context: &Context,
) -> Result<Option<Words>, StoreError> {
    let Some(officer) = queries::by_id(connection, officer)? else { return Ok(None) };
    let found = unscoped::collection_by_id(connection, officer.collection)?;
    let Some(collection) = found.filter(|one| one.closes_at > Utc::now()) else { return Ok(None) };
    let Some(placed) = Placed::of(connection, collection)? else { return Ok(None) };
    let response = queries::response(connection, placed.collection.id)?;
    if reminds && response.is_some_and(|response| response.state == ReadingState::Done) {
        return Ok(None);
    }
    let link = paths::OFFICER.of(passes.write(officer.id));
    let Collection { survey, version, .. } = placed.collection;
    let edition = match catalogue::edition(connection, survey, version) {
        Ok(edition) => edition,
        Err(PublishError::Store(error)) => return Err(error),
        Err(error) => {
            tracing::error!(%error, "the questions for an area could not be read");
            return Ok(None);
        }
    };
    let about = About { placed: &placed, title: &edition.english().title, reminds };
    Ok(Some(words(&about, context.base_url.with(&link), context)))
}

/// What a message is about.
struct About<'a> {
    placed: &'a Placed,
    /// The title of the survey.
    title: &'a str,
    reminds: bool,
}

fn words(about: &About<'_>, link: String, context: &Context) -> Words {
    let About { placed: Placed { inspection, collection }, title, reminds } = *about;
    let help = &context.help;
    let area = collection.area.name();
    let closes = calendar::named_date_and_time(collection.closes_at);
    let first = if reminds {
        format!("{area} has not sent its answers to “{title}” yet.")
    } else {
        format!(
            "The {} asks you to answer for {area}: “{title}”. It is part of “{}”.",
            help.inspectorate, inspection.title
        )
    };
    let say = |text: &str| Line::Say(text.to_owned());
    let mut lines = vec![Line::Say(first)];
    if let Some(opening) = collection.audience().opening(crate::language::Language::En) {
        lines.push(say(opening));
    }
    lines.extend([
        say("Each area answers once. You can save a draft and come back to it, and so can everybody \
            else who is asked for your area: you all fill in the same form."),
        Line::Say(format!("You can answer, and change your answers, until {closes}.")),
        Line::Act("Open the questions".to_owned(), link),
        say("These answers are not anonymous. The inspection team sees which area they come from \
            and who saved them, and the report may name your area."),
        Line::Say(format!(
            "The link is only for you: whoever has it can read and change the answers. If somebody \
                else should answer, tell {}.",
            inspection.contact.reply_to.as_deref().unwrap_or(&help.contact_email)
        )),
    ]);
    lines.push(Line::Say(format!(
        "To check that this message is genuine, phone {} or write to {}. Use a number or address that \
            you already know if you are not sure.",
        inspection.contact.phone.as_deref().unwrap_or(&help.phone),
        help.contact_email
    )));
    let subject = if reminds {
        format!("Reminder: questions for {area}, until {closes}")
    } else {
        format!("Questions for {area}, until {closes}")
    };
    Words { subject, lines, stop: None }
}
