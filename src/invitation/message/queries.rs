use diesel::prelude::*;

use super::{MessageKind, Text, Texts};
use crate::{
    audit,
    inspection::Inspection,
    language::Language,
    store::{
        Connection, Id, StoreError,
        schema::{inspections, message_texts},
    },
};

/// The lead's wording for the messages of an inspection.
pub fn texts(connection: &mut Connection, inspection: Id) -> Result<Texts, StoreError> {
    let rows = message_texts::table
        .filter(message_texts::inspection.eq(inspection))
        .select((
            message_texts::kind,
            message_texts::language,
            message_texts::subject,
            message_texts::opening,
        ))
        .load::<(String, String, String, String)>(connection)?;
    let text = |(kind, language, subject, opening): (String, String, String, String)| {
        Some(((kind.parse().ok()?, language.parse().ok()?), Text { subject, opening }))
    };
    Ok(rows.into_iter().filter_map(text).collect())
}

/// Sets the texts of one kind of message, in the order of the languages, if they are still those in
/// `from`. Otherwise, or if the inspection is gone, returns the present texts.
pub fn set_texts(
    connection: &mut Connection,
    (inspection, kind): (&Inspection, MessageKind),
    (from, to): (&[Text], &[Text]),
    actor: &str,
) -> Result<Result<(), Vec<Text>>, StoreError> {
    connection.writing(|connection| {
        let row = inspections::table.find(inspection.id);
        let there = diesel::update(row)
            .set(inspections::keep_days.eq(inspections::keep_days))
            .execute(connection)?;
        let now = texts(connection, inspection.id)?.of_kind(kind);
        if there == 0 || now != from {
            return Ok(Err(now));
        }
        if now == to {
            return Ok(Ok(()));
        }
        let of_kind =
            message_texts::inspection.eq(inspection.id).and(message_texts::kind.eq(kind.key()));
        diesel::delete(message_texts::table.filter(of_kind)).execute(connection)?;
        for (language, text) in
            Language::ALL.into_iter().zip(to).filter(|(_, text)| !text.is_standard())
        {
            add(connection, inspection.id, (kind, language), text)?;
        }
        audit::record(connection, actor, &action(kind, from, to), inspection)?;
        Ok(Ok(()))
    })
}

/// Copies the texts of one inspection to another.
pub fn copy_texts(connection: &mut Connection, from: Id, to: Id) -> Result<(), StoreError> {
    let texts = texts(connection, from)?;
    for kind in MessageKind::ALL {
        for (language, text) in Language::ALL.into_iter().zip(texts.of_kind(kind)) {
            if !text.is_standard() {
                add(connection, to, (kind, language), &text)?;
            }
        }
    }
    Ok(())
}

fn add(
    connection: &mut Connection,
    inspection: Id,
    (kind, language): (MessageKind, Language),
    text: &Text,
) -> Result<(), StoreError> {
    diesel::insert_into(message_texts::table)
        .values((
            message_texts::inspection.eq(inspection),
            message_texts::kind.eq(kind.key()),
            message_texts::language.eq(language.tag()),
            message_texts::subject.eq(&text.subject),
            message_texts::opening.eq(&text.opening),
        ))
        .execute(connection)?;
    Ok(())
}

/// The entry in the audit log: which texts were changed, and to what.
fn action(kind: MessageKind, from: &[Text], to: &[Text]) -> String {
    let word = |text: &str| {
        if text.is_empty() { "the standard wording".to_owned() } else { format!("“{text}”") }
    };
    let mut parts = Vec::new();
    for ((language, before), after) in Language::ALL.into_iter().zip(from).zip(to) {
        for (name, before, after) in [
            ("subject", &before.subject, &after.subject),
            ("opening", &before.opening, &after.opening),
        ] {
            if before != after {
                parts.push(format!(
                    "the {} {name} to {}",
                    language.english_name(),
                    word(&after.replace('\n', " "))
                ));
            }
        }
    }
    format!("Changed the {}: {}", kind.name().to_lowercase(), parts.join("; "))
}
