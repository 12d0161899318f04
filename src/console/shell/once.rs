//! Forms that make something, sent twice. A form carries a random key. The id of what it makes is a
//! digest of the key, of the user and of everything typed, so the same form sent again finds what
//! it made, and a form that was changed in between makes something else.

use maud::{Markup, html};
use sha2::{Digest as _, Sha256};
use uuid::Builder;

use super::{ConsoleError, form::Typed};
use crate::{
    store::{Connection, Id, Store, StoreError},
    users::{Scope, Scoped, User},
};

/// The name of the field with the key.
pub const KEY: &str = "making";

/// A key for a new form.
pub fn key() -> String {
    Id::random().to_string()
}

/// The field with the key that a form was sent with, or with a new one.
pub fn field(key: &str) -> Markup {
    html! { @if !key.is_empty() { input type="hidden" name=(KEY) value=(key); } }
}

/// The id of what this form makes. A form without a key makes something new each time.
pub fn id(typed: &Typed, user: &User) -> Id {
    id_of(typed.iter(), typed.one(KEY), user)
}

/// The same for a form that is not read as [`Typed`].
pub fn id_of<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>, key: &str, user: &User) -> Id {
    if key.is_empty() {
        return Id::random();
    }
    let mut digest = Sha256::new();
    let mut add = |text: &[u8]| {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    };
    add(user.id.as_bytes());
    add(key.as_bytes());
    for (name, value) in fields {
        add(name.as_bytes());
        add(value.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(into, byte)| *into = byte);
    Id(Builder::from_custom_bytes(bytes).into_uuid())
}

/// Whether the form has already made this.
pub async fn is_made<T: Scoped>(user: &User, id: Id, store: &Store) -> Result<bool, ConsoleError> {
    let user = user.clone();
    let look = move |connection: &mut Connection| {
        let found = Scope::of(connection, &user)?.find::<T>(connection, id)?;
        Ok::<_, StoreError>(found.seen().is_some())
    };
    Ok(store.run(look).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::Role;

    fn user() -> User {
        User {
            id: Id::random(),
            email: "lead@example.org".to_owned(),
            role: Role::Lead,
            areas: Vec::new(),
            everywhere: true,
            second_step_due: None,
        }
    }

    fn typed(pairs: [(&str, &str); 3]) -> Typed {
        Typed::of(pairs.map(|(name, value)| (name, value.to_owned())))
    }

    #[test]
    fn the_same_form_of_the_same_user_makes_the_same_thing() {
        let user = user();
        let form = typed([(KEY, "a key"), ("title", "Fife"), ("kind", "inquiry")]);
        let made = id(&form, &user);
        assert_eq!(id(&form, &user), made);
        let other = User { id: Id::random(), ..user.clone() };
        assert_ne!(id(&form, &other), made);
        for changed in [
            [(KEY, "another"), ("title", "Fife"), ("kind", "inquiry")],
            [(KEY, "a key"), ("title", "Fifek"), ("kind", "inquiry")],
            [(KEY, "a key"), ("titleF", "ife"), ("kind", "inquiry")],
        ] {
            assert_ne!(id(&typed(changed), &user), made, "{changed:?}");
        }
        let keyless = typed([("title", "Fife"), ("kind", "inquiry"), ("a", "b")]);
        assert_ne!(id(&keyless, &user), id(&keyless, &user));
    }
}
