use chrono::{DateTime, Utc};

use crate::{invitation::message, store::Id, users::Role};

/// One message to somebody, to be queued.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    pub kind: NoticeKind,
    /// The email address of a user, or of somebody who is invited.
    pub recipient: &'a str,
    pub due_at: DateTime<Utc>,
    /// From when on it would be of no use: the link in it no longer works, or the day is over. What
    /// has not been sent by then is given up.
    pub ends_at: DateTime<Utc>,
    /// Who caused it, by their email address. `None` for the service and the command line.
    pub actor: Option<&'a str>,
}

/// What a notice tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Somebody is invited to use the console in this role, by a link that works once.
    Join { joining: Id, role: Role },
    /// Somebody who has an account may set a new password, by the same kind of link.
    NewPassword { joining: Id },
    /// What needs somebody, for a user.
    Digest { user: Id },
    /// A message as the people of a collection get it, for a user who tries it out.
    Test { collection: Id, message: message::MessageKind },
}

impl NoticeKind {
    /// The name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Join { .. } => "join",
            Self::NewPassword { .. } => "new-password",
            Self::Digest { .. } => "digest",
            Self::Test { .. } => "test",
        }
    }

    /// What the audit log calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Join { .. } => "an invitation to the console",
            Self::NewPassword { .. } => "a link for a new password",
            Self::Digest { .. } => "a digest",
            Self::Test { .. } => "a test message",
        }
    }

    /// The id of what it is about.
    pub const fn about(self) -> Id {
        match self {
            Self::Join { joining, .. } | Self::NewPassword { joining } => joining,
            Self::Digest { user } => user,
            Self::Test { collection, .. } => collection,
        }
    }

    pub(super) fn detail(self) -> Option<&'static str> {
        match self {
            Self::Join { role, .. } => Some(role.key()),
            Self::Test { message, .. } => Some(message.key()),
            Self::NewPassword { .. } | Self::Digest { .. } => None,
        }
    }

    /// What [`NoticeKind::key`], [`NoticeKind::about`] and [`NoticeKind::detail`] were of.
    pub(super) fn read(key: &str, about: Id, detail: Option<&str>) -> Option<Self> {
        match key {
            "join" => Some(Self::Join { joining: about, role: detail?.parse().ok()? }),
            "new-password" => Some(Self::NewPassword { joining: about }),
            "digest" => Some(Self::Digest { user: about }),
            "test" => Some(Self::Test { collection: about, message: detail?.parse().ok()? }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_reads_back_from_what_is_stored_of_it() {
        let id = Id::random();
        let joins = Role::ALL.map(|role| NoticeKind::Join { joining: id, role });
        let tests =
            message::MessageKind::ALL.map(|message| NoticeKind::Test { collection: id, message });
        for kind in joins
            .into_iter()
            .chain(tests)
            .chain([NoticeKind::NewPassword { joining: id }, NoticeKind::Digest { user: id }])
        {
            assert_eq!(NoticeKind::read(kind.key(), kind.about(), kind.detail()), Some(kind));
        }
        assert_eq!(NoticeKind::read("join", id, None), None);
        assert_eq!(NoticeKind::read("other", id, None), None);
    }
}
