use crate::{
    audit,
    inspection::{Collection, Inspection, Part, create, queries},
    invitation::message::queries::copy_texts,
    store::{Connection, StoreError},
    users::{Role, User, queries::set_team},
};

/// Makes an inspection, and records who did. A lead who makes it for another joins its team:
/// otherwise they would not see it.
pub fn make(
    connection: &mut Connection,
    user: &User,
    inspection: &Inspection,
    collections: &[(Collection, Vec<Part>)],
    copied: Option<&Inspection>,
) -> Result<(), StoreError> {
    let made = create::set_up(collections);
    let action =
        copied.map_or_else(|| made.clone(), |one| format!("{made}, as a copy of “{}”", one.title));
    audit::with(connection, &user.email, &action, inspection, |connection| {
        queries::create(connection, inspection, collections)?;
        if let Some(copied) = copied {
            copy_texts(connection, copied.id, inspection.id)?;
        }
        if user.role == Role::Lead && user.email != inspection.lead {
            set_team(connection, inspection.id, std::slice::from_ref(&user.email))?;
        }
        Ok(())
    })
}
