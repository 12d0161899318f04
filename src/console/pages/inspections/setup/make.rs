use crate::{
    audit,
    inspection::{Collection, Inspection, Part, create, queries},
    invitation::message::queries::copy_texts,
    programme::{self, NotJoined},
    store::Connection,
    users::{Role, Scope, User, queries::set_team},
};

/// Makes an inspection, and records who did. A lead who makes it for another joins its team:
/// otherwise they would not see it. `programme` is the title of the programme that it belongs to.
pub fn make(
    connection: &mut Connection,
    user: &User,
    inspection: &Inspection,
    collections: &[(Collection, Vec<Part>)],
    (copied, programme): (Option<&Inspection>, Option<&str>),
) -> Result<(), NotJoined> {
    let made = create::set_up(collections);
    let action =
        copied.map_or_else(|| made.clone(), |one| format!("{made}, as a copy of “{}”", one.title));
    connection.writing(|connection| {
        queries::create(connection, inspection, collections)?;
        if let Some(copied) = copied {
            copy_texts(connection, copied.id, inspection.id)?;
        }
        if user.role == Role::Lead && user.email != inspection.lead {
            set_team(connection, inspection.id, std::slice::from_ref(&user.email))?;
        }
        let made_by = Some(user.email.as_str());
        let scope = Scope::of(connection, user)?;
        let joined = programme
            .map(|title| programme::join(connection, inspection, title, (made_by, Some(&scope))))
            .transpose()?;
        audit::record(connection, &user.email, &action, inspection)?;
        queries::record_low_threshold(connection, &user.email, inspection)?;
        if let Some(joined) = joined {
            joined.record(connection, &user.email, inspection)?;
        }
        Ok(())
    })
}
